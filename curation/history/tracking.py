"""The history of every curated row: one table of entries beside each table, written by triggers whatever changes it.

`keep_history` declares all of them; `history_context` says who changes something, why and through what. What the
entries mean is in docs/decisions/0009-history.md.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
import pghistory.models
import pgtrigger
from django.db import models
from django.db.models import CASCADE, AutoField, Field, ForeignKey, Func, GeneratedField, Model
from django.utils.translation import gettext_lazy as _
from pghistory.config import ContextJSONField, ContextUUIDField

from records.sql import sql_file
from records.triggers import refuse

# Kept by the database itself: no change of a row on their own.
BOOKKEEPING = frozenset(
    {"version", "created_at", "updated_at", "retracted_at", "is_public", "causal_rank"}
)
# A session that empties the whole database says so: `manage.py flush` does (balkanwatch/postgres/base.py).
IS_EMPTYING = "current_setting('history.emptying', true) = 'on'"
APPEND_ONLY = pgtrigger.Trigger(
    name="append_only",
    when=pgtrigger.Before,
    level=pgtrigger.Statement,
    operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
    func=sql_file(
        "curation/append_only",
        emptying=IS_EMPTYING,
        refuse=refuse("history_append_only", "The history is never changed, only added to."),
    ),
)
LONGEST_REASON = 300
# How a change was made; without a value it was made by SQL, outside the site.
CHANNELS = {
    "form": _("form"),
    "action": _("action on a list"),
    "restore": _("restored from the history"),
    "import": _("import"),
    "command": _("command"),
    "shell": _("shell"),
    "start": _("as it was when the history began"),
}
# The table of entries of each tracked table
ENTRIES: dict[type[Model], type["Entry"]] = {}


class Entry(pghistory.models.Event):
    """One row as a change left it, or as it was when it was deleted."""

    pgh_id = models.BigAutoField(primary_key=True)
    # With the context, what makes entries one revision
    pgh_transaction = models.BigIntegerField(
        db_default=Func(function="txid_current", output_field=models.BigIntegerField()),
        editable=False,
    )

    class Meta:
        abstract = True


class _EntriesOfStatement(pghistory.RowEvent):
    """Writes the entries of all rows that a statement added or deleted, with the context read once."""

    def add_event_trigger(self, event_model: Any) -> None:
        model, side = event_model.pgh_tracked_model, str(self.row).lower()
        trigger = pgtrigger.Trigger(
            name=f"{self.label}_{self.label}",
            when=pgtrigger.After,
            level=pgtrigger.Statement,
            operation=self.operation,
            referencing=pgtrigger.Referencing(**{side: "these"}),
            func=sql_file(
                "curation/entries_of_statement",
                entries=event_model._meta.db_table,
                label=str(self.label),
                columns=list(tracked_columns(model)),
            ),
        )
        pgtrigger.register(trigger)(model)


class _Added(_EntriesOfStatement, pghistory.InsertEvent):
    """The rows that a statement added."""


class _Deleted(_EntriesOfStatement, pghistory.DeleteEvent):
    """The rows that a statement deleted."""


def keep_history(tables: Iterable[type[Model]]) -> None:
    """Tracks these tables; those of many-to-many fields are among them."""
    for model in list(tables):
        if not model._meta.proxy and model not in ENTRIES:
            ENTRIES[model] = _track(model)


def history_context(*, through: str, user: Any = None, why: str = "", what: str = "") -> Any:
    """Context in which every change is noted as made by the user, for this reason, through form, import or command.

    `what` is the address of a page, or the name of a command or file. It travels with the statements
    that change something and takes none of its own. Inside another one it adds to what that one says.
    """
    said = {"through": through, "why": why, "what": what}
    if user is not None:
        said |= {"user": user.pk, "name": user.get_full_name() or user.get_username()}
    # PostgreSQL keeps no NUL in JSON.
    clean = {
        key: value.replace("\0", "") if isinstance(value, str) else value
        for key, value in said.items()
        if value
    }
    return pghistory.context(**clean)


@contextmanager
def own_history_context(**said: Any) -> Iterator[None]:
    """A `history_context` of which nothing stays said in the one around it, such as that of a batch of decisions."""
    with pghistory.context() as around:
        before = dict(around.metadata)
        try:
            with history_context(**said):
                yield
        finally:
            around.metadata.clear()
            around.metadata.update(before)


def with_reason(why: str) -> Any:
    """Context in which changes are made for this reason; what is said already around it stays said."""
    return pghistory.context(**({"why": why.replace("\0", "")[:LONGEST_REASON]} if why else {}))


def tracked_fields(model: type[Model]) -> list[Field]:
    """The columns whose changes are changes of the row, its key first."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in BOOKKEEPING and not isinstance(field, GeneratedField)
    ]


def tracked_columns(model: type[Model]) -> dict[str, Field]:
    """The same by the names of their columns."""
    return {str(field.column): field for field in tracked_fields(model)}


def parent_keys(model: type[Model]) -> list[ForeignKey]:
    """The foreign keys to the rows that this row is part of: those it is deleted with."""
    keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    owners: Any = model._meta.auto_created
    return [
        field
        for field in keys
        if field.remote_field.on_delete is CASCADE
        and field.remote_field.model is not model
        and (not owners or field.remote_field.model is owners)
    ]


def _track(model: type[Model]) -> type[Entry]:
    fields = tracked_fields(model)
    words = model.__name__.split("_")
    name = "".join(word[0].upper() + word[1:] for word in [*words, "History"])
    label, labels = _labels(model)
    pghistory.track(
        _Added(),
        # At statement level updates go quadratic in a long session.
        pghistory.UpdateEvent(level=pghistory.Row),
        _Deleted(),
        fields=[],
        attrs={field.name: _column(model, field) for field in fields},
        obj_field=None,
        context_field=ContextJSONField(),
        context_id_field=ContextUUIDField(db_index=True),
        app_label="curation",
        model_name=name,
        base_model=Entry,
        meta={
            "default_permissions": (),
            "verbose_name": label,
            "verbose_name_plural": labels,
            "indexes": [
                models.Index(
                    name=f"{model._meta.model_name}_{field.name}_h",
                    fields=[field.name],
                    condition=models.Q(**{f"{field.name}__isnull": False}),
                )
                for field in parent_keys(model)
                if field.null
            ],
            "triggers": [APPEND_ONLY],
        },
    )(model)
    entries: type[Entry] = getattr(sys.modules["curation.models"], name)
    pgtrigger.register(_emptied(model, entries))(model)
    return entries


def _labels(model: type[Model]) -> tuple[Any, Any]:
    """What people call a row and the rows: those of a many-to-many field by its name."""
    owner: Any = model._meta.auto_created
    for field in owner._meta.local_many_to_many if owner else ():
        if field.remote_field.through is model:
            return field.verbose_name, field.verbose_name
    return model._meta.verbose_name, model._meta.verbose_name_plural


def _column(model: type[Model], field: Field) -> Field:
    """A plain column that can hold what the field holds: no rule, no default, no key to a row that may be gone."""
    concrete: Any = model._meta.concrete_model
    options: dict[str, Any] = {"null": True, "editable": False}
    if field.column != field.name:
        options["db_column"] = field.column
    # Most rows of claims have no value in most of these keys: partial indexes (`_track`) leave them out.
    if field.primary_key or (field in parent_keys(concrete) and not field.null):
        options["db_index"] = True
    if isinstance(field, ForeignKey | AutoField):
        return models.BigIntegerField(**options)
    if isinstance(field, models.CharField | models.TextField):
        return models.TextField(**options)
    size = ("max_digits", "decimal_places")
    options |= {name: getattr(field, name) for name in size if hasattr(field, name)}
    return type(field)(**options)


def _emptied(model: type[Model], entries: type[Entry]) -> pgtrigger.Trigger:
    """TRUNCATE shows triggers no rows: they are written down before it as deleted."""
    return pgtrigger.Trigger(
        name="emptied",
        when=pgtrigger.Before,
        level=pgtrigger.Statement,
        operation=pgtrigger.Truncate,
        func=sql_file(
            "curation/emptied",
            emptying=IS_EMPTYING,
            entries=entries._meta.db_table,
            table=model._meta.db_table,
            columns=list(tracked_columns(model)),
        ),
    )
