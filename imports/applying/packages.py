"""Several of our files as one import, in any order: each becomes a part, and parts follow those they refer to."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from graphlib import TopologicalSorter
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from imports.checking.related_columns import ListColumn, ReferenceColumn
from imports.file_types import detected_type
from imports.reading.delimited import NumberedRow, UnreadableFileError
from imports.reading.table_files import TABLE_SUFFIXES, Table, open_table
from imports.resources import TableResource, known_resources
from records.public_ids import IdentifiedRow


class Package:
    """Our own files, with what `multi_part` asks for: parts as tables, and notes and faults about the files."""

    def __init__(self, paths: Iterable[Path], options: Mapping[str, Any]) -> None:
        """Finds out what the files are; raises UnreadableFileError, naming the file, if one cannot be read."""
        self._options = options
        self.notes: dict[str, list[str]] = {}
        self.faults: list[Any] = []
        found: list[tuple[str, tuple[str, ...], str, Path]] = []
        for path in paths:
            if reason := _not_a_table(path):
                self.notes[path.name] = [reason]
                continue
            with _named(path), open_table(path, **options) as table:
                resource = detected_type(table.columns, path.name)
                columns = tuple(sorted(name.strip().lower() for name in table.columns))
                found.append((resource, columns, path.name, path))
        if not found:
            raise UnreadableFileError(_("There is no table among the files."))
        order = {name: place for place, name in enumerate(load_order())}
        found.sort(key=lambda each: (order[each[0]], each[1:3]))
        self._files = found

    @property
    def resources(self) -> list[str]:
        """The resources of the files, without repetitions."""
        return list(dict.fromkeys(resource for resource, *_others in self._files))

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Each part with its resource. Files of one type with the same columns are one part, so that their rows
        may refer to each other."""
        for (resource, _columns), files in groupby(self._files, key=lambda each: each[:2]):
            paths = [path for *_others, path in files]
            with _named(paths[0]), open_table(paths[0], **self._options) as table:
                self._note(paths[0], table.notes)
                table.rows = _named_rows(paths[0], table.rows)
                if len(paths) > 1:
                    table.rows = self._chained(table, table.rows, paths)
                    table.expected_rows = 0
                yield resource, table

    def _chained(
        self, first: Table, rows: Iterable[NumberedRow], paths: list[Path]
    ) -> Iterator[NumberedRow]:
        """The rows of several files. Lines are counted on; a note says where each file begins."""
        line = 1
        for line, cells in rows:
            yield line, cells
        line = max([line, *first.broken])
        for path in paths[1:]:
            with _named(path), open_table(path, **self._options) as table:
                text = _("Line 1 of this file is counted as line %(line)d of its part.")
                self._note(path, [*table.notes, text % {"line": line + 1}])
                places = {name.strip().lower(): at for at, name in enumerate(table.columns)}
                order = [places[name.strip().lower()] for name in first.columns]
                before = line
                for number, cells in table.rows:
                    line = before + number
                    yield line, [cells[at] for at in order]
                for number, cells in table.broken.items():
                    first.broken[before + number] = cells
                    line = max(line, before + number)

    def _note(self, path: Path, notes: list[str]) -> None:
        self.notes.setdefault(path.name, []).extend(notes)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Inside, an UnreadableFileError gets the name of the file in front."""
    try:
        yield
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{path.name}: {error}") from None


def _named_rows(path: Path, rows: Iterable[NumberedRow]) -> Iterator[NumberedRow]:
    with _named(path):
        yield from rows


def table_paths(paths: Iterable[Path]) -> list[Path]:
    """The files, and those in folders, without hidden ones."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else []
        found += [each for each in inside if not each.name.startswith(".")] or (
            [] if path.is_dir() else [path]
        )
    return found


@cache
def load_order() -> list[str]:
    """The names of all resources, each after those whose rows it refers to."""
    writing: dict[type[Model], set[str]] = {}
    for name, resource in known_resources().items():
        for model in _written_models(resource):
            writing.setdefault(model, set()).add(name)
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for name, resource in sorted(known_resources().items()):
        own = _written_models(resource)
        needed = {
            other for model in _read_models(resource) - own for other in writing.get(model, ())
        }
        sorter.add(name, *sorted(needed - {name}))
    return list(sorter.static_order())


def later_lists(resource: str, resources: Iterable[str]) -> list[str]:
    """Columns whose lists are written after all files of an import.

    These are lists of claims that also come as rows of a file, where they have more to say, such as their ids: the
    rows are written first, and the lists then find them.
    """
    own = known_resources()
    rows = {route.model for name in resources for route in own[name].routes()}
    return [
        column.name
        for column in own[resource].columns()
        if isinstance(column, ListColumn)
        and issubclass(column.model, IdentifiedRow)
        and column.model in rows
    ]


def _written_models(resource: type[TableResource]) -> set[type[Model]]:
    """The tables of its rows, and of lists whose rows others refer to."""
    lists = {column.model for column in resource.columns() if isinstance(column, ListColumn)}
    rows = {route.model for route in resource.routes()}
    return rows | {model for model in lists if not issubclass(model, IdentifiedRow)}


def _read_models(resource: type[TableResource]) -> set[type[Model]]:
    """The tables that its rows, or items of its lists, refer to."""
    found: set[type[Model]] = set()
    for route in resource.routes():
        for column in route.columns:
            parts = column.columns if isinstance(column, ListColumn) else [column]
            found |= {each.target for each in parts if isinstance(each, ReferenceColumn)}
    return found


def _not_a_table(path: Path) -> str:
    """Why a file is skipped; empty if it is a table."""
    if path.suffix.lower() not in TABLE_SUFFIXES:
        return _("Skipped: this is no table.")
    return "" if path.stat().st_size else _("Skipped: the file is empty.")
