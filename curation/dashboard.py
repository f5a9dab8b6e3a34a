"""The front page of the admin: blocks of what somebody has to do and what has happened, each a class."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from curation.counting import Share, shares
from curation.lists import WAITING_SINCE, page_url
from curation.queues import PARAMETER, QUEUES, queue_counts, queues_of
from curation.saved import record_pages, search_url, searches_for
from records.choices import ReviewStatus

# Rows of a block
ROWS = 8
# “Lately”: days, and changes looked through
DAYS, CHANGES = 30, 200
MONTHS = 12
# The field by which tables of claims are known
JUDGEMENT = "credibility"


@dataclass(frozen=True)
class Line:
    """A record in a block: what it is, where its page is, since when it is so."""

    url: str
    name: str
    kind: str
    status: str
    status_name: str
    since: dt.datetime


@dataclass(frozen=True)
class Bar:
    """A line of a chart: `length` is a percentage of the longest."""

    label: Any
    share: Share
    length: float


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
        return Line(page_url(opts, key, ""), name, str(opts.verbose_name), status, label, since)


class MyWork(Block):
    """Drafts that somebody has added or changed lately."""

    title = _("My drafts")
    template = "admin/curation/lines.html"

    @cached_property
    def content(self) -> list[Line]:
        types = ContentType.objects.get_for_models(*(page.model for page in self.pages.values()))
        since = timezone.now() - dt.timedelta(days=DAYS)
        mine = LogEntry.objects.filter(
            user=self.request.user.pk, content_type__in=types.values(), action_time__gte=since
        ).order_by("-pk")
        keys: dict[Any, list[Any]] = {}
        for content_type, key in mine.values_list("content_type", "object_id")[:CHANGES]:
            keys.setdefault(content_type, []).append(key)
        drafts = (
            model._default_manager.filter(
                pk__in=keys[content_type.pk], review_status=ReviewStatus.DRAFT
            )
            for model, content_type in types.items()
            if content_type.pk in keys
        )
        return self.lines(drafts, latest_first=True)


class Waiting(Block):
    """Records that wait for their review, the longest first."""

    title = _("Waiting for review")
    template = "admin/curation/lines.html"

    @cached_property
    def content(self) -> list[Line]:
        return self.lines(
            page.model._default_manager.waiting_for_review() for page in self.pages.values()
        )


class Queues(Block):
    """How much is in each work queue, with the way to it."""

    title = _("Work queues")
    template = "admin/curation/queues.html"

    @cached_property
    def content(self) -> list[dict[str, Any]]:
        models = [page.model for page in self.pages.values()]
        counts = iter(queue_counts(*models))
        found: dict[str, dict[str, Any]] = {
            queue.name: {"queue": queue, "lists": []} for queue in QUEUES
        }
        for model in models:
            for queue in queues_of(model):
                if count := next(counts):
                    address = f"{_list_url(model._meta)}?{PARAMETER}={queue.name}"
                    name = capfirst(model._meta.verbose_name_plural)
                    entry = {"url": address, "name": name, "count": count}
                    found[queue.name]["lists"].append(entry)
        return [group for group in found.values() if group["lists"]]


class Searches(Block):
    """One's own saved searches, and those that colleagues share."""

    title = _("Saved searches")
    template = "admin/curation/searches.html"

    @cached_property
    def content(self) -> list[dict[str, Any]]:
        return [
            {
                "search": search,
                "url": search_url(search),
                "list": capfirst(self.pages[search.table].opts.verbose_name_plural),
                "is_mine": search.owner_id == self.request.user.pk,
            }
            for search in searches_for(self.request, *self.pages)
        ]


class LatestChanges(Block):
    """What colleagues have done last."""

    title = _("Latest changes")
    template = "admin/curation/changes.html"

    @cached_property
    def content(self) -> list[LogEntry]:
        types = ContentType.objects.get_for_models(*(page.model for page in self.pages.values()))
        entries = LogEntry.objects.filter(content_type__in=types.values())
        return list(entries.select_related("user", "content_type").order_by("-pk")[:ROWS])


class Charts(Block):
    """How much there is: by month, by status, by credibility. Long tables are estimated."""

    title = _("How much there is")
    template = "admin/curation/charts.html"

    @cached_property
    def content(self) -> list[dict[str, Any]]:
        records = [page.opts.db_table for page in self.pages.values()]
        if not records:
            return []
        charts = [
            (_("Records added, by month"), self._by_month(records)),
            (_("Records, by status"), self._by_status(records)),
            (_("Claims, by credibility"), self._by_credibility()),
        ]
        return [{"title": title, "bars": bars} for title, bars in charts if bars]

    def _by_month(self, tables: list[str]) -> list[Bar]:
        today = timezone.now().date()
        months = [_month_before(today, back) for back in reversed(range(MONTHS))]
        first = months[0].isoformat()
        month = "date_trunc('month', created_at AT TIME ZONE 'UTC')::date"
        found = {s.value: s for s in shares(tables, month, f"created_at >= '{first}'")}
        is_estimate = any(share.is_estimate for share in found.values())
        return _bars(
            (dated(day, "M Y"), found.get(day, Share(day, 0, is_estimate))) for day in months
        )

    def _by_status(self, tables: list[str]) -> list[Bar]:
        found = {share.value: share for share in shares(tables, "review_status")}
        return _bars(
            (status.label, found[status.value]) for status in ReviewStatus if status.value in found
        )

    def _by_credibility(self) -> list[Bar]:
        models = [
            model
            for model, page in self.site._registry.items()
            if any(field.name == JUDGEMENT for field in model._meta.local_fields)
            and page.has_view_permission(self.request)
        ]
        if not models:
            return []
        labels = dict(models[0]._meta.get_field(JUDGEMENT).flatchoices)
        found = shares([model._meta.db_table for model in models], JUDGEMENT)
        return _bars((labels.get(share.value, share.value), share) for share in found)


# The front page, from top to bottom
BLOCKS: list[type[Block]] = [MyWork, Waiting, Queues, Searches, LatestChanges, Charts]


def blocks_for(request: HttpRequest, site: Any) -> list[Block]:
    """The blocks that somebody sees: of records that they may view, and those with content alone."""
    blocks = [block(request, site) for block in BLOCKS]
    return [block for block in blocks if block.pages and block.content]


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


def _list_url(opts: Any) -> str:
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")


def _bars(rows: Iterable[tuple[Any, Share]]) -> list[Bar]:
    rows = list(rows)
    most = max((share.count for _, share in rows), default=0) or 1
    return [Bar(label, share, round(100 * share.count / most, 1)) for label, share in rows]


def _month_before(day: dt.date, months: int) -> dt.date:
    """First day of the month so many months before that of the day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(years, month + 1, 1)
