"""What goes out as a file comes in again and changes nothing."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from imports.applying import engine
from imports.checking.detect_resource import resource_of
from imports.exporting import exported
from imports.reading.delimited import Unreadable
from imports.reading.table_files import open_table
from imports.resources import known_resources
from tests.imports.files import new_import, told

NAMES = sorted(known_resources())


@pytest.mark.django_db
@pytest.mark.usefixtures("article_data")
@pytest.mark.parametrize("name", NAMES)
def test_changes_nothing_when_it_comes_in_again(name: str, tmp_path: Path):
    path = tmp_path / "file.csv"
    path.write_bytes(b"".join(exported(known_resources()[name])))
    import_ = new_import(name)

    with open_table(path, separator=",") as table:
        engine.run_at_once(import_, table)

    assert told(import_) == []
    assert import_.counts["unchanged"] == import_.counts["rows"] > 0


@pytest.mark.django_db
@pytest.mark.usefixtures("article_data")
def test_asks_the_database_once_for_a_file():
    with CaptureQueriesContext(connection) as queries:
        list(exported(known_resources()["events"]))

    asked = [query["sql"] for query in queries]
    assert (
        len([sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE", "SET LOCAL"))])
        == 1
    )


@pytest.mark.parametrize("name", NAMES)
def test_tells_each_sort_of_file_by_its_columns(name: str):
    assert resource_of(known_resources()[name].column_names(), f"{name}.csv") == name


def test_asks_where_columns_and_name_do_not_tell():
    with pytest.raises(
        Unreadable, match=r"Choose it; likely are: agreements_topic, events_eventtype"
    ):
        resource_of(["code", "label"], "terms.csv")


def test_takes_the_compact_file_where_a_whole_table_has_the_same_columns():
    assert resource_of(["slug", "type", "title"], "mine.csv") == "events"
