"""The version of a record moves with everything on its page: its children, claims and chosen rows.

Statement triggers, made from the models, find the records that the changed rows belong to, and count
each of them once. A row belongs to what it goes with: the record that its foreign keys with CASCADE
lead to. Why it is so: docs/decisions/0011-concurrency-and-merging.md.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import CASCADE, ForeignKey, Model

from records.public_changes import SOURCES
from records.public_rows import Join, JoinPath, stored_columns, table_name

# What moves without anybody having written it
NOT_VERSIONED = {"is_public", "version", "created_at", "updated_at", "retracted_at"}


def version_counting_sql(schema: str, models: Sequence[type[Model]]) -> str:
    """SQL that makes the functions and triggers which count versions."""
    parts = [_counter(schema, model) for model in models if is_record(model)]
    for model in models:
        if ways := list(paths_to_records(model)):
            parts.append(_locker(schema, model, ways))
            parts += [_mover(schema, model, ways, operation) for operation in SOURCES]
    return "\n".join(parts)


def is_record(model: Any) -> bool:
    """Whether rows of the model have a version of their own."""
    return any(field.name == "version" for field in model._meta.local_fields)


def paths_to_records(model: type[Model]) -> Iterator[JoinPath]:
    """The ways from a row to the records that it is written with, up its foreign keys."""
    for field in _wholes_of(model):
        step = Join(field.related_model, field.column, back=False)
        if is_record(field.related_model):
            yield (step,)
        else:
            for way in paths_to_records(field.related_model):
                yield (step, *way)


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


def _counter(schema: str, root: type[Model]) -> str:
    """Counts records, in the order of their keys, so that two sessions meet none crosswise.

    A transaction that writes row by row to one record counts once: nobody else sees what is between;
    and what it made itself stays at its first version.
    """
    table = table_name(root)
    return f"""
        CREATE FUNCTION {schema}.{table}_moves(roots bigint[]) RETURNS void LANGUAGE plpgsql AS $body$
        DECLARE mark text := '{table}' || roots::text;
        BEGIN
            IF roots IS NULL OR current_setting('balkanwatch.moved', true) = mark THEN RETURN; END IF;
            PERFORM FROM public.{table}
            WHERE id = ANY (roots) AND created_at <> now() ORDER BY id FOR NO KEY UPDATE;
            UPDATE public.{table} SET version = version + 1
            WHERE id = ANY (roots) AND created_at <> now();
            PERFORM set_config(
                'balkanwatch.moved', CASE WHEN cardinality(roots) = 1 THEN mark ELSE '' END, true
            );
        END $body$;
    """


def _locker(schema: str, model: type[Model], ways: Sequence[JoinPath]) -> str:
    """Before a row is written its records are locked, and only then what it refers to is.

    Its other triggers share what they look at: two sessions that share a record and then both want to
    count it would wait for each other. What only shows or hides a row locks nothing.
    """
    table = table_name(model)
    locks = {
        row: "\n".join(
            f"IF {row}.{way[0].column} IS NOT NULL THEN PERFORM FROM public.{table_name(way[-1].model)}"
            f" WHERE id = {_root_of(way, row)} FOR NO KEY UPDATE; END IF;"
            for way in ways
        )
        for row in ("OLD", "NEW")
    }
    name = f"{schema}.{table}_locks"
    old, new = (
        ", ".join(f"{row}.{column}" for column in _written(model)) for row in ("OLD", "NEW")
    )
    return f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            IF TG_OP <> 'INSERT' THEN {locks["OLD"]} END IF;
            IF TG_OP <> 'DELETE' THEN {locks["NEW"]} RETURN NEW; END IF;
            RETURN OLD;
        END $body$;
        CREATE TRIGGER lock_whole BEFORE INSERT OR DELETE ON public.{table}
        FOR EACH ROW EXECUTE FUNCTION {name}();
        CREATE TRIGGER lock_whole_update BEFORE UPDATE ON public.{table}
        FOR EACH ROW WHEN (ROW({old}) IS DISTINCT FROM ROW({new})) EXECUTE FUNCTION {name}();
    """


def _mover(schema: str, model: type[Model], ways: Sequence[JoinPath], operation: str) -> str:
    """The trigger that counts the records whose rows a statement wrote."""
    table, (source, transition) = table_name(model), SOURCES[operation]
    name = f"{schema}.{table}_{operation.lower()}_moves"
    old, new = (", ".join(f"{row}.{column}" for column in _watched(model)) for row in "on")
    changed = f"WHERE ROW({old}) IS DISTINCT FROM ROW({new})" if operation == "UPDATE" else ""
    seen = {"INSERT": "n", "DELETE": "o", "UPDATE": "on"}[operation]
    moves = ""
    for root in dict.fromkeys(way[-1].model for way in ways):
        found = " UNION ALL ".join(
            f"SELECT {_root_of(way, row)} AS root FROM {source.format(table=table)} {changed}"
            for way in ways
            if way[-1].model is root
            for row in seen
        )
        moves += f"""
            PERFORM {schema}.{table_name(root)}_moves(
                (SELECT array_agg(DISTINCT root ORDER BY root) FROM ({found}) r WHERE root IS NOT NULL)
            );"""
    return f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET jit = off AS $body$
        BEGIN {moves}
            RETURN NULL;
        END $body$;
        CREATE TRIGGER moves_version_{operation.lower()} AFTER {operation} ON public.{table}
        REFERENCING {transition} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
    """


def _root_of(way: JoinPath, row: str) -> str:
    """SQL of the key of the record at the end of a way, from the row of this name."""
    first, *others = way
    here = f"{row}.{first.column}"
    table = table_name(first.model)
    for step in others:
        here = f"(SELECT {step.column} FROM public.{table} WHERE id = {here})"
        table = table_name(step.model)
    return here


def _written(model: type[Model]) -> list[str]:
    """Columns that somebody writes."""
    return [
        c.column for c in stored_columns(model) if not c.generated and c.column not in NOT_VERSIONED
    ]


def _watched(model: type[Model]) -> list[str]:
    """Columns in which a change counts: of a record its version, which says all."""
    return ["version"] if is_record(model) else _written(model)
