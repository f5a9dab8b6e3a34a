"""Differences in words: what a filled-in form would change, and what changed between two states of a page."""

from collections.abc import Iterable
from typing import Any, NamedTuple, NotRequired, TypedDict

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.forms import BoundField, ModelForm
from django.forms.formsets import all_valid
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, QueryDict
from django.utils.choices import flatten_choices
from django.utils.text import capfirst
from django.utils.translation import gettext

from curation.editing.forms import CachedChoiceMixin
from curation.editing.paging import PagedRowsMixin
from curation.request_state import copy_request
from records.texts import clean_text


class FieldDiff(TypedDict):
    """A field with its old and new text; proposals of 0.1 do not name it."""

    label: str
    old: str
    new: str
    name: NotRequired[str]


class RowDiff(TypedDict):
    """A row that was added, changed or removed (`what`), with its fields; `key` is model and key of a saved one."""

    row: str
    what: str
    fields: list[FieldDiff]
    key: NotRequired[str]


class SavedRow(TypedDict):
    """The name of a saved row, and label and text of each field."""

    row: str
    fields: dict[str, dict[str, str]]


# The saved rows of a page by model and key
PageState = dict[str, SavedRow]


class FilledPage(NamedTuple):
    """The form of a record and the formsets of its rows."""

    form: ModelForm
    formsets: list[BaseInlineFormSet]
    is_valid: bool

    @property
    def forms(self) -> list[ModelForm]:
        return [self.form, *(form for formset in self.formsets for form in formset.forms)]

    @property
    def errors(self) -> list[str]:
        """All errors, those of fields with the label of the field."""
        found = []
        for form in self.forms:
            for name, errors in form.errors.items():
                label = f"{form[name].label}: " if name in form.fields else ""
                found += [f"{label}{error}" for error in errors]
        for formset in self.formsets:
            found += [str(error) for error in formset.non_form_errors()]
        return found


def fill_page(
    admin: PagedRowsMixin, request: HttpRequest, record: Model, data: QueryDict | None
) -> FilledPage:
    """The form and formsets of an admin page, bound to `data` if there is any."""
    request = request_with_data(request, data)
    form_class = admin.get_form(request, record, change=True)
    form = form_class(data, instance=record)
    is_valid = data is None or form.is_valid()
    if data is not None:
        record = admin.save_form(request, form, change=True) if is_valid else form.instance
    formsets, _ = admin._create_formsets(request, record, change=True)
    is_valid = (data is None or all_valid(formsets)) and is_valid
    return FilledPage(form, formsets, is_valid)


def request_with_data(request: HttpRequest, data: QueryDict | None, **state: Any) -> HttpRequest:
    """A copy of the request that posts this data, or gets the page without data, with changes to its state."""
    request.FILES  # noqa: B018 (reads the body before the data is replaced)
    sent = copy_request(request, refusal="", **state)
    sent.method = "GET" if data is None else "POST"
    sent.POST = data or QueryDict()  # type: ignore[assignment]
    return sent


def page_state(page: FilledPage) -> PageState:
    """The saved rows of a page, as a browser would send them."""
    return {
        _row_key(form): {
            "row": _row_name(form),
            "fields": {
                bound.name: {"label": str(bound.label), "text": _sent_text(bound)}
                for bound in _visible_fields(form)
            },
        }
        for form in page.forms
        if form.instance.pk
    }


def compare_states(old: PageState, new: PageState) -> list[RowDiff]:
    """The rows that differ between two states of a page."""
    found: list[RowDiff] = []
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        was_fields, now_fields = (row["fields"] if row else {} for row in (was, now))
        what = "changed" if was and now else "added" if now else "removed"
        fields: list[FieldDiff] = []
        for name, shown in {**was_fields, **now_fields}.items():
            before, after = (f.get(name, {}).get("text", "") for f in (was_fields, now_fields))
            if before != after:
                label = shown["label"]
                fields.append({"label": label, "old": before, "new": after, "name": name})
        if (row := now or was) and (fields or what != "changed"):
            found.append({"row": row["row"], "what": what, "fields": fields, "key": key})
    return found


def page_changes(page: FilledPage) -> list[RowDiff]:
    """What a filled-in page would add, change and remove."""
    found: list[RowDiff] = []
    removed = {id(form) for formset in page.formsets for form in formset.deleted_forms}
    for form in page.forms:
        is_new = not form.instance.pk
        if id(form) in removed:
            if not is_new:
                found.append(_row_diff(form, "removed", _visible_fields(form)))
        elif form.has_changed():
            changed = [b for b in _visible_fields(form) if is_new or b.name in form.changed_data]
            found.append(_row_diff(form, "added" if is_new else "changed", changed))
    return found


def display_text(bound: BoundField, value: object) -> str:
    """A value of a field as people read it."""
    field: Any = bound.field
    value = field.prepare_value(value)
    if isinstance(field, CachedChoiceMixin):
        keys = value if isinstance(value, list | tuple | set) else [value]
        return ", ".join(str(row) for row in field.rows(keys))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    choices: Any = flatten_choices(getattr(field, "choices", ()))
    for choice, label in choices:
        if str(choice) == str(value):
            return "" if value in (None, "") else str(label)
    return _plain_text(value)


def _row_diff(form: ModelForm, what: str, fields: Iterable[BoundField]) -> RowDiff:
    diffs: list[FieldDiff] = [
        {
            "label": str(capfirst(bound.label)),
            "old": "" if what == "added" else display_text(bound, bound.initial),
            "new": "" if what == "removed" else display_text(bound, bound.value()),
            "name": bound.name,
        }
        for bound in fields
    ]
    shown = [diff for diff in diffs if diff["old"] or diff["new"]]
    found: RowDiff = {"row": _row_name(form), "what": what, "fields": shown}
    return {**found, "key": _row_key(form)} if form.instance.pk else found


def _sent_text(bound: BoundField) -> str:
    value = bound.value()
    if isinstance(value, list | tuple | set):
        return ", ".join(sorted(str(each) for each in value))
    return _plain_text(value)


def _plain_text(value: object) -> str:
    return "" if value is None else clean_text(str(value))


def _row_key(form: ModelForm) -> str:
    return f"{form.instance._meta.label_lower}:{form.instance.pk}"


def _row_name(form: ModelForm) -> str:
    row = form.instance
    noun = str(capfirst(row._meta.verbose_name))
    try:
        return f"{noun}: {row}" if row.pk else noun
    except (ObjectDoesNotExist, AttributeError):
        # The fields that make up its name are not filled in.
        return noun


def _visible_fields(form: ModelForm) -> list[BoundField]:
    return [bound for bound in form if not bound.is_hidden and bound.name != "DELETE"]
