"""What the schema of profiles cannot see: names of files, columns and code tables that are not there."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from imports.checking.columns import Column, PartsColumn
from imports.profiles.cells import EXACTNESS, names_in
from imports.resources import known_resources

Faults = Iterator[tuple[str, str]]


def faults_of(mapping: dict[str, Any]) -> Iterator[str]:
    """A sentence for each fault, with the place in the mapping."""
    for number, part in enumerate(mapping["rows"], start=1):
        for where, what in _of_part(mapping, part):
            yield f"rows {number}{where}: {what}"


def _of_part(mapping: dict[str, Any], part: dict[str, Any]) -> Faults:
    if part["into"] not in known_resources():
        yield "", f"{_('there is no file of ours of this name')}: {part['into']}"
        return
    if "from" in part and part["from"] not in mapping["files"]:
        yield "", f"{_('there is no such file in the profile')}: {part['from']}"
        return
    own = _columns(mapping, part.get("from"))
    used = {*names_in(part.get("key", "")), *part.get("only", {}), *part.get("never", {})}
    yield from _missing("", used | set(part.get("only_in", {})), own)
    for table in part.get("only_in", {}).values():
        yield from _of_table("", mapping, table)
    if known := part.get("unless_known"):
        yield from _missing(", unless_known", set(names_in(known["text"])), own)
        yield from _of_search(", unless_known", known["in"], known.get("by", ""))
        if "slug" not in part["columns"]:
            yield ", unless_known", _("the rows must have a slug")
    yield from _of_columns(mapping, part, own)


def _of_columns(mapping: dict[str, Any], part: dict[str, Any], own: set[str]) -> Faults:
    columns = {each.name: each for each in known_resources()[part["into"]].columns()}
    for name, cell in part["columns"].items():
        if name not in columns:
            yield f", {name}", _("our file has no such column")
        elif isinstance(cell, list) and not isinstance(columns[name], PartsColumn):
            yield f", {name}", _("this column holds one thing")
        for how in cell if isinstance(cell, list) else [cell]:
            whole = {"text": how} if isinstance(how, str) else how
            yield from _of_cell(f", {name}", mapping, whole, own)


def _of_cell(where: str, mapping: dict[str, Any], how: dict[str, Any], own: set[str]) -> Faults:
    seen = own
    if each := how.get("each"):
        if each["file"] not in mapping["files"]:
            yield where, f"{_('there is no such file in the profile')}: {each['file']}"
            return
        other = _columns(mapping, each["file"])
        yield from _missing(where, {each["on"]}, own & other)
        seen = own | other
    yield from _missing(where, set(how.get("when", {})), own)
    templates = [how["text"], how.get("precision", ""), *how.get("except", ())]
    yield from _missing(where, {name for each in templates for name in names_in(each)}, seen)
    for table in filter(None, (how.get("codes"), how.get("precisions"))):
        yield from _of_table(where, mapping, table)
    exact = set(mapping.get("codes", {}).get(how.get("precisions", ""), {}).values())
    for wrong in sorted(exact - EXACTNESS.keys()):
        yield where, f"{_('a precision is day, month or year')}: {wrong}"
    if "find" in how:
        yield from _of_search(where, how["find"], how.get("by", ""))


def _of_search(where: str, file: str, by: str) -> Faults:
    """A row of ours is found by its name, by one of its codes, or by a column."""
    if file not in known_resources():
        yield where, f"{_('there is no file of ours of this name')}: {file}"
        return
    resource = known_resources()[file]
    if not by:
        try:
            resource.model()._meta.get_field("name")
        except FieldDoesNotExist:
            yield where, f"{_('rows of this file have no name')}: {file}"
        return
    for column in resource.columns():
        if isinstance(column, PartsColumn) and column.name == "identifiers":
            schemes = [code for code, _label in _scheme_of(column).flatchoices]
            if by not in schemes:
                yield where, f"{_('there is no such scheme')}: {by}"
            return
        if isinstance(column, Column) and column.name == by:
            return
    yield where, f"{_('our file has no such column')}: {by}"


def _scheme_of(column: PartsColumn) -> Any:
    return column.model._meta.get_field("scheme")


def _of_table(where: str, mapping: dict[str, Any], table: str) -> Faults:
    if table not in mapping.get("codes", {}):
        yield where, f"{_('there is no such code table')}: {table}"


def _missing(where: str, used: set[str], known: set[str]) -> Faults:
    for name in sorted(used - known):
        yield where, f"{_('their file has no such column')}: {name}"


def _columns(mapping: dict[str, Any], file: str | None) -> set[str]:
    return set(mapping["files"][file]["columns"]) if file else set()
