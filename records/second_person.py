"""Changes that need a second person: of records that are not drafts, and of terms and places that such records show.

Triggers made from the models refuse them, whatever program writes, unless somebody other than the author
accepted the change in the same transaction. Why: docs/decisions/0010-review.md.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import CASCADE, ForeignKey, Model

from records.choices import ReviewStatus
from records.public_rows import JoinPath, rows_differ, table_name
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

# Keys of terms and places by table
ShownTerms = dict[str, list[int]]


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
    terms = [model for model in models if _is_term(model) and not term_key(model)]
    # Functions before the triggers that call them
    in_use = [_in_use_function(schema, model, models, decisions) for model in terms]
    shown = [_shown_terms_sql(schema, model, models) for model in models]
    triggers = [_term_triggers(schema, model) for model in models if _is_term(model)]
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
        in_use=_in_use(term),
        key=key.column if key else "id",
        lock_above="" if key else lock_above,
        written_differ=rows_differ(written_columns(model), "OLD", "NEW"),
    )


def _is_term(model: type[Model]) -> bool:
    """Whether rows are terms or places, or parts of them."""
    return not is_record(model) and not any(paths_to_records(model))


def term_key(model: type[Model]) -> Any:
    """The foreign key to the term or place that the row is part of; None for terms and places themselves."""
    keys = (field for field in model._meta.local_fields if isinstance(field, ForeignKey))
    return next((key for key in keys if key.remote_field.on_delete is CASCADE), None)


def in_use_sql(model: Any, key: str) -> str:
    """SQL condition: records that are not drafts show the term or place with this key, or one below it."""
    return fill(':"schema".:"function"(:key)', schema=SCHEMA, function=_in_use(model), key=key)


def _in_use(model: Any) -> str:
    return f"{table_name(model)}_in_use"


def _in_use_function(
    schema: str, model: type[Model], models: Sequence[type[Model]], decisions: str
) -> str:
    uses = [
        sql_file("records/term_use", table=table_name(key.model), column=key.column, status=status)
        for key in _keys_to_terms(models)
        if key.related_model is model
        for status in _statuses(key.model, "used")
    ]
    return sql_file(
        "records/term_in_use",
        schema=schema,
        function=_in_use(model),
        table=table_name(model),
        uses=" OR ".join(uses),
        decisions=decisions,
    )


def _keys_to_terms(models: Sequence[type[Model]]) -> list[Any]:
    """The foreign keys of records, and of their rows, to terms and places."""
    return [
        key
        for model in models
        if not _is_term(model)
        for key in model._meta.local_fields
        if isinstance(key, ForeignKey)
        and key.related_model in models
        and _is_term(key.related_model)
    ]


def _statuses(model: type[Model], row: str) -> Iterator[str]:
    """SQL of the status of each record that the row of this name belongs to."""
    if is_record(model):
        yield f"{row}.review_status"
        return
    for path in paths_to_records(model):
        yield fill(
            'SELECT review_status FROM public.:"table" WHERE id = :key',
            table=table_name(path[-1].model),
            key=key_of_root(path, row),
        )


def shown_terms(row: Model, using: str = DEFAULT_DB_ALIAS) -> ShownTerms:
    """The terms and places that a saved row shows, with its rows, and itself if it is one."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regproc(%s)", [f"{SCHEMA}.{_shown_terms(type(row))}"])
        if cursor.fetchone()[0] is None:
            return {}
        function = fill(':"schema".:"name"', schema=SCHEMA, name=_shown_terms(type(row)))
        cursor.execute(f"SELECT {function}(%s)::text", [row.pk])
        return json.loads(cursor.fetchone()[0])


def without_terms(terms: ShownTerms, *others: ShownTerms) -> ShownTerms:
    """The terms that none of the others names."""
    known = {(table, key) for other in others for table, keys in other.items() for key in keys}
    left = {table: [k for k in keys if (table, k) not in known] for table, keys in terms.items()}
    return {table: keys for table, keys in left.items() if keys}


def _shown_terms(model: type[Model]) -> str:
    return f"{table_name(model)}_terms"


def _shown_terms_sql(schema: str, model: type[Model], models: Sequence[type[Model]]) -> str:
    """The function that finds what terms a row shows, and, for records and their rows, the trigger that locks these."""
    uses: dict[str, list[str]] = {}
    if _is_term(model) and not term_key(model):
        itself = 'SELECT :column FROM public.:"table" WHERE id = row_key'
        uses[table_name(model)] = [
            fill(itself, table=table_name(model), column=column) for column in ("id", "parent_id")
        ]
    for key in _keys_to_terms(models):
        for condition in _below(key.model, model):
            use = fill(
                'SELECT :"column" FROM public.:"table" WHERE :condition',
                column=key.column,
                table=table_name(key.model),
                condition=condition,
            )
            uses.setdefault(table_name(key.related_model), []).append(use)
    if not uses:
        return ""
    terms = [
        sql_file("records/shown_terms_of_table", table=table, uses=" UNION ".join(found))
        for table, found in sorted(uses.items())
    ]
    script = sql_file(
        "records/shown_terms", schema=schema, function=_shown_terms(model), terms=terms
    )
    if _is_term(model):
        return script
    return script + sql_file(
        "records/lock_shown_terms",
        schema=schema,
        table=table_name(model),
        function=f"{table_name(model)}_lock_terms",
        terms=_shown_terms(model),
        is_shown=" OR ".join(f"({status}) <> 'draft'" for status in _statuses(model, "NEW")),
        loading=LOADING,
    )


def _below(model: type[Model], top: type[Model]) -> Iterator[str]:
    """SQL conditions for the rows of a model that belong to the row of `top` with the key `row_key`."""
    if model is top:
        yield "id = row_key"
        return
    for path in paths_to_records(model):
        for length, step in enumerate(path, 1):
            if step.model is top:
                yield _leads_to(path[:length])


def _leads_to(path: JoinPath) -> str:
    """SQL condition for rows from which the path leads to the row with the key `row_key`."""
    first, *others = path
    if not others:
        return fill(':"column" = row_key', column=first.column)
    return fill(
        ':"column" IN (SELECT id FROM public.:"table" WHERE :condition)',
        column=first.column,
        table=table_name(first.model),
        condition=_leads_to(tuple(others)),
    )
