"""Saved searches: created on a list with a small form, and checked against what that list accepts."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IS_FACETS_VAR, IncorrectLookupParameters
from django.contrib.admin.views import main
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from curation.editing.forms import RowForm
from curation.models import SavedSearch
from records.models import Record

# Parameters that change how a list is shown, not what it holds
DISPLAY_PARAMETERS = {main.PAGE_VAR, main.ALL_VAR, main.ERROR_FLAG, IS_FACETS_VAR}
NOT_ACCEPTED = _("This list does not accept that query.")


def record_admins(site: admin.AdminSite, request: HttpRequest) -> dict[str, admin.ModelAdmin]:
    """The admins of the record tables that the user may view, by table."""
    return {
        model._meta.label_lower: page
        for model, page in site._registry.items()
        if issubclass(model, Record) and page.has_view_permission(request)
    }


def searches_for(request: HttpRequest, *tables: str) -> list[SavedSearch]:
    """The searches on these lists that the user can choose from, their own first."""
    found = SavedSearch.objects.for_user(request.user).filter(table__in=tables)
    return sorted(found, key=lambda search: search.owner_id != request.user.pk)


def search_url(search: SavedSearch) -> str:
    """Address of the list with the search."""
    place = search.table.replace(".", "_")
    return f"{reverse(f'admin:{place}_changelist')}?{search.query}"


def list_for_query(page: admin.ModelAdmin, request: HttpRequest, query: QueryDict) -> Any:
    """The list of an admin page with this query; raises what the page raises for an invalid query."""
    original = request.GET
    request.GET = query  # type: ignore[assignment]
    try:
        return page.get_changelist_instance(request)
    finally:
        request.GET = original


def clean_query(page: admin.ModelAdmin, request: HttpRequest, query: str) -> str:
    """The query with only search, filters and order, sorted; ValidationError if the list does not accept it."""
    try:
        parameters = QueryDict(query.removeprefix("?"), mutable=True)
        for name in DISPLAY_PARAMETERS & set(parameters):
            del parameters[name]
        shown = list_for_query(page, request, parameters)
    except (IncorrectLookupParameters, DisallowedModelAdminLookup, ValueError) as error:
        raise ValidationError(NOT_ACCEPTED) from error
    known = {main.SEARCH_VAR, main.ORDER_VAR}
    known.update(*(spec.expected_parameters() for spec in shown.filter_specs))
    if unknown := sorted(set(parameters) - known):
        message = _("This list has no filter “%(name)s”.")
        raise ValidationError(message, params={"name": unknown[0]})
    pairs = [(name, value) for name in sorted(parameters) for value in parameters.getlist(name)]
    if any("\x00" in value for _name, value in pairs):
        raise ValidationError(NOT_ACCEPTED)
    if not any(value for _name, value in pairs):
        raise ValidationError(_("There is nothing to save: search, filter or sort the list first."))
    return urlencode([pair for pair in pairs if pair[1]])


class SavedSearchForm(RowForm):
    """Name and sharing of a search; the list sends the rest."""

    request: HttpRequest
    admins: dict[str, admin.ModelAdmin]

    class Meta:
        model = SavedSearch
        fields = ["name", "is_shared", "table", "query"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.owner = self.request.user

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        table, query = self.cleaned_data.get("table"), self.cleaned_data.get("query")
        if table and table not in self.admins:
            self.add_error("table", gettext("This list does not exist, or you may not view it."))
        elif table and query:
            try:
                self.cleaned_data["query"] = clean_query(self.admins[table], self.request, query)
            except ValidationError as error:
                self.add_error("query", error)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The owner is not a field of the form, but names are unique per owner."""
        return super()._get_validation_exclusions() - {"owner"}
