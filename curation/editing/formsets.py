"""The rows of a record on its page: one page of rows at a time, fetched together and inserted together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet
from django.forms.utils import pretty_name
from django.utils.text import capfirst

from curation.editing.forms import CachedChoiceMixin, RowChoice, is_primary_key
from curation.editing.paging import RowPage


class RowFormSet(BaseInlineFormSet):
    """The rows of a record on its page; fetches all rows that they refer to at once.

    `rows_page` selects the rows that an unsent form shows. A sent form names its rows; no others are
    touched.
    """

    model: Any
    # Whether the rows are lines of a table, or have a label beside each field
    is_table = True
    # All formsets of the page, this one included
    page_formsets: Sequence["RowFormSet"] = ()
    # Text in the box for pasting that is not in rows yet
    pasted = ""

    def __init__(self, *args: Any, rows_page: RowPage | None = None, **kwargs: Any) -> None:
        self.rows_page = rows_page
        super().__init__(*args, **kwargs)
        if self.is_bound:
            for name, field in self.form.base_fields.items():
                if isinstance(field, CachedChoiceMixin):
                    field.rows(self._submitted(name))

    def get_queryset(self) -> QuerySet:
        if not hasattr(self, "_queryset"):
            self._queryset = self.shown(super().get_queryset())
        return self._queryset

    def shown(self, rows: QuerySet) -> QuerySet:
        """Of all rows those that were sent, or those on the current page."""
        if self.is_bound:
            keys = filter(is_primary_key, self._submitted(self.model._meta.pk.name))
            return rows.filter(pk__in=list(keys))
        return self.rows_page.slice(rows) if self.rows_page else rows

    @cached_property
    def own_rows(self) -> dict[str, Model | None]:
        """The rows of this formset by primary key."""
        return {str(row.pk): row for row in self.get_queryset()}

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        key = self._pk_field.name  # type: ignore[attr-defined]
        stock: Any = form.fields[key]
        form.fields[key] = key_field = RowChoice(
            stock.queryset, initial=stock.initial, required=False, widget=stock.widget
        )
        key_field.cache = self.own_rows
        for name, field in form.fields.items():
            widget: Any = getattr(field.widget, "widget", field.widget)
            if self.is_table:
                # The heading of a column does not label the field.
                widget.attrs.setdefault("aria-label", capfirst(field.label or pretty_name(name)))
            if index and not self.is_bound and form.instance.pk and field.help_text:
                # Help texts appear once: in the first row, and in new rows.
                widget.attrs["aria-describedby"] = f"id_{self.add_prefix(0)}-{name}_helptext"
                field.help_text = ""

    def _submitted(self, name: str) -> list[str]:
        data: Any = self.data
        rows = range(self.total_form_count())
        return [key for row in rows for key in data.getlist(f"{self.add_prefix(row)}-{name}")]

    def save_new_objects(self, commit: bool = True) -> list[Any]:
        """Inserts all new rows in one statement, and their many-to-many rows in one per field."""
        if not commit:
            return super().save_new_objects(commit)
        deleted = self.deleted_forms
        forms = [form for form in self.extra_forms if form.has_changed() and form not in deleted]
        self.new_objects = [self.save_new(form, commit=False) for form in forms]
        self.model._default_manager.bulk_create(self.new_objects)
        _save_many_to_many(forms)
        return self.new_objects


def _save_many_to_many(forms: Iterable[ModelForm]) -> None:
    """Writes the many-to-many choices of forms whose rows have just been inserted."""
    links: dict[Any, list[Model]] = defaultdict(list)
    for form in forms:
        for field in form.instance._meta.many_to_many:
            through = getattr(type(form.instance), field.name).through
            ends = field.m2m_field_name(), field.m2m_reverse_field_name()
            links[through] += [
                through(**dict(zip(ends, (form.instance, other), strict=True)))
                for other in form.cleaned_data.get(field.name) or ()
            ]
    for through, rows in links.items():
        through._default_manager.bulk_create(rows)
