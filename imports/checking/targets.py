"""One table that rows of a file go to: their cells read, matched and laid over what is there, set by set."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import CASCADE, NOT_PROVIDED, Model

from imports.checking.columns import (
    PART,
    AnyField,
    Column,
    ReferenceColumn,
    default_of,
    has_further_names,
    key_of,
    literal,
    shown_key,
    stored_type,
    table_of,
)
from imports.checking.row_keys import key_join
from records.models import Record
from records.sql import Value, fill, sql_file

# Beyond so many different unknown values the nearest known one is not looked for
NEAREST_FOR = 1000
# From so many on an index is worth its making
INDEX_FROM = 20


def run(sql: str, **values: Value) -> int:
    """Runs SQL, or a template with its values; the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(*_as_it_stands(fill(sql, **values) if values else sql))
        return cursor.rowcount


def rows(sql: str, **values: Value) -> list[tuple[Any, ...]]:
    """The rows that a query gives, or a template of one with its values."""
    with connection.cursor() as cursor:
        cursor.execute(*_as_it_stands(fill(sql, **values) if values else sql))
        return cursor.fetchall()


def _as_it_stands(sql: str) -> tuple[str, dict[str, Any]]:
    """SQL whose percent signs stay what they are, also beside the parameters that the history adds."""
    return sql.replace("%", "%%"), {"none": None}


def make(name: str, query: str) -> None:
    """A table of this session that ends with the transaction."""
    run('DROP TABLE IF EXISTS :"name"', name=name)
    run('CREATE TEMP TABLE :"name" ON COMMIT DROP AS :query', name=name, query=query)
    run('ANALYZE :"name"', name=name)


@dataclass
class Target:
    """Rows for one table: `source` holds their cells, `cells` says which of them each column reads."""

    name: str
    model: type[Model]
    source: str
    cells: list[tuple[Column, str]]
    when: str = "true"
    parent: "Target | None" = None
    parent_field: AnyField | None = None
    # Name of the column of the file, where the rows are listed in one
    listed_in: str = ""
    fixed: dict[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return table_of(self.model)

    @property
    def full(self) -> str:
        """The table of whole rows as they are to be."""
        return f"{self.name}_full"

    @property
    def given(self) -> list[str]:
        """Columns of the table that the file says something about."""
        names = [each.column for column, _ in self.cells for each in column.fields]
        return names + ([self.parent_field.column] if self.parent_field else [])

    @property
    def written(self) -> list[AnyField]:
        """Columns of the table that are not the database's own affair."""
        return [
            each
            for each in self.model._meta.local_concrete_fields
            if not each.primary_key and not each.generated and each.db_default is NOT_PROVIDED
        ]

    def label(self, column: Column) -> str:
        return self.listed_in or column.name

    def tag(self, number: int) -> str:
        return f"{self.name}_m{number}"

    def read(self) -> None:
        """Reads the cells, finds the rows that are there, and lays one over the other."""
        for number, (column, cell) in enumerate(self.cells):
            if isinstance(column, ReferenceColumn):
                self._map(column, cell, self.tag(number))
        self._match()
        for column, cell in self.cells:
            if isinstance(column, ReferenceColumn) and column.within_table:
                self._find_within(column, cell)
        self._overlay()

    def _map(self, column: ReferenceColumn, cell: str, tag: str) -> None:
        """Each different value of a reference with the row it means."""
        target, table = column.target, table_of(column.target)
        parts = len(key_of(target))
        make(
            tag,
            sql_file(
                "imports/reference_values",
                cell=cell,
                source=self.source,
                condition=self.when,
                table=table,
                same_key=key_join(target, "target", "given.value"),
                separator=PART,
                parts=parts,
            ),
        )
        if not rows('SELECT 1 FROM :"values" WHERE id IS NULL LIMIT 1', values=tag):
            return
        if column.by_name:
            _find_by_name(target, tag)
        if column.is_remembered:
            key = shown_key(target, "target")
            run(sql_file("imports/recall_names", values=tag, table=table, key=key))
        run('CREATE INDEX ON :"values" (value)', values=tag)
        if parts == 1:
            self._find_nearest(target, tag)

    def _find_nearest(self, target: type[Model], tag: str) -> None:
        unknown = fill(
            "SELECT value FROM :\"values\" WHERE id IS NULL AND several = '' LIMIT :most",
            values=tag,
            most=NEAREST_FOR,
        )
        (count,) = rows("SELECT count(*) FROM (:unknown) AS unknown", unknown=unknown)[0]
        keys = f"{tag}_near"
        every_key = 'SELECT :"key"::text AS key FROM :"table"'
        make(keys, fill(every_key, key=key_of(target)[0].column, table=table_of(target)))
        if count > INDEX_FROM:
            run('CREATE INDEX ON :"keys" USING gist (key gist_trgm_ops)', keys=keys)
        run(sql_file("imports/find_nearest", values=tag, unknown=unknown, keys=keys))

    def _match(self) -> None:
        """The cells as columns of the table, each row with its number: the known one or a new one."""
        values: dict[str, str] = {}
        joins = ""
        for number, (column, cell) in enumerate(self.cells):
            values |= column.values(cell, self.tag(number))
            joins += " " + column.joins(cell, self.tag(number))
        if self.parent and self.parent_field:
            values[self.parent_field.column] = "parent.id"
            joins += f" JOIN {self.parent.full} AS parent ON parent.line = incoming.line"
        make(
            self.name,
            sql_file(
                "imports/matched_rows",
                table=self.table,
                values=[f"{value} AS {name}" for name, value in values.items()],
                source=self.source,
                joins=joins,
                condition=self.when,
                same_key=" AND ".join(self._same_key(each) for each in key_of(self.model)),
            ),
        )

    def _same_key(self, each: AnyField) -> str:
        """SQL condition that can be hashed: row and file agree in a field of the key."""
        column = each.column
        if column in self.given:
            value = f"incoming.{column}"
        elif each.name in self.fixed:
            value = literal(self.fixed[each.name])
        else:
            value = default_of(each)
        if not each.null:
            return f"present.{column} = {value}"
        return f"coalesce(present.{column}::text, '') = coalesce({value}::text, '')"

    def _find_within(self, column: ReferenceColumn, cell: str) -> None:
        """References to rows that the file itself brings."""
        key = key_of(self.model)[0].column
        run(
            sql_file(
                "imports/find_within_file",
                rows=self.name,
                column=str(column.field.column),
                key=key,
                cell=cell,
            )
        )

    def _overlay(self) -> None:
        """Whole rows as they are to be, and what they mean for the database."""
        given = self.given
        whole = []
        for each in self.written:
            if each.column in given:
                whole.append(f"incoming.{each.column}")
                continue
            fixed = self.fixed.get(each.name)
            new = default_of(each) if fixed is None else f"{literal(fixed)}::{stored_type(each)}"
            kept = 'CASE WHEN incoming.is_new THEN :new ELSE present.:"column" END AS :"column"'
            whole.append(fill(kept, new=new, column=each.column))
        join = ""
        if self.parent:
            join = f"LEFT JOIN {self.parent.full} AS parent ON parent.line = incoming.line"
        status, version, slug = self._root()
        make(
            self.full,
            sql_file(
                "imports/whole_rows",
                columns=whole,
                differs=" OR ".join(
                    f"incoming.{name} IS DISTINCT FROM present.{name}" for name in given
                ),
                former=[f"{literal(name)}, present.{name}" for name in given],
                status=status,
                version=version,
                slug=slug,
                rows=self.name,
                table=self.table,
                join_parent=join,
            ),
        )

    def _root(self) -> tuple[str, str, str]:
        """SQL of status, version and slug of the record that a row belongs to, where it is there."""
        if issubclass(self.model, Record):
            return "present.review_status", "present.version", "present.slug"
        if self.parent:
            return "parent.root_status", "parent.root_version", "parent.root_slug"
        roots = _roots(self.model, "coalesce(incoming.{0}, present.{0})", set(self.given))
        if not roots:
            return "NULL::text", "NULL::int", "NULL::text"
        value = '(SELECT root.:"column" FROM :"table" AS root WHERE root.id = :key)'
        status, version, slug = (
            ", ".join(fill(value, column=column, table=table, key=key) for table, key in roots)
            for column in ("review_status", "version", "slug")
        )
        return f"coalesce({status})", f"coalesce({version})", f"coalesce({slug})"


def _find_by_name(target: type[Model], tag: str) -> None:
    """Values that are a folded name of one row; further names count where nothing has the name as its own."""
    own, key = table_of(target), shown_key(target, "target")
    names = [fill('SELECT id, folded FROM :"table"', table=own)]
    if has_further_names(target):
        reference: Any = target._meta.get_field(target._default_manager.all().aliases)  # type: ignore[attr-defined]
        further = 'SELECT DISTINCT :"key", folded FROM :"table"'
        table = table_of(reference.related_model)
        names.append(fill(further, key=reference.field.column, table=table))
    for each in names:
        run(sql_file("imports/find_by_name", values=tag, names=each, table=own, key=key))


def _roots(model: type[Model], reference: str, given: set[str]) -> list[tuple[str, str]]:
    """Tables of the records that a row is part of, going up along what it cannot be without, with the key in each.

    `reference` is SQL of a column of the row, with {0} for its name.
    """
    found = []
    for each in model._meta.local_concrete_fields:
        remote: Any = each.remote_field
        if remote is None or remote.on_delete is not CASCADE or each.column not in given:
            continue
        above: type[Model] = each.related_model  # type: ignore[assignment]
        key = reference.format(each.column)
        if issubclass(above, Record):
            found.append((table_of(above), key))
            continue
        column = fill(
            '(SELECT above.{0} FROM :"table" AS above WHERE above.id = :key)',
            table=table_of(above),
            key=key,
        )
        found += _roots(above, column, {str(up.column) for up in above._meta.local_concrete_fields})
    return found
