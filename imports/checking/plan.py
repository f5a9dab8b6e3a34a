"""What a file asks of the database: its header held against its resource, its rows sorted into tables."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from imports.checking.checks import add_fault, check
from imports.checking.columns import Column, PartsColumn, key_of, literal
from imports.checking.list_cells import split
from imports.checking.staging import INCOMING
from imports.checking.targets import Target, make, rows, run
from imports.choices import FaultKind
from imports.resources import Route, TableResource
from records.sql import fill, sql_file

STATES = "import_state"
# What is wrong with a row, in files of bad rows: not looked at when they come in again
ERROR_COLUMN = "error"


@dataclass
class Plan:
    """The targets of a file, those of lists after those that they belong to."""

    resource: type[TableResource]
    header: list[str]
    targets: list[Target] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return [name.strip().lower() for name in self.header]

    def cell(self, name: str) -> str:
        return f"incoming.f{self.names.index(name)}"

    def check_header(self) -> bool:
        """Adds the faults of the header; whether the rows can be read all the same."""
        known = self.resource.column_names()
        readable = True
        for at, name in enumerate(self.names):
            if name == ERROR_COLUMN:
                continue
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                add_fault(
                    1, FaultKind.UNKNOWN_COLUMN, name, self.header[at], ", ".join(known), *near
                )
            elif name in self.names[:at]:
                add_fault(1, FaultKind.DOUBLED_COLUMN, name, name)
                readable = False
        for name in self._keys():
            if name not in self.names:
                add_fault(1, FaultKind.MISSING_COLUMN, name, expected="it says which row is meant")
                readable = False
        return readable

    def _keys(self) -> list[str]:
        """Columns without which no row can be told from another."""
        routes = self.resource.routes()
        if routes[0].when:
            return ["source", "about", "row"]
        fields = [
            each for each in key_of(routes[0].model) if not each.has_default() and not each.blank
        ]
        columns = [each for each in routes[0].columns if isinstance(each, Column)]
        return [c.name for c in columns if any(each in c.fields for each in fields)]

    def read(self) -> None:
        """Reads and checks the staged rows; afterwards the targets have them whole."""
        routes = self.resource.routes()
        self._check_routes(routes)
        for number, route in enumerate(routes):
            self._read_route(route, f"import_t{number}")

    def _read_route(self, route: Route, name: str) -> None:
        there = [column for column in route.columns if column.name in self.names]
        cells = [(each, self.cell(each.name)) for each in there if isinstance(each, Column)]
        when = f"{self.cell(route.when[0])} = {literal(route.when[1])}" if route.when else "true"
        root = Target(name, route.model, INCOMING, cells, when=when)
        some = "SELECT 1 FROM import_incoming AS incoming WHERE :condition LIMIT 1"
        if route.when and not rows(some, condition=when):
            return
        root.read()
        check(root)
        self.targets.append(root)
        for number, column in enumerate(there):
            if isinstance(column, PartsColumn):
                part = split(root, column, self.cell(column.name), f"{name}_p{number}")
                part.read()
                check(part)
                self.targets.append(part)

    def _check_routes(self, routes: list[Route]) -> None:
        codes = [route.when[1] for route in routes if route.when]
        if not codes or routes[0].when is None:
            return
        name = routes[0].when[0]
        run(
            sql_file(
                "imports/faults_of_routes",
                column=name,
                cell=self.cell(name),
                expected=", ".join(codes),
                codes=codes,
            )
        )

    def settle_states(self) -> None:
        """What each row means: new, changed and how, unchanged, or bad."""
        changes = [self._differences(target) for target in self.targets]
        no_change = "SELECT 0 AS line, '{}'::jsonb AS change WHERE false"
        differences = " UNION ALL ".join(changes) or no_change
        make("import_difference", sql_file("imports/differences", changes=differences))
        root = 'SELECT line, is_new, state, root_version FROM :"rows"'
        roots = [fill(root, rows=each.full) for each in self.targets if each.parent is None]
        no_root = "SELECT 0 AS line, false AS is_new, '' AS state, 0 AS root_version WHERE false"
        make(STATES, sql_file("imports/states", roots=" UNION ALL ".join(roots) or no_root))

    def _differences(self, target: Target) -> str:
        """SQL of line and differences, column by column of the file: what is there, what the file says."""
        if target.parent is not None:
            return sql_file(
                "imports/differences_of_lists",
                column=target.listed_in,
                whole_rows=target.full,
                source=target.source,
                parents=target.parent.full,
            )
        pairs = []
        for column, cell in target.cells:
            if not column.fields:
                continue
            differs = " OR ".join(
                f"incoming.{each.column} IS DISTINCT FROM present.{each.column}"
                for each in column.fields
            )
            pair = (
                f"CASE WHEN {differs} THEN jsonb_build_array({column.shown('present')}, {cell}) END"
            )
            pairs.append(f"{literal(column.name)}, {pair}")
        return sql_file(
            "imports/differences_of_rows",
            pairs=pairs,
            rows=target.name,
            whole_rows=target.full,
            table=target.table,
        )

    def counts(self, broken: Collection[int]) -> dict[str, int]:
        """How many rows of each state; `broken` are lines that are no rows of the table, and bad."""
        found: dict[str, Any] = dict(
            rows("SELECT state, count(*) FROM import_state GROUP BY state")
        )
        if broken:
            found["bad"] = found.get("bad", 0) + len(broken)
        return {"rows": sum(found.values())} | found
