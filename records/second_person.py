"""Changes that need a second person: of records that are not drafts, and of terms and places that such records show.

Triggers made from the models refuse them, whatever program writes, unless somebody other than the author
accepted the change in the same transaction. Why: docs/decisions/0010-review.md.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model

from records.choices import ReviewStatus
from records.public_rows import rows_differ, table_name
from records.review import LOADING, TRIAL
from records.sql import fill, sql_file
from records.term_use import (
    in_use_function,
    in_use_functions_sql,
    in_use_sql,
    is_term,
    shown_terms_sql,
    term_key,
)
from records.versions import is_record, written_columns

# Names of the two rules, in errors
NEEDS_SECOND_PERSON = "change_needs_second_person"
IN_REVIEW_UNCHANGED = "record_in_review_unchanged"
REFUSALS = {
    NEEDS_SECOND_PERSON: "Readers see this: the change must be proposed, and a second person must accept it.",
    IN_REVIEW_UNCHANGED: "A record is waiting for review; it cannot be changed until it is published or sent back.",
}
# Setting of a transaction: the accepted proposal that is carried out
DECISION = "records.decision"
# Columns that only the steps of the review write
REVIEW_COLUMNS = {
    "review_status",
    "retraction_reason",
    "submitted_by_id",
    "submitted_at",
    "reviewed_by_id",
    "reviewed_at",
}


def needs_second_person(row: Model, using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether changes of this saved row, or of the rows on its page, must be proposed."""
    if is_record(type(row)):
        return bool(vars(row)["review_status"] != ReviewStatus.DRAFT)
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {in_use_sql(type(row), '%s')}", [row.pk])
        return bool(cursor.fetchone()[0])


@contextmanager
def trial(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Inside, every change is made as if a second person had agreed; at the end all of it is rolled back."""
    with transaction.atomic(using=using):
        allow_trial(using)
        yield
        transaction.set_rollback(True, using=using)


def allow_trial(using: str = DEFAULT_DB_ALIAS, *, is_allowed: bool = True) -> None:
    """Begins or ends a trial in the transaction that runs; the caller must roll it back."""
    _set(TRIAL, "on" if is_allowed else "", using)


@contextmanager
def accepted(decision: int, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Inside, the changes are those of this proposal, which a second person accepted in this transaction."""
    _set(DECISION, str(decision), using)
    yield
    _set(DECISION, "", using)


def _set(name: str, value: str, using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def second_person_sql(schema: str, models: Sequence[type[Model]], decisions: str) -> str:
    """SQL that makes the functions and triggers; `decisions` is the table of proposals.

    The triggers of the rows of records also lock them: see records/versions.py.
    """
    functions = sql_file(
        "records/second_person",
        schema=schema,
        loading=LOADING,
        trial=TRIAL,
        decision=DECISION,
        decisions=decisions,
        constraint=NEEDS_SECOND_PERSON,
        message=REFUSALS[NEEDS_SECOND_PERSON],
        in_review_constraint=IN_REVIEW_UNCHANGED,
        in_review_message=REFUSALS[IN_REVIEW_UNCHANGED],
    )
    lock = sql_file("records/lock_terms", schema=schema, decisions=decisions)
    records = [_record_triggers(schema, model) for model in models if is_record(model)]
    terms = [model for model in models if is_term(model) and not term_key(model)]
    # Functions before the triggers that call them
    in_use = [in_use_functions_sql(schema, model, models, decisions) for model in terms]
    shown = [shown_terms_sql(schema, model, models) for model in models]
    triggers = [_term_triggers(schema, model) for model in models if is_term(model)]
    return "\n".join([functions, lock, *records, *in_use, *shown, *triggers])


def _record_triggers(schema: str, model: type[Model]) -> str:
    written = written_columns(model)
    content = [name for name in written if name not in REVIEW_COLUMNS]
    return sql_file(
        "records/record_needs_second_person",
        schema=schema,
        table=table_name(model),
        function=f"{table_name(model)}_second_person",
        content_differs=rows_differ(content, "OLD", "NEW"),
        written_differ=rows_differ(written, "OLD", "NEW"),
    )


def _term_triggers(schema: str, model: type[Model]) -> str:
    key = term_key(model)
    term: Any = key.related_model if key else model
    lock_above = fill(
        "PERFORM :\"schema\".lock_terms(jsonb_build_object(:'table', jsonb_build_array(NEW.parent_id)));",
        schema=schema,
        table=table_name(term),
    )
    return sql_file(
        "records/term_needs_second_person",
        schema=schema,
        table=table_name(model),
        function=f"{table_name(model)}_second_person",
        term=table_name(term),
        in_use=in_use_function(term),
        key=key.column if key else "id",
        lock_above="" if key else lock_above,
        written_differ=rows_differ(written_columns(model), "OLD", "NEW"),
    )
