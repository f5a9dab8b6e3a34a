"""What people are told of the columns of a file, and the files that show them how."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from imports.checking.columns import (
    ITEM,
    PART,
    Column,
    DateColumn,
    PartsColumn,
    ReferenceColumn,
    key_of,
)
from imports.exporting import BOM, exported
from imports.profiles.profiles import schema_of_profiles
from imports.resources import TableResource

EXAMPLES = 3


@dataclass(frozen=True)
class Described:
    """A column: its name, whether new rows need it, what it says, and how that is written."""

    name: str
    is_needed: bool
    about: str
    written: str


def described(resource: type[TableResource]) -> list[Described]:
    """The columns of a file, in order."""
    routes = resource.routes()
    found = []
    for column in routes[0].columns:
        codes = [route.when[1] for route in routes if route.when and route.when[0] == column.name]
        if codes:
            about = _("Sort of the row that the claim is about.")
            found.append(Described(column.name, True, about, _one_of(codes)))
        elif isinstance(column, PartsColumn):
            found.append(Described(column.name, False, _about(resource, column), _parts(column)))
        else:
            needed = column.required
            found.append(Described(column.name, needed, _about(resource, column), _written(column)))
    return found


def keys_of_profiles() -> list[tuple[str, str]]:
    """The keys of a mapping file, each with what it says, from the schema that mappings are held against."""
    schema = schema_of_profiles()
    whole = schema["properties"]
    file = whole["files"]["additionalProperties"]["properties"]
    row = whole["rows"]["items"]["properties"]
    keys: dict[str, Any] = {
        **whole,
        **{f"files.….{name}": each for name, each in file.items()},
        **{f"rows.{name}": each for name, each in row.items()},
        **{f"rows.columns.….{n}": each for n, each in schema["$defs"]["how"]["properties"].items()},
    }
    return [(name, each["description"]) for name, each in keys.items() if "description" in each]


def template(resource: type[TableResource]) -> bytes:
    """An empty file with the names of the columns."""
    return BOM + (",".join(resource.column_names()) + "\r\n").encode()


def examples(resource: type[TableResource]) -> tuple[list[str], list[list[str]]]:
    """The names of the columns and the first rows that are there."""
    text = "".join(piece.decode("utf-8-sig") for piece in islice(exported(resource), 2))
    names, *rows = islice(csv.reader(io.StringIO(text)), EXAMPLES + 1)
    return names, rows


def annotated(resource: type[TableResource]) -> bytes:
    """A workbook with rows that are there, a note on each column, and a sheet that says it all."""
    # Not before it is wanted: it takes megabytes of every process.
    import xlsxwriter

    into = io.BytesIO()
    book = xlsxwriter.Workbook(into, {"in_memory": True, "strings_to_formulas": False})
    strong = book.add_format({"bold": True})
    sheet = book.add_worksheet(resource.name[:31])
    names, rows = examples(resource)
    columns = described(resource)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, names[at], strong)
        sheet.write_comment(0, at, " ".join(_notes(column)), {"x_scale": 3, "y_scale": 2})
    for line, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            sheet.write_string(line, at, cell)
    sheet.set_column(0, len(names), 18)
    sheet.freeze_panes(1, 0)
    _explain(book.add_worksheet("columns"), columns, strong)
    book.close()
    return into.getvalue()


def _explain(sheet: Any, columns: list[Described], strong: Any) -> None:
    for at, title in enumerate(("column", "needed", "what it says", "how it is written")):
        sheet.write_string(0, at, title, strong)
    for line, column in enumerate(columns, start=1):
        needed = "yes" if column.is_needed else ""
        for at, text in enumerate((column.name, needed, column.about, column.written)):
            sheet.write_string(line, at, text)
    sheet.set_column(0, 1, 16)
    sheet.set_column(2, 3, 70)


def _notes(column: Described) -> Iterator[str]:
    if column.is_needed:
        yield _("Needed.")
    yield column.about
    yield column.written


def _about(resource: type[TableResource], column: Column | PartsColumn) -> str:
    """The help of the column, or of the field that it writes."""
    declared: Any = resource.fields.get(column.name)
    told = getattr(declared, "help_text", "")
    if told:
        return str(told)
    if isinstance(column, Column) and column.field.model._meta.auto_created is False:
        return str(column.field.help_text)
    field: Any = resource.model()._meta.get_field(column.name)
    return str(field.help_text)


def _written(column: Column) -> str:
    if isinstance(column, ReferenceColumn):
        return _reference(column)
    if isinstance(column, DateColumn):
        if column.is_window:
            return _("A date or a window as EDTF: 2025-03-18, 2025-03, 199X, 2025-04/..")
        return _("A date as EDTF: 2025-03-18, 2025-03 or 2025")
    if column.sort == "code":
        return _one_of(column.codes)
    return {
        "whole": _("A whole number"),
        "decimal": _("A number; a decimal comma is read, too"),
        "truth": _("true or false"),
        "date": _("A day: 2025-03-18"),
    }.get(column.sort, _text(column))


def _text(column: Column) -> str:
    if not column.field.max_length:
        return _("Text")
    return _("Text, at most %(most)d characters") % {"most": column.field.max_length}


def _reference(column: ReferenceColumn) -> str:
    key = PART.join(field.name for field in key_of(column.target))
    named = {"what": column.target._meta.verbose_name, "key": key}
    if column.by_name:
        return _("%(what)s: its %(key)s, or its name") % named
    return _("%(what)s: its %(key)s") % named


def _parts(column: PartsColumn) -> str:
    parts = PART.join(each.name for each in column.columns)
    return _("%(parts)s, several with %(item)s between") % {"parts": parts, "item": ITEM}


def _one_of(codes: list[str]) -> str:
    return _("One of: %(codes)s") % {"codes": ", ".join(codes)}
