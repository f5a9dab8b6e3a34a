"""Which rows a code of another system means."""

from typing import Any, ClassVar, Self

from django.db.models import Exists, Q, QuerySet


class CodedQuerySet(QuerySet):
    """Rows that have codes in other systems."""

    # Reverse relation to the codes of a row
    codes: ClassVar[str] = "identifiers"

    def with_code(self, scheme: str, value: str) -> Self:
        """The row for which this code is preferred; if it is for none, all rows that have it."""
        return self.filter(_code_condition(self.model, self.codes, scheme, value))


def _code_condition(model: Any, codes: str, scheme: str, value: str) -> Q:
    relation = model._meta.get_field(codes)
    coded = relation.related_model._default_manager.order_by().filter(scheme=scheme, value=value)
    preferred = coded.filter(preferred=True)
    found = coded.filter(Q(preferred=True) | ~Exists(preferred)).values(relation.field.name)
    column = getattr(model, "code_columns", {}).get(scheme)
    if not column or not _is_number(value):
        return Q(pk__in=found)
    # The code in a column of its own is the preferred one.
    own = {column: value}
    holders = model._default_manager.order_by().filter(**own)
    return Q(**own) | Q(~Exists(holders), pk__in=found)


def keys_with_code(model: Any, codes: str, text: str) -> Any:
    """Keys of records with exactly this slug, or with this code among those that the relation `codes` has."""
    keys = model._default_manager.filter(slug=text.lower()).order_by().values("pk")
    if not codes:
        return keys
    relation = model._meta.get_field(codes)
    spellings = (text, text.upper(), text.lower())
    coded = relation.related_model._default_manager.filter(value__in=spellings)
    found = [coded.order_by().values(relation.field.name)]
    if _is_number(text):
        columns = getattr(model, "code_columns", {}).values()
        numbered = [model._default_manager.filter(**{column: text}) for column in columns]
        found += [rows.order_by().values("pk") for rows in numbered]
    return keys.union(*found, all=True)


def _is_number(text: str) -> bool:
    """Whether the text is digits alone."""
    return text.isascii() and text.isdecimal()
