"""Which rows a code of another system means."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db.models import Exists, Q, QuerySet

from records.choices import IdentifierScheme
from records.lifetimes import can_exist_on
from records.sql import fill


class CodedQuerySet(QuerySet):
    """Rows that have codes in other systems."""

    # Reverse relation to the codes of a row
    codes: ClassVar[str] = "identifiers"

    def with_code(self, scheme: str, value: str, on: dt.date | None = None) -> Self:
        """The row for which this code is preferred; if it is for none, all rows that have it.

        With a day, of those for which the code stood then, and that can have existed then.
        """
        return self.filter(_code_condition(self.model, self.codes, scheme, value, on))


def _code_condition(model: Any, codes: str, scheme: str, value: str, on: dt.date | None) -> Q:
    relation = model._meta.get_field(codes)
    table = relation.related_model
    value = canonical_code(table.schemes, scheme, value)
    coded = table._default_manager.order_by().filter(scheme=scheme, value=value)
    if on:
        coded = coded.filter(_valid_on(model, relation.field.name, on))
    preferred = coded.filter(preferred=True)
    found = coded.filter(Q(preferred=True) | ~Exists(preferred)).values(relation.field.name)
    column = getattr(model, "code_columns", {}).get(scheme)
    if not column or not _is_number(value):
        return Q(pk__in=found)
    # The code in a column of its own is the preferred one.
    own = {column: value}
    holders = model._default_manager.order_by().filter(**own)
    return Q(**own) | Q(~Exists(holders), pk__in=found)


def _valid_on(model: Any, owner: str, on: dt.date) -> Q:
    """Condition on codes: they stood for their row on the day, which can have existed then."""
    valid = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    valid &= Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return valid & can_exist_on(model, on, f"{owner}__")


def keys_with_code(model: Any, codes: str, text: str) -> Any:
    """Keys of records with exactly this slug, or with this code among those that the relation `codes` has."""
    keys = model._default_manager.filter(slug=text.lower()).order_by().values("pk")
    if not codes:
        return keys
    relation = model._meta.get_field(codes)
    spellings = {text, text.upper(), text.lower()}
    table = relation.related_model
    spellings |= {canonical_code(table.schemes, scheme, text) for scheme in table.schemes}
    coded = table._default_manager.filter(value__in=sorted(spellings))
    found = [coded.order_by().values(relation.field.name)]
    if _is_number(text):
        columns = getattr(model, "code_columns", {}).values()
        numbered = [model._default_manager.filter(**{column: text}) for column in columns]
        found += [rows.order_by().values("pk") for rows in numbered]
    return keys.union(*found, all=True)


def canonical_code(schemes: type[IdentifierScheme], scheme: str, value: str) -> str:
    """A code as it is stored: numbers without the zeros in front that some tables print."""
    if scheme in number_schemes(schemes) and value.isascii() and value.isdecimal():
        return value.lstrip("0") or "0"
    return value


def canonical_code_sql(schemes: type[IdentifierScheme], scheme: str, value: str) -> str:
    """The same in SQL, for the SQL of a system and of a code."""
    if not (numbers := number_schemes(schemes)):
        return value
    return fill(
        "CASE WHEN :scheme IN (:'numbers') AND :value ~ '^0[0-9]+$'"
        " THEN coalesce(nullif(ltrim(:value, '0'), ''), '0') ELSE :value END",
        scheme=scheme,
        numbers=numbers,
        value=value,
    )


def number_schemes(schemes: type[IdentifierScheme]) -> list[str]:
    """The systems whose codes are numbers."""
    return [scheme.value for scheme in schemes if scheme.is_number]


def _is_number(text: str) -> bool:
    """Whether the text is digits alone."""
    return text.isascii() and text.isdecimal()
