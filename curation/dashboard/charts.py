"""The charts of the front page of the admin; counts of long tables are estimates."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from curation.dashboard.blocks import Block
from curation.lists.counts import ValueCount, value_counts
from curation.types import Text
from records.choices import ReviewStatus

MONTHS = 12
# The field by which tables of claims are recognised
CREDIBILITY = "credibility"


@dataclass(frozen=True)
class Bar:
    """A line of a chart: `length` is a percentage of the longest."""

    label: Text
    share: ValueCount
    length: float


class Charts(Block):
    """Records by month and status, and claims by credibility."""

    title = _("Statistics")
    template = "admin/curation/charts.html"

    @cached_property
    def content(self) -> list[dict[str, Any]]:
        records = [model._meta.db_table for model in self.models]
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
        month = "date_trunc('month', created_at AT TIME ZONE 'UTC')::date"
        counts = value_counts(tables, month, f"created_at >= '{months[0].isoformat()}'")
        found = {count.value: count for count in counts}
        is_estimate = any(count.is_estimate for count in counts)
        return _bars(
            (format_date(day, "M Y"), found.get(day, ValueCount(day, 0, is_estimate)))
            for day in months
        )

    def _by_status(self, tables: list[str]) -> list[Bar]:
        found = {count.value: count for count in value_counts(tables, "review_status")}
        return _bars((each.label, found[each]) for each in ReviewStatus if each in found)

    def _by_credibility(self) -> list[Bar]:
        models = [
            model
            for model, page in self.site._registry.items()
            if any(field.name == CREDIBILITY for field in model._meta.local_fields)
            and page.has_view_permission(self.request)
        ]
        if not models:
            return []
        field: Any = models[0]._meta.get_field(CREDIBILITY)
        labels = dict(field.flatchoices)
        found = value_counts([model._meta.db_table for model in models], CREDIBILITY)
        return _bars((labels.get(count.value, count.value), count) for count in found)


def _bars(rows: Iterable[tuple[Text, ValueCount]]) -> list[Bar]:
    rows = list(rows)
    longest = max((share.count for _, share in rows), default=0) or 1
    return [Bar(label, share, round(100 * share.count / longest, 1)) for label, share in rows]


def _month_before(day: dt.date, months: int) -> dt.date:
    """The first day of the month that lies this many months before the day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(years, month + 1, 1)
