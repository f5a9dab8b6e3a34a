"""The claims behind what a proposal changes: those about each field, and about the row as a whole."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q

from curation.admin_urls import admin_url
from curation.editing.field_labels import date_fields
from curation.editing.form_diff import FieldDiff, RowDiff

# Claims shown for a field or a row; the page of the record has all of them
MOST_CLAIMS = 10


@dataclass(frozen=True)
class ShownClaim:
    """A claim as a reviewer weighs it: what source says it where, the verdict, the Admiralty grade and the quote."""

    source: str
    url: str
    locator: str
    verdict: str
    grade: str
    quote: str


@dataclass(frozen=True)
class CitedField:
    """A field of a difference, and the claims about it."""

    diff: FieldDiff
    claims: list[ShownClaim]


@dataclass(frozen=True)
class CitedRow:
    """A row of a difference with its fields, and the claims about the row as a whole.

    `has_claims` is false for rows that no claim can be about, and for new ones.
    """

    diff: RowDiff
    fields: list[CitedField]
    claims: list[ShownClaim] = field(default_factory=list)
    has_claims: bool = False


def with_claims(rows: Iterable[RowDiff]) -> list[CitedRow]:
    """The rows of a difference with the claims behind them, read in one query for each table of claims."""
    rows = list(rows)
    found = _claims_by_row(filter(None, (_row_key(row) for row in rows)))
    return [_cited(row, found.get(_row_key(row))) for row in rows]


def _cited(row: RowDiff, claims: list[Any] | None) -> CitedRow:
    by_field: dict[str, list[Any]] = defaultdict(list)
    for claim in claims or ():
        by_field[claim.field].append(claim)
    fields = [
        CitedField(diff, _shown(claim for name in _columns(row, diff) for claim in by_field[name]))
        for diff in row["fields"]
    ]
    return CitedRow(row, fields, _shown(by_field[""]), claims is not None)


def _row_key(row: RowDiff) -> tuple[type[Model], int] | None:
    """The model and key of a saved row that claims can be about."""
    label, _, key = row.get("key", "").partition(":")
    if not key.isdecimal():
        return None
    model = apps.get_model(label)
    return (model, int(key)) if _claims_of(model) else None


def _claims_of(model: type[Model]) -> Any:
    """The foreign key of claims to rows of the model; None if no claim can be about them."""
    try:
        relation: Any = model._meta.get_field("claims")
    except FieldDoesNotExist:
        return None
    return relation.field


def _claims_by_row(keys: Iterable[tuple[type[Model], int]]) -> dict[Any, list[Any]]:
    """The claims about each of these rows."""
    found: dict[Any, list[Any]] = {key: [] for key in keys}
    wanted: dict[type[Model], dict[str, tuple[type[Model], list[int]]]] = defaultdict(dict)
    for model, key in found:
        reference = _claims_of(model)
        tables = wanted[reference.model].setdefault(reference.attname, (model, []))
        tables[1].append(key)
    for table, about in wanted.items():
        condition = Q()
        for name, (_model, pks) in about.items():
            condition |= Q(**{f"{name}__in": pks})
        for claim in table._default_manager.filter(condition).select_related("source"):
            name, (model, _pks) = next(
                each for each in about.items() if getattr(claim, each[0]) is not None
            )
            found[model, getattr(claim, name)].append(claim)
    return found


def _columns(row: RowDiff, diff: FieldDiff) -> Iterable[str]:
    """The columns behind a field of a form; claims name these."""
    name = diff.get("name", "")
    date = (
        date_fields().get(apps.get_model(row["key"].partition(":")[0]), {})
        if row.get("key")
        else {}
    )
    return date[name].columns if name in date else (name,) if name else ()


def _shown(claims: Iterable[Any]) -> list[ShownClaim]:
    return [
        ShownClaim(
            source=str(claim.source),
            url=admin_url(claim.source, "change", claim.source_id),
            locator=claim.locator,
            verdict=claim.get_verdict_display(),
            grade=f"{claim.source.reliability}{claim.credibility}",
            quote=claim.quote,
        )
        for claim in list(claims)[:MOST_CLAIMS]
    ]
