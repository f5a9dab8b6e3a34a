"""What every block of the admin's front page is made of: records as lines, and what was done to them last."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.utils.functional import cached_property

from curation.history.recent_changes import Change, latest_changes
from curation.lists.record_list import WAITING_SINCE, page_url
from curation.lists.saved_searches import record_pages
from records.choices import ReviewStatus

# Rows of a block
ROWS = 8


@dataclass(frozen=True)
class Line:
    """A record in a block: what it is, where its page is, since when it is so."""

    url: str
    name: str
    kind: str
    status: str
    status_name: str
    since: dt.datetime
    row: tuple[str, int]
    note: str = ""


class Block:
    """One block of the front page; subclasses say what is in it. Without any content it is left out."""

    title: ClassVar[Any]
    template: ClassVar[str]

    def __init__(self, request: HttpRequest, site: Any) -> None:
        self.request, self.site = request, site
        self.pages = record_pages(site, request)

    @property
    def name(self) -> str:
        """Name of the block in the page."""
        return type(self).__name__

    @cached_property
    def content(self) -> list[Any]:
        """What the template shows; read once."""
        return []

    @property
    def latest(self) -> list[Change]:
        """What has been done last with all these records; read once for the page."""
        if not hasattr(self.request, "latest_changes"):
            models = [page.model for page in self.pages.values()]
            self.request.latest_changes = latest_changes(models)  # type: ignore[attr-defined]
        found: list[Change] = self.request.latest_changes  # type: ignore[attr-defined]
        return found

    def drafts(self, rows: Iterable[tuple[str, int]]) -> list[Line]:
        """Those of the rows that are drafts, the last changed first."""
        keys: dict[str, set[int]] = {}
        for table, key in rows:
            keys.setdefault(table, set()).add(key)
        return self.lines(
            (
                self.pages[table].model._default_manager.filter(
                    pk__in=found, review_status=ReviewStatus.DRAFT
                )
                for table, found in keys.items()
            ),
            latest_first=True,
        )

    def lines(self, querysets: Iterable[Any], *, latest_first: bool = False) -> list[Line]:
        """The first records of all the querysets by when they came to be as they are, in one query."""
        order = "-" if latest_first else ""
        parts = [
            _as_lines(queryset).order_by(f"{order}since", "pk")[:ROWS] for queryset in querysets
        ]
        rows = parts[0].union(*parts[1:], all=True) if parts else []
        lines = [self._line(*row) for row in rows]
        return sorted(lines, key=lambda line: line.since, reverse=latest_first)[:ROWS]

    def _line(self, table: str, key: Any, name: str, status: str, since: dt.datetime) -> Line:
        opts = self.pages[table].opts
        label = str(ReviewStatus(status).label)
        kind = str(opts.verbose_name)
        return Line(page_url(opts, key, ""), name, kind, status, label, since, (table, key))


def _as_lines(queryset: Any) -> Any:
    """Rows for `Block.lines`: table, key, name, status, and since when."""
    opts = queryset.model._meta
    fields = {field.name for field in opts.local_fields}
    own = next((name for name in ("title", "name") if name in fields), "slug")
    name = Coalesce(NullIf(F(own), Value("")), F("slug"), output_field=CharField())
    rows = queryset.annotate(
        table=Value(opts.label_lower, CharField()),
        line=name,
        since=Coalesce(F(WAITING_SINCE), F("updated_at")),
    )
    return rows.values_list("table", "pk", "line", "review_status", "since")
