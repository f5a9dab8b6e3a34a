"""A client made by OpenAPI Generator, which writes clients in fifty languages, sends every list and every format."""

import importlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.long import IS_LONG
from tests.project.contract import operations
from tests.project.test_api_client import MEDIA_TYPES, arguments_of, plain_name, queries

pytestmark = [
    pytest.mark.skipif(not IS_LONG, reason="part of `make test-long`"),
    pytest.mark.skipif(not shutil.which("java"), reason="OpenAPI Generator needs java."),
]
PACKAGE = "client_of_openapi_generator"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """Imports a module of the client that is generated from the served schema."""
    folder: Path = tmp_path_factory.mktemp("client")
    schema = folder / "openapi.json"
    schema.write_bytes(Client().get("/api/v1/openapi.json").content)
    program = Path(sys.executable).with_name("openapi-generator-cli")
    command = [f"{program}", "generate", "-g", "python"]
    command += ["-i", f"{schema}", "-o", f"{folder}", "--package-name", PACKAGE]
    generated = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert generated.returncode == 0, generated.stdout + generated.stderr
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"{PACKAGE}.{name}" if name else PACKAGE)
    sys.path.remove(str(folder))


def test_sends_every_list_and_every_format(package: Callable[[str], Any], article_server: str):
    """Each operation, with two values for each parameter that is a list, and in each format."""
    root = package("")
    wrong, asked = [], 0
    with root.ApiClient(root.Configuration(host=article_server)) as client:
        for operation in operations():
            words = operation.tag.split("-")
            api = getattr(root, "".join(word.title() for word in words) + "Api")(client)
            for query in queries(operation):
                raw = getattr(api, f"{operation.name}_without_preload_content")
                arguments = arguments_of(raw, query)
                response = raw(*operation.keys, **arguments)
                got = response.headers["Content-Type"].partition(";")[0]
                response.read()
                asked += 1
                if (response.status, got) != (200, MEDIA_TYPES[query["format"][0]]):
                    wrong.append((operation.path, query, response.status, got))
                elif got == "application/json":
                    # Raises an error if the answer does not fit its model.
                    assert getattr(api, operation.name)(*operation.keys, **arguments)

    assert asked > 150
    assert wrong == []


def test_knows_every_parameter_by_its_name() -> None:
    names = [name for operation in operations() for name in operation.query_parameters]

    assert {name for name in names if re.search(r"[^a-z0-9_]", name)} == set()
    for operation in operations():
        plain = [plain_name(name) for name in operation.query_parameters]
        assert len(plain) == len(set(plain))
