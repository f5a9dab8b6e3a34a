"""Notes of an answer: what its reader must know besides its rows, such as merges that were followed.

Notes are members of the JSON, and one header in every format.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.views import APIView

from api.errors import Json
from api.filters.merged_slugs import FollowedMerge, find_public

NOTES_HEADER = "Answer-Notes"
# How the schema describes the notes of a list; a note that does not apply is left out
NOTES_SCHEMA: Json = {
    "followed": {
        "type": "array",
        "description": "Slugs in the query whose records were merged: the answer is about the "
        "records that they were merged into. Left out if there are none.",
        "items": {
            "type": "object",
            "required": ["kind", "slug", "merged_into"],
            "properties": {
                "kind": {"type": "string", "description": "Kind of record."},
                "slug": {"type": "string", "description": "As in the query."},
                "merged_into": {"type": "string", "description": "Slug of the remaining record."},
            },
        },
    },
}


class NotesMixin(APIView):
    """Adds the notes to an answer; views of lists add them to their pages themselves."""

    # The public changes of the data that the answer is made from
    version: tuple[Any, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The merges that were followed from slugs in the query
        self.followed: set[FollowedMerge] = set()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def notes(self) -> Json:
        """The notes by name, once the query is evaluated; empty if there are none."""
        followed = [asdict(each) for each in sorted(self.followed)]
        notes: Json = {"followed": followed} if followed else {}
        filterset = getattr(self, "filterset", None)
        return (
            notes if filterset is None or filterset.as_written else {**notes, "as_written": False}
        )

    def current_slugs(self, records: type[Model], slugs: Iterable[str]) -> list[str]:
        """The slugs; in place of a merged record's, that of the record it was merged into."""
        slugs = list(slugs)
        found = find_public(records, slugs, self.version).followed
        self.followed.update(found)
        current = {each.slug: each.merged_into for each in found}
        return [current.get(slug, slug) for slug in slugs]

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        if response.status_code == 200 and request.method in {"GET", "HEAD"} and self.notes:
            response[NOTES_HEADER] = json.dumps(self.notes)
            if isinstance(getattr(response, "data", None), dict):
                response.data = {**response.data, **self.notes}
        return super().finalize_response(request, response, *args, **kwargs)
