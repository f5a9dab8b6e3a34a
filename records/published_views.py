"""The views that readers get: one per table, in a schema of their own, over the public rows."""

from django.db.models import Model

from records.public_rows import can_be_hidden, is_flagged, table_name
from records.sql import fill, quote_name, sql_file
from records.visibility import Visibility

SCHEMA = "published"
# Never shown, whatever a query asks for.
BLANK = {
    "note": "''::text",
    "version": "0",
    "submitted_by": "NULL::integer",
    "submitted_at": "NULL::timestamptz",
    "reviewed_by": "NULL::integer",
    "reviewed_at": "NULL::timestamptz",
}


def view_of(model: type[Model]) -> str:
    """The statement that makes the view of a table: its public rows, and no key of a hidden one.

    A row is left out where something it needs is hidden; a reference it can do without is empty then, and what is said
    about it is false.
    """
    columns, joins = [], []
    # Columns that say something about a reference, by its name
    about = getattr(model, "about_references", {})
    for field in model._meta.local_concrete_fields:
        column = quote_name(str(field.column))
        if field.name in BLANK:
            columns.append(f"{BLANK[field.name]} AS {column}")
        elif can_be_hidden(field) and field.name not in _needed(model):
            other = f"of_{field.name}"
            join = (
                'JOIN public.:"table" AS :other ON :other.id = this.:"column" AND :other.is_public'
            )
            joins.append(
                fill(
                    join if model._meta.auto_created else f"LEFT {join}",
                    table=table_name(field.related_model),  # type: ignore[arg-type]
                    column=str(field.column),
                    other=other,
                )
            )
            columns.append(f"{other}.id AS {column}")
        elif field.name in about:
            columns.append(f"this.{column} AND of_{about[field.name]}.id IS NOT NULL AS {column}")
        else:
            columns.append(f"this.{column}")
    return sql_file(
        "records/published_view",
        schema=SCHEMA,
        table=table_name(model),
        columns=columns,
        joins=" ".join(joins),
        condition="WHERE this.is_public" if is_flagged(model) else "",
    )


def _needed(model: type[Model]) -> set[str]:
    """Foreign keys that a public row always has the public row behind: its trigger sees to that."""
    triggers = getattr(model._meta, "triggers", [])
    return {name for t in triggers if isinstance(t, Visibility) for name in t.others}
