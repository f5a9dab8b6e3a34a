"""Profiles: mapping files that make rows of our files out of the files of others."""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator

from imports.profiles.cells import Cells, LeftOutError, Row, fill
from imports.profiles.lookup import Known
from imports.profiles.validation import faults_of
from imports.reading.table_files import Table, open_table
from imports.resources import known_resources

FOLDER = Path(__file__).parent


class ProfileError(ValueError):
    """What is wrong with a profile, or with the files that were given for it."""


@dataclass
class Report:
    """What did not get into rows: names that match no record, and texts that are too long, by line and column of
    ours; rows of theirs, by file and line, with the reason."""

    unmatched: list[tuple[int, str, str]] = field(default_factory=list)
    too_long: list[tuple[int, str, str, int]] = field(default_factory=list)
    left_out: list[tuple[str, int, str]] = field(default_factory=list)
    # What was found out about each file on opening it
    notes: dict[str, list[str]] = field(default_factory=dict)


class Profile:
    """A mapping file that was read and is well formed."""

    def __init__(self, text: str | bytes) -> None:
        """Reads the mapping; ProfileError says what is wrong in it, and where."""
        try:
            self.text = text if isinstance(text, str) else text.decode("utf-8-sig")
            self.mapping: dict[str, Any] = tomllib.loads(self.text.replace("\r\n", "\n"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ProfileError(_("This is not TOML: %(error)s.") % {"error": error}) from None
        found = Draft202012Validator(schema_of_profiles()).iter_errors(self.mapping)
        faults = sorted(found, key=str)
        told = [f"{fault.json_path[2:]}: {fault.message}" for fault in faults]
        if told := told or list(faults_of(self.mapping)):
            raise ProfileError("\n".join(told))

    @cached_property
    def parts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.mapping["rows"]
        return found

    @property
    def resources(self) -> list[str]:
        """The files of ours that it makes."""
        return list(dict.fromkeys(part["into"] for part in self.parts))

    def assign(self, paths: list[Path], options: dict[str, Any] | None = None) -> dict[str, Path]:
        """Which file is which, by their columns; ProfileError if one is missing, or not of the profile.

        `options` say how files are read, as `open_table` takes them.
        """
        wanted: dict[str, Any] = self.mapping["files"]
        found: dict[str, Path] = {}
        for path in paths:
            with open_table(path, **(options or {})) as table:
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


@cache
def schema_of_profiles() -> dict[str, Any]:
    """What a mapping may hold, as JSON Schema."""
    schema: dict[str, Any] = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    return schema


@cache
def known_profiles() -> dict[str, Profile]:
    """The profiles that come with the program, by name."""
    return {path.stem: read_profile(str(path)) for path in sorted(FOLDER.glob("*.toml"))}


def read_profile(name: str) -> Profile:
    """A profile by its name, or by the path of a mapping file; ProfileError if there is none or it is wrong."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(each.stem for each in FOLDER.glob("*.toml")))
        raise ProfileError(
            _("There is no profile “%(name)s”; there are: %(known)s.")
            % {"name": name, "known": known}
        )
    return Profile(path.read_bytes())


class Mapping:
    """A profile at work on files: makes the tables that the engine imports, one after the other."""

    def __init__(
        self, profile: Profile, files: dict[str, Path], options: dict[str, Any] | None = None
    ) -> None:
        self.profile, self.files, self.report = profile, files, Report()
        self._options = options or {}
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
        with open_table(self.files[name], **self._options) as table:
            self.report.notes[self.files[name].name] = table.notes
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
        made, names = {}, []
        for name, how in part["columns"].items():
            cells.unmatched.clear()
            cells.too_long.clear()
            try:
                made[name] = cells.text(how, row)
            finally:
                names += cells.unmatched
                self.report.unmatched += [(row.line, name, each) for each in cells.unmatched]
                self.report.too_long += [(row.line, name, *each) for each in cells.too_long]
        if names:
            told = _("Named, but not matched: %(names)s.") % {"names": "; ".join(names)}
            made["note"] = " ".join(filter(None, [made.get("note", ""), told]))
        return [made.get(column, "") for column in columns]

    def _leave_out(self, name: str, line: int, why: str) -> None:
        if (name, line, why) not in self.report.left_out:
            self.report.left_out.append((name, line, why))
