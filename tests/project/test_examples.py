"""The examples in the documents run, and answer what they ask."""

import json
import re
import shutil
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.usefixtures("article_data")

EXAMPLES = settings.BASE_DIR / "docs" / "examples"
IN_NATO = ["Albania", "Croatia"]
SILENT_IN_NATO = ["Greece", "Romania", "Slovakia", "Spain"]


def output(*command: str) -> str:
    done = subprocess.run(command, cwd=EXAMPLES, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_answers_three_questions_in_python_and_with_curl(live_server: Any) -> None:
    printed = output(sys.executable, "questions.py", live_server.url)

    signed, set_off, silent = re.split(r"^[A-Z].*\?\n", printed, flags=re.MULTILINE)[1:]
    assert signed.splitlines() == [f"- {name}" for name in IN_NATO]
    assert re.search(r"^- 2025-04-01 .*", set_off, re.MULTILINE)
    assert silent.splitlines() == [f"- {name}" for name in SILENT_IN_NATO]

    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    lines = output("sh", "questions.sh", live_server.url).splitlines()

    tirana, links, actors = (json.loads(line) for line in lines)
    assert [row["actor"]["name"] for row in tirana["signatories"]] == IN_NATO
    assert "subotica-signing-2025" in [row["source"]["slug"] for row in links["results"]]
    assert [row["name"] for row in actors["results"]] == SILENT_IN_NATO


@pytest.mark.django_db
def test_asks_in_r_what_it_asks_in_python() -> None:
    def asked(name: str) -> list[tuple[str, dict[str, str]]]:
        text = re.sub(r"\s+", " ", (EXAMPLES / name).read_text(encoding="utf-8"))
        calls = re.findall(r'\bask\( ?"([a-z-]+)", (.*?)\)', text)
        pair = r'(\w+) ?= ?"([^"]*)"'
        return [(path, dict(re.findall(pair, parameters))) for path, parameters in calls]

    assert asked("questions.R") == asked("questions.py")
    assert len(asked("questions.R")) == 3
    for path, parameters in asked("questions.R"):
        assert Client().get(f"/api/v1/{path}/", parameters).status_code == 200


@pytest.mark.django_db
def test_asks_in_the_documents_only_what_is_answered() -> None:
    """Every curl line of the API's page but the one that shows an error."""
    page = (settings.BASE_DIR / "docs" / "api.md").read_text(encoding="utf-8")
    requests = re.findall(r"^curl '([^']+)'$", page, re.MULTILINE)

    answers = {address: Client().get(address).status_code for address in requests}

    assert len(answers) > 8
    refused = [address for address, status in answers.items() if status != 200]
    assert refused == ["/api/v1/actors/?kind=stat&memberof=nato"]
