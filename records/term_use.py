"""Which records show a term or place, and which terms and places a record shows.

Terms and places have no status: what depends on one is whether records show them (records/second_person.py).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import CASCADE, ForeignKey, Model

from records.choices import ReviewStatus
from records.public_rows import JoinPath, table_name
from records.published_views import SCHEMA
from records.review import LOADING, UNLOCKED_TERMS
from records.sql import fill, sql_file
from records.versions import is_record, key_of_root, paths_to_records

# Keys of terms and places by table
ShownTerms = dict[str, list[int]]


def is_term(model: type[Model]) -> bool:
    """Whether rows are terms or places, or parts of them."""
    return not is_record(model) and not any(paths_to_records(model))


def term_key(model: type[Model]) -> Any:
    """The foreign key to the term or place that the row is part of; None for terms and places themselves."""
    keys = (field for field in model._meta.local_fields if isinstance(field, ForeignKey))
    return next((key for key in keys if key.remote_field.on_delete is CASCADE), None)


def in_use_sql(model: Any, key: str) -> str:
    """SQL condition: records that are not drafts show the term or place with this key, or one below it."""
    return fill(
        ':"schema".:"function"(:key)', schema=SCHEMA, function=in_use_function(model), key=key
    )


def in_use_function(model: Any) -> str:
    """The name of the function that tells whether a term or place of this model is in use."""
    return f"{table_name(model)}_in_use"


def in_use_functions_sql(
    schema: str, model: type[Model], models: Sequence[type[Model]], decisions: str
) -> str:
    """Two functions: whether a term is in use, and whether public records show it."""
    table = table_name(model)
    proposed = sql_file("records/term_proposed", table=table, decisions=decisions)
    shown = _uses(model, models, [ReviewStatus.PUBLISHED])
    in_use = _uses(model, models, [s for s in ReviewStatus if s != ReviewStatus.DRAFT])
    return "\n".join(
        sql_file(
            "records/term_in_use",
            schema=schema,
            function=function,
            table=table,
            uses=" OR ".join(uses),
        )
        for function, uses in (
            (in_use_function(model), [*in_use, proposed]),
            (f"{table}_is_shown", shown),
        )
    )


def _uses(
    model: type[Model], models: Sequence[type[Model]], statuses: Sequence[ReviewStatus]
) -> list[str]:
    """SQL conditions, one for each foreign key to the model: a record with one of these statuses shows the term."""
    return [
        sql_file(
            "records/term_use",
            table=table_name(key.model),
            column=key.column,
            status=status,
            statuses=[each.value for each in statuses],
        )
        for key in _keys_to_terms(models)
        if key.related_model is model
        for status in _statuses(key.model, "used")
    ]


def _keys_to_terms(models: Sequence[type[Model]]) -> list[Any]:
    """The foreign keys of records, and of their rows, to terms and places."""
    return [
        key
        for model in models
        if not is_term(model)
        for key in model._meta.local_fields
        if isinstance(key, ForeignKey)
        and key.related_model in models
        and is_term(key.related_model)
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
    return shown_terms_of(type(row), [row.pk], using).get(row.pk, {})


def shown_terms_of(
    model: type[Model], keys: Sequence[int], using: str = DEFAULT_DB_ALIAS
) -> dict[int, ShownTerms]:
    """The same of several rows of a table, by their keys."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regproc(%s)", [f"{SCHEMA}.{_terms_function(model)}"])
        if cursor.fetchone()[0] is None:
            return {}
        function = fill(':"schema".:"name"', schema=SCHEMA, name=_terms_function(model))
        query = f"SELECT key, {function}(key)::text FROM unnest(%s) key"  # noqa: S608 (our own function)
        cursor.execute(query, [list(keys)])
        return {key: json.loads(terms) for key, terms in cursor.fetchall()}


def joined_terms(terms: Iterable[ShownTerms]) -> ShownTerms:
    """The terms that any of them names."""
    found: dict[str, set[int]] = {}
    for each in terms:
        for table, keys in each.items():
            found.setdefault(table, set()).update(keys)
    return {table: sorted(keys) for table, keys in sorted(found.items())}


def without_terms(terms: ShownTerms, *others: ShownTerms) -> ShownTerms:
    """The terms that none of the others names."""
    known = {(table, key) for other in others for table, keys in other.items() for key in keys}
    left = {table: [k for k in keys if (table, k) not in known] for table, keys in terms.items()}
    return {table: keys for table, keys in left.items() if keys}


def new_terms(terms: ShownTerms, using: str = DEFAULT_DB_ALIAS) -> ShownTerms:
    """Those of these terms, and of the terms above them, that no public record shows yet."""
    found: ShownTerms = {}
    with connections[using].cursor() as cursor:
        for table, keys in terms.items():
            query = sql_file(
                "records/new_terms", schema=SCHEMA, table=table, is_shown=f"{table}_is_shown"
            )
            cursor.execute(query, [keys])
            found[table] = [key for (key,) in cursor.fetchall()]
    return found


def _terms_function(model: type[Model]) -> str:
    return f"{table_name(model)}_terms"


def shown_terms_sql(schema: str, model: type[Model], models: Sequence[type[Model]]) -> str:
    """The function that finds what terms a row shows, and, for records and their rows, the trigger that locks these."""
    uses: dict[str, list[str]] = {}
    if is_term(model) and not term_key(model):
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
        "records/shown_terms", schema=schema, function=_terms_function(model), terms=terms
    )
    if is_term(model):
        return script
    return script + sql_file(
        "records/lock_shown_terms",
        schema=schema,
        table=table_name(model),
        function=f"{table_name(model)}_lock_terms",
        terms=_terms_function(model),
        is_shown=" OR ".join(f"({status}) <> 'draft'" for status in _statuses(model, "NEW")),
        loading=LOADING,
        unlocked=UNLOCKED_TERMS,
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
