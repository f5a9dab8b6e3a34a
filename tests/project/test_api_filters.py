"""The example of every parameter works; every filter finds something and leaves something out."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_filters import filters

from api.filters import filters as own
from api.filters.values import DayField
from tests import cases
from tests.api_client import json_of
from tests.project.contract import RESOURCES, WITHOUT_EXAMPLE, example_of, operations, result_count

pytestmark = pytest.mark.usefixtures("article_data")

OPERATIONS = {operation.path: operation for operation in operations()}
LISTS = [operation for operation in OPERATIONS.values() if operation.is_list]
PARAMETERS = [(o.path, name) for o in OPERATIONS.values() for name in o.parameters]
FILTERS = [(prefix, n) for prefix, v in RESOURCES.items() for n in v.filterset_class.base_filters]
# Parameters that a filter needs
REQUIRED_WITH = {(path, "on"): {"member_of": "nato"} for path in ("actors", "actors/cite")}
REQUIRED_WITH |= {
    (prefix, "facet_filters"): {"facets": name}
    for prefix, view in RESOURCES.items()
    for name in list(view.filterset_class.facets)[:1]
}
# Queries that find nothing, for filters whose every value finds something
FINDS_NOTHING: dict[tuple[str, str], dict[str, str]] = {
    ("actors", "iso3"): {"iso3": "ZZZ"},
    ("actors", "identifier"): {"identifier": "cow:99999"},
    ("relationships", "identifier"): {"identifier": "local:unknown"},
    ("agreements", "identifier"): {"identifier": "unts:99999"},
    # It chooses the day of each standing, and leaves no agreement out.
    ("agreements", "on"): {"on": "1990-01-01", "signed_on__lte": "1900-01-01"},
    ("events", "match"): {"match": "certain", "during": "1500"},
    ("events", "identifier"): {"identifier": "ged:99999"},
    ("figures", "identifier"): {"identifier": "local:unknown"},
    ("places", "identifier"): {"identifier": "geonames:99999"},
    ("sources", "identifier"): {"identifier": "isbn:9780198278719"},
    ("actors", "no_standing_towards"): {"no_standing_towards": "recognition:nobody"},
    ("actors", "no_standing_of"): {"no_standing_of": "recognition:nobody"},
    ("relationships", "kind"): {"kind": "office", "object": "nato"},
    ("relationships", "kind__in"): {"kind__in": "office,recognition", "object": "nato"},
    ("events", "date__gte"): {"date__gte": "9998-12-31", "modality": "planned"},
    ("events", "date__gt"): {"date__gt": "9998-12-31", "modality": "planned"},
    ("events", "actor_role"): {"actor_role": "serbia:mediator"},
    ("events", "link_kind"): {"link_kind": "response_to", "actor": "un-security-council"},
    ("event-links", "kind"): {"kind": "contradicts", "target": "tirana-signing-2025"},
    ("event-links", "kind__in"): {"kind__in": "contradicts", "target": "tirana-signing-2025"},
    ("places", "kind"): {"kind": "region", "country": "albania"},
    ("places", "kind__in"): {"kind__in": "region,country", "country": "tuvalu"},
    ("claims", "kind"): {"kind": "prediction", "verdict": "contradicts"},
    ("claims", "verdict"): {"verdict": "contradicts", "kind": "prediction"},
    ("claims", "credibility__lte"): {"credibility__lte": "1", "verdict": "mentions"},
    ("claims", "credibility__lt"): {"credibility__lt": "2", "verdict": "mentions"},
    ("claims", "record"): {"record": "event:nobody-has-this-slug"},
}


def count(client: Client, url: str) -> int:
    return result_count(json_of(client, url))


def candidates(name: str, declared: Any) -> Iterator[str]:
    """Values of a filter, at least one of which should find nothing."""
    if isinstance(declared, own.BoundingBoxFilter):
        yield "-31,-31,-30,-30"
    elif isinstance(declared, own.PeriodFilter):
        yield "0101"
    elif isinstance(declared, own.TimestampFilter):
        yield "9998-12-31"
    elif isinstance(declared, filters.NumberFilter):
        yield "0" if name.endswith("__lte") else "999"
    elif isinstance(declared.field, DayField):
        yield "9998-12-31" if name.endswith(("__gte", "__gt")) else "0001-01-02"
    elif isinstance(declared, own.TermFilter):
        yield from declared.extra["terms"].objects.values_list("code", flat=True)
    elif getattr(declared.field, "choices", None):
        yield from (value for value, _ in declared.field.choices if value)
    else:
        yield "nobody-has-this-slug"


@cases("path, name", *PARAMETERS)
def test_answers_the_example_of_every_parameter(client: Client, path: str, name: str):
    if name in WITHOUT_EXAMPLE:
        pytest.skip("taken from a list below")
    operation = OPERATIONS[path]
    parameter = operation.parameters[name]
    resource = path.removeprefix("/api/v1/").rstrip("/")
    example = {name: example_of(parameter)} if parameter["in"] == "query" else {}

    response = client.get(operation.url(**REQUIRED_WITH.get((resource, name), {}), **example))

    assert response.status_code == 200, response.content[:400]
    if "{" not in path and response["Content-Type"] == "application/json":
        assert result_count(response.json()) >= 1


def test_answers_the_cursors_and_keys_that_lists_return(client: Client):
    for operation in LISTS:
        page = client.get(operation.url(page_size="1")).json()
        row = page["results"][0]
        record = row.get("url") or f"{operation.path}{row['code']}/"
        assert client.get(record).status_code == 200
        assert page["next"] is None or client.get(page["next"]).status_code == 200


def test_returns_the_same_records_with_and_without_format_json(client: Client):
    for operation in LISTS:
        urls = (operation.url(page_size="2"), operation.url(page_size="2", format="json"))
        plain, named = (client.get(url).json()["results"] for url in urls)
        assert plain == named
        assert "format" not in json.dumps([row.get("url") for row in named])


@cases("prefix, name", *FILTERS)
def test_finds_something_and_leaves_something_out(client: Client, prefix: str, name: str):
    operation = OPERATIONS[f"/api/v1/{prefix}/"]
    declared = RESOURCES[prefix].filterset_class.base_filters[name]
    extra, example = REQUIRED_WITH.get((prefix, name), {}), example_of(operation.parameters[name])

    def counted(**parameters: str) -> int:
        return count(client, operation.url(**extra, **parameters))

    hits = counted(**{name: example})

    assert hits >= 1
    if name.endswith("__not"):
        stem = name.removesuffix("__not")
        any_of = f"{stem}__in" if f"{stem}__in" in operation.parameters else stem
        assert 0 < counted(**{any_of: example}) == counted() - hits
    elif isinstance(declared, own.YesNoFilter):
        assert hits == counted() - counted(**{name: "false"})
    elif (prefix, name) in FINDS_NOTHING:
        assert name in FINDS_NOTHING[prefix, name]
        assert counted(**FINDS_NOTHING[prefix, name]) == 0
    else:
        counts = (counted(**{name: value}) for value in candidates(name, declared))
        assert 0 in counts, "no value finds nothing: declare a query in FINDS_NOTHING"


@cases("prefix", *RESOURCES)
def test_describes_every_filter_in_the_schema_and_in_meta(client: Client, prefix: str):
    parameters = OPERATIONS[f"/api/v1/{prefix}/"].query_parameters
    resources = client.get("/api/v1/meta/").json()["resources"]
    [resource] = [r for r in resources if r["name"] == prefix]

    assert {f["name"]: f["example"] for f in resource["filters"]} == {
        name: example_of(parameters[name]) for path, name in FILTERS if path == prefix
    }
