"""The page for deciding what names in a file mean, and the list of remembered names."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Model, OuterRef, QuerySet, Subquery, When
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.types import user_id
from imports.applying import jobs
from imports.applying.transactions import ImportRefusedError
from imports.checking import name_matching
from imports.checking.name_matching import MAX_NAME_CHARACTERS
from imports.choices import ImportStep
from imports.models import Import, NameMatch

NAMES_PER_PAGE = 25
SUGGESTIONS_PER_NAME = 5


def find_record(model: type[Model], text: str) -> int:
    """The id of the one record that is not retracted and has this slug or name; raises
    ValidationError otherwise."""
    manager: Any = model._default_manager
    records = manager.not_retracted()
    found = list(records.filter(slug=text)[:1] or records.with_name(text)[:SUGGESTIONS_PER_NAME])
    if not found:
        message = _("No record has “%(name)s” as its slug or name.")
        raise ValidationError(message % {"name": text})
    if len(found) > 1:
        message = _("“%(name)s” is the name of several records; enter the slug of one: %(slugs)s.")
        slugs = ", ".join(row.slug for row in found)
        raise ValidationError(message % {"name": text, "slugs": slugs})
    return int(found[0].pk)


class DecisionForm(forms.Form):
    """What one name means: a suggested record, another record, or not decided."""

    name = forms.CharField(max_length=MAX_NAME_CHARACTERS, widget=forms.HiddenInput)
    table = forms.ChoiceField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=gettext_lazy("Meaning"), required=False, widget=forms.RadioSelect
    )
    other = forms.CharField(
        label=gettext_lazy("Or another record, by its name or slug"),
        required=False,
        max_length=MAX_NAME_CHARACTERS,
    )

    def __init__(
        self, *args: Any, tables: Mapping[str, Any], counts: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["table"].choices = [(table, table) for table in tables]
        fields["choice"].choices = [("", _("Do not decide"))]
        self.model: type[Model] | None = None
        self.text, self.count = str(self["name"].value() or ""), 0
        try:
            name = fields["name"].clean(self["name"].value())
            self.model = tables[fields["table"].clean(self["table"].value())]
        except ValidationError:
            return
        self.count = counts.get(name, 0)
        manager: Any = self.model._default_manager
        for row in manager.not_retracted().similarly_named(name, SUGGESTIONS_PER_NAME):
            fields["choice"].choices += [(row.slug, f"{row} ({row.slug})")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        slug = data.get("other") or data.get("choice")
        if slug and self.model and not self.errors:
            try:
                data["row"] = find_record(self.model, slug)
            except ValidationError as error:
                self.add_error("other", error)
        return data


DecisionFormSet = forms.formset_factory(
    DecisionForm, extra=0, max_num=NAMES_PER_PAGE, absolute_max=NAMES_PER_PAGE
)


def names_page(request: HttpRequest, import_job: Import) -> dict[str, Any] | None:
    """The context of the page; None after decisions were saved, or if there are none to make."""
    if import_job.is_busy:
        return None
    names = Paginator(name_matching.unmatched_names(import_job), NAMES_PER_PAGE)
    page = names.get_page(request.GET.get("p", "1"))
    if not page.paginator.count:
        return None
    models = name_matching.matchable_columns(import_job).values()
    formset = DecisionFormSet(
        request.POST if request.method == "POST" else None,
        initial=[{"name": each["value"], "table": each["table"]} for each in page],
        form_kwargs={
            "tables": {model._meta.db_table: model for model in models},
            "counts": {each["value"]: each["count"] for each in page},
        },
    )
    if formset.is_bound and formset.is_valid():
        _save(request, import_job, [form.cleaned_data for form in formset])
        return None
    return {"title": _("Decide what names mean"), "formset": formset, "page": page}


def _save(request: HttpRequest, import_job: Import, decisions: list[dict[str, Any]]) -> None:
    decided = [each for each in decisions if "row" in each]
    for each in decided:
        NameMatch.objects.remember(each["table"], each["name"], each["row"], user_id(request.user))
    if not decided:
        return
    if not import_job.upload:
        messages.warning(request, _("Saved. The file was deleted; upload it again."))
        return
    try:
        jobs.queue_step(import_job, ImportStep.CHECK, request.user)
    except ImportRefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Saved. The file is being checked again."))


class NameMatchForm(forms.ModelForm):
    """Changes the record that a remembered name means."""

    slug = forms.CharField(
        label=gettext_lazy("record"),
        max_length=MAX_NAME_CHARACTERS,
        help_text=gettext_lazy("Slug or name of the record that this name in files means."),
    )

    class Meta:
        model = NameMatch
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].initial = getattr(self.instance, "slug", "")

    def clean_slug(self) -> int:
        """The id of the record."""
        model = name_matching.matchable_tables()[self.instance.table]
        return find_record(model, self.cleaned_data["slug"])


@admin.register(NameMatch)
class NameMatchAdmin(admin.ModelAdmin):
    """Remembered names, which can be changed and deleted here."""

    form = NameMatchForm
    list_display = ("name", "slug", "user", "changed_at")
    list_select_related = ("user",)
    search_fields = ("name",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[NameMatch]:
        slugs = {
            table: model._default_manager.filter(pk=OuterRef("row")).values("slug")
            for table, model in name_matching.matchable_tables().items()
        }
        cases = (When(table=table, then=Subquery(slug)) for table, slug in slugs.items())
        return super().get_queryset(request).annotate(slug=Case(*cases))

    @admin.display(description=gettext_lazy("record"), ordering="slug")
    def slug(self, match: Any) -> str:
        return match.slug or "–"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        row, user = form.cleaned_data["slug"], user_id(request.user)
        NameMatch.objects.remember(obj.table, obj.name, row, user)
