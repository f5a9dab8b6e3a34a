"""The API guide: real responses, no content from other hosts, no inline code, no database."""

import json
import os
import re
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from balkanwatch.api_pages import ANSWERS_FILE
from balkanwatch.guide_questions import GUIDE_QUESTIONS, excerpt
from explorer.api.urls import QUESTIONS as SPANNING
from tests import cases
from tests.project.contract import RESOURCES

pytestmark = pytest.mark.usefixtures("article_data")

GUIDE = "/api/v1/docs/"
PAGES = ["/api/v1/", GUIDE, "/api/v1/docs/reference/"]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def answers(client: Client) -> dict[str, Any]:
    return {path: excerpt(client.get(path).json(), fields) for _, path, fields in GUIDE_QUESTIONS}


def page(client: Client, path: str) -> str:
    answer = client.get(path, headers={"accept": BROWSER})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    return answer.content.decode()


def test_answers_ten_questions_as_the_api_does(client: Client):
    """WRITE_ANSWERS=1 updates the stored answers."""
    found = answers(client)
    if os.environ.get("WRITE_ANSWERS"):
        text = json.dumps(found, ensure_ascii=False, indent=1)
        ANSWERS_FILE.write_text(f"{text}\n", encoding="utf-8")

    assert len(found) == 10
    assert found == json.loads(ANSWERS_FILE.read_text(encoding="utf-8")), "run `make docs`"


def test_answers_what_everybody_asks():
    stored = json.loads(ANSWERS_FILE.read_text(encoding="utf-8"))
    signed, set_off, silent = (stored[path] for _, path, _ in GUIDE_QUESTIONS[:3])

    assert [row["actor"]["slug"] for row in signed["signatories"]] == ["albania", "croatia"]
    assert "subotica-signing-2025" in [node["slug"] for node in set_off["nodes"]]
    assert [row["slug"] for row in silent["results"]] == ["greece", "romania", "slovakia", "spain"]


def test_shows_the_requests_of_this_host_and_their_answers(client: Client):
    text = page(client, GUIDE)

    for question, path, _ in GUIDE_QUESTIONS:
        assert question in text
        assert f"http://testserver{path}".replace("&", "&amp;") in text
    assert "&quot;slug&quot;: &quot;greece&quot;" in text


def test_names_every_resource_every_filter_and_every_question(client: Client):
    text = page(client, GUIDE)

    for prefix, view in RESOURCES.items():
        assert f"<code>/{prefix}/</code>" in text
        names = view.filterset_class.base_filters
        assert [name for name in names if f"<code>{name}</code>" not in text] == []
    assert [name for name in SPANNING if f"<code>/{name}/</code>" not in text] == []


def test_is_the_root_for_browsers_and_json_for_programs(client: Client):
    lists = client.get("/api/v1/")

    assert "The BalkanWatch API" in page(client, "/api/v1/")
    assert lists["Content-Type"] == "application/json"
    assert "Accept" in lists["Vary"]
    assert lists.json()["event-types"] == "http://testserver/api/v1/event-types/"
    assert list(lists.json()) == list(RESOURCES)
    assert client.get("/api/v1/", headers={"accept": "application/json"}).json() == lists.json()


@cases("path", *PAGES)
def test_has_nothing_inline_and_nothing_of_other_hosts(client: Client, path: str):
    text = page(client, path)

    assert re.findall(r"<style|\bstyle=|\bon[a-z]+=|=\"(?:javascript|data):", text) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag] == []
    assert re.findall(r"<script[^>]*>[^<]+</script>", text) == []
    fetched = re.findall(r"<(?:link|script|img|iframe)[^>]*?(?:href|src)=\"([^\"]+)\"", text)
    assert fetched
    assert [address for address in fetched if not address.startswith("/static/")] == []


@cases("path", *PAGES)
def test_is_put_together_for_all_readers(client: Client, path: str):
    text = page(client, path)

    assert '<html lang="en">' in text
    assert 'name="viewport"' in text
    assert text.count("<main") == 1
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"|aria-labelledby="([^"]+)"', text)
    assert {one or other for one, other in targets} <= set(ids)
    headings = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert all(after - before <= 1 for before, after in pairwise(headings))


@cases("path", *PAGES, "/api/v1/openapi.json")
def test_needs_no_database(client: Client, path: str, django_assert_num_queries: Any):
    with django_assert_num_queries(0):
        answer = client.get(path)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=3600"


@cases("path", *PAGES, "/api/v1/openapi.json")
def test_refuses_what_it_does_not_know(client: Client, path: str):
    for query, status in {"?lang=en": 400, "?format=": 400, "?format=yaml": 406}.items():
        answer = client.get(path + query, headers={"accept": BROWSER})

        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


@cases("path", *PAGES[1:])
def test_links_to_addresses_that_exist(client: Client, path: str):
    links = set(re.findall(r'<a[^>]* href="(/[^"]*)"', page(client, path)))

    assert len(links) > 1
    found = {link: client.get(link.replace("&amp;", "&")).status_code for link in links}
    assert [link for link, status in found.items() if status != 200 and link != "/admin/"] == []
