"""What autocomplete fields suggest."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet

from records.querysets import SearchedQuerySet, TermQuerySet
from records.suggestions import by_name, closest_rows, selectable, terms_by_closeness


class ClosestFirst(Sequence[Model]):
    """The closest rows, then the others as a queryset sorts them, to be taken in slices."""

    def __init__(self, closest: list[Model], others: QuerySet, count: int) -> None:
        self.closest, self.others, self.count_of_all = closest, others, count

    def __len__(self) -> int:
        return self.count_of_all

    def __getitem__(self, part: Any) -> Any:
        first, last = (max(0, end - len(self.closest)) for end in (part.start, part.stop))
        return [*self.closest[part], *self.others[first:last]]


class AutocompleteView(AutocompleteJsonView):
    """Django's autocomplete, with the closest names first and without retracted and merged records.

    The slug is added to names that several suggested records share.
    """

    def get_queryset(self) -> QuerySet:
        rows = by_name(selectable(super().get_queryset()))
        term = self.term.strip()
        return terms_by_closeness(rows, term) if isinstance(rows, TermQuerySet) and term else rows

    def get_paginator(self, queryset: Any, *args: Any, **kwargs: Any) -> Paginator:
        paginator: Paginator = super().get_paginator(queryset, *args, **kwargs)
        if isinstance(queryset, SearchedQuerySet) and self.term.strip():
            closest = closest_rows(queryset, self.term.strip())
            others = queryset.exclude(pk__in=[row.pk for row in closest])
            paginator.object_list = ClosestFirst(closest, others, paginator.count)
        return paginator

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        self.names = Counter(str(row) for row in context["object_list"])
        return context

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        slug = getattr(obj, "slug", "")
        if slug and self.names[result["text"]] > 1:
            result["text"] += f" ({slug})"
        return result
