"""The admin shows the guides as written, and their links and pictures exist."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from markdown_it import MarkdownIt

from curation import guide as guides
from tests import cases, make
from tests.accounts.people import make_person
from tests.admin_page import client_of, url_of

DOCUMENT = settings.BASE_DIR / "docs" / "curating.md"


class Page(HTMLParser):
    """What a page says, and where its anchors, links and pictures are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.pictures: list[dict[str, Any]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = dict(attrs)
        self.anchors |= {found["id"]} if "id" in found else set()
        self.links += [found["href"]] if tag == "a" and "href" in found else []
        self.pictures += [found] if tag == "img" else []

    def handle_data(self, data: str) -> None:
        self.words += data.split()


@pytest.fixture
def client_of_viewer() -> Client:
    return client_of(make_person("vera", "viewer"))


def words_of(document: str) -> list[str]:
    """All words of a Markdown text, without its marks."""
    words: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(document):
        parts = token.children if token.type == "inline" else [token]
        for part in parts or []:
            words += [] if part.type in {"html_block", "image"} else part.content.split()
    return words


@cases("name", *guides.PAGES)
def test_shows_all_words_of_the_document(client_of_viewer: Client, name: str):
    answer = client_of_viewer.get(reverse(guides.PAGES[name]))
    document = (guides.DOCUMENTS / name).read_text(encoding="utf-8")

    parts = re.findall(r"<h1.*?</h1>|<article.*</article>", answer.content.decode(), re.S)
    shown = "".join(word for part in parts for word in Page(part).words)
    assert shown == "".join(words_of(document))
    assert len(shown) > 1000


def test_links_only_to_existing_pages_and_sections(client_of_viewer: Client):
    address = reverse("admin:guide")
    page = Page(client_of_viewer.get(address).content.decode())

    assert set(page.anchors) >= {
        anchor for anchor, _ in guides.load_guide(guides.CURATING).sections
    }
    assert len(page.links) > 20
    for link in page.links:
        path, _, anchor = link.partition("#")
        there = Page(client_of_viewer.get(path, follow=True).content.decode()) if path else page
        assert not anchor or anchor in there.anchors, link


def test_is_linked_from_the_front_page_and_from_forms_at_their_sections(client: Client):
    client.force_login(make_person("ana", "curator"))
    anchors = Page(client.get(reverse("admin:guide")).content.decode()).anchors

    front = Page(client.get("/admin/").content.decode())
    form = Page(client.get(url_of(make.agreement())).content.decode())

    assert front.links.count(reverse("admin:guide")) == 2
    sections = {link.partition("#")[2] for link in form.links if link.startswith("/admin/guide/")}
    assert sections == {"", "dates", "citing", "reviewing"}
    assert sections - {""} <= anchors


def test_pictures_exist_and_have_descriptions():
    named = re.findall(r"!\[(.*?)\]\((.*?)\)", DOCUMENT.read_text(encoding="utf-8"))

    for text, path in named:
        picture = (DOCUMENT.parent / path).resolve()
        assert len(text) > 20, path
        assert picture.stat().st_size <= 120_000, path
        assert finders.find(path.removeprefix(guides.PICTURES)) == str(picture)
    folder = settings.BASE_DIR / "curation/static/curation/guide"
    taken = {path.name for path in folder.glob("*")}
    assert taken == {path.rpartition("/")[2] for _, path in named}


def test_removes_html_and_script_links(monkeypatch: pytest.MonkeyPatch, tmp_path: Any):
    (tmp_path / "bad.md").write_text(
        '# Bad\n\n<script>alert(1)</script>\n\nA <b onclick="x">word</b>, [a](javascript:x), 1 < 2.\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(guides, "DOCUMENTS", tmp_path)

    text = guides.load_guide("bad.md").text

    assert "<script" not in text
    assert "<b" not in text
    assert "href" not in text
    assert "1 &lt; 2" in text


def test_notes_in_other_languages_that_it_is_in_english(client_of_viewer: Client):
    answer = client_of_viewer.get(reverse("admin:guide"), headers={"accept-language": "hr"})

    assert '<article lang="en">' in answer.content.decode()
    assert "engleskom" in answer.content.decode()
