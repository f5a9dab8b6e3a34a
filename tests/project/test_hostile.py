"""No request brings the API down, none gets a status that is not documented, none is half understood."""

import json
import logging
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from openapi_schema_validator import OAS31Validator

from balkanwatch.pages import schema_text
from records.api.ranges import LOWER, UPPER
from tests.long import IS_LONG
from tests.project.contract import Operation, operations, value
from tests.project.hostile import WRONG, Request, requests, sorts_of_values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("article_data")]

# Nasty values for each parameter; `make test-long` sends all of them to all
EACH = 200 if IS_LONG else 1
OPERATIONS = operations()
# Django sends addresses without the slash at their end to those with it
REDIRECT = 301


@pytest.fixture(autouse=True)
def quiet() -> Any:
    """Thousands of warnings would hide the one line that matters."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def problems() -> OAS31Validator:
    schemas = json.loads(schema_text()[0])["components"]
    problem = {**schemas["schemas"]["Problem"], "components": schemas}
    return OAS31Validator(problem)


def sent(request: Request) -> Any:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    headers: dict[str, Any] = dict(request.headers)
    path, _, query = request.address.partition("?")
    kind = headers.pop("CONTENT_TYPE", "application/json")
    return client.generic(request.method, path, request.body, kind, QUERY_STRING=query, **headers)


def wrong(request: Request, problems: OAS31Validator, documented: set[int]) -> str:
    """What is wrong with the answer; empty if nothing is."""
    answer = sent(request)
    if answer.status_code >= 500 or answer.status_code not in documented:
        return f"status {answer.status_code}"
    if answer.status_code >= 400 and request.method.upper() != "HEAD":
        if answer["Content-Type"] != "application/problem+json":
            return f"{answer.status_code} as {answer['Content-Type']}"
        body = answer.json()
        if list(problems.iter_errors(body)) or body["status"] != answer.status_code:
            return f"no problem: {body}"
    return ""


def test_answers_whatever_is_sent_with_a_documented_status(problems: OAS31Validator):
    documented = {200, REDIRECT, *(s for o in OPERATIONS for s in o.statuses if s < 500)}
    corpus = list(requests(OPERATIONS, each=EACH))

    found = {str(r)[:300]: said for r in corpus if (said := wrong(r, problems, documented))}

    assert len(corpus) >= 1200
    assert found == {}


def faults(client: Client, address: str) -> dict[tuple[str, str], str | None]:
    answer = client.get(address)
    assert answer.status_code == 400, (address, answer.status_code)
    return {(f["parameter"], f["code"]): f["did_you_mean"] for f in answer.json()["errors"]}


def asked(operation: Operation, *pairs: str) -> str:
    """The address with what is needed, unless the pairs name it, and the pairs."""
    named = {pair.partition("=")[0] for pair in pairs}
    needed = [f"{n}={quote(v)}" for n, v in operation.needed.items() if n not in named]
    return f"{operation.address}?{'&'.join([*needed, *pairs])}"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.path)
def test_refuses_every_parameter_that_is_unknown_empty_or_repeated(
    client: Client, operation: Operation
):
    for name, parameter in operation.asked.items():
        typed = f"{name}x"
        good = f"{name}={quote(value(parameter))}"

        hint = faults(client, asked(operation, f"{typed}=1"))[typed, "unknown_parameter"]
        assert hint in {*operation.asked, None}
        assert (name, "empty") in faults(client, asked(operation, f"{name}="))
        assert (name, "repeated") in faults(client, asked(operation, good, good))
    for name in ("slug__regex", "review_status", "note__icontains", "a[]"):
        assert (name, "unknown_parameter") in faults(client, asked(operation, f"{name}=1"))


def test_finds_the_word_that_was_meant(client: Client):
    """For each parameter with its last letter left out: mostly there is one word that is near."""
    hints = []
    for operation in OPERATIONS:
        for name in operation.asked:
            typed = name[:-1] if name[:-1] not in operation.asked else f"{name}x"
            if len(name) > 3:
                found = faults(client, asked(operation, f"{typed}=1"))
                hints.append(found[typed, "unknown_parameter"])

    assert len(hints) > 250
    assert None not in hints


def test_refuses_values_that_make_no_sense_and_says_why(client: Client):
    meta = client.get("/api/v1/meta/").json()
    kinds = sorts_of_values(meta, OPERATIONS)
    by_path = {operation.path: operation for operation in OPERATIONS}
    tried, taken = 0, {}

    for number, ((path, name), kind) in enumerate(kinds.items()):
        values, codes = WRONG[kind]
        some = values if IS_LONG else [values[number % len(values)], values[-1]]
        for text in some:
            address = asked(by_path[path], f"{name}={quote(text, safe='%')}")
            found = {code for (at, code) in faults(client, address) if at == name}
            tried += 1
            if not found & {*codes, "out_of_range", "invalid_list"}:
                taken[address[:200]] = found

    assert taken == {}
    assert tried > 400


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if o.is_list], ids=lambda o: o.path)
def test_refuses_limits_that_nothing_can_meet(client: Client, operation: Operation):
    stems = [n.removesuffix(LOWER) for n in operation.asked if n.endswith(LOWER)]
    for stem in (stem for stem in stems if stem + UPPER in operation.asked):
        lower, upper = (
            f"{stem}{end}={day}" for end, day in ((LOWER, "2025-04-02"), (UPPER, "2025-04-01"))
        )

        assert faults(client, asked(operation, lower, upper)) == {(stem + UPPER, "conflict"): None}
        assert (
            client.get(asked(operation, lower, upper.replace("04-01", "04-02"))).status_code == 200
        )


def test_refuses_a_cursor_that_was_changed(client: Client):
    for operation in OPERATIONS:
        if not operation.is_list:
            continue
        following = client.get(operation.query(page_size="1")).json()["next"] or ""
        cursor = following.partition("cursor=")[2].partition("&")[0]
        for other in (cursor[1:], cursor[:-8], cursor[::-1], "A" + cursor[1:], cursor + "AAAA"):
            if other != cursor:
                found = faults(client, f"{operation.address}?cursor={other or '%00'}")
                assert ("cursor", "invalid") in found
