"""Admin of sources, and the claims on the page of each record."""

from functools import cached_property, reduce
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from curation.admin import REVIEW, ChildAdmin, RecordAdmin, RowInline, edtf_column
from curation.editing.forms import EdtfDate, RowForm
from curation.editing.formsets import RowFormSet
from curation.merging.similar_names import PossibleDuplicatesFilter
from records.models import own_fields
from sources.models import Claim, Source


class SourceForm(RowForm):
    published = EdtfDate("published_on", "published_precision", label=_("Published"))


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SourceForm
    fieldsets = [
        (
            _("What it is"),
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
        (_("Where it is"), {"fields": ["url", "archive_url", ("accessed_on", "licence")]}),
        (_("How reliable it is"), {"fields": ["reliability"]}),
        REVIEW,
    ]
    prepopulated_fields = {"slug": ["title"]}
    list_display = ["title", "publisher", "kind", "published", "reliability", "review_status"]
    list_filter = ["review_status", "kind", "reliability", PossibleDuplicatesFilter]
    search_fields = [
        "slug",
        "title__folded__contains",
        "publisher__folded__contains",
        "author__folded__contains",
        "url",
    ]
    published = edtf_column("published_on", "published_precision", description=_("published"))


class ClaimForm(RowForm):
    """A claim about the record of the page, or about one of its rows."""

    about = forms.ChoiceField(
        label=_("About"), help_text=_("The record itself, or one of the saved rows on this page.")
    )
    rows: ClassVar[dict[str, Model]]

    def clean(self) -> dict[str, object] | None:
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
        if field and field not in own_fields(type(row)):
            noun, names = row._meta.verbose_name, ", ".join(sorted(own_fields(type(row))))
            self.add_error("field", f"This {noun} has no field “{field}”. Its fields: {names}.")
        return cleaned


class ClaimFormSet(RowFormSet):
    """The claims on a record's page, about the record or one of its rows.

    The formset's own foreign key leads to the record. `children` maps the claims' other foreign keys
    to the foreign key that leads from such a row to the record.
    """

    children: ClassVar[dict[str, str]] = {}

    @cached_property
    def rows(self) -> dict[str, Model]:
        """What new claims can be about, by key: the record, and its rows on this page."""
        rows = {self.fk.name: self.instance}
        names = {self.model._meta.get_field(name).related_model: name for name in self.children}
        for formset in self.page_formsets:
            if name := names.get(formset.model):
                rows |= {f"{name}:{row.pk}": row for row in formset.get_queryset()}
        return rows

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        return [(key, self._label(key, row)) for key, row in self.rows.items()]

    def get_queryset(self) -> QuerySet:
        if not hasattr(self, "_queryset"):
            related = [name for child in self.children for name in self._named_by(child)]
            claims = claims_about(self.model, self.instance, self.fk.name, self.children)
            claims = claims.select_related("source", *related).order_by("pk")
            self._queryset = self.shown(claims) if self.instance.pk else claims.none()
        return self._queryset

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.rows = self.rows
        field = form.fields["about"]
        claim = form.instance
        if claim.pk:
            # A saved claim stays with its row: about another row it would be another claim.
            key, row = self._about(claim)
            form.rows = {**self.rows, key: row}
            field.choices = [(key, self._label(key, row))]
            field.initial, field.disabled = key, True
        else:
            field.choices = self.choices
            field.initial = self.fk.name

    def _construct_form(self, i: int, **kwargs: Any) -> ClaimForm:
        form: ClaimForm = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if form.instance.pk and form.fields["about"].initial != self.fk.name:
            setattr(form.instance, self.fk.attname, None)
        return form

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Claim:
        if form.cleaned_data["about"] == self.fk.name:
            return super().save_new(form, commit)
        return BaseModelFormSet.save_new(self, form, commit)

    def _about(self, claim: Claim) -> tuple[str, Model]:
        """The key of the row that a saved claim is about, and the row."""
        if claim.about == self.fk.name:
            return self.fk.name, self.instance
        row = getattr(claim, claim.about)
        setattr(row, self.children[claim.about], self.instance)
        return f"{claim.about}:{row.pk}", row

    def _named_by(self, child: str) -> list[str]:
        """Lookup paths from a claim to such a row, and to the rows that its name is made of."""
        model: Any = self.model._meta.get_field(child).related_model
        keys = [field for field in model._meta.fields if field.many_to_one and not field.null]
        return [
            child,
            *(f"{child}__{key.name}" for key in keys if key.name != self.children[child]),
        ]

    def _label(self, key: str, row: Model) -> str:
        if key == self.fk.name:
            return f"This {self.instance._meta.verbose_name}"
        return f"{str(row._meta.verbose_name).capitalize()}: {row}"


def claims_about(model: type[Claim], record: Model, own: str, children: dict[str, str]) -> QuerySet:
    """Claims about a record or one of its rows.

    `own` is the claims' foreign key to the record; see `ClaimFormSet` for `children`.
    """
    claims = model._default_manager.order_by()
    keys = claims.filter(**{own: record.pk}).values("pk")
    others = (
        claims.filter(**{f"{name}__{path}": record.pk}).values("pk")
        for name, path in children.items()
    )
    return model._default_manager.filter(pk__in=keys.union(*others, all=True))


class ClaimInline(RowInline):
    """Claims about the record of the page and, through `children`, about its rows."""

    template = "admin/curation/stacked.html"
    form = ClaimForm
    formset = ClaimFormSet
    model: type[Claim]
    children: dict[str, str] = {}
    fields = [
        ("about", "source", "locator"),
        ("verdict", "field", "asserted_value"),
        ("kind", "attributed_to", "credibility"),
        "quote",
    ]

    @classmethod
    def rows_of(cls, record: Model) -> QuerySet:
        return claims_about(cls.model, record, cls.model.key_to(type(record)), cls.children)

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.children = self.children
        return formset


class ClaimAdmin(ChildAdmin):
    """The list of a claim table."""

    list_display = ["source", "locator", "parent_link", "verdict", "field", "asserted_value"]
    list_filter = ["verdict", "kind", "credibility"]
    search_fields = [
        "source__folded",
        "field",
        "asserted_value__folded__contains",
        "quote__folded__contains",
    ]

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        return ["source", *map(self.model.path_to_record, self.model.arc)]

    def parent_of(self, row: Any) -> Model:
        return reduce(getattr, row.path_to_record(row.about).split("__"), row)
