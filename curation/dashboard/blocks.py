"""The base of all blocks of the front page of the admin, with records as lines."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.admin import AdminSite
from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.utils.functional import cached_property

from curation.history.recent_changes import RecentChange, latest_changes
from curation.lists.record_list import WAITING_SINCE, record_url
from curation.lists.saved_searches import record_admins
from curation.request_state import request_state
from curation.types import Text
from records.choices import ReviewStatus

# Rows of a block
ROWS = 8


@dataclass(frozen=True)
class RecordLine:
    """A record in a block: its kind, the address of its page, and since when it has had its status."""

    url: str
    name: str
    kind: str
    status: str
    status_name: str
    since: dt.datetime
    row: tuple[str, int]
    note: str = ""


class Block:
    """One block of the front page; subclasses define its content. A block without content is left out."""

    title: ClassVar[Text]
    template: ClassVar[str] = "admin/curation/record_lines.html"

    def __init__(self, request: HttpRequest, site: AdminSite) -> None:
        self.request, self.site = request, site
        self.admins = record_admins(site, request)

    @property
    def name(self) -> str:
        """Name of the block in the page."""
        return type(self).__name__

    @cached_property
    def content(self) -> Sequence[object]:
        """What the template shows."""
        return []

    @property
    def models(self) -> list[type[Model]]:
        """The models of all records that the user may view."""
        return [page.model for page in self.admins.values()]

    @property
    def latest(self) -> list[RecentChange]:
        """The latest changes of all these records; read once for all blocks."""
        state = request_state(self.request)
        if state.latest_changes is None:
            state.latest_changes = latest_changes(self.models)
        return state.latest_changes

    def drafts(self, rows: Iterable[tuple[str, int]]) -> list[RecordLine]:
        """Those of the rows that are drafts, the last changed first."""
        keys = defaultdict(set)
        for table, key in rows:
            keys[table].add(key)
        managers = ((self.admins[t].model._default_manager, pks) for t, pks in keys.items())
        found = (m.filter(pk__in=pks, review_status=ReviewStatus.DRAFT) for m, pks in managers)
        return self.lines(found, latest_first=True)

    def lines(
        self, querysets: Iterable[QuerySet], *, latest_first: bool = False
    ) -> list[RecordLine]:
        """The first records of all the querysets by the time of their last change of status, in one query."""
        order = "-" if latest_first else ""
        parts = [_as_lines(each).order_by(f"{order}since", "pk")[:ROWS] for each in querysets]
        rows = parts[0].union(*parts[1:], all=True) if parts else []
        lines = [self._line(*row) for row in rows]
        return sorted(lines, key=lambda line: line.since, reverse=latest_first)[:ROWS]

    def _line(self, table: str, key: int, name: str, status: str, at: dt.datetime) -> RecordLine:
        model = self.admins[table].model
        kind, label = str(model._meta.verbose_name), str(ReviewStatus(status).label)
        return RecordLine(record_url(model, key), name, kind, status, label, at, (table, key))


def _as_lines(queryset: QuerySet) -> QuerySet[Any, Any]:
    """Rows for `Block.lines`: table, key, name, status, and since when it has had the status."""
    opts = queryset.model._meta
    fields = {field.name for field in opts.local_fields}
    own = next((name for name in ("title", "name") if name in fields), "slug")
    rows = queryset.annotate(
        table=Value(opts.label_lower, CharField()),
        line=Coalesce(NullIf(F(own), Value("")), F("slug"), output_field=CharField()),
        since=Coalesce(F(WAITING_SINCE), F("updated_at")),
    )
    return rows.values_list("table", "pk", "line", "review_status", "since")
