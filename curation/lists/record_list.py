"""Lists of records: what they show, in which order, how far one can leaf, and the way from record to record."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db import connection
from django.db.models import CharField, F, OrderBy, SlugField
from django.db.models.functions import Collate
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from curation.lists.saved_searches import PASSING, list_with, search_url, searches_for
from curation.lists.work_queues import QueueFilter
from records.choices import ReviewStatus
from records.models import Record
from records.querysets import SearchedQuerySet

# The column that says since when a record has been waiting for its review
WAITING_SINCE = "submitted_at"
# How PostgreSQL orders letters in the languages of the interface
COLLATIONS = {"sr-latn": "sr-Latn-x-icu"}
# “Next” goes through so many rows of a list, then begins anew.
STEPS_AHEAD = 1_000
# Where Django keeps the list's filters on the page of a record
FILTERS = "_changelist_filters"


class RecordList(ChangeList):
    """A list in the letters of the active language; what is searched for comes best first."""

    def get_results(self, request: HttpRequest) -> None:
        # The queue is chosen among what the other filters leave; it is shown first.
        self.filter_specs.sort(key=lambda spec: not isinstance(spec, QueueFilter))
        super().get_results(request)
        if self._is_searched() and not self.result_count.is_bounded:  # type: ignore[attr-defined]
            self.queryset = self.queryset.order_by_similarity(self.query.strip())
            paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
            paginator.count = self.result_count
            self.result_list = (
                paginator.page(self.page_num).object_list if self.multi_page else self.queryset
            )

    def get_ordering(self, request: HttpRequest, queryset: Any) -> list[Any]:
        ordering = super().get_ordering(request, queryset)
        if not self.params.get(ORDER_VAR):
            return list(ordering)
        return [self._in_language(term) for term in ordering]

    def _is_searched(self) -> bool:
        return (
            bool(self.query.strip())
            and ORDER_VAR not in self.params
            and isinstance(self.queryset, SearchedQuerySet)
        )

    def _in_language(self, term: Any) -> Any:
        name = term.lstrip("-") if isinstance(term, str) else ""
        fields = {field.name: field for field in self.opts.local_fields}
        field = fields.get(name)
        collation = collation_of(get_language() or "en")
        if not collation or not _is_text(field):
            return term
        return OrderBy(Collate(F(name), collation), descending=term.startswith("-"))


class RecordListMixin:
    """What the admin page of every record adds to Django's list."""

    opts: Any
    model: Any

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return RecordList

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        columns = super().get_list_display(request)  # type: ignore[misc]
        first, *others = [column for column in columns if column != "review_status"]
        return [first, "review", *others, "updated_at"]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), QueueFilter]  # type: ignore[misc]

    @admin.display(description=_("review"), ordering="review_status")
    def review(self, record: Record) -> str:
        badge = format_html(
            '<span class="badge badge-{}">{}</span>',
            record.review_status,
            record.get_review_status_display(),
        )
        if record.review_status != ReviewStatus.IN_REVIEW:
            return badge
        moment = getattr(record, WAITING_SINCE) or record.updated_at
        since = date_format(localtime(moment), "SHORT_DATE_FORMAT")
        return format_html("{} <small>{}</small>", badge, _("since %(day)s") % {"day": since})

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        searches = searches_for(request, self.opts.label_lower) if request.method == "GET" else []
        asked = {name: values for name, values in request.GET.lists() if name not in PASSING}
        context = {
            "keeps_searches": True,
            "saved_searches": [(search_url(search), search) for search in searches],
            "query_to_save": urlencode(asked, doseq=True),
        }
        return super().changelist_view(request, context | (extra_context or {}))  # type: ignore[misc]

    # From record to record

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        record, filters = kwargs.get("obj"), request.GET.get(FILTERS, "")
        if record and filters:
            context["next_key"] = key = self.key_after(request, record, filters)
            context["next_url"] = page_url(self.opts, key, filters) if key else ""
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        key = request.POST.get("_next", "")
        if not (key.isascii() and key.isdecimal()):
            return super().response_change(request, obj)  # type: ignore[misc]
        saved = _("The %(name)s “%(record)s” was saved; this is the next one.")
        self.message_user(request, saved % {"name": self.opts.verbose_name, "record": obj})  # type: ignore[attr-defined]
        return HttpResponseRedirect(page_url(self.opts, key, request.GET.get(FILTERS, "")))

    def key_after(self, request: HttpRequest, record: Record, filters: str) -> Any:
        """Key of the record that follows in the list with these filters; None where there is no other."""
        asked = QueryDict(filters)
        try:
            rows = list_with(self, request, asked).queryset
        except (IncorrectLookupParameters, DisallowedModelAdminLookup):
            return None
        keys = list(rows.values_list("pk", flat=True)[:STEPS_AHEAD])
        here = keys.index(record.pk) if record.pk in keys else -1
        following = [key for key in (keys[here + 1 :] or keys[:1]) if key != record.pk]
        return following[0] if following else None


def page_url(opts: Any, key: Any, filters: str) -> str:
    """Address of a record's page that keeps the filters of the list it was opened from."""
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=(quote(str(key)),))
    return f"{url}?{urlencode({FILTERS: filters})}" if filters else url


@cache
def collation_of(language: str) -> str:
    """PostgreSQL's order of letters in a language; empty where the server has none."""
    name = COLLATIONS.get(language, f"{language}-x-icu")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_collation WHERE collname = %s", [name])
        return name if cursor.fetchone() else ""


def _is_text(field: Any) -> bool:
    """Whether the field holds words, rather than a code."""
    return isinstance(field, CharField) and not isinstance(field, SlugField) and not field.choices
