"""What a file means for the database: checks its header, splits its rows by table, classifies each row."""

import difflib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from imports.checking import sql
from imports.checking.checks import FAULTS, add_fault, add_faults, check_target
from imports.checking.columns import ValueColumn
from imports.checking.proposed_rows import known_rows
from imports.checking.related_columns import ListColumn
from imports.checking.removals import (
    check_removal_cells,
    is_removed_sql,
    removal_columns,
    report_absent,
)
from imports.checking.roots import IS_LOCKED, IS_PROPOSED, ROOT_COLUMNS, supporting_sources
from imports.checking.sql import fetch_rows, key_fields, literal, literals
from imports.checking.staging import INCOMING
from imports.checking.targets import Target
from imports.choices import NOTICES, FaultKind, RowState
from imports.resources import ERROR_COLUMN, REMOVE, TableResource, TableRoute

# Temporary table of the state of each row
STATES = "import_state"


@dataclass
class ImportPlan:
    """A file and its targets: one for each table, and one for each list after the table it belongs to.

    The lists in the columns `later` are checked, but written after other files. `only` is for doing that: the
    columns that are read besides those that identify a row.
    """

    resource: type[TableResource]
    header: list[str]
    header_line: int = 1
    targets: list[Target] = field(default_factory=list)
    later: Collection[str] = ()
    only: Collection[str] = ()

    @property
    def names(self) -> list[str]:
        return [name.strip().lower() for name in self.header]

    @property
    def written_targets(self) -> list[Target]:
        """The targets without lists that are written later."""
        return [target for target in self.targets if target.listed_in not in self.later]

    def cell(self, name: str) -> str:
        """SQL of the cell in a column; of one that the file lacks, what derives it from others, or NULL."""
        if name in self.names:
            return f"file_row.f{self.names.index(name)}"
        if name in self._derived:
            derived = self.resource.derived[name]
            return f"{derived.function}({', '.join(map(self.cell, derived.arguments))})"
        return "NULL::text"

    @property
    def _derived(self) -> list[str]:
        """The columns that the file lacks, but gives others for."""
        return [
            name
            for name, derived in self.resource.derived.items()
            if name not in self.names and set(derived.columns) & set(self.names)
        ]

    def check_header(self) -> bool:
        """Adds the faults of the header and returns whether the rows can be read nevertheless."""
        known = [*self.resource.column_names(), *removal_columns(self.resource)]
        known += [each for name in self._derived for each in self.resource.derived[name].columns]
        is_readable = True
        for at, name in enumerate(self.names):
            if name == ERROR_COLUMN:
                continue
            if name not in known:
                kind, expected = FaultKind.UNKNOWN_COLUMN, ", ".join(known)
                nearest = difflib.get_close_matches(name, known, 1)
                add_fault(self.header_line, kind, name, self.header[at], expected, *nearest)
            elif name in self.names[:at]:
                add_fault(self.header_line, FaultKind.DOUBLED_COLUMN, name, name)
                is_readable = False
        for name in self._key_columns():
            if name not in self.names:
                expected = _("it identifies the row")
                add_fault(self.header_line, FaultKind.MISSING_COLUMN, name, expected=expected)
                is_readable = False
        return is_readable

    def _key_columns(self) -> list[str]:
        """Columns without which rows cannot be identified."""
        first = self.resource.routes()[0]
        if first.when:
            return ["source", "about", "row"]
        key = [f for f in key_fields(first.model) if not f.has_default() and not f.blank]
        return [
            column.name
            for column in first.columns
            if isinstance(column, ValueColumn) and set(column.fields) & set(key)
        ]

    def _read_names(self) -> Collection[str]:
        return {*self._key_columns(), *self.only} & {*self.names} if self.only else self.names

    def read(self) -> None:
        """Parses and checks the staged rows; afterwards the targets have them as they are to be written."""
        routes = self.resource.routes()
        self._check_routes(routes)
        for number, route in enumerate(routes):
            self._read_route(route, f"import_target{number}")
        self.resource.check_rows(self)

    def _read_route(self, route: TableRoute, name: str) -> None:
        given = [*self._read_names(), *(() if self.only else self._derived)]
        columns = [column for column in route.columns if column.name in given]
        cells = [(each, self.cell(each.name)) for each in columns if isinstance(each, ValueColumn)]
        when = f"{self.cell(route.when[0])} = {literal(route.when[1])}" if route.when else "true"
        if route.when and not fetch_rows(f"SELECT 1 FROM {INCOMING} file_row WHERE {when} LIMIT 1"):  # noqa: S608 (table and column names of models)
            return
        removes = ""
        if REMOVE in self.names:
            check_removal_cells(self.cell(REMOVE))
            removes = is_removed_sql(self.cell(REMOVE))
        root = Target(name, route.model, INCOMING, cells, when=when, removes=removes)
        root.lists = [(a, self.cell(a.name)) for a in columns if isinstance(a, ListColumn)]
        self._read_target(root)
        lists = {each.name: each for each in columns if isinstance(each, ListColumn)}
        removed = removal_columns(self.resource).items()
        lists |= {removal: each for removal, each in removed if each and removal in self.names}
        for number, (listed_in, column) in enumerate(lists.items()):
            cell = self.cell(listed_in)
            self._read_list(root, column, cell, listed_in, f"{name}_list{number}")

    def _read_list(
        self, parent: Target, column: ListColumn, cell: str, listed_in: str, name: str
    ) -> None:
        target = self._list_target(parent, column, cell, listed_in, name)
        self._read_target(target)
        # What is removed is removed with all that belongs to it.
        for number, (inner, at) in enumerate(() if target.removes else target.lists):
            self._read_list(target, inner, at, inner.name, f"{name}_{number}")

    def _read_target(self, target: Target) -> None:
        target.read()
        check_target(target)
        report_absent(target)
        self.targets.append(target)

    def _list_target(
        self, parent: Target, column: ListColumn, cell: str, listed_in: str, name: str
    ) -> Target:
        """The rows that a cell lists, to be written or removed; the last part of an item may contain colons."""
        source = f"{name}_source"
        place = "list.pos::int"
        if parent.parent:
            place = "row_number() OVER (PARTITION BY file_row.line ORDER BY file_row.pos, list.pos)::int"
        sql.create_temp_table(
            source,
            f"SELECT file_row.line, file_row.pos AS parent_pos, {place} AS pos, list.item, {column.cells_sql('list')}"  # noqa: S608 (table and column names of models)
            f" FROM {parent.source} file_row CROSS JOIN LATERAL {column.rows_sql(cell)} list"
            f" WHERE {parent.when}",
        )
        return Target(
            name,
            column.model,
            source,
            [(each, f"file_row.f{at}") for at, each in enumerate(column.columns)],
            parent=parent,
            parent_field=column.parent,
            listed_in=parent.listed_in or listed_in,
            lists=column.lists_with_cells(),
            fixed=column.fixed,
            removes="" if listed_in == column.name else "true",
        )

    def _check_routes(self, routes: list[TableRoute]) -> None:
        """Rows whose code names none of the tables."""
        codes = [route.when[1] for route in routes if route.when]
        if not codes or routes[0].when is None:
            return
        name = routes[0].when[0]
        cell = self.cell(name)
        add_faults(
            FaultKind.CODE,
            f"FROM {INCOMING} file_row WHERE {cell} IS NULL OR {cell} NOT IN ({literals(codes)})",
            column=literal(name),
            value=cell,
            expected=literal(", ".join(codes)),
        )

    def classify_rows(self) -> None:
        """Fills the table of states, with the differences of each row, and reports the rows that are left out.

        A row is new, changed, a correction of what readers see, unchanged, left out because its record cannot be
        changed now, or invalid.
        """
        changes = [self._differences(target) for target in self.targets]
        none = "SELECT 0 AS line, '{}'::jsonb AS differences WHERE false"
        sql.create_temp_table(
            "import_difference",
            "SELECT change.line, jsonb_object_agg(field.key, field.value) AS differences"  # noqa: S608 (table and column names of models)
            f" FROM ({' UNION ALL '.join(changes) or none}) change"
            " CROSS JOIN LATERAL jsonb_each(change.differences) field GROUP BY line",
        )
        columns = ", ".join(["line", "is_new", "state", *ROOT_COLUMNS])
        roots = " UNION ALL ".join(
            f"SELECT {columns} FROM {target.final_table}"  # noqa: S608 (table and column names of models)
            for target in self.targets
            if target.parent is None
        )
        none = "SELECT 0 AS line, false AS is_new, '' AS state, '' AS root_table, 0 AS root_id,"
        none += " '' AS root_status, 0 AS root_version, '' AS root_slug WHERE false"
        sql.create_temp_table(
            STATES,
            "SELECT file_row.line, CASE WHEN faulty.line IS NOT NULL OR root.line IS NULL THEN 'bad'"  # noqa: S608 (table and column names of models)
            " WHEN root.state = 'unchanged' AND difference.line IS NULL THEN 'unchanged'"
            f" WHEN {IS_LOCKED} THEN 'skipped' WHEN {IS_PROPOSED} THEN 'proposed'"
            " WHEN root.is_new THEN 'new' ELSE 'changed' END AS state,"
            " difference.differences, coalesce(root.root_version::text, '') AS stamp,"
            f" {', '.join(ROOT_COLUMNS)}"
            f" FROM {INCOMING} file_row LEFT JOIN ({roots or none}) root ON root.line = file_row.line"
            " LEFT JOIN import_difference difference ON difference.line = file_row.line"
            f" LEFT JOIN (SELECT DISTINCT line FROM {FAULTS} WHERE kind NOT IN ({literals(NOTICES)}))"
            " faulty ON faulty.line = file_row.line",
        )
        self._report_locked()

    def _report_locked(self) -> None:
        """Reports rows of records in review, with who can send these back, and of retracted ones: they are left out."""
        is_out = "state = 'skipped' AND root_status = "
        for (table,) in fetch_rows(
            f"SELECT DISTINCT root_table FROM {STATES} WHERE {is_out}'in_review'"  # noqa: S608 (our own table)
        ):
            add_faults(
                FaultKind.IN_REVIEW,
                f"FROM {STATES} JOIN {table} record ON record.id = root_id"
                " LEFT JOIN auth_user submitter ON submitter.id = record.submitted_by_id"
                f" WHERE {is_out}'in_review' AND root_table = '{table}'",
                value="root_slug",
                expected="coalesce(nullif(btrim(submitter.first_name || ' ' || submitter.last_name), ''),"
                " submitter.username, '')",
            )
        rows = f"FROM {STATES} WHERE {is_out}'retracted'"
        add_faults(FaultKind.RETRACTED, rows, value="root_slug")

    def _differences(self, target: Target) -> str:
        """SQL of lines and differences: for each column of the file, the existing and the new text.

        For a column of what readers see, also the sources that support what it says now.
        """
        if target.parent is not None:
            items = "string_agg(source.item, '|' ORDER BY final.pos)"
            pair = f"{items}, NULL" if target.removes else f"NULL, {items}"
            return (
                f"SELECT final.line, jsonb_build_object({literal(target.listed_in)},"  # noqa: S608 (table and column names of models)
                f" jsonb_build_array({pair})) AS differences FROM {target.final_table} final"
                f" JOIN {target.source} source ON source.line = final.line AND source.pos = final.pos"
                f" JOIN {target.parent.final_table} parent"
                f" ON {sql.is_parent('final')} AND NOT parent.is_new"
                " WHERE final.state <> 'unchanged' GROUP BY final.line"
            )
        pairs = []
        for column, cell in target.cells:
            if not column.fields:
                continue
            differs = " OR ".join(
                f"file_row.{each.column} IS DISTINCT FROM existing.{each.column}"
                for each in column.fields
            )
            old = column.export_sql("existing")
            texts = f"jsonb_build_array({old}, {cell})"
            if behind := supporting_sources(target.model, column.fields):
                cited = f"jsonb_build_array({old}, {cell}, {behind})"
                texts = f"CASE WHEN {IS_PROPOSED} THEN {cited} ELSE {texts} END"
            pairs.append(f"{literal(column.name)}, CASE WHEN {differs} THEN {texts} END")
        differences = f"jsonb_strip_nulls(jsonb_build_object({', '.join(pairs)}))"
        if target.removes:
            removed = (
                f"jsonb_build_object('{REMOVE}', jsonb_build_array(NULL, {self.cell(REMOVE)}))"
            )
            differences = f"CASE WHEN final.state = 'removed' THEN {removed} ELSE {differences} END"
        return (
            f"SELECT file_row.line, {differences} AS differences"  # noqa: S608 (table and column names of models)
            f" FROM {target.parsed_table} file_row JOIN {target.final_table} final"
            " ON final.line = file_row.line"
            f" AND (final.state IN ('changed', 'removed') OR final.state = 'new' AND {IS_PROPOSED})"
            f" LEFT JOIN {known_rows(target.model)} existing ON existing.id = file_row.id"
        )

    def counts(self, broken: Collection[int]) -> dict[str, int]:
        """Number of all rows and of rows in each state; `broken` lines have the wrong width and are bad."""
        states = fetch_rows(f"SELECT state, count(*) FROM {STATES} GROUP BY state")  # noqa: S608 (table and column names of models)
        found: Counter[str] = Counter(dict(states)) + Counter({RowState.BAD.value: len(broken)})
        return {"rows": found.total(), **found}
