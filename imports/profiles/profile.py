"""Profiles: mapping files (TOML) that say how files in another format become BalkanWatch files."""

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator

from imports.checking.columns import ValueColumn
from imports.checking.related_columns import ListColumn
from imports.resources import known_resources
from records.identifiers import schemes_of

PROFILES_FOLDER = Path(__file__).parent

TomlTable = dict[str, Any]
# Where in the mapping a fault is, and what it is
Faults = Iterator[tuple[str, str]]

COLUMN = re.compile(r"\{(\w[^{}]*)\}")
# How many parts of a date each precision states
DATE_PARTS = {"year": 1, "month": 2, "day": 3}


class ProfileError(ValueError):
    """A profile is invalid, or the files given for it do not fit; the message says why."""


class Profile:
    """A valid mapping file."""

    def __init__(self, text: str | bytes) -> None:
        """Reads the mapping; raises ProfileError with all faults and their places."""
        try:
            self.text = text if isinstance(text, str) else text.decode("utf-8-sig")
            self.mapping: TomlTable = tomllib.loads(self.text.replace("\r\n", "\n"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ProfileError(_("This is not TOML: %(error)s.") % {"error": error}) from None
        errors = sorted(Draft202012Validator(profile_schema()).iter_errors(self.mapping), key=str)
        messages = [f"{error.json_path[2:]}: {error.message}" for error in errors]
        if messages := messages or list(_name_faults(self.mapping)):
            raise ProfileError("\n".join(messages))
        # What is made of the files, in the order of importing
        self.parts: list[TomlTable] = self.mapping["rows"]

    @property
    def resources(self) -> list[str]:
        """Names of the BalkanWatch files that it makes."""
        return list(dict.fromkeys(part["into"] for part in self.parts))


@cache
def profile_schema() -> TomlTable:
    """JSON Schema of the mapping files."""
    return json.loads((PROFILES_FOLDER / "schema.json").read_text(encoding="utf-8"))


@cache
def known_profiles() -> dict[str, Profile]:
    """The profiles that come with the program, by name."""
    return {path.stem: read_profile(str(path)) for path in sorted(PROFILES_FOLDER.glob("*.toml"))}


def read_profile(name: str) -> Profile:
    """The profile with this name or path; raises ProfileError if there is none or it is invalid."""
    path = Path(name) if name.endswith(".toml") else PROFILES_FOLDER / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(each.stem for each in PROFILES_FOLDER.glob("*.toml")))
        message = _("There is no profile “%(name)s”. Known profiles: %(known)s.")
        raise ProfileError(message % {"name": name, "known": known})
    return Profile(path.read_bytes())


def fill_cells(template: str, cells: dict[str, str]) -> str:
    """The template with the texts of the columns that it names in braces."""
    return COLUMN.sub(lambda found: cells[found[1]], template)


def template_columns(template: str) -> list[str]:
    """The columns that a template names."""
    return COLUMN.findall(template)


def _name_faults(mapping: TomlTable) -> Iterator[str]:
    """What the schema cannot check: names of files, columns and code tables that do not exist."""
    for name, file in mapping["files"].items():
        if wide := file.get("wide"):
            try:
                re.compile(wide["columns"])
            except re.error as error:
                yield f"files.{name}.wide: {_('this is no regular expression')}: {error}"
    for number, part in enumerate(mapping["rows"], start=1):
        for where, what in _part_faults(mapping, part):
            yield f"rows {number}{where}: {what}"


def _part_faults(mapping: TomlTable, part: TomlTable) -> Faults:
    if part["into"] not in known_resources():
        yield "", f"{_('there is no BalkanWatch file of this name')}: {part['into']}"
        return
    if "from" in part and part["from"] not in mapping["files"]:
        yield "", f"{_('there is no such file in the profile')}: {part['from']}"
        return
    source = _source_columns(mapping, part.get("from"))
    used = {*template_columns(part.get("key", "")), *part.get("only", {}), *part.get("never", {})}
    yield from _missing_columns("", used | set(part.get("only_in", {})), source)
    for table in part.get("only_in", {}).values():
        yield from _code_table_faults("", mapping, table)
    if known := part.get("unless_known"):
        where = ", unless_known"
        yield from _missing_columns(where, set(template_columns(known["text"])), source)
        yield from _search_faults(where, known["in"], known.get("by", ""))
        if "slug" not in part["columns"]:
            yield where, _("the rows must have a slug")
    columns = {each.name: each for each in known_resources()[part["into"]].columns()}
    for name, cell in part["columns"].items():
        where = f", {name}"
        if name not in columns:
            yield where, _("the BalkanWatch file has no such column")
        elif isinstance(cell, list) and not isinstance(columns[name], ListColumn):
            yield where, _("this column holds a single value")
        for item in cell if isinstance(cell, list) else [cell]:
            table = {"text": item} if isinstance(item, str) else item
            yield from _cell_faults(where, mapping, table, source)


def _cell_faults(where: str, mapping: TomlTable, cell: TomlTable, source: set[str]) -> Faults:
    available = source
    if each := cell.get("each"):
        if each["file"] not in mapping["files"]:
            yield where, f"{_('there is no such file in the profile')}: {each['file']}"
            return
        other = _source_columns(mapping, each["file"])
        yield from _missing_columns(where, {each["on"]}, source & other)
        available = source | other
    yield from _missing_columns(where, set(cell.get("when", {})), source)
    names = ("text", "if_empty", "precision", "day")
    templates = [*(cell.get(name, "") for name in names), *cell.get("except", ())]
    templates.append(cell.get("otherwise", "") if "find" in cell else "")
    used = {name for template in templates for name in template_columns(template)}
    yield from _missing_columns(where, used, available)
    for table in filter(None, (cell.get("codes"), cell.get("precisions"))):
        yield from _code_table_faults(where, mapping, table)
    precisions = set(mapping.get("codes", {}).get(cell.get("precisions", ""), {}).values())
    for wrong in sorted(precisions - DATE_PARTS.keys()):
        yield where, f"{_('a precision is day, month or year')}: {wrong}"
    if "find" in cell:
        yield from _search_faults(where, cell["find"], cell.get("by", ""))


def _search_faults(where: str, file: str, by: str) -> Faults:
    """A row of a BalkanWatch file can be found by its name, by one of its codes, or by a column."""
    if file not in known_resources():
        yield where, f"{_('there is no BalkanWatch file of this name')}: {file}"
        return
    resource = known_resources()[file]
    if not by:
        try:
            resource.model._meta.get_field("name")
        except FieldDoesNotExist:
            yield where, f"{_('rows of this file have no name')}: {file}"
        return
    schemes = schemes_of(resource.model)
    columns = [each.name for each in resource.columns() if isinstance(each, ValueColumn)]
    if by not in (*schemes, *columns):
        text = (
            _("there is no such scheme")
            if schemes
            else _("the BalkanWatch file has no such column")
        )
        yield where, f"{text}: {by}"


def _code_table_faults(where: str, mapping: TomlTable, table: str) -> Faults:
    if table not in mapping.get("codes", {}):
        yield where, f"{_('there is no such code table')}: {table}"


def _missing_columns(where: str, used: set[str], known: set[str]) -> Faults:
    for name in sorted(used - known):
        yield where, f"{_('the source file has no such column')}: {name}"


def _source_columns(mapping: TomlTable, file: str | None) -> set[str]:
    if not file:
        return set()
    source = mapping["files"][file]
    wide = source.get("wide", {})
    made = {wide[key] for key in ("name", "value") if key in wide}
    return {*source["columns"], *source.get("optional", ()), *made}
