"""Rows whose flag of publicity is not what their triggers would make it, as after loading with triggers turned off."""

from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from records.public_rows import table_name
from records.sql import fill
from records.verification import Finding
from records.visibility import Visibility

STALE = (
    "{count} rows of {table} are shown to readers, or hidden from them, against the rules, as after a restore with"
    " triggers turned off."
)
COMMAND = 'manage.py pg psql -c "UPDATE {table} SET is_public = is_public"'


def stale_flags(models: Iterable[type[Model]], using: str = DEFAULT_DB_ALIAS) -> list[Finding]:
    """A finding for each table with such rows, with the command that makes their triggers look again.

    Reads the tables completely. Run the commands in their order: rows depend on rows of the tables before.
    """
    found = []
    for model in models:
        for trigger in getattr(model._meta, "triggers", []):
            if not isinstance(trigger, Visibility):
                continue
            with connections[using].cursor() as cursor:
                cursor.execute(_stale_sql(model, trigger))
                (count,) = cursor.fetchone()
            if count:
                table = table_name(model)
                problem = STALE.format(count=count, table=table)
                found.append(Finding(True, problem, COMMAND.format(table=table)))
    return found


def _stale_sql(model: type[Model], trigger: Visibility) -> str:
    own = "stored.review_status = 'published'" if trigger.published else "true"
    others = [
        fill(
            '(stored.:"key" IS NULL OR EXISTS'
            ' (SELECT FROM public.:"table" AS other WHERE other.id = stored.:"key" AND other.is_public))',
            key=f"{name}_id",
            table=table,
        )
        for name, table in trigger.others.items()
    ]
    return fill(
        'SELECT count(*) FROM public.:"table" AS stored WHERE stored.is_public IS DISTINCT FROM (:rule)',
        table=table_name(model),
        rule=" AND ".join([own, *others]),
    )
