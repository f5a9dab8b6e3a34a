"""Base classes of all admin pages of curated tables: records, their rows, and rows as lists of their own."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import DateField, Field, Model, QuerySet, URLField
from django.forms import ModelForm, Script
from django.forms.models import _get_foreign_key
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from curation.admin_urls import admin_url
from curation.editing.forms import (
    ExactDay,
    RowChoice,
    RowForm,
    RowsChoice,
    RowSelect,
    RowSelectMultiple,
)
from curation.editing.formsets import RowFormSet
from curation.editing.optimistic_locking import ListVersionsForm, OptimisticLockingMixin
from curation.editing.pasting import PasteFormat
from curation.guide import link_to
from curation.history.pages import HistoryMixin, ReasonedActionForm
from curation.lists.counts import BoundedPaginator
from curation.lists.record_list import RecordListMixin
from curation.merging.pages import MergeAdmin, MergeMixin
from curation.merging.similar_names import SimilarNamesMixin
from curation.models import BatchItem, Merge, Proposal, ProposalGroup, ReviewBatch
from curation.request_state import request_state
from curation.review.batch_pages import BatchItemAdmin, ReviewBatchAdmin
from curation.review.pages import ReviewMixin
from curation.review.proposal_pages import ProposalAdmin, ProposalGroupAdmin, ProposalMixin
from curation.types import Text
from records.choices import ReviewStatus
from records.dates import date_text, window_text_of
from records.identifiers import Identifier, owner_of
from records.models import Record
from records.querysets import SearchedQuerySet
from records.triggers import FIXED

# The description of fieldsets with dates
DATES = link_to("dates", _("How dates are written"))
STATE = ("review_status", "merged_into", "version", "updated_at")
REVIEW: Any = (
    _("Review"),
    {
        "description": link_to("reviewing", _("How review works")),
        "fields": [STATE, "retraction_reason", "note"],
    },
)
admin.site.site_header = admin.site.site_title = "BalkanWatch"
admin.site.index_title = "Records"
admin.site.register(Merge, MergeAdmin)
admin.site.register(Proposal, ProposalAdmin)
admin.site.register(ReviewBatch, ReviewBatchAdmin)
admin.site.register(BatchItem, BatchItemAdmin)
admin.site.register(ProposalGroup, ProposalGroupAdmin)


def edtf_column(*columns: str, description: Text) -> Callable[[admin.ModelAdmin, Model], str]:
    """A column of lists and read-only pages: the EDTF text of a date with its precision."""

    @admin.display(description=description, ordering=columns[0])
    def text(page: admin.ModelAdmin, row: Model) -> str:
        return date_text(*(getattr(row, column) for column in columns))

    return text


def window_column(*, description: Text) -> Callable[[admin.ModelAdmin, Model], str]:
    """The same of the window of an event."""

    @admin.display(description=description, ordering="date_from")
    def text(page: admin.ModelAdmin, row: Model) -> str:
        return window_text_of(row)

    return text


class AutocompleteFieldsMixin(BaseModelAdmin):
    """References are autocompletes that run no query per row, and days are read as people write them."""

    formfield_overrides = {
        DateField: {"form_class": ExactDay, "widget": AdminDateWidget(format="%Y-%m-%d")}
    }

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        fields = [*self.opts.fields, *self.opts.many_to_many]
        return [field.name for field in fields if field.remote_field]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        defaults = {"form_class": RowChoice, "widget": RowSelect(db_field, self.admin_site)}
        return super().formfield_for_foreignkey(db_field, request, **defaults | kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        widget = RowSelectMultiple(db_field, self.admin_site)
        defaults = {"form_class": RowsChoice, "widget": widget}
        return super().formfield_for_manytomany(db_field, request, **defaults | kwargs)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, URLField):
            kwargs.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget: Any = field.widget if field else None
        if db_field.remote_field and widget:
            # Only “Add another” is useful while typing; the other three icons clutter the rows.
            widget.can_change_related = False
            widget.can_delete_related = False
            widget.can_view_related = False
        elif widget and db_field.get_internal_type() == "TextField":
            widget.attrs["rows"] = 3
        return field


class ListActionForm(ListVersionsForm, ReasonedActionForm):
    """The action on a list with a reason, and the versions that the list shows."""


class RowAdmin(HistoryMixin, AutocompleteFieldsMixin, OptimisticLockingMixin):
    """An admin page with a history that shows refusals by the database together with everything that was typed."""

    form = RowForm
    paginator = BoundedPaginator
    action_form: ClassVar[Any] = ListActionForm
    change_form_template = "curation/change_form.html"
    delete_confirmation_template = "curation/delete_confirmation.html"
    delete_selected_confirmation_template = "curation/delete_selected_confirmation.html"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    empty_value_display = "–"
    list_per_page = 50

    class Media:
        css = {"all": ["curation/admin.css", "curation/page.css"]}
        js = [
            "curation/names.js",
            "curation/namesakes.js",
            Script("curation/dates.js", defer=True),
            Script("curation/paste.js", defer=True),
            Script("curation/claims.js", defer=True),
            Script("curation/keys.js", defer=True),
        ]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[ModelForm]:
        form = super().get_form(request, *args, **kwargs)
        assert issubclass(form, RowForm)
        form.refusal = request_state(request).refusal
        return form

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> Any:
        if isinstance(queryset, SearchedQuerySet) and search_term.strip():
            return queryset.admin_search(search_term.strip()), False
        return super().get_search_results(request, queryset, search_term)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        here = request.resolver_match
        if here and (here.url_name or "").endswith("_change"):
            # Fetches the rows that the form names together with its own row.
            names = [field.name for field in self.opts.concrete_fields if field.many_to_one]
            rows = rows.select_related(*names)
        return rows


class RecordAdmin(
    ReviewMixin, ProposalMixin, MergeMixin, SimilarNamesMixin, RecordListMixin, RowAdmin
):
    """The page of a curated record, which goes through review and, once published, changes by proposals."""

    readonly_fields = (*STATE, "retraction_reason")

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> Any:
        inlines: Any = super().get_inlines(request, obj)
        return [inline for inline in inlines if obj or not inline.lists_records]

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj:
            return fieldsets
        for_new = (_("Review"), {"fields": ["note"]})
        return [for_new if part == REVIEW else part for part in fieldsets]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        fields = super().get_readonly_fields(request, obj)
        is_fixed = isinstance(obj, Record) and obj.review_status in FIXED
        return [*fields, "slug"] if is_fixed else [*fields]


class ChildAdmin(RowAdmin):
    """Rows that are edited on the page of their record; here they can be searched and viewed."""

    # Name of the foreign key to that record
    parent_field: str

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    has_change_permission = has_add_permission

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        # Terms have no status: their rows can always be deleted.
        record = self.parent_of(obj) if obj is not None else None
        if getattr(record, "review_status", ReviewStatus.DRAFT) != ReviewStatus.DRAFT:
            return False
        return super().has_delete_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may_view = super().has_view_permission(request, obj)
        return may_view or super().has_change_permission(request, obj)

    @admin.display(description=_("part of"))
    def parent_link(self, row: Model) -> str:
        record = self.parent_of(row)
        return format_html('<a href="{}">{}</a>', admin_url(record, "change", record.pk), record)

    def parent_of(self, row: Model) -> Any:
        return getattr(row, self.parent_field)


class RowInline(AutocompleteFieldsMixin, admin.TabularInline):
    """Rows on the page of their record; a new record starts with an empty one."""

    form = RowForm
    formset = RowFormSet
    template = "admin/curation/tabular.html"
    # How rows can be pasted as text, if they can
    paste: PasteFormat | None = None
    # Foreign keys to rows that are fetched together with these
    related: tuple[str, ...] = ()
    # Whether the rows are records with their own pages, which this page only lists
    lists_records = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not self.lists_records and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not self.lists_records and super().has_change_permission(request, obj)

    @classmethod
    def rows_of(cls, record: Model) -> QuerySet:
        """All rows of a saved record that this inline edits."""
        key = _get_foreign_key(type(record), cls.model, fk_name=cls.fk_name)
        return cls.model._default_manager.filter(**{key.name: record})

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.is_table = self.template == RowInline.template
        return formset


class IdentifierInline(RowInline):
    """Codes of a record in other systems, on its page."""

    fields = ["scheme", "value", "preferred", "valid_from", "valid_to"]

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> int:
        return 0


class IdentifierAdmin(ChildAdmin):
    """Codes of records in other systems as a list."""

    list_display = ["scheme", "value", "preferred", "valid_from", "valid_to", "parent_link"]
    list_filter = ["scheme", "preferred"]

    def __init__(self, model: type[Identifier], admin_site: admin.AdminSite) -> None:
        self.parent_field = owner_of(model)
        super().__init__(model, admin_site)

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        return [self.parent_field]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return ["value", f"{self.parent_field}__slug"]
