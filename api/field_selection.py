"""The parameters `fields` and `expand`: some fields only, and full records instead of references."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.serializers import Field, Serializer

from api.errors import ParameterError, closest_match
from api.filters.values import comma_list_errors, split_list

SELECTION_PARAMETERS = ("fields", "expand")
MAX_FIELDS = 50
MAX_EXPANDED = 10
# How many references in a row can be expanded
MAX_EXPAND_DEPTH = 2

SerializerFactory = Callable[[], Serializer]


@dataclass(frozen=True)
class FieldSelection:
    """Makes a serializer with some fields only, and with full records in place of references.

    Fields keep the order of the serializer, whatever the order in the query.
    """

    serializer: type[Serializer]
    fields: frozenset[str] = frozenset()
    expand: frozenset[str] = frozenset()

    def __call__(self) -> Serializer:
        row = self.serializer()
        for path in sorted(self.expand):
            _expand(row, path)
        if self.fields:
            _keep(row, self.fields)
        return row


def select_fields(serializer: type[Serializer], parameters: QueryDict) -> SerializerFactory:
    """The serializer with the fields that a valid query asks for."""
    fields, expand = (
        frozenset(split_list(parameters.get(name, ""))) for name in SELECTION_PARAMETERS
    )
    return FieldSelection(serializer, fields, expand) if fields or expand else serializer


def selection_errors(serializer: type[Serializer], parameters: QueryDict) -> list[ParameterError]:
    """Errors in `expand` and `fields`; `fields` may name fields of expanded records."""
    errors = comma_list_errors(parameters, "expand", MAX_EXPANDED)
    errors += comma_list_errors(parameters, "fields", MAX_FIELDS)
    if errors:
        return errors
    row = serializer()
    for path in split_list(parameters.get("expand", "")):
        error = _expand_error(row, path)
        if error:
            errors.append(error)
        else:
            _expand(row, path)
    for path in split_list(parameters.get("fields", "")):
        is_known, hint = _find(row, path)
        if not is_known:
            detail = f"“{path[:80]}” is not a field of these rows."
            errors.append(ParameterError("fields", "unknown_choice", detail, hint))
    return errors


def selection_parameters(row: Serializer) -> list[OpenApiParameter]:
    """How the schema describes `fields` and `expand` for these rows."""
    references = list(expandable_paths(row))
    described = {
        "fields": (
            f"Fields to return, up to {MAX_FIELDS}, dotted and separated by commas: "
            "slug,place.name; all by default. Therefore no field of a row is required in this schema.",
            ",".join(list(row.fields)[:2]),
        ),
        "expand": (
            f"References to return as full records, up to {MAX_EXPANDED}, separated by commas; "
            f"at most {MAX_EXPAND_DEPTH} references deep. Here: {', '.join(references) or 'none'}.",
            ",".join(references[:2]),
        ),
    }
    return [
        OpenApiParameter(
            name,
            {"type": "array", "items": {"type": "string"}},
            description=description,
            explode=False,
            style="form",
            examples=[OpenApiExample(name, value=example)],
        )
        for name, (description, example) in described.items()
        if example
    ]


def expandable_paths(row: Serializer, prefix: str = "") -> Iterator[str]:
    """The references of a row and of its children that can be expanded, as dotted names."""
    for name, field in row.fields.items():
        inner = _row_of(field)
        if _full_serializer(inner):
            yield f"{prefix}{name}"
        elif inner is not None:
            yield from expandable_paths(inner, f"{prefix}{name}.")


def _expand_error(row: Serializer, path: str) -> ParameterError | None:
    known = list(expandable_paths(row))
    names = path.split(".")
    depth = 0
    inner: Serializer | None = row
    for number, name in enumerate(names):
        inner = _row_of(inner.fields.get(name)) if inner is not None else None
        full = _full_serializer(inner)
        if inner is None or (number == len(names) - 1 and not full):
            detail = f"“{path[:80]}” is not a reference. The references are: {', '.join(known)}."
            return ParameterError("expand", "unknown_choice", detail, closest_match(path, known))
        if full:
            depth += 1
            inner = full()
    if depth > MAX_EXPAND_DEPTH:
        detail = f"“{path[:80]}” is {depth} references deep; the limit is {MAX_EXPAND_DEPTH}."
        return ParameterError("expand", "out_of_range", detail)
    return None


def _expand(row: Serializer, path: str) -> None:
    """Replaces every reference on the path by the serializer of the full record."""
    for name in path.split("."):
        field = row.fields[name]
        inner = _row_of(field)
        full = _full_serializer(inner)
        if full:
            source: dict[str, Any] = {} if field.source == name else {"source": field.source}
            field = full(many=inner is not field, read_only=True, **source)
            row.fields[name] = field
            inner = _row_of(field)
        assert inner is not None
        row = inner


def _keep(row: Serializer, paths: frozenset[str]) -> None:
    for name in list(row.fields):
        if name in paths:
            continue
        prefix = f"{name}."
        below = frozenset(path.removeprefix(prefix) for path in paths if path.startswith(prefix))
        inner = _row_of(row.fields[name])
        if below and inner is not None:
            _keep(inner, below)
        else:
            del row.fields[name]


def _find(row: Serializer, path: str) -> tuple[bool, str | None]:
    """Whether there is a field with this dotted name, and otherwise the closest name."""
    inner: Serializer | None = row
    prefix = ""
    for name in path.split("."):
        known = list(inner.fields) if inner is not None else []
        if inner is None or name not in known:
            hint = closest_match(name, known)
            return False, hint and f"{prefix}{hint}"
        inner, prefix = _row_of(inner.fields[name]), f"{prefix}{name}."
    return True, None


def _row_of(field: Field | None) -> Serializer | None:
    """The serializer of the rows that a field shows; None for a plain value."""
    inner = getattr(field, "child", field)
    return inner if isinstance(inner, Serializer) else None


def _full_serializer(row: Serializer | None) -> type[Serializer] | None:
    """The serializer of the full record, if the row is a reference to one."""
    return getattr(row, "full_serializer", None)
