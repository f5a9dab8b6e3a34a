"""Whole lists as CSV, NDJSON, GeoJSON and XLSX: streamed, complete, with formulas escaped."""

import csv
import io
import json
import random
import zipfile
from collections.abc import Iterator
from typing import Any
from unittest import mock
from xml.etree import ElementTree

import pytest
from django.db import OperationalError, connections
from django.db.models import Value
from django.test import Client

from actors.models import Actor
from api.compiler import csv_rows
from api.pagination import rows
from api.rendering import exports, spreadsheet
from tests import cases, database, make
from tests.api_client import errors_of
from tests.project.contract import RESOURCES
from tests.project.test_api_queries import make_world

API = "/api/v1/"
# Characters that matter to spreadsheets, to CSV and to the escaping itself
SPECIAL = "'=+-@\t\r\n\",a;"


def bytes_of(client: Client, path: str) -> bytes:
    response: Any = client.get(API + path)
    assert response.status_code == 200, response
    return b"".join(response.streaming_content)


def text_of(client: Client, path: str) -> str:
    return bytes_of(client, path).decode()


def table_of(client: Client, path: str) -> list[dict[str, str]]:
    text = text_of(client, path)
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def field_of(row: Any, name: str) -> Any:
    """The value of a dotted name in a row of JSON; None below a null."""
    for key in name.split("."):
        row = row and row[key]
    return row


def abort(response: Any) -> None:
    """Closes a response before it is read, as a server does; keeps the connection of the tests."""
    with mock.patch.object(connections["default"], "close_if_unusable_or_obsolete"):
        response.close()


def database_state() -> tuple[Any, ...]:
    """The number of open database cursors, and the search path."""
    [state] = database.rows("SELECT count(*), current_setting('search_path') FROM pg_cursors")
    return state


def special_texts(number: int) -> Iterator[str]:
    dice = random.Random(1)  # noqa: S311 (no secret)
    for _ in range(number):
        yield "".join(dice.choices(SPECIAL, k=dice.randint(0, 6)))


def test_escaping_of_formulas_can_be_undone():
    for text in ("", "'", "''", "'=1", "''=1", "\t", "\r'", *special_texts(20_000)):
        escaped = csv_rows.escape_formula(text)
        assert csv_rows.unescape_formula(escaped) == text
        assert not escaped.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert escaped in {text, f"'{text}"}


def test_postgresql_writes_cells_as_python_does():
    row = Actor.objects.filter(pk=make.publish(make.actor()).pk)
    for text in special_texts(3_000):
        cell = row.values_list(csv_rows.TextCell(Value(text)), flat=True).get()
        line = io.StringIO()
        csv.writer(line).writerow([csv_rows.escape_formula(text), "x"])
        assert f"{cell},x\r\n" == line.getvalue()


@cases("name, view", *RESOURCES.items())
def test_files_have_the_values_of_the_json(client: Client, name: str, view: Any):
    make_world(4)
    listed = client.get(f"{API}{name}/?page_size=500").json()["results"]
    kinds = csv_rows.column_kinds(view.serializer_class, view.queryset.model)

    ndjson = [json.loads(line) for line in text_of(client, f"{name}.ndjson").splitlines()]
    header, _, lines = text_of(client, f"{name}.csv").partition("\r\n")
    table = list(csv_rows.parse_csv(io.StringIO(lines, newline=""), kinds.values()))

    assert listed
    assert ndjson == listed
    assert header == ",".join(kinds)
    for row, cells in zip(listed, table, strict=True):
        for (column, kind), cell in zip(kinds.items(), cells, strict=True):
            value = json.loads(str(cell)) if kind == "nested" else cell
            expected = field_of(row, column)
            if kind == "plain" and expected is not None:
                expected = str(expected)
            assert value == (None if expected == "" else expected), column


def test_escapes_formulas_in_texts_but_not_numbers(client: Client):
    place = make.place(latitude="-1.5", longitude="2")
    make.publish(make.event("formula", title='=HYPERLINK("x")', place=place))
    make.publish(make.event("quoted", title="'=1"))

    by_slug = {row["slug"]: row for row in table_of(client, "events.csv")}

    assert by_slug["formula"]["title"] == '\'=HYPERLINK("x")'
    assert by_slug["formula"]["place.latitude"] == "-1.5"
    assert by_slug["quoted"]["title"] == "''=1"


def test_sends_the_whole_list_sorted_and_filtered(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rows, "FIRST_BATCH_SIZE", 2)
    monkeypatch.setattr(rows, "BATCH_SIZE", 3)
    signing = make.event_type("treaty.signing")
    make.publish(*(make.event(f"signing-{number}", type=signing) for number in range(9)))
    make.publish(make.event("other", type=make.event_type("force.war")))

    table = table_of(client, "events.csv?sort=-slug&type=treaty.signing&fields=slug")

    assert [row["slug"] for row in table] == [f"signing-{number}" for number in range(8, -1, -1)]


def test_reads_rows_only_as_they_are_sent(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rows, "FIRST_BATCH_SIZE", 1)
    monkeypatch.setattr(rows, "BATCH_SIZE", 1)
    make.publish(*(make.actor() for _ in range(5)))

    response: Any = client.get(API + "actors.ndjson")
    next(iter(response.streaming_content))
    open_cursors, path = database_state()
    abort(response)

    assert open_cursors == 1
    assert path.startswith("published")
    assert database_state() == (0, '"$user", public')


def test_an_aborted_response_releases_the_database(client: Client):
    make.publish(make.actor())

    for method in (client.get, client.head):
        abort(method(API + "actors.csv"))

    assert database_state() == (0, '"$user", public')


def test_disconnects_a_client_that_stops_reading(client: Client):
    make.publish(make.actor())

    response: Any = client.get(API + "actors.csv")
    [(timeout,)] = database.rows("SHOW idle_in_transaction_session_timeout")
    abort(response)

    assert timeout == "1min"


def test_errors_before_the_first_byte_are_problems(client: Client, monkeypatch: pytest.MonkeyPatch):
    make.publish(make.event())
    monkeypatch.setattr(rows, "compile_statement", mock.Mock(side_effect=OperationalError))

    response = client.get(API + "events.csv")

    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")


@cases("format, end", ("csv", '"The answer was cut off here'), ("ndjson", "The answer"))
def test_a_stream_that_breaks_off_says_so(client: Client, monkeypatch: Any, format: str, end: str):
    def breaking(self: Any, row_expression: Any = None) -> Iterator[list[str]]:
        yield ["{}"]
        raise OperationalError("away")

    monkeypatch.setattr(rows.SerializedRows, "batches", breaking)

    assert text_of(client, f"events.{format}").splitlines()[-1].startswith(end)


def test_maps_places_and_events(client: Client):
    place = make.place("here", latitude="41.33", longitude="19.82")
    make.publish(make.event("signing", place=place), make.event("nowhere"))

    body = json.loads(text_of(client, "events.geojson"))
    [here] = json.loads(text_of(client, "places.geojson"))["features"]
    features = {feature["id"]: feature for feature in body["features"]}

    assert body["type"] == "FeatureCollection"
    assert features["signing"]["geometry"] == {"type": "Point", "coordinates": [19.82, 41.33]}
    assert features["nowhere"]["geometry"] is None
    assert features["signing"]["properties"] == client.get(API + "events/signing/").json()
    assert here["geometry"]["coordinates"] == [19.82, 41.33]
    assert client.get(API + "actors.geojson").status_code == 406


def sheet_of(client: Client, path: str) -> list[list[tuple[str, str]]]:
    """Type and value of each cell of a spreadsheet without formulas."""
    file = zipfile.ZipFile(io.BytesIO(bytes_of(client, path)))
    sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))  # noqa: S314 (our own)
    names = {"x": sheet.tag.partition("}")[0][1:]}
    assert not sheet.findall(".//x:f", names)
    return [
        [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row]
        for row in sheet.iterfind(".//x:row", names)
    ]


def test_spreadsheets_have_texts_numbers_and_booleans(client: Client):
    place = make.place(latitude="-1.5", longitude="2")
    make.publish(make.event("formula", title="=1+1", place=place))

    header, row = sheet_of(client, "events.xlsx?fields=slug,title,is_span,place.latitude")

    assert [text for _, text in header] == ["slug", "title", "is_span", "place.latitude"]
    assert row == [("inlineStr", "formula"), ("inlineStr", "=1+1"), ("b", "0"), ("n", "-1.5")]
    assert bytes_of(client, "events.xlsx") == bytes_of(client, "events.xlsx")


def test_rejects_spreadsheets_that_are_too_large(client: Client, monkeypatch: pytest.MonkeyPatch):
    make.publish(make.actor(), make.actor(description="x" * 300))
    monkeypatch.setattr(spreadsheet, "MAX_CELL_LENGTH", 299)
    assert errors_of(client, API + "actors.xlsx") == {("format", "out_of_range", None)}
    assert client.get(API + "actors.xlsx?fields=slug").status_code == 200

    monkeypatch.setattr(exports, "MAX_XLSX_ROWS", 1)
    response = client.get(API + "actors.xlsx?fields=slug")

    assert response.status_code == 400
    assert "csv" in response.json()["errors"][0]["detail"]


def test_rejects_parameters_of_pages(client: Client):
    query = "page=1&page_size=7&cursor=x&count=none&facets=type&type=zzz&sort=zzz"

    found = {(name, code) for name, code, _ in errors_of(client, f"{API}events.csv?{query}")}

    for_pages = {"page", "page_size", "cursor", "count", "facets"}
    assert {(name, "contradiction") for name in for_pages} <= found
    assert {("type", "unknown_choice"), ("sort", "unknown_choice")} <= found


def test_takes_the_format_at_the_end_of_the_address_or_as_a_parameter(client: Client):
    make.publish(make.event("signing"))
    signing = f"{API}events/signing"
    url = f"http://testserver{signing}/"

    assert client.get(signing + ".json").json() == client.get(signing + "/").json()
    assert client.get(API + "events.json?fields=url").json()["results"] == [{"url": url}]
    assert client.get(signing + "/?format=json").json()["url"] == url
    assert text_of(client, "events/?format=csv") == text_of(client, "events.csv")
    both = errors_of(client, API + "events.csv?format=csv")
    assert both == {("format", "contradiction", None)}
    assert errors_of(client, API + "events/?format=") == {("format", "empty", None)}
    for path in ("events.xml", "events/?format=xml", "events/signing.csv"):
        response = client.get(API + path)
        assert response.status_code == 406
        assert response["Content-Type"] == "application/problem+json"


def test_is_a_utf_8_file_with_a_name(client: Client):
    make.publish(make.event(title="Đukanović"))

    response: Any = client.get(API + "events.csv")

    assert "Đukanović" in b"".join(response.streaming_content).decode()
    assert response["Content-Disposition"] == 'attachment; filename="events.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Language"] == "en"


def test_an_empty_list_has_a_header(client: Client):
    assert text_of(client, "actors.csv?fields=slug,name") == "slug,name\r\n"
    assert text_of(client, "events.ndjson") == ""
    assert json.loads(text_of(client, "places.geojson"))["features"] == []
    assert len(sheet_of(client, "actors.xlsx")) == 1
