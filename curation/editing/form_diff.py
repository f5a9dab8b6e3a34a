"""What a form and its rows would change, told field by field; and what has changed between two looks at it."""

from copy import copy
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.forms import BaseForm, BoundField
from django.forms.formsets import all_valid
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext

from curation.editing.forms import CachedChoiceMixin

# The state of a page: what each of its saved rows holds, by model and key
State = dict[str, dict[str, Any]]
# A row that differs: its name, what became of it, and its fields with old and new text
Difference = list[dict[str, Any]]


class Page(NamedTuple):
    """The form of a record and the formsets of its rows."""

    form: Any
    formsets: list[Any]
    is_valid: bool

    @property
    def forms(self) -> list[Any]:
        return [self.form, *(form for formset in self.formsets for form in formset.forms)]

    @property
    def errors(self) -> list[str]:
        """What is wrong with what was filled in, each with the name of its field."""
        found = []
        for form in self.forms:
            for name, errors in form.errors.items():
                label = f"{form[name].label}: " if name in form.fields else ""
                found += [f"{label}{error}" for error in errors]
        for formset in self.formsets:
            found += list(formset.non_form_errors())
        return found


def filled_in(admin: Any, request: HttpRequest, record: Any, data: QueryDict | None) -> Page:
    """The very form and formsets of an admin page, with `data` as if it had just been sent, or without."""
    request = as_sent(request, data)
    form_class = admin.get_form(request, record, change=True)
    if data is None:
        form = form_class(instance=record)
        is_valid = True
    else:
        form = form_class(data, {}, instance=record)
        is_valid = form.is_valid()
        record = admin.save_form(request, form, change=True) if is_valid else form.instance
    formsets, _ = admin._create_formsets(request, record, change=True)
    if data is not None:
        is_valid = all_valid(formsets) and is_valid
    return Page(form, formsets, is_valid)


def as_sent(request: HttpRequest, data: QueryDict | None) -> HttpRequest:
    """A copy of the request, of the same person, that sends this data, or asks for the empty form."""
    request.FILES  # noqa: B018 (reads the body before the data is replaced)
    sent = copy(request)
    sent.method = "GET" if data is None else "POST"
    sent.POST = data or QueryDict()  # type: ignore[assignment]
    sent.refusal = ""  # type: ignore[attr-defined]
    return sent


def state_of(page: Page) -> State:
    """What the saved rows of a page hold, as a browser would send it."""
    return {
        _key(form): {
            "row": _name(form),
            "fields": {
                bound.name: {"label": str(bound.label), "text": _raw(bound)}
                for bound in _shown(form)
            },
        }
        for form in page.forms
        if form.instance.pk
    }


def changed_between(old: State, new: State) -> Difference:
    """The rows that differ between two looks at a page."""
    found: Difference = []
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        row = (now or was or {})["row"]
        what = "changed" if was and now else "added" if now else "removed"
        was_fields, now_fields = (
            (was or {"fields": {}})["fields"],
            (now or {"fields": {}})["fields"],
        )
        fields = [
            {
                "label": (now_fields.get(name) or was_fields[name])["label"],
                "old": before,
                "new": after,
            }
            for name in [*was_fields, *(name for name in now_fields if name not in was_fields)]
            if (before := was_fields.get(name, {}).get("text", ""))
            != (after := now_fields.get(name, {}).get("text", ""))
        ]
        if fields or what != "changed":
            found.append({"row": row, "what": what, "fields": fields})
    return found


def difference(page: Page) -> Difference:
    """What a filled in page would change: rows added, changed and removed, old and new in words."""
    found: Difference = []
    removed = {id(form) for formset in page.formsets for form in formset.deleted_forms}
    for form in page.forms:
        if id(form) in removed:
            if form.instance.pk:
                fields = [_change(bound, text(bound, bound.initial), "") for bound in _shown(form)]
                found.append(_row(form, "removed", fields))
        elif form.has_changed():
            is_new = not form.instance.pk
            changed = [b for b in _shown(form) if is_new or b.name in form.changed_data]
            fields = [
                _change(b, "" if is_new else text(b, b.initial), text(b, b.value()))
                for b in changed
            ]
            found.append(_row(form, "added" if is_new else "changed", fields))
    return found


def text(bound: BoundField, value: Any) -> str:
    """What a value of a field means to people."""
    field: Any = bound.field
    value = field.prepare_value(value)
    if isinstance(field, CachedChoiceMixin):
        keys = value if isinstance(value, list | tuple | set) else [value]
        return ", ".join(str(row) for row in field.rows(keys))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    for choice, label in _flat(getattr(field, "choices", ())):
        if str(choice) == str(value):
            return "" if value in (None, "") else str(label)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _row(form: Any, what: str, fields: list[dict[str, str]]) -> dict[str, Any]:
    shown = [field for field in fields if field["old"] or field["new"]]
    return {"row": _name(form), "what": what, "fields": shown}


def _change(bound: BoundField, old: str, new: str) -> dict[str, str]:
    return {"label": str(capfirst(bound.label)), "old": old, "new": new}


def _raw(bound: BoundField) -> str:
    value = bound.value()
    if isinstance(value, list | tuple | set):
        return ", ".join(sorted(str(each) for each in value))
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _key(form: Any) -> str:
    return f"{form.instance._meta.label_lower}:{form.instance.pk}"


def _name(form: Any) -> str:
    row = form.instance
    noun = str(capfirst(row._meta.verbose_name))
    try:
        return f"{noun}: {row}" if row.pk else noun
    except (ObjectDoesNotExist, AttributeError):
        # A row without what its name is made of, as it was filled in
        return noun


def _shown(form: BaseForm) -> list[BoundField]:
    return [bound for bound in form if not bound.is_hidden and bound.name != "DELETE"]


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for value, label in choices:
        found += label if isinstance(label, list | tuple) else [(value, label)]
    return found
