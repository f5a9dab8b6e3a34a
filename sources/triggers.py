"""Rules between records and the claims that support them, as deferred triggers."""

from collections.abc import Mapping
from typing import Any

import pgtrigger
from django.db.models import Model

from records.models import Record
from records.public_ids import keeps_public_id
from records.sql import fill, sql_file
from records.triggers import rule_across_rows
from records.visibility import shows, visible_with
from sources.quoting import claims_quote_a_tenth

# The models that claims of a table can be about, by the foreign key
Arc = Mapping[str, type[Model]]
SUPPORT_MESSAGE = "A published record needs a supporting claim from a published source."
CONFIRMED_MESSAGE = (
    "Credibility 1 (confirmed by independent sources) needs supporting claims "
    "from two or more publishers. Sources that rely on the same source are one origin."
)
ORIGIN_MESSAGE = (
    "A source relies on its origin in one step: name the first source of the chain, "
    "also for the sources that rely on this one."
)


def relies_on_an_origin() -> pgtrigger.Trigger:
    """On the sources' table: a source relies on one that relies on no other, so that its origin is one step away."""
    return rule_across_rows(
        "relies_on_an_origin",
        constraint="sources_source_relies_on_an_origin",
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__relies_on__isnull=False),
        lock="PERFORM FROM sources_source WHERE id = NEW.relies_on_id FOR SHARE;",
        broken_when=sql_file("sources/relies_on_no_origin"),
        message=ORIGIN_MESSAGE,
    )


def published_needs_support(table: str, claims: str, column: str) -> pgtrigger.Trigger:
    """On a record's table: whoever publishes it must have a supporting claim."""
    return rule_across_rows(
        "published_needs_support",
        constraint=f"{table}_published_needs_support",
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__review_status="published"),
        lock=_lock_record_and_sources(table, claims, column, "NEW.id"),
        broken_when=_unsupported(table, claims, column, "NEW.id"),
        message=SUPPORT_MESSAGE,
    )


def claim_triggers(claims: str, arc: Arc) -> list[pgtrigger.Trigger]:
    """The triggers of a table of claims."""
    tables: dict[str, Any] = {name: model._meta.db_table for name, model in arc.items()}
    return [
        *(_claim_still_needed(tables[name], claims, name) for name in _records(arc)),
        _confirmed_independently(claims, arc),
        _confirmation_still_needed(claims, arc),
        visible_with(source="sources_source", **tables),
        keeps_public_id(),
        claims_quote_a_tenth(claims),
    ]


def source_triggers(claims: str, arc: Arc) -> list[pgtrigger.Trigger]:
    """The triggers on sources that keep those which a table of claims needs."""
    return [
        *(_source_still_needed(arc[name]._meta.db_table, claims, name) for name in _records(arc)),
        _origins_still_differ(claims, arc),
        shows(claims, "source"),
    ]


def _records(arc: Arc) -> list[str]:
    return [name for name, model in arc.items() if issubclass(model, Record)]


def _claim_still_needed(table: str, claims: str, column: str) -> pgtrigger.Trigger:
    """On a claim's table: the last support of a published record cannot go."""
    return rule_across_rows(
        f"last_support_of_{column}",
        constraint=f"{table}_published_needs_support",
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(**{f"old__{column}__isnull": False}, old__verdict="supports"),
        lock=fill(
            'PERFORM FROM :"table" WHERE id = OLD.:"key" FOR NO KEY UPDATE;',
            table=table,
            key=f"{column}_id",
        ),
        broken_when=_unsupported(table, claims, column, f"OLD.{column}_id"),
        message=SUPPORT_MESSAGE,
    )


def _source_still_needed(table: str, claims: str, column: str) -> pgtrigger.Trigger:
    """On the sources' table: the last published source of a published record stays published."""
    return rule_across_rows(
        f"source_needed_by_{column}",
        constraint=f"{table}_published_needs_support",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__review_status="published")
        & ~pgtrigger.Q(new__review_status="published"),
        broken_when=fill(
            'EXISTS (SELECT FROM :"claims" AS cited WHERE cited.source_id = NEW.id AND :unsupported)',
            claims=claims,
            unsupported=_unsupported(table, claims, column, f"cited.{column}_id"),
        ),
        message=SUPPORT_MESSAGE,
    )


def _confirmed_independently(claims: str, arc: Arc) -> pgtrigger.Trigger:
    """On a claim's table: credibility 1 means that two publishers and two origins support the same row."""
    return rule_across_rows(
        "confirmed_independently",
        constraint=f"{claims}_confirmed_independently",
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__credibility=1),
        broken_when=_confirmed_by_one_origin(claims, arc, "rated.{key} = NEW.{key}"),
        message=CONFIRMED_MESSAGE,
    )


def _confirmation_still_needed(claims: str, arc: Arc) -> pgtrigger.Trigger:
    """On a claim's table: what another claim's credibility 1 rests on cannot go."""
    return rule_across_rows(
        "confirmation_still_needed",
        constraint=f"{claims}_confirmed_independently",
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__verdict="supports"),
        broken_when=_confirmed_by_one_origin(claims, arc, "rated.{key} = OLD.{key}"),
        message=CONFIRMED_MESSAGE,
    )


def _origins_still_differ(claims: str, arc: Arc) -> pgtrigger.Trigger:
    """On the sources' table: a new publisher or origin cannot undo an independent confirmation."""
    cited = fill(
        'rated.{key} IN (SELECT cited.{key} FROM :"claims" AS cited WHERE cited.source_id = NEW.id)',
        claims=claims,
    )
    return rule_across_rows(
        f"publishers_differ_in_{claims}",
        constraint=f"{claims}_confirmed_independently",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__publisher__df=pgtrigger.F("new__publisher"))
        | pgtrigger.Q(old__relies_on__df=pgtrigger.F("new__relies_on"))
        | pgtrigger.Q(old__review_status__df=pgtrigger.F("new__review_status")),
        broken_when=_confirmed_by_one_origin(claims, arc, cited),
        message=CONFIRMED_MESSAGE,
    )


def _confirmed_by_one_origin(claims: str, arc: Arc, rated: str) -> str:
    """SQL condition: a claim `rated` with credibility 1 is about a row that one publisher or origin supports.

    `rated` is the SQL condition that it is about a certain row, with {key} for the column of the key. Each key has a
    query of its own, which an index serves whatever is known about the tables.
    """
    found = (
        sql_file(
            "sources/confirmed_by_one_origin",
            claims=claims,
            rated=rated.format(key=f"{name}_id"),
            same_row=f"other.{name}_id = rated.{name}_id",
        )
        for name in arc
    )
    return f"({' OR '.join(found)})"


def _lock_record_and_sources(table: str, claims: str, column: str, row: str) -> str:
    """While a record is published nobody else takes its support away, nor withdraws a source of it."""
    return sql_file(
        "sources/lock_record_and_sources", table=table, claims=claims, key=f"{column}_id", row=row
    )


def _unsupported(table: str, claims: str, column: str, row: str) -> str:
    """SQL condition: the record of this id is published, and no published source supports it."""
    return sql_file(
        "sources/published_without_support", table=table, claims=claims, key=f"{column}_id", row=row
    )
