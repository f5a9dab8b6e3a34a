"""Applies a profile to source files: makes the rows of BalkanWatch files, cell by cell."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from imports.checking.related_columns import ITEM_SEPARATOR, escape_item
from imports.choices import FaultKind
from imports.profiles.lookup import RecordLookup
from imports.profiles.profile import Profile, TomlTable, fill_cells
from imports.profiles.source_dates import stated_date
from imports.profiles.source_files import SourceFile
from imports.profiles.source_texts import without_footnotes
from imports.reading.table_files import ReadOptions, Table, open_table
from imports.resources import known_resources
from records.dates import UNDATED, Window, parse_window


class RowSkippedError(Exception):
    """A row of a source file makes no row; the message says why."""


class SourceRow(NamedTuple):
    """A row of a source file: its line, and its cells by column."""

    line: int
    cells: dict[str, str]


class MappingFault(NamedTuple):
    """A row that was skipped, a name that matches no record, or a text that is too long.

    `line` is the line in the source file. A skipped row has its file as `value` and the reason as `expected`.
    """

    kind: FaultKind
    line: int
    column: str
    value: str
    expected: str


class Mapping:
    """A profile, and the source files by their names in the profile.

    While it makes tables, it collects `faults`, and in `notes` what was detected in each file.
    """

    def __init__(
        self, profile: Profile, files: dict[str, SourceFile], options: ReadOptions
    ) -> None:
        self.profile, self.files, self.options = profile, files, options
        self.resources = profile.resources
        self.faults: list[MappingFault] = []
        self.notes: dict[str, list[str]] = {}
        self._skipped: set[tuple[str, int, str]] = set()
        self._rows_by_value: dict[tuple[str, str], dict[str, list[SourceRow]]] = {}

    def tables(self) -> Iterator[tuple[str, Table]]:
        """The name of each BalkanWatch file and its rows, in order.

        Import each table before asking for the next, which may look up its rows in the database.
        """
        for part in self.profile.parts:
            columns = list(part["columns"])
            # Names that match no record are kept in the note.
            if "note" in known_resources()[part["into"]].column_names() and "note" not in columns:
                columns.append("note")
            # Complete before COPY starts: the connection cannot look up names during COPY.
            rows = list(self._mapped_rows(part, columns))
            if "wide" in self.profile.mapping["files"].get(part.get("from"), {}):
                # One line of the file makes several rows.
                rows = [(number, cells) for number, (_line, cells) in enumerate(rows, start=2)]
            yield part["into"], Table(columns, rows)

    def source_rows(self, name: str) -> Iterator[SourceRow]:
        """The rows of a source file; of a wide one, a row for each value."""
        source, file = self.files[name], self.profile.mapping["files"][name]
        options: ReadOptions = {**self.options, "header": source.header}
        with open_table(source.path, **options) as table:
            self.notes[source.path.name] = table.notes
            if source.header and not self.options.get("header"):
                table.notes.append(_("The column names are in line %d.") % source.header)
            optional = file.get("optional", ())
            empty = {each: "" for each in optional if each not in table.columns}
            for line, texts in table.rows:
                row = SourceRow(line, empty | dict(zip(table.columns, texts, strict=True)))
                yield from self.unpivoted(name, row) if "wide" in file else [row]
            for line, texts in table.broken.items():
                self._skip(name, line, _("it has %(count)d cells") % {"count": len(texts)})

    def unpivoted(self, name: str, row: SourceRow) -> Iterator[SourceRow]:
        """A row for each value in the wide columns of a source row; without any, the row is skipped."""
        wide = self.profile.mapping["files"][name]["wide"]
        empty = {"", *wide.get("empty", ())}
        values = {
            column: text.strip()
            for column, text in row.cells.items()
            if re.fullmatch(wide["columns"], column) and text.strip() not in empty
        }
        for column, text in values.items():
            made = {wide["name"]: column, wide["value"]: text}
            yield SourceRow(row.line, row.cells | made)
        if not values:
            self._skip(name, row.line, _("it has no value in the columns of values"))

    def rows_by_value(self, name: str, column: str) -> dict[str, list[SourceRow]]:
        """The rows of a source file by their value in one column."""
        if (name, column) not in self._rows_by_value:
            grouped = defaultdict(list)
            for row in self.source_rows(name):
                grouped[row.cells[column]].append(row)
            self._rows_by_value[name, column] = grouped
        return self._rows_by_value[name, column]

    def _mapped_rows(self, part: TomlTable, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
        name = part.get("from", "")
        cells = CellMapper(self)
        seen: set[str] = set()
        for row in self.source_rows(name) if name else [SourceRow(1, {})]:
            if any(row.cells[each] not in texts for each, texts in part.get("only", {}).items()):
                continue
            if any(row.cells[each] in texts for each, texts in part.get("never", {}).items()):
                continue
            if key := part.get("key"):
                text = fill_cells(key, row.cells)
                if text in seen:
                    continue
                seen.add(text)
            try:
                yield row.line, self._mapped_row(cells, part, columns, row)
            except RowSkippedError as error:
                self._skip(name, row.line, str(error))

    def _mapped_row(
        self, cells: "CellMapper", part: TomlTable, columns: list[str], row: SourceRow
    ) -> list[str]:
        for name, table in part.get("only_in", {}).items():
            cells.text({"text": f"{{{name}}}", "codes": table}, row)
        if known := part.get("unless_known"):
            (text,) = _split(known, fill_cells(known["text"], row.cells))
            found = cells.lookup.find(known["in"], text, known.get("by", ""))
            # A row that an earlier import of the same file made is imported again.
            if found and found != cells.text(part["columns"]["slug"], row):
                raise RowSkippedError(_("it is known already"))
        made: dict[str, str] = {}
        names: list[str] = []
        for name, cell in part["columns"].items():
            cells.unmatched.clear()
            cells.too_long.clear()
            try:
                made[name] = cells.text(cell, row)
            finally:
                names += cells.unmatched
                faults = [(FaultKind.UNMATCHED, text, "") for text in cells.unmatched]
                faults += [(FaultKind.LEFT_OUT, text, str(most)) for text, most in cells.too_long]
                self.faults += [MappingFault(k, row.line, name, *texts) for k, *texts in faults]
        if names:
            note = _("Names without a record: %(names)s.") % {"names": "; ".join(names)}
            made["note"] = " ".join(filter(None, [made.get("note", ""), note]))
        return [made.get(column, "") for column in columns]

    def _skip(self, name: str, line: int, reason: str) -> None:
        if (name, line, reason) not in self._skipped:
            self._skipped.add((name, line, reason))
            self.faults.append(MappingFault(FaultKind.LEFT_OUT, line, "", name, reason))


class CellMapper:
    """Makes cells from source rows.

    Collects names that match no record in `unmatched`, and texts that are too long, with their limit,
    in `too_long`.
    """

    def __init__(self, mapping: Mapping) -> None:
        self.mapping, self.lookup = mapping, RecordLookup()
        self.codes: dict[str, dict[str, str]] = mapping.profile.mapping.get("codes", {})
        self.unmatched: list[str] = []
        self.too_long: list[tuple[str, int]] = []

    def text(self, cell: str | TomlTable | list[TomlTable], row: SourceRow) -> str:
        """The text of a cell; raises RowSkippedError where the row needs something that is missing."""
        if isinstance(cell, str):
            return fill_cells(cell, row.cells)
        if isinstance(cell, dict):
            made = list(self._items(cell, row, required=True))
            return cell["join"].join(made) if "join" in cell else "".join(made[:1])
        items = [item for each in cell for item in self._items(each, row, required=False)]
        return ITEM_SEPARATOR.join(dict.fromkeys(map(escape_item, items)))

    def _items(self, cell: TomlTable, row: SourceRow, *, required: bool) -> Iterator[str]:
        if any(row.cells[name] not in texts for name, texts in cell.get("when", {}).items()):
            return
        for cells in self._joined_cells(cell, row):
            given = fill_cells(cell["text"], cells)
            for text in _split(cell, given or fill_cells(cell.get("if_empty", ""), cells)):
                item = self._convert(cell, text, cells, required=required)
                if item:
                    yield cell.get("as", "{}").replace("{}", item)

    def _joined_cells(self, cell: TomlTable, row: SourceRow) -> list[dict[str, str]]:
        if "each" not in cell:
            return [row.cells]
        file, column = cell["each"]["file"], cell["each"]["on"]
        others = self.mapping.rows_by_value(file, column).get(row.cells[column], [])
        return [row.cells | other.cells for other in (others[-1:] if cell.get("last") else others)]

    def _convert(self, cell: TomlTable, text: str, cells: dict[str, str], *, required: bool) -> str:
        if not text or text in (fill_cells(each, cells) for each in cell.get("except", ())):
            return ""
        if len(text) > cell.get("longest", len(text)):
            self.too_long.append((text, cell["longest"]))
            return ""
        codes = self.codes.get(cell.get("codes", ""), {})
        if text in codes:
            text = codes[text]
        elif "find" in cell:
            return self._find(cell, text, cells, required=required)
        elif "codes" in cell:
            text = cell["otherwise"] if "otherwise" in cell else self._code(cell["codes"], text)
        if "date" in cell:
            text = self._date(cell, text, cells)
        if "decimals" in cell:
            # A text that is not a number stays as it is; checking the file reports it.
            with suppress(InvalidOperation):
                text = str(round(Decimal(text), cell["decimals"]))
        if cell.get("slug"):
            text = slugify(without_footnotes(text).replace(".", "-"))
        if "most" in cell and len(text) > cell["most"]:
            text = text[: cell["most"] - 1] + "…"
        return text

    def _code(self, table: str, text: str) -> str:
        if text in self.codes[table]:
            return self.codes[table][text]
        message = _("“%(text)s” is not in the code table “%(table)s”")
        raise RowSkippedError(message % {"text": text, "table": table})

    def _find(self, cell: TomlTable, text: str, cells: dict[str, str], *, required: bool) -> str:
        day = self._day(cell, cells)
        by = cell.get("by", "")
        for name in dict.fromkeys((text, without_footnotes(text))):
            if found := self.lookup.find(cell["find"], name, by, day):
                return found
        if "otherwise" in cell:
            return fill_cells(cell["otherwise"], cells)
        self.unmatched.append(text)
        if required and cell.get("required", True):
            message = _("“%(text)s” is not known among %(file)s")
            raise RowSkippedError(message % {"text": text, "file": cell["find"]})
        return ""

    def _day(self, cell: TomlTable, cells: dict[str, str]) -> Window:
        """The day for which a code is looked up; UNDATED if the row states none."""
        if "day" not in cell:
            return UNDATED
        try:
            return parse_window(stated_date(fill_cells(cell["day"], cells)))
        except ValidationError:
            return UNDATED

    def _date(self, cell: TomlTable, text: str, cells: dict[str, str]) -> str:
        """A date as EDTF, as precise as stated; a text that is no date stays for the check to report."""
        precision = cell["date"]
        if "precisions" in cell:
            precision = self._code(cell["precisions"], fill_cells(cell["precision"], cells))
        return stated_date(text, precision, day_after=cell.get("day_after", False))


def _split(cell: TomlTable, text: str) -> list[str]:
    """The pieces of a text that the profile selects; one without `split`."""
    if "after" in cell:
        text = text.partition(cell["after"])[2]
    if "before" in cell:
        text = text.partition(cell["before"])[0]
    for old, new in cell.get("replace", {}).items():
        text = text.replace(old, new)
    pieces = text.split(cell["split"]) if "split" in cell else [text]
    return [piece.strip() for piece in pieces]
