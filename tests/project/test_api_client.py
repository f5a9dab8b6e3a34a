"""A client generated from the schema gets typed answers from the API."""

import datetime as dt
import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

PACKAGE = "generated_client"


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

    for operations in schema["paths"].values():
        [tag], name = operations["get"]["tags"], operations["get"]["operationId"]
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
