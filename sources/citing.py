"""Citations on the page of a record: a source for a row, or one for all rows without claims."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from curation.admin import RowInline
from curation.editing.forms import RowChoice, RowForm
from curation.editing.formsets import RowFormSet
from curation.guide import link_to
from sources.models import Claim, Source

CITATION = ("cite_source", "cite_locator")
CITATION_LINE = (*CITATION, "claim_count")
FOR_ROWS = "source_for_rows"
CITING: Any = (
    _("Source of the rows"),
    {
        "description": link_to("citing", _("How sources are cited")),
        "fields": [FOR_ROWS],
        "classes": ["citing"],
    },
)


class CitedRowForm(RowForm):
    """A row with two fields to cite a source; saving creates the claim."""

    cite_source = RowChoice(
        Source.objects.all(),
        required=False,
        label=_("Cite source"),
        help_text=_("A source that supports this row; saving creates the claim."),
    )
    cite_locator = forms.CharField(
        required=False,
        max_length=60,
        label=_("Place in the source"),
        help_text=_("Page, paragraph, line (L23) or timecode in that source."),
    )

    # The submitted source of all rows without a source
    source_for_rows = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cite_locator"].widget.attrs["size"] = 8

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        known = (
            self.cleaned_data.get("cite_source")
            or self.has_error("cite_source")
            or self.source_for_rows
        )
        if self.cleaned_data.get("cite_locator") and not known:
            self.add_error("cite_source", "Choose the source that this place is in.")
        return cleaned


class CitedRowFormSet(RowFormSet):
    """Rows whose citations become supporting claims when the rows are saved."""

    claims: ClassVar[type[Claim]]
    about: ClassVar[str]
    may_cite: ClassVar[bool]

    # The source of all rows without a source, once the form is valid
    source_for_rows: Source | None = None

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.is_bound:
            form.source_for_rows = self.data.get(FOR_ROWS, "")
        if not self.may_cite:
            for name in CITATION:
                del form.fields[name]

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        cited = [
            self.claims(
                source=source,
                locator=form.cleaned_data["cite_locator"],
                **{self.about: form.instance},
            )
            for form in self.forms
            if form not in self.deleted_forms and form.has_changed()
            if (source := self._cited_by(form))
        ]
        # The same citation of the same row may exist already.
        self.claims._default_manager.bulk_create(cited, ignore_conflicts=True)
        return saved

    def cite_the_rest(self, source: Source) -> None:
        """Cites the source for each row of the record without a claim, rows on other pages included."""
        if not self.may_cite:
            return
        rows = self.model._default_manager.filter(**{self.fk.name: self.instance, "claims": None})
        cited = [self.claims(source=source, **{self.about: row}) for row in rows]
        self.claims._default_manager.bulk_create(cited, ignore_conflicts=True)

    def _cited_by(self, form: Any) -> Source | None:
        """The source of a row; if it has only a place, the source of the whole page."""
        source = form.cleaned_data.get("cite_source")
        if source or not form.cleaned_data.get("cite_locator"):
            return source
        return self.source_for_rows


class CitedRowInline(RowInline):
    """Rows of a record that can be cited; `claims` is their claim table."""

    form = CitedRowForm
    formset = CitedRowFormSet
    claims: type[Claim]
    readonly_fields = ["claim_count"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_fields(request, obj)
        if self._may_cite(request):
            return fields
        lines = ["claim_count" if line == CITATION_LINE else line for line in fields]
        return [line for line in lines if line not in CITATION]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.claims = self.claims
        formset.about = self._about()
        formset.may_cite = self._may_cite(request)
        # One field per request: it caches the rows that it has fetched.
        declared = CitedRowForm.declared_fields["cite_source"]
        formset.form.base_fields["cite_source"] = self.formfield_for_dbfield(
            self.claims._meta.get_field("source"),
            request,
            required=False,
            label=declared.label,
            help_text=declared.help_text,
        )
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(claim_count=Count("claims"))

    @admin.display(description=_("claims"))
    def claim_count(self, row: Model) -> int:
        return getattr(row, "claim_count", 0)

    def _about(self) -> str:
        """Name of the foreign key by which claims are about these rows."""
        arc = self.claims.arc
        return next(
            name for name in arc if self.claims._meta.get_field(name).related_model is self.model
        )

    def _may_cite(self, request: HttpRequest) -> bool:
        opts = self.claims._meta
        return bool(request.user.has_perm(f"{opts.app_label}.add_{opts.model_name}"))


class CitingForm(RowForm):
    """Form of a record, with one source to cite for all its rows."""

    source_for_rows = RowChoice(
        Source.objects.all(),
        required=False,
        label=_("Source for all rows without a citation"),
        help_text=_(
            "Saving cites it for every party, clause, participant or link without a claim, including those"
            " on other pages of the record. Rows with a place but no source belong to it, too."
        ),
    )


class CitingPage:
    """An admin page that can cite one source for all rows without claims."""

    form = CitingForm
    admin_site: admin.AdminSite

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]
        if FOR_ROWS in form.base_fields:
            claims = next(kind.claims for kind in self.inlines if hasattr(kind, "claims"))  # type: ignore[attr-defined]
            declared = CitingForm.declared_fields[FOR_ROWS]
            form.base_fields[FOR_ROWS] = self.formfield_for_dbfield(  # type: ignore[attr-defined]
                claims._meta.get_field("source"),
                request,
                required=False,
                label=declared.label,
                help_text=declared.help_text,
            )
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)  # type: ignore[misc]
        may_write = self.has_change_permission(request, obj)  # type: ignore[attr-defined]
        return fieldsets if may_write else [part for part in fieldsets if part[0] != CITING[0]]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        source = form.cleaned_data.get(FOR_ROWS)
        cited = [each for each in formsets if isinstance(each, CitedRowFormSet)]
        for formset in cited:
            formset.source_for_rows = source
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        if source:
            for formset in cited:
                formset.cite_the_rest(source)
