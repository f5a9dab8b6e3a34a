"""Facets: how many rows of a whole list have each value of a filter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, F, Field, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.http import QueryDict

from api.compiler.json_rows import fetch_all
from api.errors import ParameterError, closest_match
from api.filters.values import comma_list_errors, split_list

MAX_FACETS = 6
# The most frequent values of each facet
MAX_FACET_VALUES = 100
# Which filters facets respect: those of the list, or only the others, without those on the facet itself
FACET_FILTERS = ("all", "others")
# How the schema describes the facets in a response
FACETS_SCHEMA = {
    "type": "object",
    "description": "For each requested facet the values in the whole list, most frequent first; "
    "empty if no facets are requested.",
    "additionalProperties": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["value", "label", "n"],
            "properties": {
                "value": {"type": "string", "description": "As the filter takes it."},
                "label": {"type": "string"},
                "n": {"type": "integer", "description": "Number of rows that have the value."},
            },
        },
    },
}


@dataclass(frozen=True)
class Facet:
    """What is counted for a filter: the lookup paths of its value and of the label of the value.

    Without `label`, the label is that of the field's choice. A value that is no field is an `expression`, whose output
    field has the choices.
    """

    value: str = ""
    label: str = ""
    expression: Any = None


def facet_errors(facets: Mapping[str, Facet], parameters: QueryDict) -> list[ParameterError]:
    """Errors in `facets` and `facet_filters`."""
    errors = _mode_errors(parameters)
    if malformed := comma_list_errors(parameters, "facets", MAX_FACETS):
        return malformed + errors
    listed = f"The choices are: {', '.join(facets)}." if facets else "This list has no facets."
    for name in split_list(parameters.get("facets", "")):
        if name not in facets:
            detail = f"“{name[:80]}” is not one of the choices. {listed}"
            hint = closest_match(name, facets)
            errors.append(ParameterError("facets", "unknown_choice", detail, hint))
    return errors


def _mode_errors(parameters: QueryDict) -> list[ParameterError]:
    if "facet_filters" not in parameters:
        return []
    mode = str(parameters["facet_filters"])
    if mode in FACET_FILTERS and "facets" not in parameters:
        return [ParameterError("facet_filters", "incomplete", "This needs `facets`.")]
    if not mode.strip() or mode in FACET_FILTERS:
        return []
    listed = ", ".join(FACET_FILTERS)
    detail = f"“{mode[:80]}” is not one of the choices. The choices are: {listed}."
    hint = closest_match(mode, FACET_FILTERS)
    return [ParameterError("facet_filters", "unknown_choice", detail, hint)]


def count_facets(
    querysets: Sequence[QuerySet],
    facets: Mapping[str, Facet],
    apart: Mapping[str, Sequence[QuerySet]],
) -> tuple[int | None, dict[str, list[dict[str, str | int]]]]:
    """The number of rows, and for each facet its values with label and number, most frequent first.

    Takes one query; without facets it takes none, and the number of rows is None. A row counts once
    for each value that it has. Rows with no value or an empty one are not counted. The facets named
    in `apart` count other rows than those of the list.
    """
    if not facets:
        return None, {}
    total = 0
    counts: dict[str, list[dict[str, str | int]]] = {name: [] for name in facets}
    labels = {name: _choice_labels(querysets[0].model, facet) for name, facet in facets.items()}
    sql, parameters = _statement(querysets, facets, apart)
    for name, value, label, number in fetch_all(sql, parameters) if sql else []:
        if name is None:
            total = number
        else:
            text = labels[name].get(label, label)
            counts[name].append({"value": value, "label": text, "n": number})
    return total, counts


def own_filters(facet: str, names: Iterable[str]) -> set[str]:
    """Those of the parameters that filter by the facet itself: `type`, `type__in`, `type__not`."""
    return {name for name in names if name == facet or name.startswith(f"{facet}__")}


def _statement(
    querysets: Sequence[QuerySet],
    facets: Mapping[str, Facet],
    apart: Mapping[str, Sequence[QuerySet]],
) -> tuple[str, list[object]]:
    """Finds the rows of each table once, and again for each facet that is counted apart."""
    together = {name: facet for name, facet in facets.items() if name not in apart}
    counted = [(rows, together, True) for rows in querysets]
    for name, others in apart.items():
        counted += [(rows, {name: facets[name]}, False) for rows in others]
    lists, counts = [], []
    list_parameters: list[object] = []
    count_parameters: list[object] = []
    for number, (rows, some, is_whole_list) in enumerate(counted):
        try:
            sql, parameters = rows.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # Django knows that no row meets the conditions.
            continue
        lists.append(f"list_{number} (pk) AS MATERIALIZED ({sql})")
        list_parameters += parameters
        keys = RawSQL(f"SELECT pk FROM list_{number}", [])  # noqa: S608, S611 (a number)
        for name, facet in some.items():
            sql, parameters = _groups(rows.model, keys, facet).query.sql_with_params()
            counts.append(f"SELECT %s::text, g.* FROM ({sql}) g (value, label, n)")  # noqa: S608 (compiled by Django)
            count_parameters += [name, *parameters]
        if is_whole_list:
            counts.append(f"SELECT NULL, NULL, NULL, count(*) FROM list_{number}")  # noqa: S608 (a number)
    if not lists:
        return "", []
    sql = f"""
        WITH {", ".join(lists)},
        counts (facet, value, label, n) AS ({" UNION ALL ".join(counts)}),
        ranked AS (
            SELECT facet, value, label, sum(n)::bigint AS n,
                row_number() OVER (PARTITION BY facet ORDER BY sum(n) DESC, value) AS rank
            FROM counts GROUP BY facet, value, label
        )
        SELECT facet, value, label, n FROM ranked WHERE rank <= %s ORDER BY facet, rank
    """  # noqa: S608 (compiled by Django)
    return sql, [*list_parameters, *count_parameters, MAX_FACET_VALUES]


def _groups(model: type[Model], keys: RawSQL, facet: Facet) -> QuerySet:
    if facet.expression is not None:
        rows = model._base_manager.filter(pk__in=keys).alias(found=facet.expression)
        values = rows.order_by().values(facet_value=F("found"), facet_label=F("found"))
        return values.annotate(n=Count("pk"))
    fields = _fields(model, facet.value)
    is_multiple = any(field.one_to_many or field.many_to_many for field in fields)
    rows = model._base_manager.filter(pk__in=keys, **{f"{facet.value}__gt": ""})
    return (
        rows.order_by()
        .values(facet_value=F(facet.value), facet_label=F(facet.label or facet.value))
        .annotate(n=Count("pk", distinct=is_multiple))
    )


def _choice_labels(model: type[Model], facet: Facet) -> dict[object, str]:
    """The labels of the field's choices, if it has any."""
    field = (
        facet.expression.output_field
        if facet.expression is not None
        else _fields(model, facet.label or facet.value)[-1]
    )
    return {value: str(label) for value, label in getattr(field, "flatchoices", None) or []}


def _fields(model: Any, path: str) -> list[Field]:
    """The fields along a lookup path."""
    fields = []
    for name in path.split("__"):
        field = model._meta.get_field(name)
        fields.append(field)
        model = field.related_model
    return fields
