"""The guides for curators: documents from docs/ as pages of the admin, and links to their sections."""

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
# The admin pages that show these documents
PAGES = {CURATING: "admin:guide", IMPORTING: "admin:guide_importing"}
# The prefix with which documents refer to pictures among the static files
PICTURES = "../curation/static/"
# The tokens of a heading: start, text and end
HEADING_TOKENS = 3
# The headings that the table of contents lists
CONTENTS = "h2"


@dataclass(frozen=True)
class GuideDocument:
    """A document: its title, its sections as pairs of anchor and title, and the text below the title as HTML."""

    title: str
    sections: list[tuple[str, str]]
    text: SafeString


@cache
def load_guide(name: str) -> GuideDocument:
    """The document of this name in docs/ as HTML; leaves out HTML that it contains."""
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    for kind in ("html_block", "html_inline"):
        reader.add_render_rule(kind, lambda *_: "")
    tokens = reader.parse((DOCUMENTS / name).read_text(encoding="utf-8"))
    headings = _add_anchors(tokens)
    for token in tokens:
        if token.type in {"fence", "code_block"}:
            # Makes long lines scrollable with the keyboard
            token.attrSet("tabindex", "0")
        for part in token.children or []:
            _resolve_address(part)
    # The page shows the title separately.
    body = tokens[HEADING_TOKENS:] if headings[0][0] == "h1" else tokens
    text = reader.renderer.render(body, reader.options, {})
    # Safe: the renderer escapes text, leaves out HTML, and rejects addresses that run scripts.
    safe = mark_safe(text)  # noqa: S308
    sections = [(anchor, title) for tag, anchor, title in headings if tag == CONTENTS]
    return GuideDocument(headings[0][2], sections, safe)


def _add_anchors(tokens: list[Token]) -> list[tuple[str, str, str]]:
    """Gives each heading the anchor that links refer to; returns tag, anchor and text of each."""
    headings = []
    for heading, text in pairwise(tokens):
        if heading.type == "heading_open":
            anchor = slugify(text.content)
            heading.attrSet("id", anchor)
            headings.append((heading.tag, anchor, text.content))
    return headings


def _resolve_address(part: Token) -> None:
    """Turns the path of a picture or document, relative to docs/, into its address on the site."""
    if part.type == "image":
        part.attrSet("src", static(str(part.attrGet("src")).removeprefix(PICTURES)))
    elif part.type == "link_open":
        document, sharp, anchor = str(part.attrGet("href")).partition("#")
        if document in PAGES:
            part.attrSet("href", reverse(PAGES[document]) + sharp + anchor)


def _link_to(section: str, words: str) -> SafeString:
    return format_html('<a href="{}#{}">{}</a>', reverse(PAGES[CURATING]), section, words)


# A lazy link to a section of the guide for curators, from its anchor and the text of the link
link_to: Any = lazy(_link_to, SafeString)
