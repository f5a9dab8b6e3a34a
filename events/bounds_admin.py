"""How the admin shows what other rows say about the days of events: a filter, a column of lists, lines on pages."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from curation.admin import RecordAdmin
from events.bounds import bound_lines
from events.choices import Dating
from events.models import Event
from events.querysets import DatingOf, InferredDays
from records.dates import window_text_of


class DatingFilter(admin.SimpleListFilter):
    """Events whose days are stated, inferred from other rows, or unknown."""

    title = _("how its days are known")
    parameter_name = "dating"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Dating.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        chosen = self.value()
        return queryset.dated_as(chosen) if chosen in Dating.values else queryset


class BoundsMixin(RecordAdmin):
    """Lists and pages of events say which of their days are stated and which are inferred, and why."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """In the list each event with how its days are known."""
        rows = super().get_queryset(request)
        here = request.resolver_match
        if here and (here.url_name or "").endswith("_changelist"):
            rows = rows.annotate(dating=DatingOf(), days=InferredDays("pk"))
        return rows

    @admin.display(description=_("date"), ordering="date_from")
    def date(self, event: Event) -> str:
        """Its date, and what other rows say if that leaves a side open."""
        date = window_text_of(event)
        dating = getattr(event, "dating", Dating.STATED)
        if dating == Dating.CONTRADICTORY:
            return f"{date} {_('contradictory')}".strip()
        days = getattr(event, "days", None)
        if dating == Dating.STATED or not days or days == "/":
            return date
        first, last = days.split("/")
        said = _("inferred: %(first)s to %(last)s") % {"first": first or "…", "last": last or "…"}
        return f"{date} {said}".strip()

    @admin.display(description=_("Follows from other rows"))
    def inferred_days(self, event: Event) -> str:
        """What other rows say about the days of the event, and which rows these are."""
        lines = bound_lines(event) if event.pk else []
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines)) or "–"
