"""No request breaks the API, gets an undocumented status, or is only half understood."""

import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from openapi_schema_validator import OAS31Validator

from balkanwatch.api_pages import schema_text
from tests import cases
from tests.long import IS_LONG
from tests.project.contract import Operation, example_of, operations
from tests.project.hostile import INVALID_VALUES, HostileRequest, hostile_requests, parameter_types

pytestmark = pytest.mark.usefixtures("article_data")

# Hostile values for each parameter; `make test-long` sends all of them to all parameters
VALUES_EACH = 200 if IS_LONG else 1
OPERATIONS = operations()
# Django redirects addresses without a slash at the end
REDIRECT = 301


@pytest.fixture(autouse=True)
def _no_logging() -> Iterator[None]:
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def problem_validator() -> OAS31Validator:
    components = json.loads(schema_text()[0])["components"]
    return OAS31Validator({**components["schemas"]["Problem"], "components": components})


def send(request: HostileRequest) -> Any:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    headers: dict[str, Any] = dict(request.headers)
    path, _, query = request.address.partition("?")
    kind = headers.pop("CONTENT_TYPE", "application/json")
    return client.generic(request.method, path, request.body, kind, QUERY_STRING=query, **headers)


def failure(request: HostileRequest, validator: OAS31Validator, documented: set[int]) -> str:
    """What is wrong with the response; empty if nothing is."""
    response = send(request)
    if response.status_code >= 500 or response.status_code not in documented:
        return f"status {response.status_code}"
    if response.status_code >= 400 and request.method.upper() != "HEAD":
        if response["Content-Type"] != "application/problem+json":
            return f"{response.status_code} as {response['Content-Type']}"
        body = response.json()
        if list(validator.iter_errors(body)) or body["status"] != response.status_code:
            return f"no problem: {body}"
    return ""


def test_answers_every_request_with_a_documented_status(problem_validator: OAS31Validator):
    documented = {200, REDIRECT, *(s for o in OPERATIONS for s in o.statuses if s < 500)}
    requests = list(hostile_requests(OPERATIONS, values_each=VALUES_EACH))

    failures = {str(r)[:300]: failure(r, problem_validator, documented) for r in requests}

    assert len(requests) >= 1200
    assert {request: text for request, text in failures.items() if text} == {}


def errors(client: Client, operation: Operation, *pairs: str) -> dict[tuple[str, str], str | None]:
    """Hints by parameter and code, for a query of these pairs and the other required parameters."""
    given = {pair.partition("=")[0] for pair in pairs}
    required = [f"{n}={quote(v)}" for n, v in operation.required.items() if n not in given]
    response = client.get(f"{operation.address}?{'&'.join([*required, *pairs])}")
    assert response.status_code == 400, (operation.address, pairs, response.status_code)
    return {(e["parameter"], e["code"]): e["did_you_mean"] for e in response.json()["errors"]}


@cases("operation", *OPERATIONS, ids=lambda o: o.path)
def test_rejects_unknown_empty_and_repeated_parameters(client: Client, operation: Operation):
    for name, parameter in operation.query_parameters.items():
        typo = f"{name}x"
        valid = f"{name}={quote(example_of(parameter))}"

        hint = errors(client, operation, f"{typo}=1")[typo, "unknown_parameter"]
        assert hint in {*operation.query_parameters, None}
        assert (name, "empty") in errors(client, operation, f"{name}=")
        if parameter["schema"].get("type") != "array":
            assert (name, "repeated") in errors(client, operation, valid, valid)
    for name in ("slug__regex", "review_status", "note__icontains", "a[]"):
        assert (name, "unknown_parameter") in errors(client, operation, f"{name}=1")


def test_suggests_the_parameter_that_was_meant(client: Client):
    """With the last letter of each parameter left out, there is always a similar name."""
    hints = []
    for operation in OPERATIONS:
        for name in operation.query_parameters:
            typo = name[:-1] if name[:-1] not in operation.query_parameters else f"{name}x"
            if len(name) > 3:
                found = errors(client, operation, f"{typo}=1")
                hints.append(found[typo, "unknown_parameter"])

    assert len(hints) > 250
    assert None not in hints


def test_rejects_invalid_values_with_the_right_code(client: Client):
    types = parameter_types(client.get("/api/v1/meta/").json(), OPERATIONS)
    by_path = {operation.path: operation for operation in OPERATIONS}
    tried, accepted = 0, {}

    for number, ((path, name), kind) in enumerate(types.items()):
        text, codes = INVALID_VALUES[kind]
        values = text.split()
        some = values if IS_LONG else [values[number % len(values)], values[-1]]
        for value in some:
            found = errors(client, by_path[path], f"{name}={quote(value, safe='%')}")
            tried += 1
            given = {code for at, code in found if at == name}
            if not given & {*codes, "out_of_range", "invalid_list"}:
                accepted[path, name, value[:200]] = given

    assert accepted == {}
    assert tried > 400


@cases("operation", *[o for o in OPERATIONS if o.is_list], ids=lambda o: o.path)
def test_rejects_limits_that_no_value_can_meet(client: Client, operation: Operation):
    stems = [n.removesuffix("__gte") for n in operation.query_parameters if n.endswith("__gte")]
    for stem in (stem for stem in stems if f"{stem}__lte" in operation.query_parameters):
        limits = {f"{stem}__gte": "2025-04-02", f"{stem}__lte": "2025-04-01"}
        pairs = [f"{name}={day}" for name, day in limits.items()]

        assert errors(client, operation, *pairs) == {(f"{stem}__lte", "conflict"): None}
        limits[f"{stem}__lte"] = "2025-04-02"
        assert client.get(operation.url(**limits)).status_code == 200
        for lower, upper in (("gte", "lt"), ("gt", "lte"), ("gt", "lt")):
            same_day = [f"{stem}__{lower}=2025-04-02", f"{stem}__{upper}=2025-04-02"]
            found = errors(client, operation, *same_day)
            assert found == {(f"{stem}__{upper}", "conflict"): None}


def test_rejects_a_changed_cursor(client: Client):
    for operation in (o for o in OPERATIONS if o.is_list):
        following = client.get(operation.url(page_size="1")).json()["next"] or ""
        cursor = following.partition("cursor=")[2].partition("&")[0]
        for other in (cursor[1:], cursor[:-8], cursor[::-1], "A" + cursor[1:], cursor + "AAAA"):
            if other != cursor:
                found = errors(client, operation, f"cursor={other or '%00'}")
                assert ("cursor", "invalid") in found
