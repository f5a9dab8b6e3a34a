"""Facets: how many rows of a whole list have each value of what it can be narrowed by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, F, Field, Model
from django.db.models.expressions import RawSQL
from django.http import QueryDict

from api.compiler.json_rows import fetch
from api.errors import Fault, nearest
from api.filters.values import word_faults, words_of
from records.sql import fill, sql_file

MOST_FACETS = 6
# The most frequent values of each
MOST_VALUES = 100


@dataclass(frozen=True)
class Facet:
    """What is counted for a filter: lookup paths to its value and to the words for it.

    Without `label` these are the words of the closed list that the value is of.
    """

    value: str
    label: str = ""


def facet_faults(offered: Mapping[str, Facet], parameters: QueryDict) -> list[Fault]:
    """What is wrong with `facets`."""
    faults = word_faults(parameters, "facets", MOST_FACETS)
    if faults:
        return faults
    listed = f"The choices are: {', '.join(offered)}." if offered else "This list has none."
    for name in words_of(parameters.get("facets", "")):
        if name not in offered:
            words = f"“{name[:80]}” is not one of the choices. {listed}"
            faults.append(Fault("facets", "unknown_choice", words, nearest(name, offered)))
    return faults


def counted(
    tables: Sequence[Any], facets: Mapping[str, Facet]
) -> tuple[int | None, dict[str, list[dict[str, str | int]]]]:
    """The number of rows; value, label and number, by number and value, for each of the facets.

    In one query, or none where no facet is asked for; the number of rows is not known then.
    A row counts once for each value that it has; rows without a value, or with an empty one, are
    in none.
    """
    if not facets:
        return None, {}
    total = 0
    found: dict[str, list[dict[str, str | int]]] = {name: [] for name in facets}
    words = {name: _words(tables[0].model, facet) for name, facet in facets.items()}
    sql, parameters = _statement(tables, facets)
    for name, value, label, number in fetch(sql, parameters) if sql else []:
        if name is None:
            total = number
        else:
            text = words[name].get(label, label)
            found[name].append({"value": value, "label": text, "n": number})
    return total, found


def _statement(tables: Sequence[Any], facets: Mapping[str, Facet]) -> tuple[str, list[Any]]:
    """The rows of each table are found once; every facet counts them."""
    lists, counts = [], []
    of_lists: list[Any] = []
    of_counts: list[Any] = []
    for number, rows in enumerate(tables):
        try:
            sql, parameters = rows.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # Django sees that the conditions cannot be met.
            continue
        lists.append(f"list_{number} (pk) AS MATERIALIZED ({sql})")
        of_lists += parameters
        name_of_list = f"list_{number}"
        keys = fill('SELECT pk FROM :"list"', list=name_of_list)
        listed = RawSQL(keys, [])  # noqa: S611 (a name of our own)
        for name, facet in facets.items():
            sql, parameters = _groups(rows.model, listed, facet).query.sql_with_params()
            counts.append(
                fill(
                    "SELECT %s::text, counted.* FROM (:counted) AS counted (value, label, n)",
                    counted=sql,
                )
            )
            of_counts += [name, *parameters]
        counts.append(fill('SELECT NULL, NULL, NULL, count(*) FROM :"list"', list=name_of_list))
    if not lists:
        return "", []
    sql = sql_file("api/facets", lists=lists, counts=" UNION ALL ".join(counts))
    return sql, [*of_lists, *of_counts, MOST_VALUES]


def _groups(model: type[Model], listed: RawSQL, facet: Facet) -> Any:
    several = any(field.one_to_many or field.many_to_many for field in _fields(model, facet.value))
    rows = model._base_manager.filter(pk__in=listed, **{f"{facet.value}__gt": ""})
    return (
        rows.order_by()
        .values(facet_value=F(facet.value), facet_label=F(facet.label or facet.value))
        .annotate(n=Count("pk", distinct=several))
    )


def _words(model: type[Model], facet: Facet) -> dict[Any, str]:
    """The words for values of a closed list."""
    field: Any = _fields(model, facet.label or facet.value)[-1]
    return {value: str(label) for value, label in getattr(field, "flatchoices", None) or []}


def _fields(model: Any, path: str) -> list[Field]:
    """The fields along a lookup path."""
    fields = []
    for name in path.split("__"):
        field = model._meta.get_field(name)
        fields.append(field)
        model = field.related_model
    return fields
