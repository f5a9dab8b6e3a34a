"""Words and addresses on the pages for readers."""

import re
from typing import Any

from django import template

from explorer.pages.dates_in_words import in_words
from explorer.pages.facts import contradictions
from explorer.pages.record_pages import page_address
from explorer.pages.vocabulary import WORDS
from sources.choices import Credibility, Reliability

register = template.Library()
LINE = re.compile(r"L(\d+)(?:[-–]L?(\d+))?")

register.filter("in_words", in_words)
register.simple_tag(contradictions)


@register.filter
def label(value: Any, of: str) -> str:
    """The words for a value of a closed list; `of` names the list, such as `party.status`."""
    return WORDS[of].get(value, str(value))


@register.filter
def credibility(grade: int) -> str:
    """A grade of a claim in words first: probably true (2)."""
    return _words_first(Credibility(grade).label)


@register.filter
def reliability(grade: str) -> str:
    """A grade of a source in words first: fairly reliable (C)."""
    return _words_first(Reliability(grade).label) if grade else "not graded"


@register.filter
def place_in_source(locator: str) -> str:
    """Where in a source, in words: L23 is line 23."""
    match = LINE.fullmatch(locator)
    if not match:
        return locator
    first, last = match.groups()
    return f"lines {first} to {last}" if last else f"line {first}"


def _words_first(text: str) -> str:
    code, _, words = text.partition(" ")
    return f"{words} ({code})"


@register.filter
def page_of(record: str) -> str:
    """The address of the page of a record that the API names as `event:slug`."""
    kind, _, slug = record.partition(":")
    return page_address(kind, slug)


@register.filter
def record_name(record: str) -> str:
    """A record that the API names as `event:slug`, in words."""
    kind, _, slug = record.partition(":")
    return f"{kind} {slug}"
