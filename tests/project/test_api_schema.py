"""The schema of the API is valid, complete and without warnings; is served from its file."""

import json
import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import resolve
from openapi_spec_validator import OpenAPIV31SpecValidator

from accounts.middleware import too_many
from accounts.rate_counter import Count
from accounts.rate_limits import Allowance
from agreements.api.compare import CompareFilters
from api.citation import citation_filterset
from api.errors import PROBLEMS, server_error, service_unavailable
from api.field_selection import expandable_paths
from api.filters.base import StrictFilterSet
from api.pagination.pages import PARAMETERS
from api.schema import response_component
from balkanwatch.api import router
from events.api.aggregate import AggregateFilters
from events.api.chain import ChainFilters
from events.api.timeline import TimelineFilters
from explorer.api.urls import QUESTIONS
from tests.project.contract import generated

COMMON = {"format", *PARAMETERS} - {"facets", "expand"}
REGISTRY: list[tuple[str, Any, str]] = router.registry
# What is neither a list nor a record, with its parameters
WITHIN: dict[str, Any] = {
    "/api/v1/agreements/compare/": CompareFilters,
    "/api/v1/events/aggregate/": AggregateFilters,
    "/api/v1/events/timeline/": TimelineFilters,
    "/api/v1/events/{slug}/chain/": ChainFilters,
    **{
        f"/api/v1/{prefix}/cite/": citation_filterset(view.filterset_class)
        for prefix, view, _ in REGISTRY
    },
}


def questions() -> list[str]:
    """Addresses of the questions that span the apps."""
    return [f"/api/v1/{name}/" for name in [*QUESTIONS, "changes", "meta"]]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return Client().get("/api/v1/openapi.json").json()


def test_is_valid_openapi(schema: dict[str, Any]):
    assert schema["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(schema).iter_errors()) == []


def test_is_generated_without_a_warning():
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def test_names_every_resource_once_as_a_list_and_once_as_a_record(schema: dict[str, Any]):
    prefixes = [prefix for prefix, _, _ in router.registry]

    asked = {*questions(), *WITHIN}
    records = [path for path in schema["paths"] if re.search(r"\{\w+\}/$", path)]
    lists = [path for path in schema["paths"] if path not in asked and "{" not in path]

    assert sorted(lists) == sorted(f"/api/v1/{prefix}/" for prefix in prefixes)
    assert sorted(re.sub(r"\{\w+\}/", "", path) for path in records) == sorted(lists)


@pytest.mark.parametrize("path", questions())
def test_lists_the_parameters_of_a_question(schema: dict[str, Any], path: str):
    view: Any = resolve(path).func
    parameters = schema["paths"][path]["get"]["parameters"]

    assert {p["name"] for p in parameters} == {"format", *view.cls.form_class.base_fields}


def test_only_reads(schema: dict[str, Any]):
    assert {method for operations in schema["paths"].values() for method in operations} == {"get"}


def test_describes_every_parameter(schema: dict[str, Any]):
    undescribed = [
        (path, parameter["name"])
        for path, operations in schema["paths"].items()
        for parameter in operations["get"]["parameters"]
        if len(parameter.get("description", "")) < 8
    ]

    assert undescribed == []


@pytest.mark.parametrize("prefix", [prefix for prefix, _, _ in router.registry])
def test_lists_the_filters_that_there_are(schema: dict[str, Any], prefix: str):
    views: dict[str, Any] = {name: view for name, view, _ in router.registry}
    filterset = views[prefix].filterset_class
    parameters = schema["paths"][f"/api/v1/{prefix}/"]["get"]["parameters"]

    assert issubclass(filterset, StrictFilterSet)
    offered = {
        "facets": filterset.facets,
        "expand": list(expandable_paths(views[prefix].serializer_class())),
    }
    asked = {name for name, words in offered.items() if words}
    assert {p["name"] for p in parameters} == COMMON | asked | set(filterset.base_filters)


@pytest.mark.parametrize("path", WITHIN)
def test_lists_the_parameters_of_every_question(schema: dict[str, Any], path: str):
    parameters = schema["paths"][path]["get"]["parameters"]

    asked = {p["name"] for p in parameters if p["in"] == "query"}
    assert asked == {"format"} | set(WITHIN[path].base_filters)


@pytest.mark.parametrize(("prefix", "view"), [(name, view) for name, view, _ in router.registry])
def test_lists_the_formats_and_what_can_be_seen_of_a_row(
    schema: dict[str, Any], prefix: str, view: Any
):
    listed = schema["paths"][f"/api/v1/{prefix}/"]["get"]
    [record] = [p for p in schema["paths"] if re.fullmatch(rf"/api/v1/{prefix}/{{\w+}}/", p)]
    parameters = schema["paths"][record]["get"]["parameters"]

    media = {kind.media_type for kind in view.formats}
    assert set(listed["responses"]["200"]["content"]) == media
    shapes = {"fields", "expand"} if set(expandable_paths(view.serializer_class())) else {"fields"}
    assert {p["name"] for p in parameters if p["in"] == "query"} == {"format", *shapes}
    [formats] = [p for p in listed["parameters"] if p["name"] == "format"]
    assert formats["schema"]["enum"] == sorted(kind.format for kind in view.formats)


def test_documents_every_error_of_every_operation(schema: dict[str, Any]):
    errors = {str(status) for status in PROBLEMS}

    for path, operations in schema["paths"].items():
        responses = operations["get"]["responses"]
        assert errors <= set(responses), path
        assert "default" not in responses, path
    for status, answer in PROBLEMS.items():
        content = schema["components"]["responses"][response_component(status)]["content"]
        assert set(content) == {"application/problem+json"}
        assert content["application/problem+json"]["example"] == answer.example


@pytest.mark.django_db
@pytest.mark.parametrize("status", PROBLEMS)
def test_shows_errors_as_they_are_answered(status: int):
    example = PROBLEMS[status].example
    ours = {500: server_error, 503: service_unavailable}
    if status in ours:
        answer: Any = ours[status](RequestFactory().get(example["instance"]))
    elif status == 401:
        unknown = {"Authorization": f"Bearer bw_{'x' * 43}"}
        answer = Client().get(example["instance"], headers=unknown)
    elif status == 429:
        count = Count(hits=121, seconds=42)
        answer = too_many(
            RequestFactory().get(example["instance"]), Allowance("address", 120, count)
        )
    else:
        ask = Client().post if status == 405 else Client().get
        answer = ask(example["instance"])

    assert (answer.status_code, json.loads(answer.content)) == (status, example)


def test_is_served_as_the_views_say_it_now(schema: dict[str, Any]):
    assert schema == json.loads(json.dumps(generated())), "run `make schema`"


def test_depends_on_no_host(schema: dict[str, Any]):
    assert [server["url"] for server in schema["servers"]] == ["/"]
    assert "testserver" not in json.dumps(schema)


def test_is_sent_once_and_then_only_when_it_changed():
    first = Client().get("/api/v1/openapi.json")
    again = Client().get("/api/v1/openapi.json", headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"] == "application/json"
    assert (again.status_code, again.content) == (304, b"")
    special = Client().get(
        "/api/v1/openapi.json", headers={"accept": "application/vnd.oai.openapi+json"}
    )
    assert special["Content-Type"] == "application/vnd.oai.openapi+json"
    assert special.content == first.content


def test_shows_an_example_of_every_parameter(schema: dict[str, Any]):
    without = [
        (path, parameter["name"])
        for path, operations in schema["paths"].items()
        for parameter in operations["get"]["parameters"]
        if "example" not in parameter
    ]

    assert without == []


def test_says_that_a_key_is_offered_and_not_needed(schema: dict[str, Any]):
    scheme = schema["components"]["securitySchemes"]["key"]

    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    for operations in schema["paths"].values():
        assert operations["get"]["security"] == [{}, {"key": []}]
        assert {"401", "429"} <= set(operations["get"]["responses"])


def test_never_shows_what_is_kept_for_colleagues(schema: dict[str, Any]):
    for name, component in schema["components"]["schemas"].items():
        kept = {"note", "review_status", "version", "created_at", "merged_into", "period"}
        if name == "Change":
            kept.remove("merged_into")  # the slug of a public record there
        assert not kept & set(component.get("properties", {})), name


def test_promises_every_field_of_a_record(schema: dict[str, Any]):
    for name, component in schema["components"]["schemas"].items():
        if component.get("type") == "object":
            assert set(component["required"]) == set(component["properties"]), name


def test_answers_a_post_to_nowhere_as_everything_else():
    answer = Client(enforce_csrf_checks=True).post("/api/v1/nowhere/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
