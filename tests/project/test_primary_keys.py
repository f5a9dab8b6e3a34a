"""Public ids of the data set; no primary key reaches a reader, in whatever part of an answer."""

import io
import json
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from balkanwatch.apps import published_models
from balkanwatch.fixtures import fixture_path
from balkanwatch.releases.tables import headings
from tests import cases, database
from tests.project.contract import RESOURCES
from tests.project.test_noninterference import RequestGenerator
from tests.project.test_public_ids import IDENTIFIED, UNKNOWN


@cases("model", *IDENTIFIED, ids=lambda model: model._meta.label)
@pytest.mark.usefixtures("article_data")
def test_cannot_be_changed_by_any_program(model: Any) -> None:
    before = list(model.objects.order_by("pk").values_list("public_id", flat=True))

    model.objects.update(public_id=UNKNOWN)

    assert list(model.objects.order_by("pk").values_list("public_id", flat=True)) == before


@cases("model", *IDENTIFIED, ids=lambda model: model._meta.label)
@pytest.mark.usefixtures("article_data")
def test_are_in_the_files_of_the_data_set_and_of_releases(model: Any) -> None:
    stored = {str(value) for value in model.objects.values_list("public_id", flat=True)}
    rows = json.loads(fixture_path(model).read_text(encoding="utf-8"))

    assert {row["fields"]["public_id"] for row in rows} == stored
    assert {"public_id", "former_ids"} <= set(headings(model))


QUESTIONS = """
meta/ snapshot/?on=2025-04-02 network/?kind=agreement&on=2025-04-02 search/?q=kosovo suggest/?q=ser
events/aggregate/?group_by=type,actor events/timeline/?split=place
events/tirana-signing-2025/chain/ claims/?record=event:tirana-signing-2025 claims/event-1/
event-links/1/ actors/?kind=1 signatories/?agreement=tirana-declaration-2025&on=2025-04-02
"""


def requests() -> list[str]:
    """Every list in every format, some records of each, and questions."""
    found, keys = QUESTIONS.split(), RequestGenerator().keys
    for prefix, view in RESOURCES.items():
        found += [f"{prefix}/?page_size=500", f"{prefix}/?page_size=2"]
        found += [f"{prefix}.{each.format}" for each in view.formats if each.format != "xlsx"]
        found += [f"{prefix}/{key}/" for key in keys[prefix][:20]]
        found += [f"{prefix}/cite/?accessed=2026-01-31&format={f}" for f in ("bibtex", "csl-json")]
    return found


def answers(client: Client) -> dict[str, bytes]:
    """The answers with their headers, without what tells the time or the number of changes."""
    found = {}
    for path in requests():
        response: Any = client.get(f"/api/v1/{path}")
        body = b"".join(response.streaming_content) if response.streaming else response.content
        headers = sorted((k, v) for k, v in response.headers.items() if k not in {"Date", "ETag"})
        text = body + str(headers).encode()
        found[path] = re.sub(
            rb'\d{4}-\d\d-\d\dT[\d:.]+Z|cursor=[\w-]+|"last_change":\d+', b"", text
        )
    return found


@pytest.fixture(scope="module")
def two_answers(
    article_data: None, django_db_blocker: Any, tmp_path_factory: Any
) -> list[dict[str, bytes]]:
    """The answers of two databases with the same data and other primary keys."""
    home, found = tmp_path_factory.mktemp("releases"), []
    with django_db_blocker.unblock(), override_settings(RELEASES_DIR=home):
        call_command("release", "2026.1", date="2026-11-22", stdout=io.StringIO())
        for gap in (1, 7_000_001):
            database.empty()
            for table in (model._meta.db_table for model in published_models()):
                sequence = f"pg_get_serial_sequence('{table}', 'id')"
                database.rows(f"SELECT setval({sequence}, nextval({sequence}) + {gap})")
            call_command("load_release", home / "2026.1", stdout=io.StringIO())
            found.append(answers(Client()))
    return found


def test_no_answer_depends_on_primary_keys(two_answers: list[dict[str, bytes]]) -> None:
    first, second = two_answers

    assert len(first) > 200
    assert [path for path in first if first[path] != second[path]] == []
