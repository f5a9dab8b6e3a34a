"""Whole lists as CSV, lines of JSON, GeoJSON and spreadsheets: streamed, guarded, never cut."""

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
from django.db import OperationalError, connection, connections
from django.db.models import Value
from django.test import Client

from actors.models import Actor
from api.compiler.csv_rows import (
    TextCell,
    column_kinds,
    escape_formula,
    parse_csv,
    unescape_formula,
)
from api.pagination import rows
from api.rendering import exports, spreadsheet
from balkanwatch.api import router
from tests.builders import make_actor, make_event, make_event_type, make_place, publish
from tests.project.test_api_queries import make_world

pytestmark = pytest.mark.django_db

API = "/api/v1/"
# What spreadsheets, CSV and the guard itself trip over
ODD = "'=+-@\t\r\n\",a;"


def bytes_of(client: Client, path: str) -> bytes:
    answer: Any = client.get(API + path)
    assert answer.status_code == 200, answer
    return b"".join(answer.streaming_content)


def text_of(client: Client, path: str) -> str:
    return bytes_of(client, path).decode()


def table_of(client: Client, path: str) -> list[dict[str, str]]:
    text = text_of(client, path)
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def faults(client: Client, path: str) -> set[tuple[str, str]]:
    answer = client.get(API + path)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    return {(fault["parameter"], fault["code"]) for fault in answer.json()["errors"]}


def at(row: Any, name: str) -> Any:
    """The value of a dotted name in a row of JSON; None below what is null."""
    for key in name.split("."):
        row = row and row[key]
    return row


def walk_away(answer: Any) -> None:
    """Ends an answer before it is read, as a server does; the connection of the tests stays."""
    with mock.patch.object(connections["default"], "close_if_unusable_or_obsolete"):
        answer.close()


def odd_texts(number: int) -> Iterator[str]:
    dice = random.Random(1)  # noqa: S311 (what is tried is no secret)
    for _ in range(number):
        yield "".join(dice.choices(ODD, k=dice.randint(0, 6)))


@pytest.mark.parametrize(
    "text", ["", "'", "''", "'=1", "''=1", "=1", "-", "'a", "a=1", "\t", "\r'"]
)
def test_finds_every_text_behind_its_guard(text: str):
    assert unescape_formula(escape_formula(text)) == text


def test_finds_any_text_behind_its_guard():
    for text in odd_texts(20_000):
        shown = escape_formula(text)
        assert unescape_formula(shown) == text
        assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert shown in {text, f"'{text}"}


def test_postgresql_writes_cells_that_python_reads():
    texts = list(odd_texts(3_000))
    actor = publish(make_actor())
    for text in texts:
        cell = Actor.objects.filter(pk=actor.pk).values_list(TextCell(Value(text)), flat=True).get()
        line = io.StringIO()
        csv.writer(line).writerow([escape_formula(text), "x"])
        assert f"{cell},x\r\n" == line.getvalue()


@pytest.mark.parametrize("prefix", [prefix for prefix, _, _ in router.registry])
def test_writes_every_list_as_it_is_in_json(client: Client, prefix: str):
    make_world(4)
    views: dict[str, Any] = {name: view for name, view, _ in router.registry}
    view = views[prefix]
    listed = client.get(f"{API}{prefix}/?page_size=500").json()["results"]
    kinds = column_kinds(view.serializer_class, view.queryset.model)

    lines = [json.loads(line) for line in text_of(client, f"{prefix}.ndjson").splitlines()]
    table = table_of(client, f"{prefix}.csv")

    assert listed
    assert lines == listed
    assert [list(row) for row in table] == [list(kinds)] * len(listed)
    text = text_of(client, f"{prefix}.csv")
    cells = list(parse_csv(io.StringIO(text, newline=""), ["text"] * len(kinds)))[1:]
    typed = list(parse_csv(io.StringIO(text.partition("\r\n")[2], newline=""), kinds.values()))
    assert len(cells) == len(typed)
    for row, values in zip(listed, typed, strict=True):
        for (name, kind), value in zip(kinds.items(), values, strict=True):
            shown = json.loads(value) if kind == "nested" else value
            expected = at(row, name)
            if kind == "plain" and expected is not None:
                expected = str(expected)
            assert shown == (None if expected == "" else expected), name


def test_guards_formulas_in_texts_and_leaves_numbers_alone(client: Client):
    publish(
        make_event("odd", title='=HYPERLINK("x")', place=make_place(latitude="-1.5", longitude="2"))
    )
    publish(make_event("quoted", title="'=1"))

    rows_ = {row["slug"]: row for row in table_of(client, "events.csv")}

    assert rows_["odd"]["title"] == '\'=HYPERLINK("x")'
    assert rows_["odd"]["place.latitude"] == "-1.5"
    assert rows_["quoted"]["title"] == "''=1"


def test_gives_the_whole_list_sorted_and_filtered(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rows, "FIRST_BATCH", 2)
    monkeypatch.setattr(rows, "BATCH", 3)
    kind = make_event_type("treaty.signing")
    for number in range(9):
        publish(make_event(f"signing-{number}", type=kind))
    publish(make_event("other", type=make_event_type("force.war")))

    table = table_of(client, "events.csv?sort=-slug&type=treaty.signing&fields=slug")

    assert [row["slug"] for row in table] == [f"signing-{number}" for number in range(8, -1, -1)]


def test_reads_no_more_than_it_sends(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rows, "FIRST_BATCH", 1)
    monkeypatch.setattr(rows, "BATCH", 1)
    for _ in range(5):
        publish(make_actor())

    answer: Any = client.get(API + "actors.ndjson")
    pieces = iter(answer.streaming_content)
    next(pieces)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), current_setting('search_path') FROM pg_cursors")
        open_cursors, path = cursor.fetchone()
    walk_away(answer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), current_setting('search_path') FROM pg_cursors")
        left, path_after = cursor.fetchone()

    assert (open_cursors, left) == (1, 0)
    assert path.startswith("published")
    assert not path_after.startswith("published")


def test_an_answer_nobody_reads_lets_go_of_the_database(client: Client):
    publish(make_actor())

    for method in (client.get, client.head):
        walk_away(method(API + "actors.csv"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), current_setting('search_path') FROM pg_cursors")
        assert cursor.fetchone() == (0, '"$user", public')


def test_who_takes_nothing_of_a_stream_is_not_waited_for_forever(client: Client):
    publish(make_actor())

    answer: Any = client.get(API + "actors.csv")
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        [longest] = cursor.fetchone()
    walk_away(answer)

    assert longest == "1min"


def test_an_error_before_the_first_byte_is_a_problem(client: Client):
    publish(make_event())

    def away(*_: Any) -> Any:
        raise OperationalError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "compile_statement", away)
        answer = client.get(API + "events.csv")

    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")


@pytest.mark.parametrize(
    ("form", "end"), [("csv", '"The answer was cut off here'), ("ndjson", "The answer")]
)
def test_a_stream_that_breaks_off_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch, form: str, end: str
):
    def breaking(self: Any, written: Any = None) -> Iterator[list[str]]:
        yield ["{}"]
        raise OperationalError("away")

    monkeypatch.setattr(rows.SerializedRows, "batches", breaking)

    last = text_of(client, f"events.{form}").splitlines()[-1]

    assert last.startswith(end)


def test_maps_places_and_events(client: Client):
    place = make_place("here", latitude="41.33", longitude="19.82")
    publish(make_event("signing", place=place), make_event("nowhere"))

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
    """Sort and value of each cell of a spreadsheet."""
    file = zipfile.ZipFile(io.BytesIO(bytes_of(client, path)))
    sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))  # noqa: S314 (our own)
    names = {"x": sheet.tag.partition("}")[0][1:]}
    assert not sheet.findall(".//x:f", names)
    return [
        [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row]
        for row in sheet.iterfind(".//x:row", names)
    ]


def test_makes_spreadsheets_of_texts_numbers_and_truths(client: Client):
    publish(make_event("odd", title="=1+1", place=make_place(latitude="-1.5", longitude="2")))

    head, row = sheet_of(client, "events.xlsx?fields=slug,title,is_span,place.latitude")

    assert [text for _, text in head] == ["slug", "title", "is_span", "place.latitude"]
    assert row == [("inlineStr", "odd"), ("inlineStr", "=1+1"), ("b", "0"), ("n", "-1.5")]


def test_makes_the_same_spreadsheet_twice(client: Client):
    publish(make_event())

    first, second = (bytes_of(client, "events.xlsx") for _ in range(2))

    assert first == second


def test_refuses_spreadsheets_that_are_too_large(client: Client, monkeypatch: pytest.MonkeyPatch):
    publish(make_actor(), make_actor(description="x" * 300))
    monkeypatch.setattr(spreadsheet, "MAX_CELL_LENGTH", 299)
    assert faults(client, "actors.xlsx") == {("format", "out_of_range")}
    assert client.get(API + "actors.xlsx?fields=slug").status_code == 200

    monkeypatch.setattr(exports, "MAX_XLSX_ROWS", 1)
    answer = client.get(API + "actors.xlsx?fields=slug")

    assert answer.status_code == 400
    assert "csv" in answer.json()["errors"][0]["detail"]


def test_has_no_pages_in_other_formats(client: Client):
    query = "page=1&page_size=7&cursor=x&count=none&facets=type"

    found = faults(client, f"events.csv?{query}&type=zzz&sort=zzz")

    wrong = {"page", "page_size", "cursor", "count", "facets"}
    assert {(name, "contradiction") for name in wrong} <= found
    assert {("type", "unknown_choice"), ("sort", "unknown_choice")} <= found


def test_takes_the_format_at_the_end_of_the_address_or_as_a_parameter(client: Client):
    event = publish(make_event("signing"))
    address = f"{API}events/{event.slug}"

    assert client.get(address + ".json").json() == client.get(address + "/").json()
    assert client.get(API + "events.json?fields=url").json()["results"] == [
        {"url": f"http://testserver{address}/"}
    ]
    assert client.get(address + "/?format=json").json()["url"] == f"http://testserver{address}/"
    assert text_of(client, "events/?format=csv") == text_of(client, "events.csv")
    assert faults(client, "events.csv?format=csv") == {("format", "contradiction")}
    assert faults(client, "events/?format=") == {("format", "empty")}
    for path in ("events.xml", "events/?format=xml", "events/signing.csv"):
        answer = client.get(API + path)
        assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")


def test_is_a_file_with_a_name_in_english_and_utf_8(client: Client):
    publish(make_event(title="Đukanović"))

    answer: Any = client.get(API + "events.csv")

    assert "Đukanović" in b"".join(answer.streaming_content).decode()
    assert answer["Content-Disposition"] == 'attachment; filename="events.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Language"] == "en"


def test_an_empty_list_has_a_head(client: Client):
    assert text_of(client, "actors.csv?fields=slug,name") == "slug,name\r\n"
    assert text_of(client, "events.ndjson") == ""
    assert json.loads(text_of(client, "places.geojson"))["features"] == []
    assert len(sheet_of(client, "actors.xlsx")) == 1
