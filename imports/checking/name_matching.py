"""Names in files that match no record, and remembered names: what users decided that such a name means."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Case, CharField, Count, F, Func, Model, QuerySet, Value, When
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from imports.checking.columns import ValueColumn
from imports.checking.related_columns import ListColumn, ReferenceColumn
from imports.checking.sql import fetch_rows, has_aliases, literal
from imports.checking.targets import REMEMBERED_NAMES
from imports.choices import FaultKind
from imports.models import Import, ImportFault
from imports.resources import known_resources
from records.models import Record

# Remembered names that the note of an import lists
NAMES_IN_NOTE = 10
# Longer texts are not names
MAX_NAME_CHARACTERS = 200


@cache
def matchable_tables() -> dict[str, type[Model]]:
    """The tables whose records have several names, so that users can decide what a name means."""
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    return {model._meta.db_table: model for model in records if has_aliases(model)}


def matchable_columns(import_job: Import) -> dict[str, type[Model]]:
    """The columns of an import and its parts that refer to records of exactly one such table."""
    found: dict[str, set[type[Model]]] = {}
    for name in known_resources().keys() & set(import_job.resources()):
        for route in known_resources()[name].routes():
            for column in route.columns:
                each: ValueColumn | ListColumn
                lists = column.nested if isinstance(column, ListColumn) else ()
                for each in [*(part for row in lists for part in row.columns), column]:
                    if isinstance(each, ReferenceColumn) and each.uses_remembered_names:
                        found.setdefault(column.name, set()).add(each.target)
    return {name: models.pop() for name, models in found.items() if len(models) == 1}


def unmatched_names(import_job: Import) -> QuerySet[ImportFault, Mapping[str, Any]]:
    """Names that match no record: `value`, `table`, and `count` of rows; most frequent first."""
    columns = matchable_columns(import_job)
    tables = [When(column=name, then=Value(m._meta.db_table)) for name, m in columns.items()]
    folded = Func(F("value"), function="folded", output_field=CharField())
    kinds = (FaultKind.UNKNOWN, FaultKind.UNMATCHED)
    faults = import_job.faults.filter(kind__in=kinds, column__in=list(columns))
    names = faults.alias(folded=folded, length=Length("value")).exclude(folded="")
    return (
        names.filter(length__lte=MAX_NAME_CHARACTERS)
        .order_by()
        .annotate(table=Case(*tables, output_field=CharField()))
        .values("value", "table")
        .annotate(count=Count("line", distinct=True))
        .order_by("-count", "value")
    )


def remembered_names_note() -> list[str]:
    """A note on the remembered names that the running check has used, if any."""
    found = fetch_rows(f"SELECT DISTINCT value, key FROM {REMEMBERED_NAMES} ORDER BY value, key")  # noqa: S608 (table and column names of models)
    if not found:
        return []
    names = ", ".join(f"{value} → {key}" for value, key in found[:NAMES_IN_NOTE])
    if len(found) > NAMES_IN_NOTE:
        names += ", …"
    note = _("Remembered names used (%(count)s): %(names)s")
    return [note % {"count": len(found), "names": names}]


def remembered_names_changed_since(moment: dt.datetime) -> bool:
    """Whether a remembered name that the running check has used was changed since then."""
    since = literal(moment.isoformat())
    return bool(fetch_rows(f"SELECT 1 FROM {REMEMBERED_NAMES} WHERE changed_at > {since} LIMIT 1"))  # noqa: S608 (table and column names of models)
