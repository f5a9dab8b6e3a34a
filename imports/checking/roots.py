"""The record, term or place that a row of a file belongs to, and what its status allows.

`final_table` of a target has it in columns: `root_table`, `root_id`, `root_status`, `root_version` and `root_slug`.
Terms and places have no status: `in_use` says that records show them, otherwise they count as drafts.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from django.db.models import CASCADE, Model

from imports.checking.proposed_rows import known_rows
from imports.checking.sql import AnyField, key_sql, literal, literals
from records.models import Record
from records.public_rows import table_name
from records.term_use import in_use_sql, term_key

# SQL conditions on the status: the row is written at once, or a second person must accept it, or it cannot be changed
IS_DIRECT = "coalesce(root_status, 'draft') = 'draft'"
IS_PROPOSED = "root_status IN ('published', 'in_use')"
IS_LOCKED = "root_status IN ('in_review', 'retracted')"
ROOT_COLUMNS = ("root_table", "root_id", "root_status", "root_version", "root_slug")


def root_columns(model: type[Model], given: set[str], *, has_parent: bool) -> tuple[str, str]:
    """SQL of the columns, and the joins they need, for the rows `parsed` and `existing`.

    `given` are the columns of the table that the file has. The rows of a list (`has_parent`) belong to what the row of
    the file belongs to.
    """
    if issubclass(model, Record):
        table = f"CASE WHEN existing.id IS NOT NULL THEN '{model._meta.db_table}' END"
        values = ["existing.id", "existing.review_status", "existing.version", "existing.slug"]
        return _named([table, *values]), ""
    if has_parent:
        return _named([f"parent.{name}" for name in ROOT_COLUMNS]), ""
    keys = keys_of_records(model, "coalesce(parsed.{0}, existing.{0})", given, known_rows)
    if not keys:
        return _term_columns(model, given), ""
    joins, tables = "", []
    for number, (record, paths) in enumerate(keys.items()):
        table = record._meta.db_table
        key = paths[0] if len(paths) == 1 else f"coalesce({', '.join(paths)})"
        joins += f" LEFT JOIN {table} root{number} ON root{number}.id = {key}"
        tables.append(f"WHEN root{number}.id IS NOT NULL THEN '{table}'")
    values = [
        f"coalesce({', '.join(f'root{number}.{column}' for number in range(len(keys)))})"
        for column in ("id", "review_status", "version", "slug")
    ]
    return _named([f"CASE {' '.join(tables)} END", *values]), joins


def keys_of_records(
    model: type[Model],
    reference: str,
    given: set[str],
    rows: Callable[[type[Model]], str] = table_name,
) -> dict[type[Model], list[str]]:
    """SQL of the keys of the records that a row can belong to, along foreign keys that cascade, by table.

    `reference` is the SQL of a column of the row, with {0} for its name; `rows` gives the SQL of the rows of a table.
    """
    found: dict[type[Model], list[str]] = defaultdict(list)
    for each in model._meta.local_concrete_fields:
        remote: AnyField = each.remote_field
        if remote is None or remote.on_delete is not CASCADE or each.column not in given:
            continue
        above: AnyField = each.related_model
        key = reference.format(each.column)
        if issubclass(above, Record):
            found[above].append(key)
            continue
        columns = {str(up.column) for up in above._meta.local_concrete_fields}
        table = above._meta.db_table
        for record, keys in keys_of_records(above, f"{table}.{{0}}", columns, rows).items():
            found[record] += [
                f"(SELECT {up} FROM {rows(above)} {table} WHERE {table}.id = {key})"  # noqa: S608 (table and column names of models)
                for up in keys
            ]
    return found


def supporting_sources(model: type[Model], fields: Sequence[AnyField]) -> str:
    """SQL of the sources that support these fields of the row `existing`, or the row as a whole, each with the place.

    Empty if there are no claims about such rows.
    """
    relation: AnyField = next((f for f in model._meta.related_objects if f.name == "claims"), None)
    if relation is None:
        return ""
    key = relation.field
    claims, sources = key.model._meta.db_table, key.model._meta.get_field("source").related_model
    names = literals(["", *(field.name for field in fields)])
    text = "source.slug || CASE WHEN claim.locator = '' THEN '' ELSE ':' || claim.locator END"
    return (
        f"(SELECT string_agg(DISTINCT {text}, '|') FROM {claims} claim"  # noqa: S608 (table and column names of models)
        f" JOIN {sources._meta.db_table} source ON source.id = claim.source_id"
        f" WHERE claim.{key.column} = existing.id AND claim.verdict = 'supports' AND claim.field IN ({names}))"
    )


def _term_columns(model: type[Model], given: set[str]) -> str:
    key = term_key(model)
    term, column = (key.related_model, key.column) if key else (model, "id")
    row = f"existing.{column}"
    if column in given:
        row = f"coalesce(parsed.{column}, existing.{column})"
    status = f"CASE WHEN {in_use_sql(term, row)} THEN 'in_use' ELSE 'draft' END"
    table = term._meta.db_table
    name = f"(SELECT {key_sql(term, 'term')} FROM {table} term WHERE term.id = {row})"  # noqa: S608 (table and column names of models)
    return _named([literal(table), row, status, "NULL::int", name])


def _named(values: list[str]) -> str:
    return ", ".join(f"{value} AS {name}" for value, name in zip(values, ROOT_COLUMNS, strict=True))
