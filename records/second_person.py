"""Changes that need a second person: of records that are not drafts, and of terms and places that such records show.

Triggers made from the models refuse them, whatever program writes, unless somebody other than the author
accepted the change in the same transaction. Why: docs/decisions/0010-nobody-publishes-alone.md.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import CASCADE, ForeignKey, Model

from records.choices import ReviewStatus
from records.public_rows import rows_differ, table_name
from records.published_views import SCHEMA
from records.review import LOADING
from records.sql import fill, sql_file
from records.versions import is_record, key_of_root, paths_to_records, written_columns

# Names of the two rules, in errors
NEEDS_SECOND_PERSON = "change_needs_second_person"
IN_REVIEW_UNCHANGED = "record_in_review_unchanged"
REFUSALS = {
    NEEDS_SECOND_PERSON: "Readers see this: the change must be proposed, and a second person must accept it.",
    IN_REVIEW_UNCHANGED: "A record is waiting for review; it cannot be changed until it is published or sent back.",
}
# Settings of a transaction: “on” while a change is tried out; the accepted proposal that is carried out
TRIAL, DECISION = "records.trial", "records.decision"
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
    records = [_record_triggers(schema, model) for model in models if is_record(model)]
    terms = [model for model in models if not is_record(model) and not any(paths_to_records(model))]
    # Functions before the triggers that call them
    in_use = [_in_use_function(schema, model, models) for model in terms if not term_key(model)]
    return "\n".join(
        [functions, *records, *in_use, *(_term_triggers(schema, each) for each in terms)]
    )


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
    term = term_key(model)
    return sql_file(
        "records/term_needs_second_person",
        schema=schema,
        table=table_name(model),
        function=f"{table_name(model)}_second_person",
        in_use=_in_use(term.related_model if term else model),
        key=term.column if term else "id",
        written_differ=rows_differ(written_columns(model), "OLD", "NEW"),
    )


def term_key(model: type[Model]) -> Any:
    """The foreign key to the term or place that the row is part of; None for terms and places themselves."""
    keys = (field for field in model._meta.local_fields if isinstance(field, ForeignKey))
    return next((key for key in keys if key.remote_field.on_delete is CASCADE), None)


def in_use_sql(model: Any, key: str) -> str:
    """SQL condition: records that are not drafts show the term or place with this key, or one below it."""
    return fill(':"schema".:"function"(:key)', schema=SCHEMA, function=_in_use(model), key=key)


def _in_use(model: Any) -> str:
    return f"{table_name(model)}_in_use"


def _in_use_function(schema: str, model: type[Model], models: Sequence[type[Model]]) -> str:
    uses = [
        sql_file("records/term_use", table=table_name(user), column=key.column, status=status)
        for user in models
        for key in user._meta.local_fields
        if isinstance(key, ForeignKey) and key.related_model is model
        for status in _statuses(user)
    ]
    return sql_file(
        "records/term_in_use",
        schema=schema,
        function=_in_use(model),
        table=table_name(model),
        uses=" OR ".join(uses),
    )


def _statuses(model: type[Model]) -> Iterator[str]:
    """SQL of the status of each record that a row named `used` belongs to."""
    if is_record(model):
        yield "used.review_status"
        return
    for path in paths_to_records(model):
        yield fill(
            'SELECT review_status FROM public.:"table" WHERE id = :key',
            table=table_name(path[-1].model),
            key=key_of_root(path, "used"),
        )
