"""Every parameter has an example that is answered, every filter finds something and leaves something out."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_filters import filters

from api.filters.base import (
    BoundingBoxFilter,
    PeriodFilter,
    TermFilter,
    TimestampFilter,
    YesNoFilter,
)
from api.filters.values import CodeField, DayField
from tests.project.contract import NOT_PROMISED, Operation, found, operations, resources, value

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("article_data")]

OPERATIONS = {operation.path: operation for operation in operations()}
PARAMETERS = [(o.path, name) for o in OPERATIONS.values() for name in o.parameters]
FILTERS = [
    (prefix, name)
    for prefix, view in resources().items()
    for name in view.filterset_class.base_filters
]
# What a filter cannot be asked without
WITH = {(path, "on"): {"member_of": "nato"} for path in ("actors", "actors/cite")}
# Queries that find nothing, where no value that is made up does
MISSES: dict[tuple[str, str], dict[str, str]] = {
    ("actors", "iso3"): {"iso3": "ZZZ"},
    ("actors", "identifier"): {"identifier": "cow:99999"},
    ("relationships", "kind"): {"kind": "office", "object": "nato"},
    ("relationships", "kind__in"): {"kind__in": "office,recognition", "object": "nato"},
    ("events", "date__gte"): {"date__gte": "9998-12-31", "modality": "planned"},
    ("events", "actor_role"): {"actor_role": "serbia:mediator"},
    ("events", "link_kind"): {"link_kind": "response_to", "actor": "un-security-council"},
    ("event-links", "kind"): {"kind": "contradicts", "target": "tirana-signing-2025"},
    ("event-links", "kind__in"): {"kind__in": "contradicts", "target": "tirana-signing-2025"},
    ("places", "kind"): {"kind": "region", "country": "albania"},
    ("places", "kind__in"): {"kind__in": "region,country", "country": "tuvalu"},
    ("claims", "kind"): {"kind": "prediction", "verdict": "contradicts"},
    ("claims", "verdict"): {"verdict": "contradicts", "kind": "prediction"},
    ("claims", "credibility__lte"): {"credibility__lte": "1", "verdict": "mentions"},
    ("claims", "record"): {"record": "event:nobody-has-this-slug"},
}
NOBODY = "nobody-has-this-slug"


def operation(prefix: str) -> Operation:
    return OPERATIONS[f"/api/v1/{prefix}/"]


def count(client: Client, address: str) -> int:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.content[:400])
    return found(answer.json())


def candidates(name: str, declared: Any) -> Iterator[str]:
    """Values of a filter of which one may find nothing."""
    field = declared.field
    if isinstance(declared, BoundingBoxFilter):
        yield "-31,-31,-30,-30"
    elif isinstance(declared, PeriodFilter):
        yield "0101"
    elif isinstance(declared, TimestampFilter):
        yield "9998-12-31"
    elif isinstance(declared, filters.NumberFilter):
        yield "0" if name.endswith("__lte") else "999"
    elif isinstance(field, DayField):
        yield "9998-12-31" if name.endswith("__gte") else "0001-01-01"
    elif isinstance(field, CodeField) or isinstance(declared, TermFilter):
        yield from declared.extra["terms"].objects.values_list("code", flat=True)
    elif getattr(field, "choices", None):
        yield from (word for word, _ in field.choices if word)
    else:
        yield NOBODY


@pytest.mark.parametrize(("path", "name"), PARAMETERS)
def test_answers_the_example_of_every_parameter(client: Client, path: str, name: str):
    if name in NOT_PROMISED or (name, path) == ("key", "/api/v1/claims/{key}/"):
        pytest.skip("taken from a list below")
    asked = OPERATIONS[path]
    parameter = asked.parameters[name]
    resource = path.removeprefix("/api/v1/").rstrip("/")
    mine = {name: value(parameter)} if parameter["in"] == "query" else {}

    answer = client.get(asked.query(**WITH.get((resource, name), {}), **mine))

    assert answer.status_code == 200, answer.content[:400]
    if "{" not in path and answer["Content-Type"] == "application/json":
        assert found(answer.json()) >= 1


def test_answers_what_lists_give_to_go_on_with(client: Client):
    """Cursors and numbers of rows: nobody can promise an example of them."""
    for listed in OPERATIONS.values():
        if not listed.is_list:
            continue
        page = client.get(listed.query(page_size="1")).json()
        row = page["results"][0]
        assert client.get(row.get("url") or f"{listed.path}{row['code']}/").status_code == 200
        assert page["next"] is None or client.get(page["next"]).status_code == 200


def test_gives_the_same_records_whether_or_not_json_is_named(client: Client):
    """Addresses of records stay what they are."""
    for listed in OPERATIONS.values():
        if listed.is_list:
            plain, named = (
                client.get(listed.query(page_size="2", **also)).json()["results"]
                for also in ({}, {"format": "json"})
            )
            assert plain == named
            assert "format" not in json.dumps([row.get("url") for row in named])


@pytest.mark.parametrize(("prefix", "name"), FILTERS)
def test_finds_something_and_leaves_something_out(client: Client, prefix: str, name: str):
    asked, declared = operation(prefix), declared_filter(prefix, name)
    also, example = WITH.get((prefix, name), {}), value(asked.asked[name])
    everything = count(client, asked.query(**also))

    hits = count(client, asked.query(**also, **{name: example}))

    assert hits >= 1
    if name.endswith("__not"):
        assert hits < everything
        positive = either(asked, name.removesuffix("__not"), example)
        assert hits == everything - count(client, asked.query(**positive))
    elif isinstance(declared, YesNoFilter):
        assert hits == everything - count(client, asked.query(**{name: "false"}))
    elif (prefix, name) in MISSES:
        assert name in MISSES[prefix, name]
        assert count(client, asked.query(**MISSES[prefix, name])) == 0
    else:
        tried = candidates(name, declared)
        assert any(count(client, asked.query(**also, **{name: t})) == 0 for t in tried), (
            "no value finds nothing: declare a query in MISSES"
        )


@pytest.mark.parametrize("prefix", resources())
def test_tells_of_every_filter_in_the_schema_and_in_meta(client: Client, prefix: str):
    declared = {name for resource, name in FILTERS if resource == prefix}
    [told] = [r for r in client.get("/api/v1/meta/").json()["resources"] if r["name"] == prefix]

    assert declared <= set(operation(prefix).asked)
    assert {f["name"]: f["example"] for f in told["filters"]} == {
        name: value(operation(prefix).asked[name]) for name in declared
    }


def declared_filter(prefix: str, name: str) -> Any:
    return resources()[prefix].filterset_class.base_filters[name]


def either(asked: Operation, stem: str, example: str) -> dict[str, str]:
    """The parameter that finds what has any of the values."""
    return {f"{stem}__in" if f"{stem}__in" in asked.asked else stem: example}
