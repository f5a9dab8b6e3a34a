"""What a query wants to see of each row: some fields only, references as whole records."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from api.errors import ParameterError, closest_match
from api.filters.values import comma_list_errors, split_list

PARAMETERS = ("fields", "expand")
MAX_FIELDS = 50
MAX_EXPANDED = 10
# How many references, one behind the other, can be given as whole records
MAX_EXPAND_DEPTH = 2


@dataclass(frozen=True)
class FieldSelection:
    """A serializer with fewer fields, and with whole records in the place of references.

    Fields come in the order of the serializer, whatever the order they are asked for in.
    """

    serializer: type[Any]
    fields: frozenset[str] = frozenset()
    expand: frozenset[str] = frozenset()

    def __call__(self) -> Any:
        row = self.serializer()
        for path in sorted(self.expand):
            _expand(row, path)
        if self.fields:
            _keep(row, self.fields)
        return row


def select_fields(serializer: type[Any], parameters: QueryDict) -> Callable[[], Any]:
    """The serializer in the shape that a query without faults asks for."""
    wanted = {name: frozenset(split_list(parameters.get(name, ""))) for name in PARAMETERS}
    return FieldSelection(serializer, **wanted) if any(wanted.values()) else serializer


def selection_errors(serializer: type[Any], parameters: QueryDict) -> list[ParameterError]:
    """What is wrong with `expand` and `fields`; fields are those of the rows as expanded."""
    faults = comma_list_errors(parameters, "expand", MAX_EXPANDED)
    faults += comma_list_errors(parameters, "fields", MAX_FIELDS)
    if faults:
        return faults
    row = serializer()
    for path in split_list(parameters.get("expand", "")):
        fault = _cannot_expand(row, path)
        if fault:
            faults.append(fault)
        else:
            _expand(row, path)
    for path in split_list(parameters.get("fields", "")):
        found, hint = _find(row, path)
        if found is None:
            words = f"“{path[:80]}” is not a field of these rows."
            faults.append(ParameterError("fields", "unknown_choice", words, hint))
    return faults


def selection_parameters(row: Any) -> list[OpenApiParameter]:
    """How the schema describes `fields` and `expand` of these rows."""
    references = list(expandable_paths(row))
    shown = {
        "fields": (
            f"Fields wanted, up to {MAX_FIELDS}, with dots and commas: slug,place.name; all "
            "without it. What is not named is left out of the answer, required or not.",
            ",".join(list(row.fields)[:2]),
        ),
        "expand": (
            f"References to give as whole records, up to {MAX_EXPANDED}, with commas; "
            f"{MAX_EXPAND_DEPTH} references deep at most. Here: {', '.join(references) or 'none'}.",
            ",".join(references[:1]),
        ),
    }
    words = {"type": "array", "items": {"type": "string"}}
    return [
        OpenApiParameter(
            name,
            words,
            description=text,
            explode=False,
            style="form",
            examples=[OpenApiExample(name, value=example)],
        )
        for name, (text, example) in shown.items()
        if example
    ]


def expandable_paths(row: Any, above: str = "") -> Iterator[str]:
    """The references of a row and of its children that can be given as whole records."""
    for name, field in row.fields.items():
        inner = _row_of(field)
        if getattr(inner, "whole", None):
            yield f"{above}{name}"
        elif inner is not None:
            yield from expandable_paths(inner, f"{above}{name}.")


def _cannot_expand(row: Any, path: str) -> ParameterError | None:
    known = list(expandable_paths(row))
    names = path.split(".")
    depth = 0
    for number, name in enumerate(names):
        field = row.fields.get(name) if row is not None else None
        inner = _row_of(field)
        reference = getattr(inner, "whole", None)
        if inner is None or (number == len(names) - 1 and not reference):
            words = f"“{path[:80]}” is not a reference; such are: {', '.join(known)}."
            return ParameterError("expand", "unknown_choice", words, closest_match(path, known))
        depth += reference is not None
        row = reference() if reference else inner
    if depth > MAX_EXPAND_DEPTH:
        words = f"Whole records go {MAX_EXPAND_DEPTH} references deep; “{path[:80]}” goes {depth}."
        return ParameterError("expand", "out_of_range", words)
    return None


def _expand(row: Any, path: str) -> None:
    """Puts the whole record in the place of every reference on the path."""
    for name in path.split("."):
        field = row.fields[name]
        inner = _row_of(field)
        if getattr(inner, "whole", None):
            source = {} if field.source == name else {"source": field.source}
            field = inner.whole(many=inner is not field, read_only=True, **source)
            row.fields[name] = field
        row = _row_of(field)


def _keep(row: Any, paths: frozenset[str]) -> None:
    for name in list(row.fields):
        if name in paths:
            continue
        below = frozenset(
            path.removeprefix(f"{name}.") for path in paths if path.startswith(f"{name}.")
        )
        if below:
            _keep(_row_of(row.fields[name]), below)
        else:
            del row.fields[name]


def _find(row: Any, path: str) -> tuple[Any, str | None]:
    """The field of a dotted name, or None and the name that was nearest."""
    field, above = None, ""
    for name in path.split("."):
        known = list(row.fields) if row is not None else []
        if name not in known:
            hint = closest_match(name, known)
            return None, hint and f"{above}{hint}"
        field = row.fields[name]
        row, above = _row_of(field), f"{above}{name}."
    return field, None


def _row_of(field: Any) -> Any:
    """The serializer of the rows that a field shows; None for a plain value."""
    inner = getattr(field, "child", field)
    return inner if hasattr(inner, "fields") else None
