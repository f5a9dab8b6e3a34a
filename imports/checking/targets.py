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

# Beyond so many different unknown values the nearest known one is not looked for
NEAREST_FOR = 1000
# Names that were read as somebody decided before
REMEMBERED = "import_remembered"
# From so many on an index is worth its making
INDEX_FROM = 20


def run(sql: str) -> int:
    """Runs SQL without parameters; the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(*_as_it_stands(sql))
        return cursor.rowcount


def rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(*_as_it_stands(sql))
        return cursor.fetchall()


def _as_it_stands(sql: str) -> tuple[str, dict[str, Any]]:
    """SQL whose percent signs stay what they are, also beside the parameters that the history adds."""
    return sql.replace("%", "%%"), {"none": None}


def make(name: str, query: str) -> None:
    """A table of this session that ends with the transaction."""
    run(f"DROP TABLE IF EXISTS {name}; CREATE TEMP TABLE {name} ON COMMIT DROP AS {query}")
    run(f"ANALYZE {name}")


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
        target = column.target
        parts = len(key_of(target))
        whole = f"cardinality(string_to_array(v.value, '{PART}')) = {parts}"
        make(
            tag,
            "SELECT v.value, r.id, ''::text AS several, ''::text AS nearest"
            f" FROM (SELECT DISTINCT {cell} AS value FROM {self.source} i"
            f" WHERE {cell} IS NOT NULL AND {self.when}) v"
            f" LEFT JOIN {table_of(target)} r ON {key_join(target, 'r', 'v.value')} AND {whole}",
        )
        if not rows(f"SELECT 1 FROM {tag} WHERE id IS NULL LIMIT 1"):
            return
        if column.by_name:
            _find_by_name(target, tag)
        if column.is_remembered:
            self._recall(target, tag)
        run(f"CREATE INDEX ON {tag} (value)")
        if parts == 1:
            self._find_nearest(target, tag)

    def _recall(self, target: type[Model], tag: str) -> None:
        """Names that are remembered; of rows that were merged, what they were merged into."""
        table = table_of(target)
        run(
            "WITH RECURSIVE kept AS ("
            f"SELECT u.value, m.changed_at, r.id, r.merged_into_id FROM {tag} u"
            f" JOIN imports_namematch m ON m.table = '{table}' AND m.folded = folded(u.value)"
            f" JOIN {table} r ON r.id = m.row WHERE u.id IS NULL AND u.several = ''"
            " UNION SELECT k.value, k.changed_at, r.id, r.merged_into_id FROM kept k"
            f" JOIN {table} r ON r.id = k.merged_into_id), found AS ("
            f"UPDATE {tag} m SET id = k.id FROM kept k WHERE k.value = m.value"
            " AND k.merged_into_id IS NULL RETURNING k.value, k.id, k.changed_at)"
            f" INSERT INTO {REMEMBERED} SELECT f.value, {shown_key(target, 'r')}, f.changed_at"
            f" FROM found f JOIN {table} r ON r.id = f.id"
        )

    def _find_nearest(self, target: type[Model], tag: str) -> None:
        unknown = f"SELECT value FROM {tag} WHERE id IS NULL AND several = '' LIMIT {NEAREST_FOR}"
        (count,) = rows(f"SELECT count(*) FROM ({unknown}) u")[0]
        key = key_of(target)[0].column
        make(f"{tag}_near", f"SELECT {key}::text AS key FROM {table_of(target)}")
        if count > INDEX_FROM:
            run(f"CREATE INDEX ON {tag}_near USING gist (key gist_trgm_ops)")
        run(
            f"UPDATE {tag} m SET nearest = near.key FROM ({unknown}) u CROSS JOIN LATERAL ("
            f" SELECT key FROM {tag}_near ORDER BY key <-> u.value LIMIT 1) near"
            " WHERE m.value = u.value AND similarity(near.key, u.value) > 0.2"
        )

    def _match(self) -> None:
        """The cells as columns of the table, each row with its number: the known one or a new one."""
        values: dict[str, str] = {}
        joins = ""
        for number, (column, cell) in enumerate(self.cells):
            values |= column.values(cell, self.tag(number))
            joins += " " + column.joins(cell, self.tag(number))
        if self.parent and self.parent_field:
            values[self.parent_field.column] = "p.id"
            joins += f" JOIN {self.parent.full} p ON p.line = i.line"
        read = ", ".join(f"{value} AS {name}" for name, value in values.items())
        same = " AND ".join(self._same_key(each) for each in key_of(self.model))
        make(
            self.name,
            f"SELECT x.*, e.id IS NULL AS is_new,"
            f" coalesce(e.id, nextval(pg_get_serial_sequence('{self.table}', 'id'))) AS id"
            f" FROM (SELECT i.*, {read} FROM {self.source} i {joins} WHERE {self.when}) x"
            f" LEFT JOIN {self.table} e ON {same}",
        )

    def _same_key(self, each: AnyField) -> str:
        """SQL condition that can be hashed: row and file agree in a field of the key."""
        column = each.column
        if column in self.given:
            value = f"x.{column}"
        elif each.name in self.fixed:
            value = literal(self.fixed[each.name])
        else:
            value = default_of(each)
        if not each.null:
            return f"e.{column} = {value}"
        return f"coalesce(e.{column}::text, '') = coalesce({value}::text, '')"

    def _find_within(self, column: ReferenceColumn, cell: str) -> None:
        """References to rows that the file itself brings."""
        key = key_of(self.model)[0].column
        name = column.field.column
        run(
            f"UPDATE {self.name} i SET {name} = o.id FROM {self.name} o"
            f" WHERE i.{name} IS DISTINCT FROM o.id AND o.{key} = {cell}"
        )

    def _overlay(self) -> None:
        """Whole rows as they are to be, and what they mean for the database."""
        given = self.given
        whole = []
        for each in self.written:
            if each.column in given:
                whole.append(f"x.{each.column}")
                continue
            fixed = self.fixed.get(each.name)
            new = default_of(each) if fixed is None else f"{literal(fixed)}::{stored_type(each)}"
            whole.append(f"CASE WHEN x.is_new THEN {new} ELSE e.{each.column} END AS {each.column}")
        differs = " OR ".join(f"x.{name} IS DISTINCT FROM e.{name}" for name in given)
        was = ", ".join(f"'{name}', e.{name}" for name in given)
        status, version, slug = self._root()
        make(
            self.full,
            f"SELECT x.line, x.pos, x.id, x.is_new, {', '.join(whole)},"
            f" CASE WHEN x.is_new THEN 'new' WHEN {differs} THEN 'changed' ELSE 'unchanged' END AS state,"
            f" CASE WHEN NOT x.is_new AND ({differs}) THEN jsonb_build_object({was}) END AS was,"
            f" e.xmin::text AS seen, {status} AS root_status, {version} AS root_version,"
            f" {slug} AS root_slug FROM {self.name} x"
            f" LEFT JOIN {self.table} e ON e.id = x.id AND NOT x.is_new"
            + (f" LEFT JOIN {self.parent.full} p ON p.line = x.line" if self.parent else ""),
        )

    def _root(self) -> tuple[str, str, str]:
        """SQL of status, version and slug of the record that a row belongs to, where it is there."""
        if issubclass(self.model, Record):
            return "e.review_status", "e.version", "e.slug"
        if self.parent:
            return "p.root_status", "p.root_version", "p.root_slug"
        ways = _ways_to_root(self.model, "coalesce(x.{0}, e.{0})", set(self.given))
        names = ("review_status", "version", "slug")
        if not ways:
            return "NULL::text", "NULL::int", "NULL::text"
        found = [", ".join(way.format(column=name) for way in ways) for name in names]
        return f"coalesce({found[0]})", f"coalesce({found[1]})", f"coalesce({found[2]})"


def _find_by_name(target: type[Model], tag: str) -> None:
    """Values that are a folded name of one row; further names count where nothing has the name as its own."""
    key = shown_key(target, "r")
    names = [f"SELECT id, folded FROM {table_of(target)}"]
    if has_further_names(target):
        reference: Any = target._meta.get_field(target._default_manager.all().aliases)  # type: ignore[attr-defined]
        further = table_of(reference.related_model)
        names.append(f"SELECT DISTINCT {reference.field.column}, folded FROM {further}")
    for each in names:
        run(
            f"UPDATE {tag} m SET id = CASE WHEN found.n = 1 THEN found.id END, several = found.keys"
            f" FROM (SELECT u.value, min(r.id) AS id, count(*) AS n,"
            f" CASE WHEN count(*) > 1 THEN string_agg({key}, ', ' ORDER BY {key}) ELSE '' END AS keys"
            f" FROM {tag} u JOIN ({each}) named (of, folded) ON named.folded = folded(u.value)"
            f" JOIN {table_of(target)} r ON r.id = named.of"
            " WHERE u.id IS NULL AND u.several = '' GROUP BY u.value) found WHERE found.value = m.value"
        )


def _ways_to_root(model: type[Model], reference: str, given: set[str]) -> list[str]:
    """Scalar subqueries that go up along what a row cannot be without, to the record it is part of."""
    ways = []
    for each in model._meta.local_concrete_fields:
        remote: Any = each.remote_field
        if remote is None or remote.on_delete is not CASCADE or each.column not in given:
            continue
        above: type[Model] = each.related_model  # type: ignore[assignment]
        key = reference.format(each.column)
        if issubclass(above, Record):
            ways.append(f"(SELECT r.{{column}} FROM {table_of(above)} r WHERE r.id = {key})")
            continue
        own = {str(up.column) for up in above._meta.local_concrete_fields}
        for way in _ways_to_root(above, "{0}", own):
            step = way.replace(
                "WHERE r.id = ", f"JOIN {table_of(above)} a ON a.id = {key} WHERE r.id = a."
            )
            ways.append(step)
    return ways
