"""Makes the text of a profile from what users choose for each column of a BalkanWatch file."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from imports.checking.columns import DayColumn, EdtfColumn, ValueColumn
from imports.checking.related_columns import ListColumn, ReferenceColumn
from imports.profiles.profile import TomlTable, template_columns
from imports.resources import AnyColumn, known_resources
from records.identifiers import schemes_of

# What templates call the name of a wide column, and its cell
WIDE_NAME, WIDE_VALUE = "column name", "cell"
# Names of columns that are years; from this many on, a table seems to have a column for each
YEAR, LEAST_YEARS = r"(1[89]|20)[0-9]{2}", 3
# How a reference is found: by its slug, by its name, or by a code of a scheme
BY_SLUG, BY_NAME = "", "name"


@dataclass
class ColumnChoice:
    """Where a column of a BalkanWatch file comes from: a source column, or a text with {columns} in it."""

    source: str = ""
    text: str = ""
    by: str = BY_SLUG
    # For lists: what separates several in one cell, and how each is written, such as {}:participant
    split: str = ""
    item: str = ""

    @property
    def template(self) -> str:
        return self.text or (f"{{{self.source}}}" if self.source else "")


@dataclass
class ProfileDraft:
    """A profile for files of one kind, each row of which becomes one row of a BalkanWatch file."""

    YEAR: ClassVar = YEAR

    title: str
    resource: str
    columns: list[str]
    wide: str = ""
    choices: Mapping[str, ColumnChoice] = field(default_factory=dict)

    @property
    def wide_columns(self) -> list[str]:
        return [name for name in self.columns if self.wide and re.fullmatch(self.wide, name)]

    @property
    def year_columns(self) -> list[str]:
        """The columns for each year that a row seems to have; none if it is known which columns hold values."""
        years = [name for name in self.columns if re.fullmatch(YEAR, name)]
        return years if not self.wide and len(years) >= LEAST_YEARS else []

    @property
    def offered(self) -> list[str]:
        """The source columns to choose from."""
        plain = [
            name
            for name in self.columns
            if name not in self.wide_columns and template_columns(f"{{{name}}}") == [name]
        ]
        return [*plain, *([WIDE_NAME, WIDE_VALUE] if self.wide else [])]

    def mapping(self) -> TomlTable:
        """The profile as a table."""
        cells = {
            column.name: _cell(column, choice)
            for column in known_resources()[self.resource].columns()
            if (choice := self.choices.get(column.name)) and choice.template
        }
        used = {n for choice in self.choices.values() for n in template_columns(choice.template)}
        read = [name for name in self.columns if name in used - {WIDE_NAME, WIDE_VALUE}]
        # A file is recognised by at least one column.
        file: TomlTable = {"columns": read or self.offered[:1], "others": "not used"}
        if self.wide:
            file["wide"] = {"columns": self.wide, "name": WIDE_NAME, "value": WIDE_VALUE}
        return {
            "title": self.title,
            "about": self.title,
            "files": {"rows": file},
            "rows": [{"into": self.resource, "from": "rows", "columns": cells}],
        }

    def text(self) -> str:
        """The profile as TOML."""
        mapping = self.mapping()
        [part] = mapping["rows"]
        lines = [f"{key} = {_value(mapping[key])}" for key in ("title", "about")]
        lines += ["", "[files.rows]"]
        lines += [f"{key} = {_value(value)}" for key, value in mapping["files"]["rows"].items()]
        lines += ["", "[[rows]]"]
        lines += [f"{key} = {_value(part[key])}" for key in ("into", "from")]
        lines += ["", "[rows.columns]"]
        lines += [f"{key} = {_value(value)}" for key, value in part["columns"].items()]
        return "\n".join(lines) + "\n"


def ways_to_find(column: AnyColumn) -> list[str]:
    """How the row that a column, or an item of its list, refers to is found in place of its slug: by name or scheme."""
    reference = _reference(column)
    if reference is None or not _file_of(reference):
        return []
    names = [BY_NAME] if any(f.name == "name" for f in reference.target._meta.fields) else []
    return [*names, *schemes_of(reference.target)]


def likely_sources(draft: ProfileDraft) -> dict[str, str]:
    """For each column of the BalkanWatch file the source column of nearly the same name."""
    plain = {re.sub(r"[^a-z0-9]", "", name.lower()): name for name in draft.offered}
    names = (column.name for column in known_resources()[draft.resource].columns())
    return {name: plain[key] for name in names if (key := name.replace("_", "")) in plain}


def _reference(column: AnyColumn) -> ReferenceColumn | None:
    """The column that refers to another row: itself, or the first part of the items of a list."""
    first = column.parts[0] if isinstance(column, ListColumn) else column
    return first if isinstance(first, ReferenceColumn) else None


def _cell(column: AnyColumn, choice: ColumnChoice) -> str | TomlTable | list[TomlTable]:
    if column.name == "slug":
        return {"text": choice.template, "slug": True, "most": 120}
    found: TomlTable = {"text": choice.template}
    if choice.by and (reference := _reference(column)):
        found |= {"find": _file_of(reference)}
        found |= {} if choice.by == BY_NAME else {"by": choice.by}
    if isinstance(column, ListColumn) and (choice.by or choice.split or choice.item):
        found |= {"split": choice.split} if choice.split else {}
        return [found | ({"as": choice.item} if choice.item else {})]
    if "find" in found:
        return found
    is_date = isinstance(column, DayColumn | EdtfColumn) and isinstance(column, ValueColumn)
    if is_date and choice.source and not choice.text:
        return {"text": choice.template, "date": "day"}
    return choice.template


def _file_of(column: ReferenceColumn) -> str:
    """The compact file of the rows that a column refers to."""
    files = known_resources().items()
    return next((n for n, each in files if each.model is column.target and "_" not in n), "")


def _value(value: object) -> str:
    """A value as TOML, whose texts are written as in JSON."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
