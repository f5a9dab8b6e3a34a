"""The charts of the admin's front page; long tables are estimated."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from curation.dashboard.blocks import Block
from curation.lists.counts import Share, shares
from records.choices import ReviewStatus

MONTHS = 12
# The field by which tables of claims are known
JUDGEMENT = "credibility"


@dataclass(frozen=True)
class Bar:
    """A line of a chart: `length` is a percentage of the longest."""

    label: Any
    share: Share
    length: float


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


def _bars(rows: Iterable[tuple[Any, Share]]) -> list[Bar]:
    rows = list(rows)
    most = max((share.count for _, share in rows), default=0) or 1
    return [Bar(label, share, round(100 * share.count / most, 1)) for label, share in rows]


def _month_before(day: dt.date, months: int) -> dt.date:
    """First day of the month so many months before that of the day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(years, month + 1, 1)
