"""Citations on the page of a record: a source for a row, or one for all rows without claims."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from curation.admin import RecordAdmin, RowInline
from curation.editing.forms import RowChoice, RowForm
from curation.editing.formsets import RowFormSet
from curation.guide import link_to
from sources.models import Claim, Source
from sources.querysets import support_counts

CITATION_FIELDS = ("cite_source", "cite_locator")
CITATION_LINE = (*CITATION_FIELDS, "claim_count")
SOURCE_FOR_ROWS = "source_for_rows"
CITING_FIELDSET: Any = (
    _("Source of the rows"),
    {
        "description": link_to("citing", _("How sources are cited")),
        "fields": [SOURCE_FOR_ROWS],
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

    def clean(self) -> dict[str, object] | None:
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
    may_cite: ClassVar[bool]

    # The source of all rows without a source, once the form is valid
    source_for_rows: Source | None = None

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.is_bound:
            form.source_for_rows = self.data.get(SOURCE_FOR_ROWS, "")
        if not self.may_cite:
            for name in CITATION_FIELDS:
                del form.fields[name]

    def save(self, commit: bool = True) -> list[Model]:
        saved = super().save(commit)
        self.cite_rows(
            (form.instance, source, form.cleaned_data["cite_locator"])
            for form in self.forms
            if form not in self.deleted_forms and form.has_changed() and self._cites_row(form)
            if (source := self._cited_by(form))
        )
        return saved

    def _cites_row(self, form: Any) -> bool:
        """Whether the citation in a form is about its row."""
        return True

    def cite_rows_without_claims(self, source: Source) -> None:
        """Cites the source for each row of the record without a claim, rows on other pages included."""
        if self.may_cite:
            rows = self.model._default_manager.filter(**{self.fk.name: self.instance})
            self.cite_rows((row, source, "") for row in rows.filter(claims=None))

    def cite_rows(self, citations: Iterable[tuple[Model, Source, str]]) -> None:
        """Creates claims for rows, sources and places; those that exist already are left alone."""
        self.claims._default_manager.bulk_create(
            [
                self.claims(source=source, locator=locator, **{self.claims.key_to(type(row)): row})
                for row, source, locator in citations
            ],
            ignore_conflicts=True,
        )

    def _cited_by(self, form: forms.ModelForm) -> Source | None:
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

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fields = super().get_fields(request, obj)
        if self._may_cite(request):
            return fields
        lines = ["claim_count" if line == CITATION_LINE else line for line in fields]
        return [line for line in lines if line not in CITATION_FIELDS]

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.claims = self.claims
        formset.may_cite = self._may_cite(request)
        # One field per request: it caches the rows that it has fetched.
        source = _source_field(self, self.claims, CitedRowForm, "cite_source", request)
        formset.form.base_fields["cite_source"] = source
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super().get_queryset(request).annotate(claim_count=Count("claims"), **support_counts())
        )

    @admin.display(description=_("claims"))
    def claim_count(self, row: Model) -> str:
        """The number of claims, and of supporting sources and origins where there are several sources."""
        counts = {name: getattr(row, name, 0) for name in ("claim_count", *support_counts())}
        if counts["source_count"] < 2:
            return str(counts["claim_count"])
        text = ngettext(
            "%(claim_count)s (%(source_count)s sources, %(origin_count)s origin)",
            "%(claim_count)s (%(source_count)s sources, %(origin_count)s origins)",
            counts["origin_count"],
        )
        return text % counts

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


class CitingRecordAdmin(RecordAdmin):
    """The page of a record that can cite one source for all its rows without claims."""

    form = CitingForm

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form: Any = super().get_form(request, obj, change, **kwargs)
        if SOURCE_FOR_ROWS in form.base_fields:
            claims = next(row.claims for row in self.inlines if issubclass(row, CitedRowInline))
            source = _source_field(self, claims, CitingForm, SOURCE_FOR_ROWS, request)
            form.base_fields[SOURCE_FOR_ROWS] = source
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        may_write = self.has_change_permission(request, obj)
        return [part for part in fieldsets if may_write or part[0] != CITING_FIELDSET[0]]

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: Sequence[Any], change: bool
    ) -> None:
        source = form.cleaned_data.get(SOURCE_FOR_ROWS)
        cited = [each for each in formsets if isinstance(each, CitedRowFormSet)]
        for formset in cited:
            formset.source_for_rows = source
        super().save_related(request, form, formsets, change)
        if source:
            for formset in cited:
                formset.cite_rows_without_claims(source)


def _source_field(
    page: RowInline | RecordAdmin,
    claims: type[Claim],
    form: type[RowForm],
    name: str,
    request: HttpRequest,
) -> forms.Field | None:
    """The field of the form that is called `name`, with the admin's widget to choose a source."""
    declared = form.declared_fields[name]
    return page.formfield_for_dbfield(
        claims._meta.get_field("source"),
        request,
        required=False,
        label=declared.label,
        help_text=declared.help_text,
    )
