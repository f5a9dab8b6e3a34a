"""The errors of a page of forms as a list with links, for the summary above the form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.core.exceptions import ObjectDoesNotExist
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.utils.text import capfirst

register = template.Library()
# Further errors are only counted
MAX_ERRORS_LISTED = 50


@dataclass(frozen=True)
class PageError:
    """One error: where it is, as people read it, what is wrong, and the id of the element that it is about."""

    place: str
    text: str
    target: str


@dataclass(frozen=True)
class ErrorSummary:
    """The errors of a page in its order: how many, and those that are listed."""

    count: int
    listed: list[PageError]

    @property
    def further(self) -> int:
        return self.count - len(self.listed)


@register.simple_tag
def error_summary(form: Any = None, formsets: Any = ()) -> ErrorSummary:
    """The errors of a form and of a formset or several, of the admin or not; unsent forms have none."""
    found = [*_form_errors(getattr(form, "form", form))] if form else []
    for each in [formsets] if isinstance(formsets, BaseFormSet) else formsets or ():
        found += _formset_errors(getattr(each, "formset", each))
    return ErrorSummary(len(found), found[:MAX_ERRORS_LISTED])


def _form_errors(form: BaseForm, row: str = "", row_id: str = "") -> Iterator[PageError]:
    for name, errors in form.errors.items():
        place, target = row, row_id
        if name in form.fields:
            bound = form[name]
            label = str(capfirst(bound.label))
            place = f"{row}, {label}" if row else label
            target = str(bound.id_for_label or bound.auto_id)
        for error in errors:
            yield PageError(place, str(error), target)


def _formset_errors(formset: BaseFormSet) -> Iterator[PageError]:
    if not formset.is_bound:
        return
    prefix, model = formset.prefix, getattr(formset, "model", None)
    rows = capfirst(str(model._meta.verbose_name_plural)) if model else ""
    for error in formset.non_form_errors():
        yield PageError(rows, str(error), f"{prefix}-group")
    for number, form in enumerate(formset.forms):
        if not (formset.can_delete and formset._should_delete_form(form)):  # type: ignore[attr-defined]
            yield from _form_errors(form, _row_name(form, number), f"{prefix}-{number}")


def _row_name(form: Any, number: int) -> str:
    """The row as its heading on the page names it: by its name, or by its number while it is new."""
    row = getattr(form, "instance", None)
    if row is None:
        return str(getattr(form, "text", "")) or f"#{number + 1}"
    noun = capfirst(str(row._meta.verbose_name))
    try:
        return f"{noun} “{row}”" if row.pk else f"{noun} #{number + 1}"
    except (ObjectDoesNotExist, AttributeError):
        # What it is named after was just cleared.
        return f"{noun} #{number + 1}"
