"""Permanent public ids of rows without a readable key of their own: claims, and links between records.

Why primary keys are not public: docs/decisions/0016-public-ids.md.
"""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Model, Q, TextField, Value

from records import rules
from records.models import KeyedRow

# An id in a URL; PostgreSQL writes it like this
PUBLIC_ID_REGEX = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# The fields with ids, which the database fills and keeps
PUBLIC_ID_FIELDS = ("public_id", "former_ids")
_FORMER_IDS = Func(
    F("former_ids"),
    Value(" "),
    function="string_to_array",
    output_field=ArrayField(TextField()),
)


class IdentifiedRow(KeyedRow):
    """A row with a public id, which is assigned once and says nothing about the order or number of rows."""

    public_id = models.UUIDField(
        db_default=RandomUUID(),
        editable=False,
        help_text="Permanent id in URLs and files, assigned when the row is created.",
    )
    former_ids = models.TextField(
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="Public ids of equal rows that were merged into this one, separated by spaces. "
        "Their URLs lead to this row.",
    )

    class Meta:
        abstract = True

    def ids_with(self, other: "IdentifiedRow") -> str:
        """The former ids of this row once another one is merged into it.

        Readers never saw the id of a hidden row, so it is not kept: it would show that there was one.
        """
        ids = [*self.former_ids.split(), *other.former_ids.split()]
        return " ".join([*ids, str(other.public_id)] if _is_public(other) else ids)


def unique_public_id() -> models.UniqueConstraint:
    """No two rows of a table have one id."""
    return rules.unique(["public_id"], "Another row has this id.", name="public_id_unique")


def former_id_index(name: str) -> GinIndex:
    """Finds the few rows into which others were merged by the ids of these."""
    return GinIndex(_FORMER_IDS, name=name, condition=~Q(former_ids=""))


def keeps_public_id() -> pgtrigger.Trigger:
    """On a table of identified rows: whatever is written to a row, its id stays."""
    return pgtrigger.Trigger(
        name="keeps_public_id",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("public_id"),
        condition=pgtrigger.Q(old__public_id__df=pgtrigger.F("new__public_id")),
        func="NEW.public_id := OLD.public_id; RETURN NEW;",
    )


def remaining_id(model: type[Model], public_id: str) -> str | None:
    """The id of the row into which the one with this id was merged; None if there is none."""
    rows: Any = model._default_manager.alias(ids=_FORMER_IDS).exclude(former_ids="")
    found = rows.filter(ids__contains=[public_id]).values_list("public_id", flat=True).first()
    return str(found) if found else None


def row_with_id_sql(table: str, public_id: str) -> str:
    """SQL of the primary key of the row that has this id, or into which the one that had it was merged."""
    return (
        f"SELECT id FROM {table} WHERE public_id = {public_id} UNION ALL"  # noqa: S608 (table and column names of models)
        f" SELECT id FROM {table} WHERE former_ids <> ''"
        f" AND string_to_array(former_ids, ' ') @> ARRAY[{public_id}::text] LIMIT 1"
    )


def _is_public(row: IdentifiedRow) -> bool:
    return bool(vars(row).get("is_public"))
