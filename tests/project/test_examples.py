"""The examples in the documents run and give the documented answers."""

import json
import re
import shutil
import subprocess
import sys
import warnings
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from events.models import Event
from tests import cases
from tests.imports.files import fault_texts, import_text

pytestmark = pytest.mark.usefixtures("article_data")

EXAMPLES = settings.BASE_DIR / "docs" / "examples"
IN_NATO = ["Albania", "Croatia"]
SILENT_IN_NATO = ["Greece", "Romania", "Slovakia", "Spain"]


def output(*command: str) -> str:
    done = subprocess.run(command, cwd=EXAMPLES, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_answers_three_questions_in_python_and_with_curl(article_server: str) -> None:
    printed = output(sys.executable, "questions.py", article_server)

    signed, set_off, silent = re.split(r"^[A-Z].*\?\n", printed, flags=re.MULTILINE)[1:]
    assert signed.splitlines() == [f"- {name}" for name in IN_NATO]
    assert re.search(r"^- 2025-04-01 .*", set_off, re.MULTILINE)
    assert silent.splitlines() == [f"- {name}" for name in SILENT_IN_NATO]

    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    lines = output("sh", "questions.sh", article_server).splitlines()

    tirana, links, actors = (json.loads(line) for line in lines)
    assert [row["actor"]["name"] for row in tirana["signatories"]] == IN_NATO
    assert "subotica-signing-2025" in [row["source"]["slug"] for row in links["results"]]
    assert [row["name"] for row in actors["results"]] == SILENT_IN_NATO


def test_sends_the_same_requests_in_r_and_python() -> None:
    def asked(name: str) -> list[tuple[str, dict[str, str]]]:
        text = re.sub(r"\s+", " ", (EXAMPLES / name).read_text(encoding="utf-8"))
        calls = re.findall(r'\bask\( ?"([a-z-]+)", (.*?)\)', text)
        pair = r'(\w+) ?= ?"([^"]*)"'
        return [(path, dict(re.findall(pair, parameters))) for path, parameters in calls]

    assert asked("questions.R") == asked("questions.py")
    assert len(asked("questions.R")) == 3
    for path, parameters in asked("questions.R"):
        assert Client().get(f"/api/v1/{path}/", parameters).status_code == 200


REQUEST = re.compile(
    r"(?ms)^```sh\ncurl '(?:http://127\.0\.0\.1:8000)?([^']+)'\n```(?:\n+```json\n(.*?)\n```)?"
)


def requests() -> list[tuple[str, str]]:
    """Each request in README and the API documents, except with a key, and the answer shown, if any."""
    names = ("README.md", "docs/api.md", "docs/api-reference.md")
    files = [settings.BASE_DIR / name for name in names]
    page = "".join(file.read_text(encoding="utf-8") for file in files)
    found = REQUEST.findall(page)
    assert len(found) == len(re.findall(r"^```sh\n(?!curl -H)", page, re.MULTILINE))
    return found


def fits(shown: Any, answer: Any) -> bool:
    """Whether a response matches the documented one, in which “…” stands for anything."""
    if shown == "…":
        return True
    if isinstance(shown, dict) and isinstance(answer, dict):
        named = {name: value for name, value in shown.items() if name != "…"}
        return (len(named) == len(answer) or "…" in shown) and all(
            name in answer and fits(value, answer[name]) for name, value in named.items()
        )
    if isinstance(shown, list) and isinstance(answer, list):
        return _items_fit(shown, answer)
    if isinstance(shown, str) and isinstance(answer, str):
        pattern = ".*".join(re.escape(part) for part in shown.split("…"))
        return bool(re.fullmatch(pattern, answer, re.DOTALL))
    return shown == answer


def _items_fit(shown: list[Any], answer: list[Any]) -> bool:
    if not shown:
        return not answer
    if shown[0] == "…":
        return any(_items_fit(shown[1:], answer[start:]) for start in range(len(answer) + 1))
    return bool(answer) and fits(shown[0], answer[0]) and _items_fit(shown[1:], answer[1:])


@cases("address, shown", *requests())
def test_documents_the_real_responses(address: str, shown: str) -> None:
    answer = Client().get(address)
    body = b"".join(answer).decode()

    assert answer.status_code == (400 if re.search("memberof|aktor", address) else 200)
    if shown:
        assert fits(json.loads(shown), json.loads(body)), body


def test_compares_responses() -> None:
    answer = {"count": 2, "results": [{"slug": "a", "on": "2025"}, {"slug": "b", "on": None}]}

    assert fits({"count": 2, "…": "…"}, answer)
    assert fits({"count": 2, "results": ["…", {"slug": "b", "…": "…"}, "…"]}, answer)
    assert not fits({"count": 2}, answer)
    assert not fits({"count": 3, "…": "…"}, answer)
    assert not fits({"count": 2, "results": [{"slug": "b", "…": "…"}, "…"]}, answer)
    assert not fits({"count": 2, "results": [{"slug": "a", "…": "…"}]}, answer)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_runs_documented_requests_with_curl(article_server: str) -> None:
    for address, _ in requests()[:3]:
        assert output("curl", "--silent", "--fail", "--globoff", article_server + address)


def test_answers_three_questions_in_r(article_server: str) -> None:
    if shutil.which("Rscript") is None:
        text = "Rscript is not installed: docs/examples/questions.R was not run."
        warnings.warn(text, stacklevel=1)
        pytest.skip("Rscript is not installed")
    printed = output("Rscript", "questions.R", article_server)

    assert all(name in printed for name in [*IN_NATO, *SILENT_IN_NATO])


def test_the_first_file_of_the_guide_to_imports_can_be_imported() -> None:
    page = (settings.BASE_DIR / "docs/importing.md").read_text(encoding="utf-8")
    [_, text, *_] = re.split(r"```(?:csv\n)?", page)

    import_job = import_text("events", re.sub(r"(?m)^ +", "", text))

    assert (import_job.status, fault_texts(import_job)) == ("done", [])
    event = Event.objects.get(slug="vucic-rutte-meeting-2025")
    assert event.review_status == "draft"
    assert {row.actor.slug for row in event.participations.all()} == {"aleksandar-vucic", "nato"}
    assert event.claims.get().source.slug == "tanjug-2025-03-20"
