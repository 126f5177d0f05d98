"""``python -m sphinxcontrib_convglossary`` is the command ``convglossary``."""

from __future__ import annotations

import sys

from sphinxcontrib_convglossary.cli import main

if __name__ == '__main__':
    sys.exit(main())
