"""The guides for curators: documents of docs/ as pages of the admin, and the links that lead to them."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

DOCUMENTS = settings.BASE_DIR / "docs"
CURATING, IMPORTING = "curating.md", "importing.md"
# Names of the pages of the admin that show these documents
PAGES = {CURATING: "admin:guide", IMPORTING: "admin:guide_importing"}
# How documents name the pictures among our static files
PICTURES = "../curation/static/"
# Tokens of a heading: it opens, says what it says, and closes
TITLE = 3
# What the table of contents lists
CONTENTS = "h2"


@dataclass(frozen=True)
class Guide:
    """A document as a page: its title, its sections with their anchors, and all below the title as HTML."""

    title: str
    sections: list[tuple[str, str]]
    text: SafeString


@cache
def load_guide(name: str) -> Guide:
    """The document of this name in docs/; what is HTML in it is left out, what links lead to is checked."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    for kind in ("html_block", "html_inline"):
        reader.add_render_rule(kind, _nothing)
    tokens = reader.parse((DOCUMENTS / name).read_text(encoding="utf-8"))
    titles = _anchored(tokens)
    for token in tokens:
        if token.type in {"fence", "code_block"}:
            # Long lines are scrolled to with the keyboard too.
            token.attrSet("tabindex", "0")
        for part in token.children or []:
            _redirect(part)
    # The title has a place of its own on the page.
    body = tokens[TITLE:] if titles[0][0] == "h1" else tokens
    text = reader.renderer.render(body, reader.options, {})
    # Markdown alone made it: text is escaped, HTML left out, and addresses that run scripts are no links.
    safe = mark_safe(text)  # noqa: S308
    sections = [(anchor, title) for tag, anchor, title in titles if tag == CONTENTS]
    return Guide(titles[0][2], sections, safe)


def _anchored(tokens: list[Token]) -> list[tuple[str, str, str]]:
    """Gives each heading the anchor that its links name; tag, anchor and text of each."""
    titles = []
    for heading, text in pairwise(tokens):
        if heading.type == "heading_open":
            anchor = slugify(text.content)
            heading.attrSet("id", anchor)
            titles.append((heading.tag, anchor, text.content))
    return titles


def _redirect(part: Token) -> None:
    """Turns the way to a picture or a document, as it is in the files, into its address on the site."""
    if part.type == "image":
        part.attrSet("src", static(str(part.attrGet("src")).removeprefix(PICTURES)))
    elif part.type == "link_open":
        document, sharp, anchor = str(part.attrGet("href")).partition("#")
        if document in PAGES:
            part.attrSet("href", reverse(PAGES[document]) + sharp + anchor)


def _nothing(*args: Any, **kwargs: Any) -> str:
    return ""


def _link_to(section: str, words: str) -> SafeString:
    return format_html('<a href="{}#{}">{}</a>', reverse(PAGES[CURATING]), section, words)


# A link to a section of the guide for curators, once a page shows it: the section's anchor, the link's words
link_to: Any = lazy(_link_to, SafeString)
