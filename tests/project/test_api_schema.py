"""The schema of the API is valid, complete and without warnings; its pages need no other host."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve
from openapi_spec_validator import OpenAPIV31SpecValidator

from agreements.api.compare import CompareFilters
from balkanwatch.api import router
from events.api.aggregate import AggregateFilters
from events.api.chain import ChainFilters
from events.api.timeline import TimelineFilters
from explorer.api.urls import QUESTIONS
from records.api.filters import Filters
from records.api.pages import PARAMETERS

COMMON = {"format", *PARAMETERS}
# What is neither a list nor a record, with its parameters
WITHIN: dict[str, Any] = {
    "/api/v1/agreements/compare/": CompareFilters,
    "/api/v1/events/aggregate/": AggregateFilters,
    "/api/v1/events/timeline/": TimelineFilters,
    "/api/v1/events/{slug}/chain/": ChainFilters,
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

    assert {p["name"] for p in parameters} == {"format", *view.cls.question.base_fields}


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

    assert issubclass(filterset, Filters)
    assert {p["name"] for p in parameters} == COMMON | set(filterset.base_filters)


@pytest.mark.parametrize("path", WITHIN)
def test_lists_the_parameters_of_every_question(schema: dict[str, Any], path: str):
    parameters = schema["paths"][path]["get"]["parameters"]

    asked = {p["name"] for p in parameters if p["in"] == "query"}
    assert asked == {"format"} | set(WITHIN[path].base_filters)


def test_says_how_errors_look(schema: dict[str, Any]):
    for operations in schema["paths"].values():
        assert set(operations["get"]["responses"]["default"]["content"]) == {
            "application/problem+json"
        }


def test_never_shows_what_is_kept_for_colleagues(schema: dict[str, Any]):
    for name, component in schema["components"]["schemas"].items():
        kept = {"note", "review_status", "version", "created_at", "merged_into", "period"}
        assert not kept & set(component.get("properties", {})), name


def test_promises_every_field_of_a_record(schema: dict[str, Any]):
    for name, component in schema["components"]["schemas"].items():
        if component.get("type") == "object":
            assert set(component["required"]) == set(component["properties"]), name


def test_draws_its_pages_from_this_host_alone(settings: Any):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}

    page = Client().get("/api/v1/docs/")

    assert page.status_code == 200
    text = page.content.decode()
    assert "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js" in text
    assert re.findall(r"(?:https?:)?//[a-z0-9]", text) == []


@pytest.mark.parametrize("method", ["options", "post"])
def test_only_shows_its_pages(method: str):
    assert getattr(Client(), method)("/api/v1/docs/").status_code == 405


def test_answers_a_post_to_nowhere_as_everything_else():
    answer = Client(enforce_csrf_checks=True).post("/api/v1/nowhere/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
