"""Profiles: mapping files that make rows of our files out of the files of others."""

import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator

from imports.cells import Cells, LeftOutError, Row, fill
from imports.columns import PartsColumn
from imports.finding import Known
from imports.opening import Table, open_table
from imports.resources import known_resources

FOLDER = Path(__file__).with_name("profiles")


class ProfileError(ValueError):
    """What is wrong with a profile, or with the files that were given for it."""


@dataclass
class Report:
    """What did not get into rows: names that are not known, and rows with the reason."""

    unmatched: Counter[str] = field(default_factory=Counter)
    left_out: list[tuple[str, int, str]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report for people, the most frequent first."""
        reasons = Counter((file, why) for file, _line, why in self.left_out)
        first: dict[tuple[str, str], int] = {}
        for file, line, why in self.left_out:
            first.setdefault((file, why), line)
        told = [
            _("%(count)d rows of %(file)s left out, first in line %(line)d: %(why)s")
            % {"count": count, "file": file, "line": first[file, why], "why": why}
            for (file, why), count in reasons.most_common()
        ]
        names = [
            _("not matched, kept in the note: %(name)s (%(count)d times)")
            % {"name": name, "count": count}
            for name, count in self.unmatched.most_common()
        ]
        return told + names


class Profile:
    """A mapping file that was read and is well formed."""

    def __init__(self, text: str) -> None:
        """Reads the mapping; ProfileError says what is wrong in it, and where."""
        try:
            self.mapping: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ProfileError(_("This is not TOML: %(error)s.") % {"error": error}) from None
        schema = json.loads((FOLDER / "schema.json").read_text())
        faults = sorted(Draft202012Validator(schema).iter_errors(self.mapping), key=str)
        told = [f"{fault.json_path[2:]}: {fault.message}" for fault in faults]
        if told := told or list(_faults(self.mapping)):
            raise ProfileError("\n".join(told))

    @cached_property
    def parts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.mapping["rows"]
        return found

    def assign(self, paths: list[Path]) -> dict[str, Path]:
        """Which file is which, by their columns; ProfileError if one is missing, or not of the profile."""
        wanted: dict[str, Any] = self.mapping["files"]
        found: dict[str, Path] = {}
        for path in paths:
            with open_table(path) as table:
                has = set(table.columns)
            fitting = [name for name, each in wanted.items() if has >= set(each["columns"])]
            fitting = [name for name in fitting if name not in found]
            if not fitting:
                raise ProfileError(_("%(path)s is no file of this profile.") % {"path": path.name})
            name = max(fitting, key=lambda each: len(wanted[each]["columns"]))
            strange = has - set(wanted[name]["columns"]) - set(wanted[name].get("left_out", {}))
            if strange and "others" not in wanted[name]:
                raise ProfileError(
                    _(
                        "%(path)s has columns that the profile neither reads nor leaves out: %(names)s."
                    )
                    % {"path": path.name, "names": ", ".join(sorted(strange))}
                )
            found[name] = path
        if missing := [name for name in wanted if name not in found]:
            raise ProfileError(
                _("There is no file with the columns: %(names)s.")
                % {"names": ", ".join(wanted[missing[0]]["columns"])}
            )
        return found


def read_profile(name: str) -> Profile:
    """A profile by its name, or by the path of a mapping file; ProfileError if there is none or it is wrong."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    known = ", ".join(sorted(each.stem for each in FOLDER.glob("*.toml")))
    if not path.is_file():
        raise ProfileError(
            _("There is no profile “%(name)s”; there are: %(known)s.")
            % {"name": name, "known": known}
        )
    return Profile(path.read_text(encoding="utf-8"))


class Mapping:
    """A profile at work on files: makes the tables that the engine imports, one after the other."""

    def __init__(self, profile: Profile, files: dict[str, Path]) -> None:
        self.profile, self.files, self.report = profile, files, Report()
        self._joined: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def tables(self) -> Iterator[tuple[str, Table]]:
        """The name of our file and its rows, part by part. What a part finds in the database is looked up when
        it is asked for: import each before going on."""
        for part in self.profile.parts:
            columns = list(part["columns"])
            # Names that are not matched are kept there.
            if "note" in known_resources()[part["into"]].column_names() and "note" not in columns:
                columns.append("note")
            # Made before they are copied: a connection that copies cannot look up names.
            yield part["into"], Table(columns, list(self._rows(part, columns)))

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a file of theirs, with their lines."""
        with open_table(self.files[name]) as table:
            for line, texts in table.rows:
                yield Row(line, dict(zip(table.columns, texts, strict=True)))
            for line, texts in table.broken.items():
                self._leave_out(name, line, _("it has %(count)d cells") % {"count": len(texts)})

    def joined(self, name: str, on: str) -> dict[str, list[Row]]:
        """The rows of a file of theirs by what they have in one column."""
        if (name, on) not in self._joined:
            grouped = defaultdict(list)
            for row in self.rows(name):
                grouped[row.cells[on]].append(row)
            self._joined[name, on] = dict(grouped)
        return self._joined[name, on]

    def _rows(self, part: dict[str, Any], columns: list[str]) -> Iterator[tuple[int, list[str]]]:
        name = part.get("from", "")
        cells = Cells(self.profile.mapping.get("codes", {}), self.joined, Known())
        seen: set[str] = set()
        for row in self.rows(name) if name else [Row(1, {})]:
            if any(row.cells[each] not in texts for each, texts in part.get("only", {}).items()):
                continue
            if any(row.cells[each] in texts for each, texts in part.get("never", {}).items()):
                continue
            if key := part.get("key"):
                text = fill(key, row.cells)
                if text in seen:
                    continue
                seen.add(text)
            try:
                yield row.line, self._row(cells, part, columns, row)
            except LeftOutError as error:
                self._leave_out(name, row.line, str(error))

    def _row(self, cells: Cells, part: dict[str, Any], columns: list[str], row: Row) -> list[str]:
        for name, table in part.get("only_in", {}).items():
            cells.text({"text": f"{{{name}}}", "codes": table}, row)
        if known := part.get("unless_known"):
            text = fill(known["text"], row.cells)
            found = cells.known.find(known["in"], text, known.get("by", ""))
            # What an earlier import of the same file made is not somebody else's.
            if found and found != cells.text(part["columns"]["slug"], row):
                raise LeftOutError(_("it is known already"))
        cells.unmatched.clear()
        made = {name: cells.text(how, row) for name, how in part["columns"].items()}
        if cells.unmatched:
            self.report.unmatched.update(cells.unmatched)
            told = _("Named, but not matched: %(names)s.") % {"names": "; ".join(cells.unmatched)}
            made["note"] = " ".join(filter(None, [made.get("note", ""), told]))
        return [made.get(column, "") for column in columns]

    def _leave_out(self, name: str, line: int, why: str) -> None:
        if (name, line, why) not in self.report.left_out:
            self.report.left_out.append((name, line, why))


def _faults(mapping: dict[str, Any]) -> Iterator[str]:
    """What the schema cannot see: names of files, columns and code tables that are not there."""
    files, codes = mapping["files"], mapping.get("codes", {})
    resources = known_resources()
    for number, part in enumerate(mapping["rows"], start=1):
        where = f"rows {number}"
        if part["into"] not in resources:
            yield f"{where}: {_('there is no file of ours of this name')}: {part['into']}"
            continue
        if "from" in part and part["from"] not in files:
            yield f"{where}: {_('there is no such file in the profile')}: {part['from']}"
            continue
        ours = resources[part["into"]].columns()
        lists = {column.name for column in ours if isinstance(column, PartsColumn)}
        own = set(files[part["from"]]["columns"]) if "from" in part else set()
        for name, cell in part["columns"].items():
            here = f"{where}, {name}"
            if name not in {column.name for column in ours}:
                yield f"{here}: {_('our file has no such column')}"
            if isinstance(cell, list) and name not in lists:
                yield f"{here}: {_('this column holds one thing')}"
            for how in cell if isinstance(cell, list) else [cell]:
                how = {"text": how} if isinstance(how, str) else how
                each = how.get("each", {}).get("file")
                if each and each not in files:
                    yield f"{here}: {_('there is no such file in the profile')}: {each}"
                    continue
                known = own | (set(files[each]["columns"]) if each else set())
                used = {n for text in (how["text"], how.get("precision", "")) for n in _names(text)}
                for missing in sorted((used | set(how.get("when", {}))) - known):
                    yield f"{here}: {_('their file has no such column')}: {missing}"
                for table in (how.get("codes"), how.get("precisions")):
                    if table and table not in codes:
                        yield f"{here}: {_('there is no such code table')}: {table}"
                if "find" in how and how["find"] not in resources:
                    yield f"{here}: {_('there is no file of ours of this name')}: {how['find']}"
        for missing in sorted((set(_names(part.get("key", ""))) | set(part.get("only", {}))) - own):
            yield f"{where}: {_('their file has no such column')}: {missing}"


def _names(template: str) -> list[str]:
    return [name for _text, name, _format, _conversion in Formatter().parse(template) if name]
