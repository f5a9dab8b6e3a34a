"""The version of a record moves with everything on its page: its children, claims and chosen rows.

Statement triggers, made from the models, find the records that the changed rows belong to, and count
each of them once. A row belongs to what it goes with: the record that its foreign keys with CASCADE
lead to. Why it is so: docs/decisions/0011-concurrency-and-merging.md.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import CASCADE, ForeignKey, Model

from records.public_changes import SOURCES
from records.public_rows import Join, JoinPath, rows_differ, stored_columns, table_name
from records.sql import fill, sql_file
from records.triggers import BY_STATEMENT

# What moves without anybody having written it
NOT_VERSIONED = {"is_public", "version", "created_at", "updated_at", "retracted_at", "causal_rank"}


def version_counting_sql(schema: str, models: Sequence[type[Model]]) -> str:
    """SQL that makes the functions and triggers which count versions."""
    parts = [
        sql_file("records/count_versions", schema=schema, table=table, function=f"{table}_moves")
        for table in map(table_name, filter(is_record, models))
    ]
    for model in models:
        if paths := list(paths_to_records(model)):
            parts.append(_locker(schema, model, paths))
            parts += [_mover(schema, model, paths, operation) for operation in SOURCES]
    return "\n".join(parts)


def is_record(model: Any) -> bool:
    """Whether rows of the model have a version of their own."""
    return any(field.name == "version" for field in model._meta.local_fields)


def paths_to_records(model: type[Model]) -> Iterator[JoinPath]:
    """The paths from a row to the records that it is written with, up its foreign keys."""
    for field in _wholes_of(model):
        step = Join(field.related_model, field.column, back=False)
        if is_record(field.related_model):
            yield (step,)
        else:
            for path in paths_to_records(field.related_model):
                yield (step, *path)


def _wholes_of(model: type[Model]) -> Iterator[Any]:
    """Foreign keys to what a row is part of, or, of a record, to whose page its claims are written on."""
    if is_record(model):
        yield from (model._meta.get_field(name) for name in getattr(model, "shown_with", ()))
        return
    # A row of a many-to-many field is written with the end that has the field, not with the other.
    owner = model._meta.auto_created
    for field in model._meta.local_fields:
        if not isinstance(field, ForeignKey) or field.remote_field.on_delete is not CASCADE:
            continue
        if not owner or field.related_model is owner:
            yield field


def _locker(schema: str, model: type[Model], paths: Sequence[JoinPath]) -> str:
    """The triggers that lock the records of a row before it is written."""
    table, written = table_name(model), written_columns(model)
    return sql_file(
        "records/lock_record",
        schema=schema,
        table=table,
        function=f"{table}_locks",
        lock_old="".join(_lock_root(schema, model, path, "OLD") for path in paths),
        lock_new="".join(_lock_root(schema, model, path, "NEW") for path in paths),
        written_differ=rows_differ(written, "OLD", "NEW"),
        by_statement=BY_STATEMENT,
    )


def _lock_root(schema: str, model: type[Model], path: JoinPath, row: str) -> str:
    return sql_file(
        "records/lock_root",
        schema=schema,
        table=table_name(path[-1].model),
        key=f"{row}.{path[0].column}",
        root=key_of_root(path, row),
        # A record shown with another one has a review of its own.
        is_part=str(not is_record(model)).lower(),
    )


def _mover(schema: str, model: type[Model], paths: Sequence[JoinPath], operation: str) -> str:
    """The trigger that counts the records whose rows a statement wrote."""
    table, (rows, transition_tables) = table_name(model), SOURCES[operation]
    # Of a record its version says all.
    watched = ["version"] if is_record(model) else written_columns(model)
    changed = rows_differ(watched, "old_row", "new_row") if operation == "UPDATE" else "true"
    written = {"INSERT": ["new_row"], "DELETE": ["old_row"], "UPDATE": ["old_row", "new_row"]}
    moves = ""
    for root in dict.fromkeys(path[-1].model for path in paths):
        found = " UNION ALL ".join(
            fill(
                "SELECT :root AS root FROM :rows WHERE :changed",
                root=key_of_root(path, row),
                rows=rows.format(table=table),
                changed=changed,
            )
            for path in paths
            if path[-1].model is root
            for row in written[operation]
        )
        moves += sql_file(
            "records/move_roots", schema=schema, function=f"{table_name(root)}_moves", roots=found
        )
    return sql_file(
        "records/move_versions",
        schema=schema,
        table=table,
        operation=operation,
        transition_tables=transition_tables,
        function=f"{table}_{operation.lower()}_moves",
        trigger=f"moves_version_{operation.lower()}",
        moves=moves,
    )


def key_of_root(path: JoinPath, row: str) -> str:
    """SQL of the key of the record at the end of a path, from the row of this name."""
    first, *others = path
    here = f"{row}.{first.column}"
    table = table_name(first.model)
    for step in others:
        here = fill(
            '(SELECT :"column" FROM public.:"table" WHERE id = :key)',
            column=step.column,
            table=table,
            key=here,
        )
        table = table_name(step.model)
    return here


def written_columns(model: type[Model]) -> list[str]:
    """Columns that somebody writes."""
    return [
        c.column for c in stored_columns(model) if not c.generated and c.column not in NOT_VERSIONED
    ]
