"""Saved searches: kept from a list with a small form, checked against what that list can be asked."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IS_FACETS_VAR, IncorrectLookupParameters
from django.contrib.admin.views.main import (
    ALL_VAR,
    ERROR_FLAG,
    ORDER_VAR,
    PAGE_VAR,
    SEARCH_VAR,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.editing.forms import RowForm
from curation.models import SavedSearch
from records.models import Record

# How a list is shown, not what it holds
PASSING = {PAGE_VAR, ALL_VAR, ERROR_FLAG, IS_FACETS_VAR}


def record_pages(site: Any, request: HttpRequest) -> dict[str, Any]:
    """The admin pages of the sorts of records that somebody may view, by table."""
    return {
        model._meta.label_lower: page
        for model, page in site._registry.items()
        if issubclass(model, Record) and page.has_view_permission(request)
    }


def searches_for(request: HttpRequest, *tables: str) -> list[SavedSearch]:
    """What somebody can choose from on these lists, their own first."""
    found = SavedSearch.objects.for_user(request.user).filter(table__in=tables)
    return sorted(found, key=lambda search: search.owner_id != request.user.pk)


def search_url(search: SavedSearch) -> str:
    """Address of the list with the search."""
    place = search.table.replace(".", "_")
    return f"{reverse(f'admin:{place}_changelist')}?{search.query}"


def list_with(page: Any, request: HttpRequest, asked: QueryDict) -> Any:
    """The list of an admin page as it would be with this query; raises where that makes no sense."""
    shown = request.GET
    request.GET = asked  # type: ignore[assignment]
    try:
        return page.get_changelist_instance(request)
    finally:
        request.GET = shown


def checked_query(page: Any, request: HttpRequest, query: str) -> str:
    """The query in its plain form; ValidationError where the list cannot be asked that."""
    try:
        asked = QueryDict(query.removeprefix("?"), mutable=True)
        for name in PASSING & set(asked):
            del asked[name]
        shown = list_with(page, request, asked)
    except (IncorrectLookupParameters, DisallowedModelAdminLookup, ValueError) as error:
        raise ValidationError(_("This list cannot be asked that.")) from error
    known = {SEARCH_VAR, ORDER_VAR}
    known.update(*(spec.expected_parameters() for spec in shown.filter_specs))
    unknown = sorted(set(asked) - known)
    if unknown:
        message = _("This list has no filter “%(name)s”.")
        raise ValidationError(message, params={"name": unknown[0]})
    if "\x00" in "".join(value for _, values in asked.lists() for value in values):
        raise ValidationError(_("This list cannot be asked that."))
    plain = [(name, value) for name in sorted(asked) for value in asked.getlist(name) if value]
    if not plain:
        raise ValidationError(_("There is nothing to save: search, filter or sort the list first."))
    return urlencode(plain)


class SavedSearchForm(RowForm):
    """Name and sharing of a search; the list sends the rest."""

    request: HttpRequest
    pages: dict[str, Any]

    class Meta:
        model = SavedSearch
        fields = ["name", "is_shared", "table", "query"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.owner = self.request.user

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        table, query = self.cleaned_data.get("table"), self.cleaned_data.get("query")
        if table and table not in self.pages:
            self.add_error("table", gettext("There is no such list, or you may not see it."))
        elif table and query:
            try:
                self.cleaned_data["query"] = checked_query(self.pages[table], self.request, query)
            except ValidationError as error:
                self.add_error("query", error)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The owner is no field of the form, but its names are compared with those of the owner."""
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded - {"owner"}
