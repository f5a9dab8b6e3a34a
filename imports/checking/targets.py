"""The rows of a file for one table: parses their cells, matches them with existing rows, merges both.

All in sets, in temporary tables: `parsed_table` has the cells as columns of the table and the id of each row,
`final_table` has whole rows as they are to be written, with their state.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import NOT_PROVIDED, Model

from imports.checking import sql
from imports.checking.codes import resolve_codes
from imports.checking.columns import ValueColumn
from imports.checking.id_columns import PublicIdColumn
from imports.checking.proposed_rows import known_rows
from imports.checking.related_columns import ListColumn, ReferenceColumn
from imports.checking.roots import root_columns
from imports.checking.row_days import final_days, with_codes_of_their_days
from imports.checking.sql import PART_SEPARATOR, AnyField, column_type, default_sql, literal
from records.identifiers import canonical_columns
from records.models import Record
from records.public_ids import PUBLIC_ID_FIELDS, IdentifiedRow, row_with_id_sql

# The nearest known value is looked up for at most this many unknown values
MAX_NEAREST = 1000
# From this many lookups on, an index is worth creating
INDEX_FROM = 20
# Temporary table of the remembered names that the file uses
REMEMBERED_NAMES = "import_remembered"


@dataclass
class Target:
    """Rows for one table. `source` is the table of their cells, which SQL calls `file_row`.

    `cells` has the SQL of the cell that each column reads, `when` the SQL condition for the rows of the
    file that belong to the table. `listed_in` names the column of the file that lists the rows, if any.
    `removes` is the SQL condition for rows that are to be removed; empty if the file removes none. `lists` are
    the lists that belong to a row, with the SQL of their cells.
    """

    name: str
    model: type[Model]
    source: str
    cells: list[tuple[ValueColumn, str]]
    when: str = "true"
    parent: "Target | None" = None
    parent_field: AnyField | None = None
    listed_in: str = ""
    fixed: Mapping[str, object] = field(default_factory=dict)
    removes: str = ""
    lists: Sequence[tuple[ListColumn, str]] = ()

    def __post_init__(self) -> None:
        self.table = self.model._meta.db_table
        self.parsed_table, self.final_table = f"{self.name}_parsed", f"{self.name}_final"

    @property
    def given(self) -> list[str]:
        """Columns of the table that the file gives values for."""
        names = [each.column for column, _ in self.cells for each in column.fields]
        return names + ([self.parent_field.column] if self.parent_field else [])

    @property
    def written(self) -> list[AnyField]:
        """Fields of the table that an import writes: not those that the database fills itself."""
        return [
            each
            for each in self.model._meta.local_concrete_fields
            if not each.primary_key and not each.generated and each.db_default is NOT_PROVIDED
        ]

    @property
    def inserted(self) -> list[AnyField]:
        """Those of a new row: its public ids, too, where rows have them."""
        names = PUBLIC_ID_FIELDS if issubclass(self.model, IdentifiedRow) else ()
        return [*self.written, *map(self.model._meta.get_field, names)]

    def _gives(self, name: str) -> bool:
        """Whether the file has a column of public ids, or of former ones."""
        return any(
            isinstance(column, PublicIdColumn) and column.field.name == name
            for column, _ in self.cells
        )

    def label(self, column: ValueColumn) -> str:
        """Name of the column in the file."""
        return self.listed_in or column.name

    def lookup(self, number: int) -> str:
        """Name of the lookup table of a cell."""
        return f"{self.name}_lookup{number}"

    def read(self) -> None:
        """Fills `parsed_table` and `final_table`."""
        for number, (column, cell) in enumerate(self.cells):
            if isinstance(column, ReferenceColumn):
                self._create_lookup(column, cell, self.lookup(number))
        self._parse()
        for column, cell in self.cells:
            if isinstance(column, ReferenceColumn) and column.is_within_table:
                self._resolve_within_file(column, cell)
        self._merge_with_existing()

    def _create_lookup(self, column: ReferenceColumn, cell: str, lookup: str) -> None:
        """Creates a table of the distinct values of a reference with the id of the row that each means."""
        target = column.target
        parts = sql.key_parts(target)
        has_all_parts = f"cardinality(string_to_array(cell.value, '{PART_SEPARATOR}')) = {parts}"
        sql.create_temp_table(
            lookup,
            "SELECT cell.value, known.id, ''::text AS several, ''::text AS nearest,"  # noqa: S608 (table and column names of models)
            " false AS is_further_name, ''::text AS holders"
            f" FROM (SELECT DISTINCT {cell} AS value FROM {self.source} file_row"
            f" WHERE {cell} IS NOT NULL AND {self.when}) cell"
            f" LEFT JOIN {known_rows(target)} known"
            f" ON {sql.key_condition(target, 'known', 'cell.value')} AND {has_all_parts}",
        )
        if not sql.fetch_rows(f"SELECT 1 FROM {lookup} WHERE id IS NULL LIMIT 1"):  # noqa: S608 (table and column names of models)
            return
        resolve_codes(target, lookup)
        if column.by_name:
            _resolve_names(target, lookup)
        if column.uses_remembered_names:
            _resolve_remembered_names(target, lookup)
        sql.run(f"CREATE INDEX ON {lookup} (value)")
        if parts == 1:
            _add_nearest(target, lookup)

    def _parse(self) -> None:
        """Fills `parsed_table`; a row that does not exist yet gets a new id."""
        values: dict[str, str] = {}
        joins = ""
        for number, (column, cell) in enumerate(self.cells):
            values |= column.values(cell, self.lookup(number))
            joins += " " + column.joins(cell, self.lookup(number))
        if self.parent and self.parent_field:
            values[self.parent_field.column] = "parent.id"
            joins += f" JOIN {self.parent.final_table} parent ON {sql.is_parent('file_row')}"
        values |= canonical_columns(self.model, values)
        values["removes"] = self.removes or "false"
        columns = ", ".join(f"{value} AS {name}" for name, value in values.items())
        rows = f"SELECT file_row.*, {columns} FROM {self.source} file_row {joins} WHERE {self.when}"  # noqa: S608 (table and column names of models)
        rows = with_codes_of_their_days(self, rows)
        same_key = " AND ".join(self._same_key(each) for each in sql.key_fields(self.model))
        known, by_id = "existing.id", ""
        if self._gives("public_id"):
            known = "coalesce(by_id.id, existing.id)"
            by_id = row_with_id_sql(self.table, "parsed.public_id")
            by_id = f" LEFT JOIN LATERAL ({by_id}) by_id ON true"
        sql.create_temp_table(
            self.parsed_table,
            f"SELECT parsed.*, {known} IS NULL AND NOT parsed.removes AS is_new,"  # noqa: S608 (table and column names of models)
            # The name of the sequence is looked up once.
            f" coalesce({known}, nextval((SELECT pg_get_serial_sequence('{self.table}', 'id'))::regclass)) AS id"
            f" FROM ({rows}) parsed LEFT JOIN {known_rows(self.model)} existing ON {same_key}{by_id}",
        )

    def _same_key(self, each: AnyField) -> str:
        """SQL condition, usable in a hash join: both rows have the same value in a field of the key."""
        column = each.column
        if column in self.given:
            value = f"parsed.{column}"
        elif each.name in self.fixed:
            value = literal(self.fixed[each.name])
        else:
            value = default_sql(each)
        if not each.null:
            return f"existing.{column} = {value}"
        return f"coalesce(existing.{column}::text, '') = coalesce({value}::text, '')"

    def _resolve_within_file(self, column: ReferenceColumn, cell: str) -> None:
        """Resolves references to rows of the same file."""
        key, name = sql.key_fields(self.model)[0].column, column.field.column
        sql.run(
            f"UPDATE {self.parsed_table} file_row SET {name} = other.id FROM {self.parsed_table} other"  # noqa: S608 (table and column names of models)
            f" WHERE file_row.{name} IS DISTINCT FROM other.id AND other.{key} = {cell}"
        )

    def _merge_with_existing(self) -> None:
        """Fills `final_table`; `was` has the former values of a changed row, `seen` its version in the database."""
        given = self.given
        values: dict[str, str] = {}
        for each in self.written:
            name = each.column
            if name in given:
                values[name] = f"parsed.{name}"
                continue
            fixed = self.fixed.get(each.name)
            new = default_sql(each) if fixed is None else f"{literal(fixed)}::{column_type(each)}"
            values[name] = f"CASE WHEN parsed.is_new THEN {new} ELSE existing.{name} END"
        days = final_days(self.model, values, has_parent=self.parent is not None)
        columns = [f"{value} AS {name}" for name, value in {**values, "row_days": days}.items()]
        if len(self.inserted) > len(self.written):
            given_id = "parsed.public_id" if self._gives("public_id") else "NULL::uuid"
            new = f"coalesce({given_id}, gen_random_uuid())"
            former = "parsed.former_ids" if self._gives("former_ids") else "''"
            columns += [
                f"CASE WHEN parsed.is_new THEN {value} ELSE existing.{name} END AS {name}"
                for name, value in zip(PUBLIC_ID_FIELDS, (new, former), strict=True)
            ]
        differs = " OR ".join(f"parsed.{name} IS DISTINCT FROM existing.{name}" for name in given)
        differs = f"NOT parsed.removes AND ({differs})"
        was = ", ".join(f"'{name}', existing.{name}" for name in given)
        root, joins = root_columns(self.model, set(given), has_parent=self.parent is not None)
        if self.parent:
            joins += f" LEFT JOIN {self.parent.final_table} parent ON {sql.is_parent('parsed')}"
        place = "parsed.parent_pos" if self.parent else "0"
        sql.create_temp_table(
            self.final_table,
            f"SELECT parsed.line, parsed.pos, {place} AS parent_pos, parsed.id, parsed.is_new,"  # noqa: S608 (table and column names of models)
            f" {', '.join(columns)},"
            " CASE WHEN parsed.is_new THEN 'new' WHEN parsed.removes AND existing.id IS NOT NULL THEN 'removed'"
            f" WHEN {differs} THEN 'changed' ELSE 'unchanged' END AS state,"
            f" CASE WHEN NOT parsed.is_new AND {differs} THEN jsonb_build_object({was}) END AS was,"
            f" existing.seen,"
            f" {root}"
            f" FROM {self.parsed_table} parsed"
            f" LEFT JOIN {known_rows(self.model)} existing"
            f" ON existing.id = parsed.id AND NOT parsed.is_new{joins}",
        )


def _resolve_names(target: type[Model], lookup: str) -> None:
    """Resolves values that are the name of one row, ignoring case, diacritics and script.

    Further names from another table count only where no row has the value as its own name. Where several rows have
    one, and one of them had it between certain days, `holders` says so: the day of a row decides.
    """
    key, table = sql.key_sql(target, "known"), target._meta.db_table
    names = [f"SELECT id, folded, false FROM {table}"]  # noqa: S608 (table and column names of models)
    stays = stays_sql(target, "known")
    if sql.has_aliases(target):
        aliases = sql.alias_relation(target)
        further = aliases.related_model._meta.db_table
        dated = "valid_from IS NOT NULL OR valid_to IS NOT NULL"
        names.append(
            f"SELECT {aliases.field.column}, folded, bool_or({dated}) FROM {further} GROUP BY 1, 2"  # noqa: S608 (table and column names of models)
        )
    for number, query in enumerate(names):
        sql.run(
            f"UPDATE {lookup} lookup SET several = found.keys,"  # noqa: S608 (table and column names of models)
            " id = CASE WHEN found.count = 1 THEN found.id END,"
            f" is_further_name = {number > 0}, holders = CASE WHEN found.is_dated THEN found.keys ELSE '' END"
            " FROM (SELECT unknown.value, min(known.id) AS id, count(*) AS count, bool_or(is_dated) AS is_dated,"
            f" CASE WHEN count(*) > 1 THEN string_agg({key}, ', ' ORDER BY {key}) ELSE '' END AS keys"
            f" FROM {lookup} unknown"
            f" JOIN ({query}) name (known_id, folded, is_dated) ON name.folded = folded(unknown.value)"
            f" JOIN {table} known ON known.id = name.known_id"
            f" WHERE unknown.id IS NULL AND unknown.several = '' AND {stays} GROUP BY unknown.value) found"
            " WHERE found.value = lookup.value"
        )


def _resolve_remembered_names(target: type[Model], lookup: str) -> None:
    """Resolves remembered names; a merged row stands for the row that it was merged into."""
    table = target._meta.db_table
    sql.run(
        "WITH RECURSIVE meant AS ("  # noqa: S608 (table and column names of models)
        f"SELECT unknown.value, match.changed_at, known.id, known.merged_into_id FROM {lookup} unknown"
        f" JOIN imports_namematch match ON match.table = '{table}' AND match.folded = folded(unknown.value)"
        f" JOIN {table} known ON known.id = match.row WHERE unknown.id IS NULL AND unknown.several = ''"
        " UNION SELECT meant.value, meant.changed_at, known.id, known.merged_into_id FROM meant"
        f" JOIN {table} known ON known.id = meant.merged_into_id), resolved AS ("
        f"UPDATE {lookup} lookup SET id = meant.id FROM meant WHERE meant.value = lookup.value"
        " AND meant.merged_into_id IS NULL RETURNING meant.value, meant.id, meant.changed_at)"
        f" INSERT INTO {REMEMBERED_NAMES}"
        f" SELECT resolved.value, {sql.key_sql(target, 'known')}, resolved.changed_at"
        f" FROM resolved JOIN {table} known ON known.id = resolved.id"
    )


def _add_nearest(target: type[Model], lookup: str) -> None:
    """Adds the most similar key to values that mean no row."""
    unknown = f"SELECT value FROM {lookup} WHERE id IS NULL AND several = '' LIMIT {MAX_NEAREST}"  # noqa: S608 (table and column names of models)
    (count,) = sql.fetch_rows(f"SELECT count(*) FROM ({unknown}) unknown")[0]  # noqa: S608 (table and column names of models)
    key, keys = sql.key_fields(target)[0].column, f"{lookup}_keys"
    known = f"{target._meta.db_table} known WHERE {stays_sql(target, 'known')}"
    sql.create_temp_table(keys, f"SELECT {key}::text AS key FROM {known}")  # noqa: S608 (table and column names of models)
    if count > INDEX_FROM:
        sql.run(f"CREATE INDEX ON {keys} USING gist (key gist_trgm_ops)")
    sql.run(
        f"UPDATE {lookup} lookup SET nearest = nearest.key FROM ({unknown}) unknown"  # noqa: S608 (table and column names of models)
        f" CROSS JOIN LATERAL (SELECT key FROM {keys} ORDER BY key <-> unknown.value LIMIT 1) nearest"
        " WHERE lookup.value = unknown.value AND similarity(nearest.key, unknown.value) > 0.2"
    )


def stays_sql(target: type[Model], row: str) -> str:
    """SQL condition: the row was neither retracted nor merged into another one."""
    return f"{row}.review_status <> 'retracted'" if issubclass(target, Record) else "true"
