"""Importing an export changes nothing; the type of a file is detected from its columns."""

from pathlib import Path

import pytest

from imports.applying import engine
from imports.choices import FileFormat
from imports.exporting import export_rows
from imports.file_types import detect_resource
from imports.reading.delimited import UnreadableFileError
from imports.reading.table_files import open_table
from imports.resources import known_resources
from tests import cases, database
from tests.imports.files import fault_texts, new_import, write

NAMES = sorted(known_resources())


@pytest.mark.usefixtures("article_data")
@cases("name", *NAMES)
@cases("file_format", *FileFormat)
def test_changes_nothing_when_an_export_is_imported(
    name: str, file_format: FileFormat, tmp_path: Path
):
    path = write(tmp_path, b"".join(export_rows(known_resources()[name], file_format=file_format)))
    import_job = new_import(name)

    with open_table(path) as table:
        engine.import_file(import_job, table)

    assert fault_texts(import_job) == []
    assert import_job.counts["unchanged"] == import_job.counts["rows"] > 0
    assert not import_job.changes.exists()


@pytest.mark.usefixtures("article_data")
@cases("name", *NAMES)
def test_file_has_the_columns_and_cells_that_its_resource_exports(name: str, tmp_path: Path):
    resource = known_resources()[name]
    path = write(tmp_path, b"".join(export_rows(resource)))
    # The library exports row by row, in Python.
    rows_of_library = [resource().export_resource(row) for row in resource().get_queryset()]

    with open_table(path, separator=",") as table:
        rows = [row for _line, row in table.rows]

    assert table.columns == resource().get_export_headers()
    assert rows == rows_of_library
    assert rows


@pytest.mark.usefixtures("article_data")
@cases("name", *NAMES)
def test_imports_the_dataset_that_a_resource_exports(name: str):
    resource = known_resources()[name]()
    data = resource.export()

    result = resource.import_data(data)

    assert (result.has_errors(), result.invalid_rows) == (False, [])
    assert result.totals["skip"] == len(data) > 0


@pytest.mark.usefixtures("article_data")
def test_exports_a_file_with_one_query():
    queries = database.queries_of(lambda: list(export_rows(known_resources()["events"])))

    transaction = ("SAVEPOINT", "RELEASE", "SET LOCAL")
    assert sum(not sql.startswith(transaction) for sql in queries) == 1


@cases("name", *NAMES)
def test_detects_each_file_type_from_its_columns(name: str):
    assert detect_resource(known_resources()[name].column_names(), f"{name}.csv") == name


def test_asks_for_the_type_if_columns_and_name_do_not_show_it():
    likely = "Choose it; likely: agreements_topic, events_eventtype"
    with pytest.raises(UnreadableFileError, match=likely):
        detect_resource(["code", "label"], "terms.csv")


def test_prefers_the_compact_file_to_a_table_with_the_same_columns():
    assert detect_resource(["slug", "type", "title"], "mine.csv") == "events"


@cases(
    "columns, name, message",
    (["Naziv", "Datum"], "dogadjaji.csv", "not the columns of a BalkanWatch file: Naziv, Datum"),
    (["slug", "title", "plaec"], "x.csv", r"events \(does not have plaec\)"),
)
def test_says_which_columns_it_does_not_know(columns: list[str], name: str, message: str):
    with pytest.raises(UnreadableFileError, match=message):
        detect_resource(columns, name)


def test_takes_the_name_of_the_file_where_a_column_is_misspelt():
    assert detect_resource(["slug", "title", "plaec"], "events.csv") == "events"
