"""Cursors: where a page starts in an order, signed together with the query that it belongs to."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac

# Parameters that may change from page to page
UNSIGNED = {"cursor", "page", "page_size", "count", "format", "fields", "expand"}
UNSIGNED |= {"facets", "facet_filters"}
SIGNATURE_LENGTH = 20


@dataclass(frozen=True)
class Cursor:
    """The sort keys of a row, whether the page lies before that row, and the count if it is known."""

    keys: tuple[str, ...]
    backwards: bool = False
    count: int | None = None
    is_exact: bool = False

    def encode(self, name: str, parameters: QueryDict) -> str:
        """This cursor as text, signed for the list of that name and its parameters."""
        content = json.dumps([self.keys, self.backwards, self.count, self.is_exact])
        signed = _signature(content, name, parameters) + content
        return urlsafe_b64encode(signed.encode()).decode()


def decode_cursor(text: str, name: str, parameters: QueryDict) -> Cursor | None:
    """The cursor of this text; None if it is invalid or was signed for another query."""
    try:
        content = urlsafe_b64decode(text.encode()).decode()
    except (Error, ValueError):
        return None
    if urlsafe_b64encode(content.encode()).decode() != text:
        return None  # base64 can write the same content differently
    signature, content = content[:SIGNATURE_LENGTH], content[SIGNATURE_LENGTH:]
    if not constant_time_compare(signature, _signature(content, name, parameters)):
        return None
    keys, backwards, count, is_exact = json.loads(content)
    return Cursor(tuple(keys), backwards, count, is_exact)


def _signature(content: str, name: str, parameters: QueryDict) -> str:
    query = sorted((key, value) for key, value in parameters.items() if key not in UNSIGNED)
    digest = salted_hmac("api cursor", json.dumps([name, query, content])).hexdigest()
    return digest[:SIGNATURE_LENGTH]
