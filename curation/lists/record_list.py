"""Lists of records: columns, order, filters, saved searches, and the link from a record to the next one."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import CharField, F, Model, OrderBy, QuerySet, SlugField
from django.db.models.functions import Collate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from curation.admin_urls import admin_url
from curation.base_admin import BaseAdmin
from curation.lists import saved_searches
from curation.lists.work_queues import QueueFilter
from records.choices import ReviewStatus
from records.models import Record
from records.querysets import SearchedQuerySet
from records.sorting import sort_column, sort_key
from records.sql import run_sql

# The column with the time at which a record was submitted for review
WAITING_SINCE = "submitted_at"
# Collations whose names do not follow from the language code
COLLATIONS = {"sr-latn": "sr-Latn-x-icu"}
# Filters that other apps add to every list of records, and to the list of proposals
FURTHER_FILTERS: list[type[admin.SimpleListFilter]] = []
# How many records of a list are searched for the next one
MAX_LOOKAHEAD = 1_000
# The parameter with which Django keeps the filters of the list on the page of a record
FILTERS = "_changelist_filters"


class RecordList(ChangeList):
    """A list sorted in the active language; search results are sorted by relevance."""

    def get_results(self, request: HttpRequest) -> None:
        # The filter by queue applies after all other filters, but is shown first.
        self.filter_specs.sort(key=lambda spec: not isinstance(spec, QueueFilter))
        super().get_results(request)
        if self._is_searched() and not self.result_count.is_bounded:  # type: ignore[attr-defined]
            self.queryset = self.queryset.order_by_similarity(self.query.strip())
            page: Any = self.model_admin
            paginator = page.get_paginator(request, self.queryset, self.list_per_page)
            paginator.count = self.result_count
            self.result_list = self.queryset
            if self.multi_page:
                self.result_list = paginator.page(self.page_num).object_list

    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[Any]:
        ordering = super().get_ordering(request, queryset)
        is_chosen = self.params.get(ORDER_VAR)
        return [self._in_language(term) for term in ordering] if is_chosen else [*ordering]

    def _is_searched(self) -> bool:
        is_searchable = isinstance(self.queryset, SearchedQuerySet)
        return is_searchable and bool(self.query.strip()) and ORDER_VAR not in self.params

    def _in_language(self, term: object) -> object:
        """A term of the order; names and titles are sorted by the active language."""
        if not isinstance(term, str):
            return term
        name = term.lstrip("-")
        field = next((each for each in self.opts.local_fields if each.name == name), None)
        is_text = isinstance(field, CharField) and not isinstance(field, SlugField)
        collation = collation_of(get_language() or "en")
        if field is None or not is_text or field.choices:
            return term
        # Without ICU the key is the same in all languages.
        in_order: Any = Collate(F(name), collation) if collation else sort_key(name)
        if not collation and (stored := sort_column(self.model, name)) != name:
            in_order = F(stored)
        return OrderBy(in_order, descending=term.startswith("-"))


class RecordListMixin(BaseAdmin):
    """What the admin of a record adds to Django's list."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RecordList

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        columns = super().get_list_display(request)
        first, *others = [column for column in columns if column != "review_status"]
        return [first, "review", *others, "updated_at"]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), *FURTHER_FILTERS, QueueFilter]

    @admin.display(description=_("review"), ordering="review_status")
    def review(self, record: Record) -> str:
        status, label = record.review_status, record.get_review_status_display()
        badge = format_html('<span class="badge badge-{}">{}</span>', status, label)
        if status != ReviewStatus.IN_REVIEW:
            return badge
        submitted = getattr(record, WAITING_SINCE) or record.updated_at
        since = date_format(localtime(submitted), "SHORT_DATE_FORMAT")
        return format_html("{} <small>{}</small>", badge, _("since %(day)s") % {"day": since})

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        tables = [self.opts.label_lower] if request.method == "GET" else []
        searches = saved_searches.searches_for(request, *tables)
        hidden = saved_searches.DISPLAY_PARAMETERS
        query = {name: values for name, values in request.GET.lists() if name not in hidden}
        context = {
            "keeps_searches": True,
            "saved_searches": [(saved_searches.search_url(each), each) for each in searches],
            "query_to_save": urlencode(query, doseq=True),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def row_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        context = super().row_context(request, row)
        if filters := request.GET.get(FILTERS, ""):
            context["next_key"] = key = next_key(self, request, row, filters)
            context["next_url"] = record_url(self.model, key, filters) if key else ""
        return context

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        key = request.POST.get("_next", "")
        if not (key.isascii() and key.isdecimal()):
            return super().response_change(request, obj)
        message = _("The %(name)s “%(record)s” was saved; this is the next one.")
        self.message_user(request, message % {"name": self.opts.verbose_name, "record": obj})
        return HttpResponseRedirect(record_url(self.model, key, request.GET.get(FILTERS, "")))


def next_key(page: BaseAdmin, request: HttpRequest, record: Model, filters: str) -> int | None:
    """Key of the record after this one in the list with these filters; None if there is no other."""
    try:
        rows = saved_searches.list_for_query(page, request, QueryDict(filters)).queryset
    except (IncorrectLookupParameters, DisallowedModelAdminLookup):
        return None
    keys = list(rows.values_list("pk", flat=True)[:MAX_LOOKAHEAD])
    position = keys.index(record.pk) if record.pk in keys else -1
    following = [key for key in (keys[position + 1 :] or keys[:1]) if key != record.pk]
    return following[0] if following else None


def record_url(model: type[Model], key: object, filters: str = "") -> str:
    """Address of a record's page, with the filters of the list it was opened from."""
    return admin_url(model, "change", key, query={FILTERS: filters} if filters else None)


@cache
def collation_of(language: str) -> str:
    """The PostgreSQL collation of a language; empty if the server does not have it."""
    name = COLLATIONS.get(language, f"{language}-x-icu")
    return name if run_sql("SELECT 1 FROM pg_collation WHERE collname = %s", [name]) else ""
