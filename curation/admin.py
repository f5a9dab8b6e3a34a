"""What every admin page shares: refusals of the database shown in the form, review, dates, autocomplete."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.db import IntegrityError, connection, transaction
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet, URLField
from django.forms import Script
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from curation.database_errors import refusal_message
from curation.editing.forms import RowChoice, RowForm, RowsChoice, RowSelect, RowSelectMultiple
from curation.editing.formsets import RowFormSet
from curation.editing.optimistic_locking import (
    ListVersionsForm,
    OptimisticLockingMixin,
    StaleRecordError,
)
from curation.editing.paging import PagedRowsMixin
from curation.editing.pasting import PasteFormat
from curation.guide import link_to
from curation.history.pages import HistoryMixin, ReasonedActionForm
from curation.lists.counts import BoundedPaginator
from curation.lists.record_list import RecordListMixin
from curation.merging.pages import MergeAdmin, MergeMixin
from curation.merging.similar_names import SimilarNamesMixin
from curation.models import Merge, Proposal
from curation.review.pages import ReviewMixin
from curation.review.proposal_pages import ProposalAdmin, ProposalMixin
from records.choices import ReviewStatus
from records.dates import date_text, window_text
from records.querysets import SearchedQuerySet
from records.triggers import FIXED

# Fieldsets that hold dates say this
DATES = link_to("dates", _("How dates are written"))
REVIEW: Any = (
    _("Review"),
    {
        "description": link_to("reviewing", _("How review works")),
        "fields": [
            ("review_status", "merged_into", "version", "updated_at"),
            "retraction_reason",
            "note",
        ],
    },
)
admin.site.site_header = admin.site.site_title = "BalkanWatch"
admin.site.index_title = "Records"
admin.site.register(Merge, MergeAdmin)
admin.site.register(Proposal, ProposalAdmin)


def edtf_column(*columns: str, description: Any) -> Callable[[Any, Any], str]:
    """A column for lists and read-only pages: the EDTF text of a date (2 columns) or window (3)."""

    @admin.display(description=description, ordering=columns[0])
    def text(page: Any, row: Model) -> str:
        values = [getattr(row, column) for column in columns]
        return window_text(*values) if len(columns) == 3 else date_text(*values)

    return text


class AutocompleteFieldsMixin:
    """Every foreign key and many-to-many field is an autocomplete that queries nothing per row."""

    opts: Any
    admin_site: admin.AdminSite

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        fields = [*self.opts.fields, *self.opts.many_to_many]
        return [field.name for field in fields if field.remote_field]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("form_class", RowChoice)
        kwargs.setdefault("widget", RowSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("form_class", RowsChoice)
        kwargs.setdefault("widget", RowSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, URLField):
            kwargs.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if db_field.remote_field and field:
            # “Add another” is what one needs while typing; the other three icons are noise in rows.
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        elif field and db_field.get_internal_type() == "TextField":
            field.widget.attrs["rows"] = 3
        return field


class ListActionForm(ListVersionsForm, ReasonedActionForm):
    """Actions on a list: why, and what the list showed."""


class RowAdmin(
    HistoryMixin, AutocompleteFieldsMixin, OptimisticLockingMixin, PagedRowsMixin, admin.ModelAdmin
):
    """An admin page that shows what the database refuses, with all that was typed, and its history."""

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
            Script("curation/keys.js", defer=True),
            Script("curation/drafts.js", defer=True),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        if isinstance(queryset, SearchedQuerySet) and search_term.strip():
            return queryset.admin_search(search_term.strip()), False
        return super().get_search_results(request, queryset, search_term)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        here = request.resolver_match
        if here and (here.url_name or "").endswith("_change"):
            # What the form names beside the row itself is fetched with it.
            names = [field.name for field in self.opts.concrete_fields if field.many_to_one]
            rows = rows.select_related(*names)
        return rows

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            # Rolled back. Once more with the same input, and the refusal as an error of the form.
            request.refusal = refusal_message(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # Deferred rules speak now, while there is still a form to show, and not at the commit.
        connection.check_constraints()

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        try:
            return super().delete_view(request, object_id, extra_context)
        except (IntegrityError, StaleRecordError) as error:
            self.message_user(request, refusal_message(error), messages.ERROR)
            return HttpResponseRedirect(change_url(self.opts, object_id))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        connection.check_constraints()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        super().delete_queryset(request, queryset)
        connection.check_constraints()

    def response_action(  # type: ignore[override]
        self, request: HttpRequest, queryset: QuerySet
    ) -> Any:
        """Runs an action whole or not at all."""
        try:
            with transaction.atomic():
                return super().response_action(request, queryset)
        except IntegrityError as error:
            self.message_user(request, refusal_message(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


class RecordAdmin(
    ReviewMixin, ProposalMixin, MergeMixin, SimilarNamesMixin, RecordListMixin, RowAdmin
):
    """The page of a curated record: it moves through review, and changes by proposals once published."""

    readonly_fields = (
        "review_status",
        "merged_into",
        "version",
        "updated_at",
        "retraction_reason",
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj:
            return fieldsets
        return [
            (_("Review"), {"fields": ["note"]}) if part == REVIEW else part for part in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        return [*fields, "slug"] if obj and obj.review_status in FIXED else fields


class ChildAdmin(RowAdmin):
    """Rows that are written on the page of their record: here they can be searched and read."""

    # Name of the foreign key to the record on whose page the rows are written
    parent_field: str

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Terms have no status: their rows go as they do.
        record = self.parent_of(obj) if obj is not None else None
        if getattr(record, "review_status", ReviewStatus.DRAFT) != ReviewStatus.DRAFT:
            return False
        return bool(super().has_delete_permission(request, obj))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(
            super().has_view_permission(request, obj) or super().has_change_permission(request, obj)
        )

    @admin.display(description=_("part of"))
    def parent_link(self, row: Model) -> str:
        record = self.parent_of(row)
        return format_html('<a href="{}">{}</a>', change_url(record._meta, record.pk), record)

    def parent_of(self, row: Any) -> Any:
        return getattr(row, self.parent_field)


class RowInline(AutocompleteFieldsMixin, admin.TabularInline):
    """Rows on the page of their record, an empty one ready where the record is new."""

    form = RowForm
    formset = RowFormSet
    template = "admin/curation/tabular.html"
    # How many rows can be pasted at once, if they can
    paste: PasteFormat | None = None

    @classmethod
    def rows_of(cls, record: Any) -> QuerySet:
        """All rows of a saved record that this inline writes."""
        key = _get_foreign_key(type(record), cls.model, fk_name=cls.fk_name)
        return cls.model._default_manager.filter(**{key.name: record})

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.is_table = self.template == RowInline.template
        return formset


def change_url(opts: Any, key: Any) -> str:
    """Address of a record's page in the admin."""
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=(quote(str(key)),))
