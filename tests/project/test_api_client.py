"""A client generated from the schema gets typed answers from the API."""

import datetime as dt
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.project.contract import Operation, example_of, operations

PACKAGE = "generated_client"
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "geojson": "application/geo+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "bibtex": "text/x-bibtex",
    "csl-json": "application/vnd.citationstyles.csl+json",
}
# Second values of lists whose example has only one, and which refuse unknown ones
OTHER_VALUES = {"expand": [], "topic__not": ["dev.industry"], "type__not": ["statement"]}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """Imports a module of the client that is generated from the served schema."""
    folder: Path = tmp_path_factory.mktemp("client")
    schema, config = folder / "openapi.json", folder / "config.json"
    schema.write_bytes(Client().get("/api/v1/openapi.json").content)
    config.write_text(json.dumps({"package_name_override": PACKAGE, "post_hooks": []}))
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    command += ["--path", f"{schema}", "--config", f"{config}", "--output-path"]
    command += [f"{folder / PACKAGE}", "--fail-on-warning"]
    generated = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert generated.returncode == 0, generated.stdout + generated.stderr
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"{PACKAGE}.{name}")
    sys.path.remove(str(folder))


def test_has_a_function_for_every_operation(package: Callable[[str], Any]):
    schema = Client().get("/api/v1/openapi.json").json()

    for methods in schema["paths"].values():
        [tag], name = methods["get"]["tags"], methods["get"]["operationId"]
        assert callable(package(f"api.{tag.replace('-', '_')}.{name}").sync)


def test_returns_typed_answers(package: Callable[[str], Any], article_server: str):
    models = package("models")
    with package("client").Client(base_url=article_server) as client:

        def ask(tag: str, name: str, *keys: str, **parameters: Any) -> Any:
            module = package(f"api.{tag}.{name}")
            return module.sync_detailed(*keys, client=client, **parameters)

        day = dt.date(2025, 3, 18)
        members = ask("actors", "actors_list", member_of="nato", on=day, page_size=3)
        first = ask("events", "events_list", page_size=1).parsed
        cursor = parse_qs(urlsplit(first.next_).query)["cursor"][0]
        second = ask("events", "events_list", page_size=1, cursor=cursor).parsed
        event = ask("events", "events_retrieve", "tirana-signing-2025").parsed
        pact = {"agreement": "tirana-declaration-2025", "on": day, "member_of": "nato"}
        signed = ask("signatories", "signatories_retrieve", **pact).parsed
        nobody = ask("actors", "actors_retrieve", "nobody")
        refused = ask("actors", "actors_list", on=day)

    assert (members.status_code, members.parsed.count) == (200, 11)
    assert all(isinstance(actor, models.Actor) for actor in members.parsed.results)
    assert second.results[0].slug != first.results[0].slug
    assert isinstance(event, models.Event)
    assert (event.date_from, event.type_.code) == (day, "treaty.signing")
    assert isinstance(event.updated_at, dt.datetime)
    assert [party.actor.slug for party in signed.signatories] == ["albania", "croatia"]
    assert isinstance(nobody.parsed, models.Problem)
    assert (nobody.parsed.status, nobody.parsed.code) == (404, "not_found")
    assert isinstance(refused.parsed, models.Problem)
    assert [fault.code for fault in refused.parsed.errors] == ["incomplete"]


def test_sends_every_list_and_every_format(package: Callable[[str], Any], article_server: str):
    """Each operation, with two values for each parameter that is a list, and in each format."""
    problem, wrong, asked = package("models").Problem, [], 0
    with package("client").Client(base_url=article_server) as client:
        for operation in operations():
            module = package(f"api.{operation.tag.replace('-', '_')}.{operation.name}")
            for query in queries(operation):
                arguments = arguments_of(module._get_kwargs, query)
                request = module._get_kwargs(*operation.keys, **arguments)
                response = client.get_httpx_client().request(**request)
                wanted = MEDIA_TYPES[query["format"][0]]
                got = response.headers["Content-Type"].partition(";")[0]
                parsed = got != "application/json" or module._parse_response(
                    client=client, response=response
                )
                asked += 1
                if (response.status_code, got) != (200, wanted) or isinstance(parsed, problem):
                    wrong.append((operation.path, query, response.status_code, got))

    assert asked > 150
    assert wrong == []


def queries(operation: Operation) -> Iterator[dict[str, list[str]]]:
    """The parameters of the requests: each list alone, then each format."""
    required = {n: values_of(operation.parameters[n]) for n in operation.required}
    formats = operation.query_parameters["format"]["schema"]["enum"]
    default = operation.query_parameters["format"]["schema"]["default"]
    for name, parameter in operation.query_parameters.items():
        if parameter["schema"].get("type") == "array":
            yield {**required, name: values_of(parameter), "format": [default]}
    for format in formats:
        yield {**required, "format": [format]}


def values_of(parameter: dict[str, Any]) -> list[str]:
    """The example of a parameter; for a list with room for two, two values."""
    schema = parameter["schema"]
    if schema.get("type") != "array":
        return [example_of(parameter)]
    values = example_of(parameter).split(",")
    others = schema["items"].get("enum") or OTHER_VALUES.get(parameter["name"], ["nobody"])
    return (values + [each for each in others if each not in values])[:2]


def arguments_of(function: Any, query: dict[str, list[str]]) -> dict[str, Any]:
    """The query as the generated function takes it."""
    hints = get_type_hints(function)
    names = {plain_name(name): name for name in hints}
    found = {}
    for name, values in query.items():
        argument = names[plain_name(name)]
        kinds = list(leaves(hints[argument]))
        typed = [typed_value(kinds, value) for value in values]
        found[argument] = typed if any(get_origin(kind) is list for kind in kinds) else typed[0]
    return found


def plain_name(name: str) -> str:
    """The name of a parameter without what generators add or leave out: `from_`, `var_from`, `kind_in`."""
    return re.sub("_+", "_", name).strip("_").removeprefix("var_")


def leaves(hint: Any) -> Iterator[Any]:
    """A type and all types that it consists of."""
    yield hint
    for part in get_args(hint):
        yield from leaves(part)


def typed_value(kinds: list[Any], text: str) -> Any:
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(text)
    if dt.date in kinds:
        return dt.date.fromisoformat(text)
    return int(text) if int in kinds else text
