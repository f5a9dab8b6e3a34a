"""Cursors: where a page starts in an order, encrypted together with the query that they belong to."""

import json
from dataclasses import dataclass

from django.http import QueryDict

from api.pagination.encryption import decrypt, encrypt

# Parameters that may change from page to page
NOT_PART_OF_QUERY = {"cursor", "page", "page_size", "count", "format", "fields", "expand"}
NOT_PART_OF_QUERY |= {"facets", "facet_filters"}
PURPOSE = "api cursor"


@dataclass(frozen=True)
class Cursor:
    """The sort keys of a row, whether the page lies before that row, and the count if it is known."""

    keys: tuple[str, ...]
    backwards: bool = False
    count: int | None = None
    is_exact: bool = False

    def encode(self, name: str, parameters: QueryDict) -> str:
        """This cursor as text, for the list of that name and its parameters; always the same text."""
        values = [self.keys, self.backwards, self.count, self.is_exact]
        text = json.dumps(values, separators=(",", ":"))
        return encrypt(text, purpose=PURPOSE, context=_query(name, parameters))


def decode_cursor(text: str, name: str, parameters: QueryDict) -> Cursor | None:
    """The cursor of this text; None if it is invalid or belongs to another query."""
    content = decrypt(text, purpose=PURPOSE, context=_query(name, parameters))
    if content is None:
        return None
    keys, backwards, count, is_exact = json.loads(content)
    return Cursor(tuple(keys), backwards, count, is_exact)


def _query(name: str, parameters: QueryDict) -> str:
    """The list and its parameters, in one order."""
    query = sorted((k, v) for k, v in parameters.items() if k not in NOT_PART_OF_QUERY)
    return json.dumps([name, query])
