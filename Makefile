# For people who work on sphinxcontrib-convglossary. `make help` lists the targets;
# each makes the environment that it needs, in .venv.
.POSIX:
.SUFFIXES:
.NOTPARALLEL:
.PHONY: help html test fuzz bench check gettext catalogs dist clean

# The Python that .venv is made with; empty: the first suitable one on PATH.
PYTHON ?=
# The languages of docs/: the one it is written in, and its translations.
TRANSLATIONS = pt fr es
LANGUAGES = en $(TRANSLATIONS)
# Where the translations are.
LOCALES = locales
# The date in new catalogs, 2026-01-01: they change with their text only.
CATALOG_DATE = 1767225600

# How many references the benchmark has: 1k terms and ten times as many, 5k, 10k.
SIZE = 1k
# What the random tests begin with, and how many edits are made.
SEED = 1
STEPS = 2000

# Programs of Node that check pages and scripts in the tests.
CHECKERS = build/checkers

VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check
SPHINX = $(BIN)/python -m sphinx -W --keep-going -n -j 2

help: ## say what there is to make
	@echo 'make TARGET, where TARGET is one of'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s%s\n", $$1, $$2 }' Makefile

html: $(VENV)/docs.stamp ## build the documentation in each language into build/html
	@failed=; for language in $(LANGUAGES); do \
	    echo "html: $$language"; \
	    CONVGLOSSARY_EXAMPLES="$$PWD/build/examples" \
	    $(SPHINX) -q -b html -D language=$$language \
	        -d build/doctrees/$$language docs build/html/$$language \
	    || failed="$$failed $$language"; \
	done; \
	if test -n "$$failed"; then echo "html: not clean:$$failed" >&2; exit 1; fi
	@$(BIN)/python tools/start_page.py docs/start/index.html build/html $(LANGUAGES)
	@echo 'Open build/html/index.html'

test: $(VENV)/dev.stamp $(CHECKERS)/made.stamp ## run all tests
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder

fuzz: $(VENV)/dev.stamp ## try random edits and any input for minutes (SEED=1, STEPS=2000)
	PYTHONPATH=tests $(BIN)/python -m edits --steps $(STEPS) --seed $(SEED) --shrink
	$(BIN)/python tests/fuzz_input.py --minutes 5 --seed $(SEED)

bench: $(VENV)/bench.stamp ## measure what a glossary costs (SIZE=1k, 5k or 10k)
	$(BIN)/python benchmarks/run.py --size $(SIZE)

check: $(VENV)/dev.stamp ## check style, types and that the catalogs are current
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/python tools/catalogs.py --check
	@rm -rf build/locales; mkdir -p build; cp -R locales build/locales
	@$(MAKE) gettext LOCALES=build/locales >build/gettext.log \
	    || { cat build/gettext.log; exit 1; }
	@diff -r -u -x '*.mo' locales build/locales \
	    || { echo 'check: locales/ is not current; run make gettext' >&2; exit 1; }
	@cd locales; find . -name '*.po' | sort | { \
	    stray=0; while read -r po; do \
	        pot=$${po#./*/LC_MESSAGES/}t; \
	        test -f "../build/gettext/$$pot" \
	        || { echo "check: locales/$${po#./} has no document" >&2; stray=1; }; \
	    done; exit $$stray; }
	@echo 'check: everything is current'

gettext: $(VENV)/docs.stamp ## bring locales/ up to date with docs/
	rm -rf build/gettext build/doctrees/gettext
	SOURCE_DATE_EPOCH=$(CATALOG_DATE) $(SPHINX) -q -b gettext \
	    -d build/doctrees/gettext docs build/gettext
	for language in $(TRANSLATIONS); do set -- "$$@" -l $$language; done; \
	$(BIN)/python -m sphinx_intl update "$$@" \
	    -p build/gettext -d $(LOCALES) --line-width 0 --no-obsolete

catalogs: $(VENV)/dev.stamp ## bring the package's own catalogs up to date with its words
	$(BIN)/python tools/catalogs.py

dist: $(VENV)/dev.stamp ## pack the sdist and the wheel into dist/
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/python -m twine check --strict dist/*

clean: ## remove all that the other targets made, .venv too
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find locales -name '*.mo' -exec rm -f {} + 2>/dev/null || :
	find docs sphinxcontrib_convglossary tests tools -name __pycache__ -prune \
	    -exec rm -rf {} + 2>/dev/null || :

# Made anew when pyproject.toml changes. Each candidate is tried, not just looked up:
# a name on PATH may be the stub of a version manager, or lack the venv module.
$(VENV)/made.stamp: pyproject.toml
	@suits='import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))'; \
	given='$(PYTHON)'; \
	for python in $${given:-python3.13 python3.12 python3.11 python3 python}; do \
	    if "$$python" -c "$$suits" >/dev/null 2>&1; then \
	        echo "$(VENV): made with $$("$$python" --version) ($$python)"; \
	        "$$python" -m venv --clear $(VENV) && touch $@ && exit 0; \
	        exit 1; \
	    fi; \
	done; \
	echo 'No Python 3.11 or newer with its venv module was found.' >&2; \
	echo 'Install one, or name it: make PYTHON=/path/to/python3 TARGET' >&2; \
	echo '(On Debian and Ubuntu, venv is in the package python3-venv.)' >&2; \
	exit 1

$(VENV)/docs.stamp: $(VENV)/made.stamp
	$(PIP) install -q -e '.[docs]'
	@touch $@

$(VENV)/bench.stamp: $(VENV)/docs.stamp
	$(PIP) install -q -e '.[bench]'
	@touch $@

$(VENV)/dev.stamp: $(VENV)/docs.stamp
	$(PIP) install -q -e '.[dev]'
	@touch $@

# Whoever has no npm has no such programs: the tests that use them say so. Browsers are
# not downloaded, and nothing that a package brings is run as it is installed.
$(CHECKERS)/made.stamp: tests/checkers/package.json
	@mkdir -p $(CHECKERS)
	@cp tests/checkers/package.json $(CHECKERS)
	@if command -v npm >/dev/null; then \
	    cd $(CHECKERS) && PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-package-lock \
	        --ignore-scripts --no-audit --no-fund --loglevel=error; \
	else \
	    echo 'There is no npm: the tests that check pages with it are left out.' >&2; \
	fi
	@touch $@
