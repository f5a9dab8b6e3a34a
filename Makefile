# `make run` and `make test` do all their own set-up in .venv/ and var/. See README.md.

PORT ?= 8000
SCALE ?= 20000
export SCALE
PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help run test test-long lint format types requirements schema answers words diagram importing pictures bench-api bench-csv bench-search bench-imports bench-admin clean

help:
	@echo "make run           set up, load the data set and serve on http://127.0.0.1:$(PORT) (PORT= for another)"
	@echo "make test          lint, types, migrations, deployment check and all tests"
	@echo "make test-long     the proofs on many more requests: drafts, schema, hostile input"
	@echo "make format        format the code"
	@echo "make requirements  renew the pinned and hashed requirements"
	@echo "make bench-api     measure the API against raw SQL (SCALE= events); see benchmarks/README.md"
	@echo "make bench-csv     measure the CSV of all events against a cursor and Python's csv (SCALE= events)"
	@echo "make bench-search  measure search against icontains (SCALE= events)"
	@echo "make bench-admin   measure the admin: lists, large pages, hints (SCALE=100,20000,1000000)"
	@echo "make bench-imports measure imports against COPY of ready rows (SCALE= events)"
	@echo "make schema        write the OpenAPI schema that is served"
	@echo "make answers       ask the questions of the guide to the API anew"
	@echo "make words         bring the catalogues of the interface's languages up to date, and compile them"
	@echo "make importing     describe the files of imports in docs/importing.md anew"
	@echo "make pictures      take the pictures of docs/curating.md from the running admin anew"
	@echo "make diagram       draw the entity diagram in docs/data-model-reference.md anew"
	@echo "make clean         remove .venv/ and caches; the data in var/ stays"

run: .venv/.run
	@$(PY) manage.py run --port "$(PORT)"

test: .venv/.dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy --no-incremental .
	$(PY) manage.py makemigrations --check --dry-run
	ALLOWED_HOSTS=balkanwatch.example SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m pytest -n 2 --fresh-template

test-long: .venv/.dev
	NONINTERFERENCE_REQUESTS=20000 SCHEMATHESIS_EXAMPLES=60 HOSTILE_VALUES=200 $(PY) -m pytest -n 2 \
		tests/project/test_noninterference.py tests/project/test_api_schemathesis.py tests/project/test_hostile.py

format: .venv/.dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

schema: .venv/.dev
	$(PY) manage.py spectacular --format openapi-json --validate --fail-on-warn --file balkanwatch/openapi.json

answers: .venv/.dev
	WRITE_ANSWERS=1 $(PY) -m pytest -n0 tests/project/test_guide.py -k answers

words: .venv/.dev
	$(PY) manage.py update_messages

importing: .venv/.dev
	WRITE_IMPORTING=1 $(PY) -m pytest -n0 tests/project/test_docs.py -k import_files

pictures: .venv/.dev
	WRITE_PICTURES=1 $(PY) -m pytest -n0 tests/browser/test_routine.py

diagram: .venv/.dev
	$(PY) manage.py draw_entity_diagram

bench-api: .venv/.dev
	$(PY) benchmarks/api.py
	$(PY) benchmarks/scale.py

bench-csv: .venv/.dev
	$(PY) benchmarks/csv_of_all.py

bench-search: .venv/.dev
	$(PY) benchmarks/search.py

bench-imports: .venv/.dev
	$(PY) benchmarks/importing.py

bench-admin: .venv/.dev
	$(PY) benchmarks/admin.py

requirements: .venv/.dev
	$(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--annotation-style line --custom-compile-command "make requirements" requirements.in -o requirements.txt
	$(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--annotation-style line --custom-compile-command "make requirements" requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "BalkanWatch needs Python 3.11 or later; name one with PYTHON=, such as make run PYTHON=python3.12" >&2; exit 1; }
	@echo "Creating the virtual environment in .venv ..."
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "Python's venv module is incomplete; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

.venv/.run: requirements.txt | .venv/.python
	@echo "Installing packages ..."
	@$(PIP) --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/.python
	@echo "Installing packages for development ..."
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@ .venv/.run
