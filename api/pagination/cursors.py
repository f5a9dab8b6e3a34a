"""Cursors: where in an order a page starts, sealed together with the query that it belongs to."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac

# What may change from page to page
FREE = {"cursor", "page", "page_size", "count", "format", "fields", "expand", "facets"}
SEAL = 20


@dataclass(frozen=True)
class Cursor:
    """The sort keys of a row, whether the page lies before it, and the count as far as known."""

    keys: tuple[str, ...]
    backwards: bool = False
    count: int | None = None
    is_exact: bool = False

    def sealed(self, name: str, parameters: QueryDict) -> str:
        """This cursor for the list of that name and its parameters, as text."""
        text = json.dumps([self.keys, self.backwards, self.count, self.is_exact])
        return urlsafe_b64encode((_seal(text, name, parameters) + text).encode()).decode()


def opened(text: str, name: str, parameters: QueryDict) -> Cursor | None:
    """The cursor of this text; None if it is none, or was sealed for another query."""
    try:
        content = urlsafe_b64decode(text.encode()).decode()
    except (Error, ValueError):
        return None
    if urlsafe_b64encode(content.encode()).decode() != text:
        return None  # the same cursor is written in one way
    seal, content = content[:SEAL], content[SEAL:]
    if not constant_time_compare(seal, _seal(content, name, parameters)):
        return None
    keys, backwards, count, is_exact = json.loads(content)
    return Cursor(tuple(keys), backwards, count, is_exact)


def _seal(text: str, name: str, parameters: QueryDict) -> str:
    query = sorted((key, value) for key, value in parameters.items() if key not in FREE)
    return salted_hmac("api cursor", json.dumps([name, query, text])).hexdigest()[:SEAL]
