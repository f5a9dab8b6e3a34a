"""Rules for rows that are added: the records they belong to are locked, and whether readers see them is set.

Triggers do this before each row is written. A transaction that adds many rows can have it done once for all
rows of a statement, after they are written: see `by_statement`. The rules are the same; single rows are
faster one by one, many rows ten times faster together.
"""

from collections.abc import Sequence

from django.db.models import Model

from records.public_rows import table_name
from records.sql import fill, sql_file
from records.triggers import BY_STATEMENT
from records.versions import is_record, key_of_root, paths_to_records
from records.visibility import Visibility


def by_statement(insert: str) -> str:
    """SQL of an INSERT whose rows are handled together.

    The records of these rows must be locked before (`roots_sql` finds them): a session that writes to one of
    them could otherwise wait for a row that it has in common with the others, while these wait for the record.
    """
    return f"SET LOCAL {BY_STATEMENT} = on; {insert}; SET LOCAL {BY_STATEMENT} = off"


def roots_sql(model: type[Model], rows: str) -> dict[type[Model], str]:
    """For each kind of record that rows of the model belong to, SQL of the keys of the records of these rows.

    `rows` is the name of a table or alias that has the columns of the model.
    """
    found: dict[type[Model], list[str]] = {}
    for path in paths_to_records(model):
        query = fill("SELECT :root AS root FROM :rows", root=key_of_root(path, rows), rows=rows)
        found.setdefault(path[-1].model, []).append(query)
    return {root: " UNION ALL ".join(queries) for root, queries in found.items()}


def added_rows_sql(schema: str, models: Sequence[type[Model]]) -> str:
    """SQL that makes the functions and triggers; that which locks the records of a single row: records/versions.py."""
    return "\n".join(_triggers(schema, model) for model in models)


def _triggers(schema: str, model: type[Model]) -> str:
    table = table_name(model)
    lock_roots = [
        sql_file(
            "records/lock_roots_of_added",
            schema=schema,
            table=table_name(root),
            roots=roots,
            # A record shown with another one has a review of its own.
            is_part=str(not is_record(model)).lower(),
        )
        for root, roots in roots_sql(model, "new_row").items()
    ]
    visibility = _visibility(model)
    if not lock_roots and not visibility:
        return ""
    triggers = sql_file(
        "records/added_rows",
        schema=schema,
        table=table,
        function=f"{table}_added",
        by_statement=BY_STATEMENT,
        lock_roots="".join(lock_roots),
        shown_declared=" ".join(f"{_shown(name)} bigint[];" for name in visibility.others)
        if visibility
        else "",
        show_rows=_show_rows(table, visibility) if visibility else "",
    )
    if not visibility:
        return triggers
    return triggers + sql_file(
        "records/visibility_of_added",
        schema=schema,
        table=table,
        function=f"{table}_visibility",
        by_statement=BY_STATEMENT,
        body=visibility.body,
    )


def _visibility(model: type[Model]) -> Visibility | None:
    triggers = getattr(model._meta, "triggers", [])
    return next((each for each in triggers if isinstance(each, Visibility)), None)


def _show_rows(table: str, visibility: Visibility) -> str:
    """SQL that shows the rows which are visible with all that they depend on; others stay hidden."""
    visible = "new_row.review_status = 'published'" if visibility.published else "true"
    looks = []
    for name, other in visibility.others.items():
        key, shown = f"{name}_id", _shown(name)
        looks.append(
            sql_file(
                "records/shown_others_of_added", key=key, table=other, shown=shown, visible=visible
            )
        )
        visible += fill(
            ' AND (new_row.:"key" IS NULL OR new_row.:"key" = ANY (:shown))', key=key, shown=shown
        )
    return "".join(looks) + sql_file("records/show_added", table=table, visible=visible)


def _shown(name: str) -> str:
    return f"shown_{name}"
