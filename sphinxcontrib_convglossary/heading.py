"""What stands above the definition of a block: its name and its options.

docutils can read options, by a state machine that it makes anew for each block: a
third of the time that a block takes.  It also drops the whole block for a doubled
option or a lost blank line.  Here lines are read as they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: ``:name: value``, as in a field list.
_OPTION = re.compile(r':(?P<name>[^:\s](?:[^:]*[^:\s])?):(?:\s+(?P<value>.*))?')


@dataclass(slots=True, kw_only=True)
class Heading:
    """The lines above the first blank line of a block, told apart."""

    #: The lines of the name.
    name: list[str] = field(default_factory=list)
    #: The values of the options by name, in order.
    options: dict[str, str] = field(default_factory=dict)
    #: Options that were given more than once; the first value counts.
    doubled: list[str] = field(default_factory=list)
    #: Lines after the options that belong to none: a blank line is missing.
    rest: list[str] = field(default_factory=list)


def read_heading(lines: Sequence[str], *, named: bool) -> Heading:
    """Tell the lines above a definition apart.

    *named* says that the first line is the name, whatever it looks like.  A line
    that is further in than its option continues it.
    """
    heading = Heading(name=list(lines[:1]) if named else [])
    values: list[tuple[str, list[str]]] = []
    for number, line in enumerate(lines[len(heading.name) :], len(heading.name)):
        option = _OPTION.fullmatch(line)
        if option is not None:
            values.append((option['name'].lower(), [option['value'] or '']))
        elif not values:
            heading.name.append(line)
        elif line[:1].isspace():
            values[-1][1].append(line)
        else:
            heading.rest = list(lines[number:])
            break
    for name, value in values:
        if name in heading.options:
            heading.doubled.append(name)
        else:
            heading.options[name] = '\n'.join(map(str.strip, value)).strip()
    return heading
