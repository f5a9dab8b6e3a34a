"""The rows of parties on the page of their agreement: what each did as a text, and one action to add."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Func, QuerySet, TextField, Value
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from agreements import models
from agreements.action_texts import NO_DAY, WrittenAction, read_actions, store_actions
from agreements.choices import STEP_KINDS
from curation.editing.forms import EdtfText, RowChoice
from curation.editing.pasting import PasteFormat
from sources.citing import CITATION_LINE, CitedRowForm, CitedRowFormSet, CitedRowInline


class PartyForm(CitedRowForm):
    """A party with its actions as a text, and one action to add."""

    actions = forms.CharField(
        required=False,
        label=_("Actions"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "One per line: action, date, person, office, and what it says in brackets, such as"
            " withdrawn:2023-05-10>2023-11-02:jane-doe:Minister [Article 9]. The day after “>” is that of its effect."
        ),
    )
    action = forms.ChoiceField(
        required=False,
        label=_("Add action"),
        choices=lambda: [("", "---------"), *((kind.value, kind.label) for kind in STEP_KINDS)],
        help_text=_(
            "What the party did; saving adds it to its actions. Reservations and other statements are written there."
        ),
    )
    date = EdtfText(label=_("Date"))
    effective = EdtfText(label=_("In effect"), help_text=_("If on another day."))
    person = RowChoice(
        Actor.objects.all(),
        required=False,
        label=_("Person"),
        help_text=_("The person who signed, or acted otherwise, on its behalf."),
    )
    office = forms.CharField(
        required=False,
        max_length=120,
        label=_("Office"),
    )
    # The actions that the party has from now on, if somebody changed their text, and the one to add
    all_actions: list[WrittenAction] | None = None
    new_action: WrittenAction | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["actions"] = getattr(self.instance, "actions_as_text", None) or ""
        if (
            self.is_bound
            and "actions" in self.fields
            and self.add_prefix("actions") not in self.data
        ):
            # Sent by a page that did not show them
            del self.fields["actions"]

    def clean_actions(self) -> str:
        text: str = self.cleaned_data["actions"]
        if "actions" in self.changed_data:
            self.all_actions = read_actions(text.replace("\r", ""))
        return text

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        values = self.cleaned_data
        details = ("date", "effective", "person", "office")
        if kind := values.get("action"):
            person, office = values.get("person"), values.get("office", "")
            self.new_action = WrittenAction(
                kind,
                values.get("date") or NO_DAY,
                values.get("effective") or NO_DAY,
                representatives=[(person, office)] if person or office else [],
            )
        elif any(values.get(name) not in (None, "", NO_DAY) for name in details):
            self.add_error("action", _("Choose the action that this belongs to."))
        return cleaned


class PartyFormSet(CitedRowFormSet):
    """Parties whose actions are stored with them; a citation beside a new action is a claim about it."""

    def save(self, commit: bool = True) -> list[Any]:
        saved = super().save(commit)
        changed: list[Any] = [
            form
            for form in self._party_forms
            if form not in self.deleted_forms
            and form.has_changed()
            and (form.new_action or form.all_actions is not None)
        ]
        new = store_actions((form.instance, form.all_actions, form.new_action) for form in changed)
        for form in changed:
            if form.new_action and (source := self._cited_by(form)):
                locator = form.cleaned_data["cite_locator"]
                added = [a for a in new.get(form.instance.pk, []) if a.kind == form.new_action.kind]
                self.cite_rows((action, source, locator) for action in added)
        return saved

    @property
    def _party_forms(self) -> list[Any]:
        return list(self.forms)

    def _cites_row(self, form: Any) -> bool:
        return form.is_new or not form.new_action


class PartyInline(CitedRowInline):
    model = models.AgreementParty
    claims = models.AgreementClaim
    form = PartyForm
    formset = PartyFormSet
    template = "admin/curation/stacked.html"
    fields = [
        ("actor", "role"),
        "actions",
        ("action", "date", "effective"),
        ("person", "office"),
        CITATION_LINE,
    ]
    paste = PasteFormat(
        _("Paste parties"),
        _(
            "One party per line: name; action; date. Example: Albania; signed; 2025-03-18."
            " Missing values are taken from the line above."
        ),
        columns=("actor", "action", "date"),
    )
    related = ("actor",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Those who only read see what the party did instead of the fields that change it."""
        page = self.admin_site.get_model_admin(self.parent_model)
        may_write = self.has_change_permission(request, obj) or self.has_add_permission(
            request, obj
        )
        if may_write and (obj is None or page.has_change_permission(request, obj)):
            return super().get_fields(request, obj)
        return [("actor", "role"), "history", "claim_count"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "history"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        person = models.Representative._meta.get_field("person")
        declared = PartyForm.declared_fields["person"]
        # One field per request: it caches the rows that it has fetched.
        formset.form.base_fields["person"] = self.formfield_for_dbfield(
            person,
            request,
            required=False,
            label=declared.label,
            help_text=declared.help_text,
        )
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        text = Func("pk", Value("\n"), function="actions_text", output_field=TextField())
        return super().get_queryset(request).annotate(actions_as_text=text)

    @admin.display(description=_("actions"))
    def history(self, row: Any) -> str:
        return ", ".join(action.what for action in row.actions.all())
