"""Describes the columns of files and profiles for users, and makes example files."""

import csv
import io
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from imports.exporting import export_rows
from imports.profiles.profile import TomlTable, profile_schema
from imports.resources import TableResource

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

EXAMPLE_ROWS = 3


@dataclass(frozen=True)
class ColumnDescription:
    """A column: its name, whether new rows need it, what it contains, and how that is written."""

    name: str
    required: bool
    about: str
    format_help: str


def describe_columns(resource: type[TableResource]) -> list[ColumnDescription]:
    """The columns of a file, in order."""
    return [
        ColumnDescription(column.name, column.required, column.help_text, str(column.format_help))
        for column in resource.columns()
    ]


def describe_profile_keys() -> list[tuple[str, str]]:
    """The keys of a mapping file and their descriptions, from its schema."""
    schema = profile_schema()
    profile = schema["properties"]
    parts: dict[str, TomlTable] = {
        "": profile,
        "files.….": profile["files"]["additionalProperties"]["properties"],
        "rows.": profile["rows"]["items"]["properties"],
        "rows.columns.….": schema["$defs"]["how"]["properties"],
    }
    keys = [(start + name, key) for start, part in parts.items() for name, key in part.items()]
    return [(name, key["description"]) for name, key in keys if "description" in key]


def example_rows(resource: type[TableResource]) -> tuple[list[str], list[list[str]]]:
    """The column names and the first existing rows."""
    text = "".join(piece.decode("utf-8-sig") for piece in islice(export_rows(resource), 2))
    names, *rows = islice(csv.reader(io.StringIO(text)), EXAMPLE_ROWS + 1)
    return names, rows


def example_workbook(resource: type[TableResource]) -> bytes:
    """A workbook with existing rows, a note on each column, and a sheet that describes all columns."""
    # Imported only when needed: it takes megabytes of every process.
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(resource.name[:31])
    names, rows = example_rows(resource)
    columns = describe_columns(resource)
    for at, column in enumerate(columns):
        note = [_("Required.")] * column.required + [column.about, column.format_help]
        sheet.write_comment(0, at, " ".join(note), {"x_scale": 3, "y_scale": 2})
    _write_table(sheet, [names, *rows], bold)
    sheet.set_column(0, len(names), 18)
    sheet.freeze_panes(1, 0)
    description = book.add_worksheet("columns")
    titles = ["column", "required", "meaning", "format"]
    texts = [[c.name, "yes" if c.required else "", c.about, c.format_help] for c in columns]
    _write_table(description, [titles, *texts], bold)
    description.set_column(0, 1, 16)
    description.set_column(2, 3, 70)
    book.close()
    return file.getvalue()


def _write_table(sheet: "Worksheet", rows: list[list[str]], header: "Format") -> None:
    for line, row in enumerate(rows):
        for at, cell in enumerate(row):
            sheet.write_string(line, at, cell, *[header] * (line == 0))
