"""The schema of the API is valid, complete, free of warnings, and served from its file."""

import json
import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import resolve
from openapi_spec_validator import OpenAPIV31SpecValidator

from accounts.middleware import too_many_requests
from accounts.rate_counter import Count
from accounts.rate_limits import Allowance
from agreements.api.compare import CompareFilters
from api.citation import citation_filterset
from api.errors import PROBLEMS, server_error, service_unavailable
from api.field_selection import expandable_paths
from api.filters.base import StrictFilterSet
from api.pagination.pages import FACET_PARAMETERS, LIST_PARAMETERS
from api.schema import response_component
from events.api.aggregate import AggregateFilters
from events.api.chain import ChainFilters
from events.api.timeline import TimelineFilters
from explorer.api.urls import QUESTIONS
from tests import cases
from tests.project.contract import RESOURCES, example_of, generated_schema

OPENAPI = "/api/v1/openapi.json"
# Endpoints with a form
FORM_PATHS = [f"/api/v1/{name}/" for name in [*QUESTIONS, "changes", "meta"]]
# Endpoints of resources that are neither a list nor a record, with their filter sets
ACTION_FILTERS: dict[str, Any] = {
    "/api/v1/agreements/compare/": CompareFilters,
    "/api/v1/events/aggregate/": AggregateFilters,
    "/api/v1/events/timeline/": TimelineFilters,
    "/api/v1/events/{slug}/chain/": ChainFilters,
}
for prefix, view in RESOURCES.items():
    ACTION_FILTERS[f"/api/v1/{prefix}/cite/"] = citation_filterset(view.filterset_class)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return Client().get(OPENAPI).json()


@pytest.fixture(scope="module")
def operations(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The GET operation of each path."""
    return {path: methods["get"] for path, methods in schema["paths"].items()}


def query_names(operation: dict[str, Any]) -> set[str]:
    return {p["name"] for p in operation["parameters"] if p["in"] == "query"}


def test_is_valid_openapi(schema: dict[str, Any]):
    assert schema["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(schema).iter_errors()) == []


def test_has_no_keyword_of_older_versions(schema: dict[str, Any]):
    """OpenAPI 3.1 ignores `nullable`, and clients would refuse null."""
    assert "nullable" not in json.dumps(schema)


def test_is_generated_without_a_warning():
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def test_has_every_resource_once_as_a_list_and_once_as_a_record(schema: dict[str, Any]):
    others = {*FORM_PATHS, *ACTION_FILTERS}
    records = [path for path in schema["paths"] if re.search(r"\{\w+\}/$", path)]
    lists = [path for path in schema["paths"] if path not in others and "{" not in path]

    assert sorted(lists) == sorted(f"/api/v1/{prefix}/" for prefix in RESOURCES)
    assert sorted(re.sub(r"\{\w+\}/", "", path) for path in records) == sorted(lists)


@cases("path", *FORM_PATHS)
def test_lists_the_parameters_of_a_form(operations: Any, path: str):
    view: Any = resolve(path).func

    assert query_names(operations[path]) == {"format", *view.cls.form_class.base_fields}


@cases("path", *ACTION_FILTERS)
def test_lists_the_parameters_of_an_action(operations: Any, path: str):
    assert query_names(operations[path]) == {"format", *ACTION_FILTERS[path].base_filters}


@cases("prefix, view", *RESOURCES.items())
def test_lists_the_parameters_and_formats_of_a_resource(operations: Any, prefix: str, view: Any):
    listed = operations[f"/api/v1/{prefix}/"]
    [record] = [p for p in operations if re.fullmatch(rf"/api/v1/{prefix}/{{\w+}}/", p)]
    selection = {"fields", *(["expand"] if [*expandable_paths(view.serializer_class())] else [])}
    facets = set(FACET_PARAMETERS) if view.filterset_class.facets else set()
    common = {"format", *LIST_PARAMETERS} - {"fields", "expand", *FACET_PARAMETERS}

    assert issubclass(view.filterset_class, StrictFilterSet)
    filters = set(view.filterset_class.base_filters)
    assert query_names(listed) == common | selection | facets | filters
    assert query_names(operations[record]) == {"format", *selection, *view.record_days}
    media_types = {renderer.media_type for renderer in view.formats}
    assert set(listed["responses"]["200"]["content"]) == media_types
    [formats] = [p for p in listed["parameters"] if p["name"] == "format"]
    assert formats["schema"]["enum"] == sorted(renderer.format for renderer in view.formats)


def test_is_read_only(schema: dict[str, Any]):
    assert {method for methods in schema["paths"].values() for method in methods} == {"get"}


def test_describes_every_parameter_and_gives_an_example(operations: Any):
    parameters = [(path, p) for path, o in operations.items() for p in o["parameters"]]

    assert [(path, p["name"]) for path, p in parameters if len(p.get("description", "")) < 8] == []
    assert [(path, p["name"]) for path, p in parameters if not example_of(p)] == []


def test_fills_in_only_required_parameters(operations: Any):
    """The reference page fills in examples and defaults, and generated clients send defaults."""
    optional = [p for o in operations.values() for p in o["parameters"] if not p.get("required")]

    assert [p["name"] for p in optional if "example" in p or "example" in p["schema"]] == []
    assert {p["name"] for p in optional if "default" in p["schema"]} == {"format"}


def test_documents_every_error_of_every_operation(schema: dict[str, Any], operations: Any):
    errors = {str(status) for status in PROBLEMS}

    for path, operation in operations.items():
        assert errors <= set(operation["responses"]), path
        assert "default" not in operation["responses"], path
    for status, answer in PROBLEMS.items():
        content = schema["components"]["responses"][response_component(status)]["content"]
        assert set(content) == {"application/problem+json"}
        assert content["application/problem+json"]["example"] == answer.example


@cases("status", *PROBLEMS)
def test_shows_errors_as_they_are_answered(status: int):
    example = PROBLEMS[status].example
    url = example["instance"]
    request = RequestFactory().get(url)
    if status == 401:
        headers = {"Authorization": f"Bearer bw_{'x' * 43}"}
        response: Any = Client().get(url, headers=headers)
    elif status == 405:
        response = Client().post(url)
    elif status == 429:
        response = too_many_requests(
            request, Allowance("address", 120, Count(hits=121, seconds=42))
        )
    elif status in (500, 503):
        response = server_error(request) if status == 500 else service_unavailable(request)
    else:
        response = Client().get(url)

    assert (response.status_code, json.loads(response.content)) == (status, example)


def test_is_served_as_the_views_describe_it_now(schema: dict[str, Any]):
    assert schema == json.loads(json.dumps(generated_schema())), "run `make docs`"


def test_depends_on_no_host(schema: dict[str, Any]):
    assert [server["url"] for server in schema["servers"]] == ["/"]
    assert "testserver" not in json.dumps(schema)


def test_is_sent_again_only_if_it_changed():
    first = Client().get(OPENAPI)
    again = Client().get(OPENAPI, headers={"if-none-match": first["ETag"]})
    own_type = Client().get(OPENAPI, headers={"accept": "application/vnd.oai.openapi+json"})

    assert first["Content-Type"] == "application/json"
    assert (again.status_code, again.content) == (304, b"")
    assert own_type["Content-Type"] == "application/vnd.oai.openapi+json"
    assert own_type.content == first.content


def test_says_that_a_key_is_optional(schema: dict[str, Any], operations: Any):
    scheme = schema["components"]["securitySchemes"]["key"]

    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    for operation in operations.values():
        assert operation["security"] == [{}, {"key": []}]
        assert {"401", "429"} <= set(operation["responses"])


def components_in(schema: dict[str, Any], names: set[str]) -> set[str]:
    """These components and all that they refer to."""
    found: set[str] = set()
    while names:
        found |= names
        text = json.dumps([schema["components"]["schemas"][name] for name in names])
        names = set(re.findall(r"#/components/schemas/(\w+)", text)) - found
    return found


def test_promises_every_field_and_no_internal_one(schema: dict[str, Any], operations: Any):
    """Required are all fields, but for those of rows, which `fields` can leave out."""
    rows = [
        operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        for operation in operations.values()
        if "fields" in query_names(operation) and "cursor" not in query_names(operation)
    ]
    selectable = components_in(schema, {row.rpartition("/")[2] for row in rows})
    assert {"Event", "ActorReference", "Claim"} <= selectable
    internal = {"note", "review_status", "version", "created_at", "merged_into", "period"}
    for name, component in schema["components"]["schemas"].items():
        properties = set(component.get("properties", {}))
        # In a change, `merged_into` is the key of a public record.
        public = {"merged_into"} if name == "Change" else set()
        assert properties & internal <= public, name
        if component.get("type") == "object":
            required = set(component.get("required", ()))
            # Notes of a list are there only where they apply.
            notes = {"followed", "without_standing"} if name.startswith("Paginated") else set()
            assert required == (set() if name in selectable else properties - notes), name


def test_answers_a_post_to_an_unknown_address_as_an_error():
    response = Client(enforce_csrf_checks=True).post("/api/v1/nowhere/")

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
