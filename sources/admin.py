"""Admin of sources, and the two ways to cite them on the page of any record: claims, and a citation per row."""

from functools import cached_property, reduce
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Count, Model, Q, QuerySet
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest

from curation.admin import REVIEW, ChildAdmin, RecordAdmin, RowInline, edtf_column
from curation.forms import EdtfDate, RowChoice, RowForm, RowFormSet
from curation.namesakes import PossibleDuplicates
from sources.models import Claim, Source, claimable_fields

CITATION = ("cite_source", "cite_locator")
CITATION_LINE = (*CITATION, "claim_count")


class SourceForm(RowForm):
    published = EdtfDate("published_on", "published_precision", label="Published")


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SourceForm
    fieldsets = [
        (
            "What it is",
            {
                "fields": [
                    "title",
                    "slug",
                    "kind",
                    ("author", "publisher"),
                    ("published", "language"),
                ]
            },
        ),
        ("Where it is", {"fields": ["url", "archive_url", ("accessed_on", "licence")]}),
        ("What it is worth", {"fields": ["reliability"]}),
        REVIEW,
    ]
    prepopulated_fields = {"slug": ["title"]}
    list_display = ["title", "publisher", "kind", "published", "reliability", "review_status"]
    list_filter = ["review_status", "kind", "reliability", PossibleDuplicates]
    search_fields = [
        "slug",
        "title__folded__contains",
        "publisher__folded__contains",
        "author__folded__contains",
        "url",
    ]
    published = edtf_column("published_on", "published_precision", description="published")


class CitedRowForm(RowForm):
    """A row with two fields that cite a source for it, without a claim to fill in."""

    cite_source = RowChoice(
        Source.objects.all(),
        required=False,
        label="Cite source",
        help_text="A source that supports this row; saving makes the claim.",
    )
    cite_locator = forms.CharField(
        required=False,
        max_length=60,
        label="Where in it",
        help_text="Page, paragraph, line (L23) or timecode in that source.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cite_locator"].widget.attrs["size"] = 8

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        known = self.cleaned_data.get("cite_source") or self.has_error("cite_source")
        if self.cleaned_data.get("cite_locator") and not known:
            self.add_error("cite_source", "Which source is this place in?")
        return cleaned


class CitedRowFormSet(RowFormSet):
    """Rows whose citations become supporting claims once the rows are saved."""

    claims: ClassVar[type[Claim]]
    about: ClassVar[str]
    may_cite: ClassVar[bool]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if not self.may_cite:
            for name in CITATION:
                del form.fields[name]

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        cited = [
            self.claims(
                source=form.cleaned_data["cite_source"],
                locator=form.cleaned_data["cite_locator"],
                **{self.about: form.instance},
            )
            for form in self.forms
            if form not in self.deleted_forms
            and form.has_changed()
            and form.cleaned_data.get("cite_source")
        ]
        # The same citation of the same row is there already: that is fine.
        self.claims._default_manager.bulk_create(cited, ignore_conflicts=True)
        return saved


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
        # Of its own for each request: the field remembers the rows that it has fetched.
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

    @admin.display(description="claims")
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


class ClaimForm(RowForm):
    """A claim about the record of the page, or about one of the rows it has."""

    about = forms.ChoiceField(
        label="About", help_text="The record itself, or one of its saved rows."
    )
    rows: ClassVar[dict[str, Model]]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        about = self.cleaned_data.get("about")
        if about is None:
            return cleaned
        name, _, _ = about.partition(":")
        row = self.rows[about]
        for other in self.instance.arc:
            value = row if other == name else None
            setattr(self.instance, other, value)
            if other in self.cleaned_data:
                self.cleaned_data[other] = value
        field = self.cleaned_data.get("field")
        if field and field not in claimable_fields(type(row)):
            noun, names = row._meta.verbose_name, ", ".join(claimable_fields(type(row)))
            self.add_error("field", f"“{field}” is no field of this {noun}. Its fields: {names}.")
        return cleaned


class ClaimFormSet(RowFormSet):
    """All claims of a record's page: an exclusive arc says which row each is about.

    The arc's foreign key to the record is the formset's own; `children` maps the others to the
    foreign key that leads from such a row to the record.
    """

    children: ClassVar[dict[str, str]] = {}

    @cached_property
    def rows(self) -> dict[str, Model]:
        """What claims on this page can be about: the record, and the rows it has saved."""
        rows = {self.fk.name: self.instance}
        if self.instance.pk:
            for name, path in self.children.items():
                model: Any = self.model._meta.get_field(name).related_model
                found = model._default_manager.filter(**{path: self.instance}).select_related()
                rows |= {f"{name}:{row.pk}": row for row in found}
        return rows

    def get_queryset(self) -> Any:
        if not hasattr(self, "_queryset"):
            about = Q(**{self.fk.name: self.instance.pk})
            for name in self.children:
                keys = [row.pk for key, row in self.rows.items() if key.startswith(f"{name}:")]
                about |= Q(**{f"{name}__in": keys})
            claims = self.model._default_manager.select_related("source").order_by("pk")
            self._queryset = claims.filter(about) if self.instance.pk else claims.none()
        return self._queryset

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.rows = self.rows
        field = form.fields["about"]
        claim = form.instance
        if claim.pk:
            # What a claim is about stays; a claim about another row is another claim.
            key = (
                claim.about
                if claim.about == self.fk.name
                else f"{claim.about}:{getattr(claim, f'{claim.about}_id')}"
            )
            field.choices = [(key, self._label(key))]
            field.initial, field.disabled = key, True
        else:
            field.choices = [(key, self._label(key)) for key in self.rows]
            field.initial = self.fk.name

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if form.instance.pk and form.fields["about"].initial != self.fk.name:
            setattr(form.instance, self.fk.attname, None)
        return form

    def save_new(self, form: Any, commit: bool = True) -> Any:
        if form.cleaned_data["about"] == self.fk.name:
            return super().save_new(form, commit)
        return BaseModelFormSet.save_new(self, form, commit)

    def _label(self, key: str) -> str:
        if key == self.fk.name:
            return f"This {self.instance._meta.verbose_name}"
        row = self.rows[key]
        return f"{str(row._meta.verbose_name).capitalize()}: {row}"


class ClaimInline(RowInline):
    """Claims about the record of the page and, through `children`, about its rows."""

    template = "admin/edit_inline/stacked.html"
    form = ClaimForm
    formset = ClaimFormSet
    children: dict[str, str] = {}
    fields = [
        ("about", "source", "locator"),
        ("verdict", "field", "asserted_value"),
        ("kind", "attributed_to", "credibility"),
        "quote",
    ]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.children = self.children
        return formset


class ClaimAdmin(ChildAdmin):
    """A claim table as a list; `about` has for each foreign key of its arc the way to the record."""

    about: dict[str, str] = {}
    list_display = ["source", "locator", "written_at", "verdict", "field", "asserted_value"]
    list_filter = ["verdict", "kind", "credibility"]
    search_fields = [
        "source__folded",
        "field",
        "asserted_value__folded__contains",
        "quote__folded__contains",
    ]

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        return ["source", *self.about.values()]

    def record_of(self, row: Any) -> Any:
        return reduce(getattr, self.about[row.about].split("__"), row)
