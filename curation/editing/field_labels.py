"""What forms call the fields of a row, for texts about a field: in claims, in the history."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curation.editing.forms import EdtfDate

# What forms call the further columns of a date
_PARTS = {
    "date_to": gettext_lazy("%(date)s: last day"),
    "end_precision": gettext_lazy("%(date)s: how exact the last day is"),
    "date_qualifier": gettext_lazy("%(date)s: how sure the first day is"),
    "end_qualifier": gettext_lazy("%(date)s: how sure the last day is"),
}


def date_fields() -> dict[type[Model], dict[str, EdtfDate]]:
    """The dates that forms of the admin show as one text, by table."""
    found: dict[type[Model], dict[str, EdtfDate]] = {}
    for page in admin.site._registry.values():
        for each in (page, *page.inlines):
            declared: dict[str, Any] = getattr(each.form, "declared_fields", {})
            dates = {name: field for name, field in declared.items() if isinstance(field, EdtfDate)}
            if dates:
                model: Any = page.model if each is page else each.model
                found.setdefault(model, dates)
    return found


def field_label(model: type[Model], name: str) -> str:
    """The label of a column in the form of its row; a date is one field of the form and several columns."""
    for date in date_fields().get(model, {}).values():
        if name == date.columns[0]:
            return str(date.label)
        if name in date.columns:
            return str(_PARTS.get(name, _("%(date)s: how exact"))) % {"date": date.label}
    field: Any = model._meta.get_field(name)
    # Rows that are listed with this one
    listed = field.one_to_many and field.related_model._meta.verbose_name_plural
    return str(capfirst(str(listed or field.verbose_name)))


def claimed_field(claim: Any) -> str:
    """The label of the field that a claim is about; empty if it is about its row as a whole."""
    return field_label(claim.arc[claim.about], claim.field) if claim.field else ""
