"""Codes of records in other systems: the abstract table, its rules, and the SQL of all codes of a table."""

from collections.abc import Mapping
from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from records import fields, rules
from records.choices import IdentifierScheme
from records.codes import canonical_code, canonical_code_sql
from records.lifetimes import lifetime_sql
from records.models import KeyedRow
from records.natural_keys import natural_key_fields
from records.querysets import TableQuerySet
from records.sql import fill
from records.visibility import public_with_others


class CodeIndex(models.Index):
    """The index that finds rows by their code. Its name may be as long as PostgreSQL allows."""

    max_name_length = 63


class Identifier(KeyedRow):
    """A code of a record in another system; concrete tables add the record and the systems."""

    schemes: ClassVar[type[IdentifierScheme]]

    value = fields.short_text(200, "The code as written there: SRB, 345, Q403, 10.1000/182.")
    preferred = models.BooleanField(
        default=True,
        help_text="The code to use where one is needed, and the record to find by this code where no "
        "day says which one. COW 345 is both Yugoslavia and Serbia: one of them is preferred.",
    )
    valid_from = fields.date(
        "First day on which the code stood for it; empty if since it began to exist."
    )
    valid_to = fields.date(
        "First day on which it no longer did; empty if it does as long as it exists."
    )
    is_public = public_with_others()

    objects = TableQuerySet.as_manager()

    class Meta:
        abstract = True
        verbose_name = "identifier"
        indexes = [
            CodeIndex(name="%(app_label)s_%(class)s_code", fields=["value", "scheme"]),
        ]

    def __str__(self) -> str:
        scheme: Any = getattr(self, "scheme", "")
        return f"{scheme}:{self.value}"

    def clean(self) -> None:
        super().clean()
        self.value = canonical_code(self.schemes, getattr(self, "scheme", ""), self.value)


def scheme_field(schemes: type[IdentifierScheme]) -> models.CharField:
    """The system that a code belongs to, of those that have codes for such records."""
    return fields.choice(schemes, 8, "The system the code belongs to.")


def canonical_columns(model: type[models.Model], values: Mapping[str, str]) -> dict[str, str]:
    """SQL of the columns of a code, as it is stored, from the SQL of columns; none for other rows."""
    if not issubclass(model, Identifier) or "value" not in values:
        return {}
    return {
        "value": canonical_code_sql(model.schemes, values.get("scheme", "NULL"), values["value"])
    }


def canonical_codes(schemes: type[IdentifierScheme]) -> pgtrigger.Trigger:
    """On a table of codes: writes them as `canonical_code` does, whatever program stores them."""
    return pgtrigger.Trigger(
        name="canonical_code",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("scheme", "value"),
        condition=pgtrigger.Condition("left(NEW.value, 1) = '0'"),
        func=fill(
            "NEW.value := :canonical; RETURN NEW;",
            canonical=canonical_code_sql(schemes, "NEW.scheme", "NEW.value"),
        ),
    )


def identifier_rules(owner: str, schemes: type[IdentifierScheme]) -> list[models.BaseConstraint]:
    """The rules of a table of codes; `owner` is the foreign key to the record that a code stands for."""
    return [
        rules.unique([owner, "scheme", "value"], f"The {owner} has this code already."),
        rules.unique(
            ["scheme", "value"],
            f"Another {owner} is the preferred one for this code.",
            name="value_preferred_once",
            condition=Q(preferred=True),
        ),
        rules.unique(
            [owner, "scheme"],
            f"The {owner} has a preferred code in this system already.",
            name=f"{owner}_preferred_once",
            condition=Q(preferred=True),
        ),
        rules.one_of("scheme", schemes),
        *(
            rules.check(
                f"{scheme}_wellformed",
                ~Q(scheme=scheme) | Q(value__regex=scheme.pattern),
                f"A code of the scheme “{scheme.label}” looks like {scheme.example}{scheme.hint}.",
            )
            for scheme in schemes
        ),
        rules.within_calendar("valid_from", "valid_to"),
        rules.check(
            "valid_to_after_valid_from",
            Q(valid_from__isnull=True)
            | Q(valid_to__isnull=True)
            | Q(valid_to__gt=models.F("valid_from")),
            "A code is valid for a day at least: its end is the first day on which it was not valid.",
        ),
    ]


def owner_of(identifiers: type[Identifier]) -> str:
    """Name of the foreign key from a code to its record."""
    return natural_key_fields(identifiers)[0]


def identifiers_of(model: type[models.Model]) -> type[Identifier] | None:
    """The table of the codes of these rows; None if they have none."""
    relation = getattr(model._default_manager.all(), "codes", "")
    field: Any = model._meta.get_field(relation) if relation else None
    return field.related_model if field else None


def schemes_of(model: type[models.Model]) -> list[str]:
    """The systems with codes for these rows; empty if there are none."""
    identifiers = identifiers_of(model)
    return identifiers.schemes.values if identifiers else []


def code_example(model: type[models.Model]) -> str:
    """A code of such a row as files and the API write it: unts:541. The rows must have codes."""
    identifiers = identifiers_of(model)
    schemes: Any = identifiers and identifiers.schemes
    first = next(iter(schemes))
    return f"{first}:{first.example}"


def codes_sql(model: type[models.Model]) -> str:
    """A query for the codes of all rows: `id` of the row, `scheme`, `value`, `preferred`, and both days.

    Its column `days` has the days on which the code can have stood for the row: between both days, and not outside
    the lifetime of the row. The rows must have codes. A code in a column of its own, such as a GeoNames number, is
    preferred.
    """
    identifiers = identifiers_of(model)
    assert identifiers is not None
    queries = [
        fill(
            "SELECT known.id, owned.scheme, owned.value, owned.preferred, owned.valid_from, owned.valid_to,"
            " daterange(owned.valid_from, owned.valid_to) * :lifetime AS days"
            ' FROM :"table" AS owned JOIN :"owners" AS known ON known.id = owned.:"owner"',
            lifetime=lifetime_sql(model, "known"),
            owner=f"{owner_of(identifiers)}_id",
            owners=model._meta.db_table,
            table=identifiers._meta.db_table,
        )
    ]
    queries += [
        fill(
            "SELECT id, :'scheme', :\"column\"::text, true, NULL::date, NULL::date, daterange(NULL, NULL)"
            ' FROM :"table" WHERE :"column" IS NOT NULL',
            scheme=scheme,
            column=column,
            table=model._meta.db_table,
        )
        for scheme, column in getattr(model, "code_columns", {}).items()
    ]
    return " UNION ALL ".join(queries)
