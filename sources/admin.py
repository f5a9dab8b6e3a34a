"""Admin of sources, and the claims on the page of each record."""

from functools import cached_property, reduce
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest
from django.utils.choices import flatten_choices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from curation.admin import (
    REVIEW,
    ChildAdmin,
    IdentifierAdmin,
    IdentifierInline,
    RecordAdmin,
    RowInline,
    edtf_column,
)
from curation.editing.field_labels import claimed_field, field_label
from curation.editing.forms import EdtfDate, RowForm
from curation.editing.formsets import RowFormSet
from curation.merging.similar_names import PossibleDuplicatesFilter
from records.models import cited_fields
from sources.models import Claim, Source, SourceIdentifier

# The choice of a claim that is about no single field
WHOLE_ROW = ("", _("The row as a whole"))


class SourceForm(RowForm):
    published = EdtfDate("published_on", "published_precision", label=_("Published"))


class SourceIdentifierInline(IdentifierInline):
    model = SourceIdentifier


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
                    ("published", "language", "word_count"),
                ]
            },
        ),
        (_("Where it is"), {"fields": ["url", "archive_url", ("accessed_on", "licence")]}),
        (_("How reliable it is"), {"fields": [("reliability", "relies_on")]}),
        REVIEW,
    ]
    inlines = [SourceIdentifierInline]
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


admin.site.register(SourceIdentifier, IdentifierAdmin)


class ClaimForm(RowForm):
    """A claim about the record of the page, or about one of its rows."""

    about = forms.ChoiceField(
        label=_("About"), help_text=_("The record itself, or one of the saved rows on this page.")
    )
    field = forms.ChoiceField(
        required=False,
        label=_("Field"),
        help_text=_("The field this is about; empty means the row as a whole."),
    )
    rows: ClassVar[dict[str, Model]]

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        about = self.cleaned_data.get("about")
        if about is None:
            return cleaned
        name = about.partition(":")[0]
        row = self.rows[about]
        for other in self.instance.arc:
            value = row if other == name else None
            setattr(self.instance, other, value)
            if other in self.cleaned_data:
                self.cleaned_data[other] = value
        field = self.cleaned_data.get("field")
        if field and field not in cited_fields(type(row)):
            choice: Any = self.fields["field"]
            labels = dict(flatten_choices(choice.choices))
            text = _("A claim about this %(kind)s cannot be about its field “%(field)s”.")
            names = {"kind": row._meta.verbose_name, "field": labels[field]}
            self.add_error("field", ValidationError(text, params=names))
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
        for name, path in self.children.items():
            if "__" in path and self.instance.pk:
                model, whole = self.model.arc[name], path.partition("__")[0]
                wholes = [row.pk for key, row in rows.items() if key.startswith(f"{whole}:")]
                parts = model._default_manager.filter(**{f"{whole}__in": wholes})
                named = [each.removeprefix(f"{name}__") for each in self._named_by(name)[1:]]
                rows |= {f"{name}:{row.pk}": row for row in parts.select_related(*named)}
        return rows

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        return [(key, self._label(key, row)) for key, row in self.rows.items()]

    @cached_property
    def field_groups(self) -> dict[str, tuple[str, list[tuple[str, str]]]]:
        """The fields of each kind of row that claims can be about, by the name of the foreign key to it."""
        models: Any = {name: self.model.arc[name] for name in (self.fk.name, *self.children)}
        return {
            name: (str(capfirst(str(model._meta.verbose_name))), field_choices(model))
            for name, model in models.items()
        }

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
        field, claimed = form.fields["about"], form.fields["field"]
        claim = form.instance
        if claim.pk:
            # A saved claim stays with its row: about another row it would be another claim.
            key, row = self._about(claim)
            form.rows = {**self.rows, key: row}
            field.choices = [(key, self._label(key, row))]
            field.initial, field.disabled = key, True
            claimed.choices = [WHOLE_ROW, *field_choices(type(row))]
        else:
            field.choices = self.choices
            field.initial = self.fk.name
            claimed.choices = [WHOLE_ROW, *self.field_groups.values()]
            # claims.js shows the fields of the row that is chosen.
            claimed.widget.attrs["data-field-groups"] = " ".join(self.field_groups)

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
        *path, last = self.children[claim.about].split("__")
        setattr(reduce(getattr, path, row), last, self.instance)
        return f"{claim.about}:{row.pk}", row

    def _named_by(self, child: str) -> list[str]:
        """Lookup paths from a claim to such a row, and to the rows that its name is made of."""
        model: Any = self.model._meta.get_field(child).related_model
        paths, wholes = [child], self.children[child].split("__")
        for whole in wholes:
            keys = [field for field in model._meta.fields if field.many_to_one and not field.null]
            paths += [f"{paths[0]}__{key.name}" for key in keys if key.name != whole]
            if whole != wholes[-1]:
                model = model._meta.get_field(whole).related_model
                paths.insert(0, f"{paths[0]}__{whole}")
        return sorted(paths)

    def _label(self, key: str, row: Model) -> str:
        if key == self.fk.name:
            return f"This {self.instance._meta.verbose_name}"
        return f"{str(row._meta.verbose_name).capitalize()}: {row}"


def field_choices(model: type[Model]) -> list[tuple[str, str]]:
    """The fields of a row that a claim can be about: their names, and what forms call them."""
    return [(name, field_label(model, name)) for name in cited_fields(model)]


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
    readonly_fields = ["field_label"]
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

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Those who only read see the label of the field; the form has a choice of labels."""
        page = self.admin_site.get_model_admin(self.parent_model)
        if obj is None or page.has_change_permission(request, obj):
            return self.fields
        names = {"field": "field_label"}
        return [
            names.get(line, line) if isinstance(line, str) else [names.get(n, n) for n in line]
            for line in self.fields
        ]

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.children = self.children
        return formset

    @admin.display(description=_("field"))
    def field_label(self, claim: Claim) -> str:
        return claimed_field(claim)


class ClaimAdmin(ChildAdmin):
    """The list of a claim table."""

    list_display = ["source", "locator", "parent_link", "verdict", "field_label", "asserted_value"]
    list_filter = ["verdict", "kind", "credibility"]
    search_fields = [
        "source__folded",
        "field",
        "asserted_value__folded__contains",
        "quote__folded__contains",
    ]

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        return ["source", *map(self.model.path_to_record, self.model.arc)]

    @admin.display(description=_("field"), ordering="field")
    def field_label(self, claim: Claim) -> str:
        return claimed_field(claim)

    def parent_of(self, row: Any) -> Model:
        return reduce(getattr, row.path_to_record(row.about).split("__"), row)
