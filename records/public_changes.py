"""Public changes, recorded by the database: a stamp for each table, and one feed of all records.

Statement triggers look at the rows that readers see. They note the records in whose representation
something changed; when the transaction commits, these get numbers, under one lock that is taken last.
Why it is so: docs/decisions/0008-public-changes.md.
"""

from collections.abc import Sequence

from django.db.models import Model

from records.public_rows import (
    JoinPath,
    PublicResource,
    can_be_retracted,
    concerns_readers,
    differs,
    is_flagged,
    public_columns,
    stored_columns,
    table_name,
    visible,
)

FEED = "records_change"
SOURCES = {
    "INSERT": ("new_rows n LEFT JOIN public.{table} o ON false", "NEW TABLE AS new_rows"),
    "DELETE": ("old_rows o LEFT JOIN public.{table} n ON false", "OLD TABLE AS old_rows"),
    "UPDATE": (
        "old_rows o FULL JOIN new_rows n ON n.id = o.id",
        "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    ),
}


def change_recording_sql(
    schema: str, models: Sequence[type[Model]], shown: Sequence[PublicResource]
) -> str:
    """SQL that makes the views of the records, and the triggers that keep them."""
    parts = [_stamps_of(models), _readable(schema, models, shown), _start_anew(schema)]
    parts += [_settle(schema, shown)]
    for model in models:
        parts += [_recorder(schema, model, shown, operation) for operation in SOURCES]
        parts.append(_emptied(schema, model))
    return "\n".join(parts)


def _stamps_of(models: Sequence[type[Model]]) -> str:
    names = ", ".join(f"('{table_name(model)}')" for model in models)
    return f"INSERT INTO public.records_stamp (table_name) VALUES {names} ON CONFLICT DO NOTHING;"


def _readable(schema: str, models: Sequence[type[Model]], shown: Sequence[PublicResource]) -> str:
    """Views of stamps and changes, and of the records that were public until they were retracted."""
    stones = " UNION ALL ".join(
        f"SELECT '{table_name(each.model)}'::text AS table_name, gone.slug, gone.retracted_at,"
        " gone.retraction_reason, target.slug AS merged_into"
        f" FROM public.{table_name(each.model)} gone LEFT JOIN public.{table_name(each.model)} target"
        " ON target.id = gone.merged_into_id AND target.is_public"
        " WHERE gone.retracted_at IS NOT NULL AND NOT gone.is_public"
        for each in shown
        if can_be_retracted(each.model)
    )
    return f"""
        CREATE VIEW {schema}.records_stamp AS SELECT * FROM public.records_stamp;
        CREATE VIEW {schema}.{FEED} AS SELECT * FROM public.{FEED};
        CREATE VIEW {schema}.records_tombstone AS {stones};
    """


def _start_anew(schema: str) -> str:
    """Every stamp moves, and the feed says that copies must be made anew."""
    return f"""
        CREATE FUNCTION {schema}.start_anew() RETURNS void LANGUAGE plpgsql AS $body$
        BEGIN
            PERFORM FROM public.records_stamp WHERE table_name = '{FEED}' FOR UPDATE;
            -- Once in a transaction: emptying a table may empty all that hang on it.
            IF NOT EXISTS (
                SELECT FROM public.{FEED} WHERE kind = 'reset' AND xmin = pg_current_xact_id()::xid
            ) THEN
                UPDATE public.records_stamp SET number = number + 1, changed_at = clock_timestamp();
                INSERT INTO public.{FEED} (number, at, resource, key, kind)
                SELECT number, changed_at, '', '', 'reset'
                FROM public.records_stamp WHERE table_name = '{FEED}';
            END IF;
        END $body$;
    """


def _emptied(schema: str, model: type[Model]) -> str:
    """TRUNCATE tells no rows: if any of them was public, copies start anew."""
    table = table_name(model)
    return f"""
        CREATE FUNCTION {schema}.{table}_emptied() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            IF EXISTS (SELECT FROM public.{table} o WHERE {visible(model, "o")}) THEN
                PERFORM {schema}.start_anew();
            END IF;
            RETURN NULL;
        END $body$;
        CREATE TRIGGER public_changes_truncate BEFORE TRUNCATE ON public.{table}
        FOR EACH STATEMENT EXECUTE FUNCTION {schema}.{table}_emptied();
    """


def _recorder(
    schema: str, model: type[Model], shown: Sequence[PublicResource], operation: str
) -> str:
    """The trigger that notes which records a statement on the table changed for readers."""
    table, (source, transition) = table_name(model), SOURCES[operation]
    name = f"{table}_{operation.lower()}"
    either = " OR ".join(
        f"EXISTS (SELECT FROM {rows} o WHERE {concerns_readers(model, 'o')})"
        for rows in ("old_rows", "new_rows")
        if rows in transition
    )
    return f"""
        CREATE FUNCTION {schema}.{name}() RETURNS trigger LANGUAGE plpgsql SET jit = off AS $body$
        BEGIN
            IF NOT ({either}) THEN RETURN NULL; END IF;
            WITH changed AS MATERIALIZED ({_changed(model, shown, source.format(table=table))}),
            touched AS (
                INSERT INTO public.records_touched (table_name)
                SELECT '{table}' WHERE EXISTS (SELECT FROM changed) ON CONFLICT DO NOTHING
            )
            {_noted(model, shown)}
            RETURN NULL;
        END $body$;
        CREATE TRIGGER public_changes_{operation.lower()} AFTER {operation} ON public.{table}
        REFERENCING {transition} FOR EACH STATEMENT EXECUTE FUNCTION {schema}.{name}();
    """


def _changed(model: type[Model], shown: Sequence[PublicResource], source: str) -> str:
    """Rows that readers see otherwise than before, and in which of the sets of columns they differ."""
    sets = _sets(model, shown)
    flags = [
        f"was <> now OR was AND {differs(model, columns)} AS {name}"
        for columns, name in sets.items()
    ]
    keys = {step.column for each in shown for way in each.reads for step in way[-1:]}
    for column in sorted(keys & {item.column for item in stored_columns(model)}):
        flags += [f"o.{column} AS old_{column}", f"n.{column} AS new_{column}"]
    condition = f"was <> now OR was AND {differs(model, public_columns(model))}"
    was = "was"
    if can_be_retracted(model):
        stones = "o.retracted_at IS NOT NULL AND n.retracted_at IS NOT NULL"
        condition += (
            f" OR {stones} AND (o.retraction_reason, o.merged_into_id)"
            " IS DISTINCT FROM (n.retraction_reason, n.merged_into_id)"
        )
        was = f"was OR {stones}"
    key = next((each.key for each in shown if each.model is model), "NULL::text")
    flags.append(f"CASE WHEN {was} THEN {key.format(row='o')} END AS was_key")
    return f"""
        SELECT coalesce(n.id, o.id) AS id, was, now, {", ".join(flags)} FROM {source}
        CROSS JOIN LATERAL (
            SELECT coalesce({visible(model, "o")}, false) AS was,
                coalesce({visible(model, "n")}, false) AS now
        ) seen WHERE {condition}
    """


def _noted(model: type[Model], shown: Sequence[PublicResource]) -> str:
    """The records to which the changed rows belong."""
    sets = _sets(model, shown)
    found = []
    for each in shown:
        table = table_name(each.model)
        for way, columns in each.reads.items():
            flag = sets.get(columns, "")
            if not way and each.model is model:
                # Retracted records may differ in what is said of their retraction
                found.append(
                    f"SELECT '{table}', id, true, was_key"
                    f" FROM changed WHERE {flag} OR NOT was AND NOT now"
                )
            elif way and way[-1].model is model:
                found.append(f"SELECT '{table}', {_roots(way, flag, each.model)}")
    if not found:
        return "SELECT;"
    return f"""
        INSERT INTO public.records_pending AS known (table_name, row_id, own, was_key)
        SELECT table_name, row_id, bool_or(own), max(was_key)
        FROM ({" UNION ALL ".join(found)}) found (table_name, row_id, own, was_key)
        GROUP BY table_name, row_id
        ON CONFLICT (table_name, row_id) DO UPDATE SET own = true, was_key = excluded.was_key
        WHERE excluded.own AND NOT known.own;
    """


def _roots(way: JoinPath, flag: str, root: type[Model]) -> str:
    """SQL that follows a way back from the changed rows to the records it starts from."""
    models = [root, *(step.model for step in way)]
    last, joins = way[-1], ""
    if last.back:
        rows = (
            f"SELECT old_{last.column} AS id FROM changed WHERE {flag} AND was"
            f" UNION SELECT new_{last.column} FROM changed WHERE {flag} AND now"
        )
        here, depth = "x.id", len(way) - 1
    else:
        rows, here, depth = f"SELECT id FROM changed WHERE {flag}", "x.id", len(way)
    joined = depth == len(way)
    while depth:
        step = way[depth - 1]
        if not joined:
            joins += _join(models[depth], depth, f"id = {here}")
            here = f"p{depth}.id"
        if step.back:
            here, joined = f"p{depth}.{step.column}", False
        else:
            joins += _join(models[depth - 1], depth - 1, f"{step.column} = {here}")
            here, joined = f"p{depth - 1}.id", True
        depth -= 1
    return f"{here}, false, NULL::text FROM ({rows}) x{joins} WHERE {here} IS NOT NULL"


def _join(model: type[Model], number: int, condition: str) -> str:
    alias = f"p{number}"
    public = f" AND {alias}.is_public" if is_flagged(model) else ""
    return f" JOIN public.{table_name(model)} {alias} ON {alias}.{condition}{public}"


def _settle(schema: str, shown: Sequence[PublicResource]) -> str:
    """At commit, after all rules have spoken: numbers for what the transaction changed.

    The first trigger only puts off the second one until nothing else is left to do, so that no
    transaction waits for anything while it holds the lock.
    """
    entries = " UNION ALL ".join(_entries(each, rank) for rank, each in enumerate(shown))
    return f"""
        CREATE FUNCTION {schema}.put_off() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            UPDATE public.records_touched SET settled = true WHERE NOT settled;
            RETURN NULL;
        END $body$;
        CREATE FUNCTION {schema}.settle() RETURNS trigger LANGUAGE plpgsql SET jit = off AS $body$
        DECLARE last bigint; moment timestamptz; added bigint;
        BEGIN
            IF NOT EXISTS (SELECT FROM public.records_touched) THEN RETURN NULL; END IF;
            SELECT number, greatest(clock_timestamp(), changed_at) INTO last, moment
            FROM public.records_stamp WHERE table_name = '{FEED}' FOR UPDATE;
            INSERT INTO public.{FEED} (number, at, resource, key, kind, merged_into)
            SELECT last + row_number() OVER (ORDER BY rank, key, kind DESC), moment,
                resource, key, kind, merged_into
            FROM ({entries}) entry;
            GET DIAGNOSTICS added = ROW_COUNT;
            UPDATE public.records_stamp SET number = number + added, changed_at = moment
            WHERE table_name = '{FEED}';
            UPDATE public.records_stamp SET number = number + 1, changed_at = moment
            WHERE table_name IN (SELECT table_name FROM public.records_touched);
            DELETE FROM public.records_pending;
            DELETE FROM public.records_touched;
            RETURN NULL;
        END $body$;
        CREATE CONSTRAINT TRIGGER put_off AFTER INSERT ON public.records_touched
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.put_off();
        CREATE CONSTRAINT TRIGGER settle AFTER UPDATE ON public.records_touched
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.settle();
    """


def _entries(shown: PublicResource, rank: int) -> str:
    """What became of each noted record of a table: an end under its old key, or its new state."""
    table = table_name(shown.model)
    end, target, join = "'deleted'", "NULL::text", ""
    if can_be_retracted(shown.model):
        target = "target.slug"
        join = (
            f"LEFT JOIN public.{table} target ON target.id = r.merged_into_id AND target.is_public"
        )
        end = (
            "CASE WHEN r.review_status <> 'retracted' THEN 'deleted'"
            " WHEN target.id IS NULL THEN 'retracted' ELSE 'merged' END"
        )
    return f"""
        SELECT {rank} AS rank, '{shown.resource}' AS resource, said.key, said.kind, said.merged_into
        FROM public.records_pending p LEFT JOIN public.{table} r ON r.id = p.row_id {join}
        CROSS JOIN LATERAL (
            SELECT CASE WHEN {visible(shown.model, "r")} THEN {shown.key.format(row="r")} END AS now_key
        ) n
        CROSS JOIN LATERAL (SELECT CASE WHEN p.own THEN p.was_key ELSE n.now_key END AS was_key) w
        CROSS JOIN LATERAL (VALUES
            (CASE WHEN w.was_key IS DISTINCT FROM n.now_key THEN w.was_key END, {end}, {target}),
            (n.now_key, CASE WHEN w.was_key = n.now_key THEN 'updated' ELSE 'created' END, NULL)
        ) said (key, kind, merged_into)
        WHERE p.table_name = '{table}' AND said.key IS NOT NULL
    """


def _sets(model: type[Model], shown: Sequence[PublicResource]) -> dict[frozenset[str], str]:
    """The sets of columns in which a change of a row matters to some record, by a name for each."""
    sets: dict[frozenset[str], str] = {}
    for each in shown:
        for way, columns in each.reads.items():
            if (way[-1].model if way else each.model) is model:
                sets.setdefault(columns, f"differs_{len(sets)}")
    return sets
