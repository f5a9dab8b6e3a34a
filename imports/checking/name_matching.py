"""Names in files that match no record: which they are, and which were read as somebody decided before."""

import datetime as dt
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Case, CharField, Count, F, Func, Model, Value, When
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from imports.checking.columns import (
    PartsColumn,
    ReferenceColumn,
    has_further_names,
    table_of,
)
from imports.checking.targets import rows
from imports.choices import FaultKind
from imports.models import Import
from imports.resources import known_resources
from records.models import Record

# Remembered names that the note of an import tells
NAMES_TOLD = 10
MATCHABLE = (FaultKind.UNKNOWN, FaultKind.UNMATCHED)
# Longer texts are no names
NAME_SIGNS = 200


@cache
def matchable_tables() -> dict[str, type[Model]]:
    """The tables whose rows are known by several names, so that a name in a file may be decided on."""
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    return {table_of(model): model for model in records if has_further_names(model)}


def matchable_columns(import_: Import) -> dict[str, type[Model]]:
    """The columns of a file that refer to such rows, and to no others; those of all its parts."""
    found: dict[str, set[type[Model]]] = {}
    for name in known_resources().keys() & set(import_.resources()):
        for route in known_resources()[name].routes():
            for column in route.columns:
                for each in column.columns if isinstance(column, PartsColumn) else [column]:
                    if isinstance(each, ReferenceColumn) and each.is_remembered:
                        found.setdefault(column.name, set()).add(each.target)
    return {name: models.pop() for name, models in found.items() if len(models) == 1}


def unmatched(import_: Import) -> Any:
    """Names of a file that match no record: `value`, `table`, and `count` of rows; most frequent first."""
    columns = matchable_columns(import_)
    tables = [When(column=name, then=Value(table_of(model))) for name, model in columns.items()]
    folded: Any = Func(F("value"), function="folded", output_field=CharField())
    faults = import_.faults.filter(kind__in=MATCHABLE, column__in=list(columns))
    return (
        faults.alias(folded=folded, length=Length("value"))
        .filter(length__lte=NAME_SIGNS)
        .exclude(folded="")
        .order_by()
        .annotate(table=Case(*tables, output_field=CharField()))
        .values("value", "table")
        .annotate(count=Count("line", distinct=True))
        .order_by("-count", "value")
    )


def remembered() -> list[str]:
    """Of the check that goes on: a note on the names that were read as somebody decided before, if any."""
    found = rows("SELECT DISTINCT value, key FROM import_remembered ORDER BY value, key")
    if not found:
        return []
    told = ", ".join(f"{value} → {key}" for value, key in found[:NAMES_TOLD])
    if len(found) > NAMES_TOLD:
        told += ", …"
    return [
        _("Names read as remembered (%(count)s): %(names)s") % {"count": len(found), "names": told}
    ]


def is_changed_since(moment: dt.datetime) -> bool:
    """Whether any of them was decided on anew since then."""
    later = "SELECT 1 FROM import_remembered WHERE changed_at > :'moment' LIMIT 1"
    return bool(rows(later, moment=moment.isoformat()))
