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
    is_identified,
    public_columns,
    stored_columns,
    table_name,
    visible,
)
from records.sql import fill, sql_file

FEED = "records_change"
# What a statement did to the rows of a table, each as old_row and new_row, and the transition tables behind it
SOURCES = {
    "INSERT": (
        "new_rows AS new_row LEFT JOIN public.{table} AS old_row ON false",
        "NEW TABLE AS new_rows",
    ),
    "DELETE": (
        "old_rows AS old_row LEFT JOIN public.{table} AS new_row ON false",
        "OLD TABLE AS old_rows",
    ),
    "UPDATE": (
        "old_rows AS old_row FULL JOIN new_rows AS new_row ON new_row.id = old_row.id",
        "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    ),
}
STAYED_RETRACTED = "old_row.retracted_at IS NOT NULL AND new_row.retracted_at IS NOT NULL"


def change_recording_sql(
    schema: str, models: Sequence[type[Model]], shown: Sequence[PublicResource]
) -> str:
    """SQL that makes the views of the records, and the triggers that keep them."""
    parts = [
        sql_file(
            "records/change_feed",
            schema=schema,
            tables=[table_name(model) for model in models],
            tombstones=" UNION ALL ".join(
                sql_file("records/tombstones_of_table", table=table_name(each.model))
                for each in shown
                if can_be_retracted(each.model)
            ),
            entries=" UNION ALL ".join(_entries(each, rank) for rank, each in enumerate(shown)),
        )
    ]
    for model in models:
        parts += [_recorder(schema, model, shown, operation) for operation in SOURCES]
        parts.append(
            sql_file(
                "records/note_truncate",
                schema=schema,
                table=table_name(model),
                function=f"{table_name(model)}_emptied",
                visible=visible(model, "old_row"),
            )
        )
    return "\n".join(parts)


def _recorder(
    schema: str, model: type[Model], shown: Sequence[PublicResource], operation: str
) -> str:
    """The trigger that notes which records a statement on the table changed for readers."""
    table, (rows, transition_tables) = table_name(model), SOURCES[operation]
    concerned = [
        fill(
            "EXISTS (SELECT FROM :rows WHERE :concerned)",
            rows=name,
            concerned=concerns_readers(model, name),
        )
        for name in ("old_rows", "new_rows")
        if name in transition_tables
    ]
    return sql_file(
        "records/note_changes",
        schema=schema,
        table=table,
        operation=operation,
        transition_tables=transition_tables,
        function=f"{table}_{operation.lower()}",
        trigger=f"public_changes_{operation.lower()}",
        concerns_readers=" OR ".join(concerned),
        rows=rows.format(table=table),
        old_visible=visible(model, "old_row"),
        new_visible=visible(model, "new_row"),
        differences=_differences(model, shown),
        changed=_changed(model),
        note_records=_noted(model, shown),
    )


def _differences(model: type[Model], shown: Sequence[PublicResource]) -> list[str]:
    """Columns that say in which of the sets of columns a row differs, and what it refers to and was called."""
    found = [
        f"was <> now OR was AND {differs(model, columns)} AS {name}"
        for columns, name in _column_sets(model, shown).items()
    ]
    keys = {step.column for each in shown for path in each.reads for step in path[-1:]}
    for column in sorted(keys & {item.column for item in stored_columns(model)}):
        found += [f"old_row.{column} AS old_{column}", f"new_row.{column} AS new_{column}"]
    had_key = f"was OR {STAYED_RETRACTED}" if can_be_retracted(model) else "was"
    key = next((each.key for each in shown if each.model is model), "NULL::text")
    return [*found, f"CASE WHEN {had_key} THEN {key.format(row='old_row')} END AS was_key"]


def _changed(model: type[Model]) -> str:
    """Condition: readers see the row otherwise than before."""
    condition = f"was <> now OR was AND {differs(model, public_columns(model))}"
    if can_be_retracted(model):
        condition += (
            f" OR {STAYED_RETRACTED} AND (old_row.retraction_reason, old_row.merged_into_id)"
            " IS DISTINCT FROM (new_row.retraction_reason, new_row.merged_into_id)"
        )
    return condition


def _noted(model: type[Model], shown: Sequence[PublicResource]) -> str:
    """The records to which the changed rows belong."""
    sets = _column_sets(model, shown)
    found = []
    for each in shown:
        for path, columns in each.reads.items():
            if not path and each.model is model:
                # Retracted records may differ in what is said of their retraction
                found.append(
                    fill(
                        "SELECT :'table', id, true, was_key FROM changed"
                        " WHERE :differs OR NOT was AND NOT now",
                        table=table_name(model),
                        differs=sets[columns],
                    )
                )
            elif path and path[-1].model is model:
                found.append(_roots(path, sets[columns], each.model))
    if not found:
        return "SELECT"
    return sql_file("records/note_records", records=" UNION ALL ".join(found))


def _roots(path: JoinPath, differs: str, root: type[Model]) -> str:
    """SQL that follows a path back from the changed rows to the records it starts from."""
    models = [root, *(step.model for step in path)]
    last, here, depth, joins = path[-1], "changed_row.id", len(path), ""
    if last.back:
        rows = fill(
            "SELECT :old_key AS id FROM changed WHERE :differs AND was"
            " UNION SELECT :new_key FROM changed WHERE :differs AND now",
            old_key=f"old_{last.column}",
            new_key=f"new_{last.column}",
            differs=differs,
        )
        depth -= 1
    else:
        rows = fill("SELECT id FROM changed WHERE :differs", differs=differs)
    joined = depth == len(path)
    while depth:
        step = path[depth - 1]
        if not joined:
            joins += _join(models[depth], depth, f"id = {here}")
            here = f"step_{depth}.id"
        if step.back:
            here, joined = f"step_{depth}.{step.column}", False
        else:
            joins += _join(models[depth - 1], depth - 1, f"{step.column} = {here}")
            here, joined = f"step_{depth - 1}.id", True
        depth -= 1
    return fill(
        "SELECT :'table', :root, false, NULL::text FROM (:rows) AS changed_row :joins"
        " WHERE :root IS NOT NULL",
        table=table_name(root),
        root=here,
        rows=rows,
        joins=joins,
    )


def _join(model: type[Model], number: int, condition: str) -> str:
    step = f"step_{number}"
    public = f" AND {step}.is_public" if is_flagged(model) else ""
    return f" JOIN public.{table_name(model)} AS {step} ON {step}.{condition}{public}"


def _entries(shown: PublicResource, rank: int) -> str:
    """What became of each noted record of a table: an end under its old key, or its new state."""
    table = table_name(shown.model)
    retracted, end, target = can_be_retracted(shown.model), "'deleted'", "NULL::text"
    if retracted:
        end, target = sql_file("records/end_of_record"), "target.slug"
    elif is_identified(shown.model):
        # A row that was merged into an equal one: its id is a former id of that one.
        target = sql_file(
            "records/key_of_remaining_row", table=table, key=shown.key.format(row="remaining")
        )
        end = f"CASE WHEN {target} IS NULL THEN 'deleted' ELSE 'merged' END"
    join = 'LEFT JOIN public.:"table" AS target ON target.id = record.merged_into_id AND target.is_public'
    return sql_file(
        "records/change_entries",
        rank=rank,
        resource=shown.resource,
        table=table,
        visible=visible(shown.model, "record"),
        key=shown.key.format(row="record"),
        join_target=fill(join, table=table) if retracted else "",
        end=end,
        target=target,
    )


def _column_sets(model: type[Model], shown: Sequence[PublicResource]) -> dict[frozenset[str], str]:
    """The sets of columns in which a change of a row matters to some record, by a name for each."""
    sets: dict[frozenset[str], str] = {}
    for each in shown:
        for path, columns in each.reads.items():
            if (path[-1].model if path else each.model) is model:
                sets.setdefault(columns, f"differs_{len(sets)}")
    return sets
