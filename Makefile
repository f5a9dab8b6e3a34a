# `make run` and `make test` do all their own set-up in .venv/ and var/. See README.md.

PORT ?= 8000
SCALE ?= 20000
export SCALE
PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip install --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help install run quick test test-long lint format types requirements docs messages bench-api bench-csv bench-search bench-imports bench-admin bench-server bench-start clean

help:
	@echo "make run           set up and serve on http://127.0.0.1:$(PORT) (PORT= for another); on a local site with the data set"
	@echo "make install       set up the packages only"
	@echo "make quick         lint, a few tests of everything, the tests of what you changed; in seconds"
	@echo "make test          lint, types, migrations, deployment check and all tests"
	@echo "make test-long     the long form of draft isolation, schema and hostile input tests"
	@echo "make format        format the code"
	@echo "make requirements  update the pinned and hashed requirements"
	@echo "make bench-api     measure the API against raw SQL (SCALE= events); see benchmarks/README.md"
	@echo "make bench-csv     measure the CSV of all events against a cursor and Python's csv (SCALE= events)"
	@echo "make bench-search  measure search against icontains (SCALE= events)"
	@echo "make bench-admin   measure the admin: lists, large pages, hints (SCALE=100,20000,1000000)"
	@echo "make bench-server  measure the site during attacks by slow and greedy clients (SCALE= events)"
	@echo "make bench-start   measure the first start against initdb and createdb"
	@echo "make bench-imports measure imports against COPY of ready rows (SCALE= events)"
	@echo "make docs          regenerate the OpenAPI schema, the generated documents, their pictures"
	@echo "make messages      update and compile the translation catalogs"
	@echo "make clean         remove .venv/ and caches; the data in var/ stays"

install: .venv/.run

run: .venv/.run
	@$(PY) manage.py run --port "$(PORT)" $(ARGS)

quick: .venv/.dev
	@$(PY) -m tests.quick

test: .venv/.dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	ALLOWED_HOSTS=balkanwatch.example SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m pytest -n 2 --fresh-template

# The files with tests that `make test` runs in a short form, in full
test-long: .venv/.dev
	LONG_TESTS=1 $(PY) -m pytest -n 2 --fresh-template $$(grep -lr IS_LONG --include 'test_*.py' tests)

format: .venv/.dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

docs: .venv/.dev
	$(PY) manage.py write_schema
	$(PY) manage.py spectacular --format openapi-json --validate --fail-on-warn --file balkanwatch/openapi.json
	$(PY) manage.py draw_entity_diagram
	WRITE_ANSWERS=1 WRITE_IMPORTING=1 WRITE_PICTURES=1 $(PY) -m pytest tests/project/test_guide.py \
		tests/project/test_docs.py tests/browser/test_routine.py -k "answers or import_files or routine"

messages: .venv/.dev
	$(PY) manage.py update_messages

bench-api: .venv/.dev
	$(PY) -m benchmarks.api
	$(PY) -m benchmarks.scale

bench-csv: .venv/.dev
	$(PY) -m benchmarks.csv_export

bench-search: .venv/.dev
	$(PY) -m benchmarks.search

bench-imports: .venv/.dev
	$(PY) -m benchmarks.imports

bench-admin: .venv/.dev
	$(PY) -m benchmarks.admin

bench-server: SCALE = 30000
bench-server: .venv/.dev
	$(PY) -m benchmarks.slow_clients

bench-start: .venv/.dev
	$(PY) -m benchmarks.first_start

requirements: .venv/.dev
	$(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--annotation-style line --custom-compile-command "make requirements" requirements.in -o requirements.txt
	$(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--annotation-style line --custom-compile-command "make requirements" requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache

.venv/.python:
	@test -w . || { echo "This folder is read-only: copy it to a folder of your own, and run make there" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "BalkanWatch needs Python 3.11 or later; name one with PYTHON=, such as make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is incomplete; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Creating the virtual environment in .venv ..."
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "The virtual environment could not be created: see the error above" >&2; exit 1; }
	@touch $@

.venv/.run: requirements.txt | .venv/.python
	$(call install,packages)
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/.python
	$(call install,packages for development)
	@touch $@ .venv/.run

# pip says nothing while it unpacks; what is there is counted meanwhile.
define install
	@echo "Installing $(1) ..."
	@trap 'kill $$counter' EXIT; \
	while sleep 5; do echo "$$(ls -d .venv/lib/python*/site-packages/*.dist-info | wc -l) of about $$(grep -c == $<) packages are installed"; done & \
	counter=$$!; $(PIP) --require-hashes -r $<
endef
