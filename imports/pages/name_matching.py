"""The page on which people say what names in a file mean, and the list of what they said."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Model, OuterRef, QuerySet, Subquery, When
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imports.applying import jobs
from imports.applying.engine import NotPossibleError
from imports.checking.columns import table_of
from imports.checking.name_matching import (
    NAME_SIGNS,
    matchable_columns,
    matchable_tables,
    unmatched,
)
from imports.choices import Step
from imports.models import Import, NameMatch

NAMES_SHOWN = 25
SUGGESTIONS = 5


def key_of(model: type[Model], text: str) -> int:
    """The key of the one record that stands and has this slug or name; ValidationError for none or several."""
    manager: Any = model._default_manager
    standing = manager.not_retracted()
    found = list(standing.filter(slug=text)[:1] or standing.with_name(text)[:SUGGESTIONS])
    if not found:
        raise ValidationError(
            _("“%(name)s” is the slug or name of no record that stands.") % {"name": text}
        )
    if len(found) > 1:
        slugs = ", ".join(row.slug for row in found)
        raise ValidationError(
            _("“%(name)s” is the name of several; write the slug of one: %(slugs)s.")
            % {"name": text, "slugs": slugs}
        )
    return int(found[0].pk)


class ChoiceForm(forms.Form):
    """What one name means: one of the suggestions, another record, or nothing yet."""

    name = forms.CharField(max_length=NAME_SIGNS, widget=forms.HiddenInput)
    table = forms.ChoiceField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=gettext_lazy("What it means"), required=False, widget=forms.RadioSelect
    )
    other = forms.CharField(
        label=gettext_lazy("Or another record, by its name or slug"),
        required=False,
        max_length=NAME_SIGNS,
    )

    def __init__(
        self, *args: Any, tables: dict[str, type[Model]], counts: dict[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["table"].choices = [(table, table) for table in tables]
        fields["choice"].choices = [("", _("Leave as it is"))]
        self.model: type[Model] | None = None
        self.text, self.count = str(self["name"].value() or ""), 0
        try:
            name = fields["name"].clean(self["name"].value())
            self.model = tables[fields["table"].clean(self["table"].value())]
        except ValidationError:
            return
        self.count = counts.get(name, 0)
        manager: Any = self.model._default_manager
        for row in manager.not_retracted().similarly_named(name, SUGGESTIONS):
            fields["choice"].choices += [(row.slug, f"{row} ({row.slug})")]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        slug = said.get("other") or said.get("choice")
        if slug and self.model and not self.errors:
            try:
                said["row"] = key_of(self.model, slug)
            except ValidationError as error:
                self.add_error("other", error)
        return said


ChoiceFormSet = forms.formset_factory(
    ChoiceForm, extra=0, max_num=NAMES_SHOWN, absolute_max=NAMES_SHOWN
)


def names_page(request: HttpRequest, import_: Import) -> dict[str, Any] | None:
    """What the page shows; None once decisions are remembered, or where there is nothing to decide."""
    if import_.is_busy:
        return None
    tables = {table_of(model): model for model in matchable_columns(import_).values()}
    names = unmatched(import_)
    page = Paginator(names, NAMES_SHOWN).get_page(request.GET.get("p", "1"))
    if not page.paginator.count:
        return None
    counts = {each["value"]: each["count"] for each in page}
    initial = [{"name": each["value"], "table": each["table"]} for each in page]
    given = request.POST if request.method == "POST" else None
    formset: Any = ChoiceFormSet(
        given, initial=initial, form_kwargs={"tables": tables, "counts": counts}
    )
    if given is not None and formset.is_valid():
        _remember(request, import_, [form.cleaned_data for form in formset])
        return None
    return {"title": _("Say what names mean"), "formset": formset, "page": page}


def _remember(request: HttpRequest, import_: Import, said: list[dict[str, Any]]) -> None:
    decided = [each for each in said if "row" in each]
    for each in decided:
        NameMatch.objects.remember(each["table"], each["name"], each["row"], request.user)
    if not decided:
        return
    if not import_.upload:
        messages.warning(request, _("Remembered. The file is not kept; bring it again."))
        return
    try:
        jobs.ask(import_, Step.CHECK)
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Remembered. The file is checked again."))


class NameMatchForm(forms.ModelForm):
    """Another record for a remembered name."""

    slug = forms.CharField(
        label=gettext_lazy("record"),
        max_length=NAME_SIGNS,
        help_text=gettext_lazy("Slug or name of the record that files mean by this name."),
    )

    class Meta:
        model = NameMatch
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].initial = getattr(self.instance, "slug", "")

    def clean_slug(self) -> int:
        """The key of the record."""
        return key_of(matchable_tables()[self.instance.table], self.cleaned_data["slug"])


@admin.register(NameMatch)
class NameMatchAdmin(admin.ModelAdmin):
    """What names in files were decided to mean; another decision is made, or it is forgotten, here."""

    form = NameMatchForm
    list_display = ("name", "slug", "who", "changed_at")
    list_select_related = ("who",)
    search_fields = ("name",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        slugs = [
            When(
                table=table,
                then=Subquery(model._default_manager.filter(pk=OuterRef("row")).values("slug")),
            )
            for table, model in matchable_tables().items()
        ]
        return super().get_queryset(request).annotate(slug=Case(*slugs))

    @admin.display(description=gettext_lazy("record"), ordering="slug")
    def slug(self, match: Any) -> str:
        return match.slug or "–"

    def save_model(self, request: HttpRequest, obj: NameMatch, form: Any, change: bool) -> None:
        NameMatch.objects.remember(obj.table, obj.name, form.cleaned_data["slug"], request.user)
