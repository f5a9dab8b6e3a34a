"""The interface of django-import-export: datasets are imported in sets, and results say what became of each row."""

import datetime as dt
from typing import Any

import pytest
from import_export import exceptions
from tablib import Dataset  # type: ignore[import-untyped]

from events.models import Event, EventClaim, Participation
from events.resources import EventResource
from imports.models import Import
from imports.resources import TableResource, known_resources
from tests import cases, make
from tests.accounts.people import make_person

HEADERS = ["slug", "type", "title", "date", "participants", "sources"]
TALKS = ["talks", "treaty.signing", "Talks", "2025-03", "albania:host", "bbc:p. 3"]
SIGNING = ["signing", "treaty.signing", "Signing", "2025-03-18", "", ""]


@pytest.fixture(autouse=True)
def cast() -> None:
    make.event_type("treaty.signing")
    make.actor("albania")
    make.source("bbc")


def dataset(*rows: list[Any], headers: list[str] | None = None) -> Dataset:
    return Dataset(*rows, headers=headers or HEADERS)


def messages(error: Any) -> dict[str, list[str]]:
    return dict(error.error_dict)


def test_writes_the_rows_of_a_dataset_and_notes_the_import():
    person = make_person("mira", "importer")

    result = EventResource().import_data(dataset(TALKS, SIGNING), user=person, file_name="mine.csv")

    assert (result.has_errors(), result.has_validation_errors()) == (False, False)
    assert result.totals["new"] == result.total_rows == 2
    events = Event.objects.order_by("slug")
    assert [event.slug for event in events] == ["signing", "talks"]
    assert [row.object_id for row in result] == [events[1].pk, events[0].pk]
    assert [row.object_repr for row in result] == ["talks", "signing"]
    assert (Participation.objects.count(), EventClaim.objects.count()) == (1, 1)
    noted = Import.objects.get()
    assert (noted.file_name, noted.user, noted.status) == ("mine.csv", person, "done")


def test_a_dry_run_says_the_same_and_leaves_nothing():
    result = EventResource().import_data(dataset(TALKS, SIGNING), dry_run=True)

    assert result.totals["new"] == 2
    assert not Event.objects.exists()
    assert not Import.objects.exists()
    assert EventResource().import_data(dataset(TALKS, SIGNING)).totals == result.totals


def test_tells_changed_rows_from_unchanged_ones_and_shows_the_difference():
    EventResource().import_data(dataset(TALKS, SIGNING))

    longer = [*TALKS[:2], "Long talks", *TALKS[3:]]
    result = EventResource().import_data(dataset(longer, SIGNING))

    assert [row.import_type for row in result] == ["update", "skip"]
    difference = dict(zip(result.diff_headers, result.rows[0].diff, strict=True))
    assert "<del" in difference["title"] and "<ins" in difference["title"]
    assert difference["slug"] == "<span>talks</span>"
    assert Event.objects.get(slug="talks").title == "Long talks"


def test_writes_nothing_if_a_row_is_invalid_and_says_what_is_wrong():
    nowhere = ["nowhere", "treaty.signed", "Nowhere", "2025-13", "", ""]

    result = EventResource().import_data(dataset(TALKS, nowhere), collect_failed_rows=True)

    assert not Event.objects.exists()
    assert (result.has_errors(), result.has_validation_errors()) == (False, True)
    assert [row.import_type for row in result] == ["new", "invalid"]
    (invalid,) = result.invalid_rows
    assert invalid.number == 2
    assert set(invalid.field_specific_errors) == {"type", "date"}
    assert "treaty.signing" in str(invalid.field_specific_errors["type"])
    assert invalid.values[result.diff_headers.index("slug")] == "nowhere"
    assert result.failed_dataset["slug"] == ["nowhere"]


def test_says_what_is_wrong_with_the_columns():
    result = EventResource().import_data(dataset(["talks", "x"], headers=["slug", "titel"]))

    assert result.has_errors()
    assert "titel" in str(result.base_errors[0].error)
    assert not Event.objects.exists()


def test_reports_what_the_rules_across_rows_refuse():
    make.event("talks")
    headers = ["source", "about", "row", "locator", "credibility", "verdict", "kind"]

    result = known_resources()["claims"]().import_data(
        dataset(["bbc", "event", "talks", "p. 1", 1, "supports", "report"], headers=headers)
    )

    assert result.has_validation_errors()
    assert "two or more publishers" in str(result.invalid_rows[0].error)
    assert not EventClaim.objects.exists()


@cases("header, rows", (["slug", "titel"], [["talks", "x"]]), (HEADERS, [TALKS, ["x"] * 6]))
def test_raises_the_first_error_if_asked_to(header: list[str], rows: list[list[str]]):
    with pytest.raises(exceptions.ImportError) as raised:
        EventResource().import_data(dataset(*rows, headers=header), raise_errors=True)

    assert raised.value.number == (2 if header == HEADERS else None)
    assert not Event.objects.exists()


def test_reads_values_of_python():
    headers = ["slug", "type", "title", "date", "is_span", "lifecycle"]
    day = dt.datetime(2025, 3, 18, tzinfo=dt.UTC)

    result = EventResource().import_data(
        dataset(["talks", "treaty.signing", 2025.0, day, True, None], headers=headers)
    )

    assert not result.has_validation_errors(), result.invalid_rows
    event = Event.objects.get()
    assert (event.title, event.date_from, event.is_span) == ("2025", day.date(), True)
    assert event.lifecycle == "unknown"


def test_calls_the_hooks_for_rows_and_datasets(monkeypatch: pytest.MonkeyPatch):
    seen: list[str] = []

    def before_row(resource: Any, row: dict[str, Any], **kwargs: Any) -> None:
        seen.append(f"row {kwargs['row_number']}")
        row["summary"] = "Added."

    monkeypatch.setattr(EventResource, "before_import", lambda *_, **__: seen.append("before"))
    monkeypatch.setattr(EventResource, "before_import_row", before_row)
    monkeypatch.setattr(
        EventResource, "after_import_row", lambda *_, **__: seen.append("after row")
    )
    monkeypatch.setattr(EventResource, "after_import", lambda *_, **__: seen.append("after"))

    EventResource().import_data(dataset(SIGNING))

    assert seen == ["before", "row 1", "after row", "after"]
    assert Event.objects.get().summary == "Added."


@cases("body", {"save_instance": lambda *_: None}, {"Meta": type("Meta", (), {"use_bulk": True})})
def test_refuses_a_resource_that_relies_on_what_is_never_used(body: dict[str, Any]):
    meta = body.setdefault("Meta", type("Meta", (), {}))
    meta.model = Event

    with pytest.raises(TypeError, match=r"do not use: (save_instance|use_bulk)"):
        type("OwnResource", (TableResource,), {"name": "own", **body})


def test_exports_chosen_columns_of_chosen_rows():
    EventResource().import_data(dataset(TALKS, [*SIGNING[:2], "=1+1", *SIGNING[3:]]))
    rows = Event.objects.filter(slug="signing")

    data = EventResource().export(rows, export_fields=["title", "slug"])
    assert (data.headers, list(data)) == (["slug", "title"], [("signing", "=1+1")])
    assert list(EventResource().export(list(rows), export_fields=["place"])) == [("",)]
    assert len(EventResource().export([])) == 0
