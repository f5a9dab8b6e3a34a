"""Which file of a profile each uploaded file is, and what is missing if it is none."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from imports.profiles.profile import Profile, ProfileError, TomlTable, known_profiles
from imports.reading.delimited import UnreadableFileError
from imports.reading.table_files import ReadOptions, open_table

# The column names are looked for in so many lines, below titles of the table
MAX_TITLE_LINES = 30
# Names of columns in a message are cut off after so many characters
MAX_NAMES = 200
# How similar the names of a column must be for one to be the other, renamed
RENAMED = 0.7


class SourceFile(NamedTuple):
    """An uploaded file, and the line of its column names if they are below titles."""

    path: Path
    header: int | None = None


@dataclass
class ColumnFit:
    """How the columns of a file differ from those that a file of a profile has."""

    known: int
    missing: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        return not (self.missing or self.renamed or self.extra)

    @property
    def closeness(self) -> tuple[float, int]:
        """The share of the needed columns that the file has; of equals, the greater number."""
        needed = self.known + len(self.missing) + len(self.renamed)
        return (self.known + len(self.renamed) / 2) / max(needed, 1), self.known

    def lines(self) -> Iterator[str]:
        """What is missing, renamed and unknown: at most three lines."""
        if self.missing:
            text = _("Missing columns (%(count)d): %(names)s.")
            yield text % {"count": len(self.missing), "names": _listed(self.missing)}
        if self.renamed:
            text = _("Perhaps renamed (%(count)d): %(names)s.")
            names = (f"{name} → {found}" for name, found in self.renamed.items())
            yield text % {"count": len(self.renamed), "names": _listed(names)}
        if self.extra:
            text = _("Columns that it does not know (%(count)d): %(names)s.")
            yield text % {"count": len(self.extra), "names": _listed(self.extra)}


def assign_files(
    profile: Profile, paths: list[Path], options: ReadOptions
) -> dict[str, SourceFile]:
    """Identifies each file by its columns, by the names of the files in the profile.

    Titles above the column names are skipped. Raises ProfileError if a file is missing, or does not
    belong to the profile; the message names the columns.
    """
    files: TomlTable = profile.mapping["files"]
    found: dict[str, SourceFile] = {}
    for path in paths:
        read: list[tuple[SourceFile, list[str]]] = []
        for source, columns in _possible_headers(path, options):
            read.append((source, columns))
            fitting = [
                name
                for name, file in files.items()
                if name not in found and column_fit(columns, file).fits
            ]
            if fitting:
                best = max(fitting, key=lambda name: column_fit(columns, files[name]).known)
                found[best] = source
                break
        else:
            raise ProfileError(_refusal(path, read, profile, found))
    if missing := [name for name in files if name not in found]:
        message = _("There is no file with the columns: %(names)s.")
        raise ProfileError(message % {"names": ", ".join(files[missing[0]]["columns"])})
    return found


def column_fit(columns: Sequence[str], file: TomlTable) -> ColumnFit:
    """How the columns of a file differ from those of a file in a profile."""
    needed = [name for name in file["columns"] if name not in columns]
    fit = ColumnFit(len(file["columns"]) - len(needed))
    allowed = {*file["columns"], *file.get("optional", ()), *file.get("left_out", ())}
    others = [name for name in columns if name not in allowed]
    if wide := file.get("wide"):
        values = [name for name in others if re.fullmatch(wide["columns"], name)]
        if not values:
            needed.append(_("a column for each %(what)s") % {"what": wide["name"]})
        others = [name for name in others if name not in values]
    # The most similar names first
    pairs = sorted(((_likeness(n, o), n, o) for n in needed for o in others), reverse=True)
    for likeness, name, other in pairs:
        if likeness >= RENAMED and name not in fit.renamed and other in others:
            fit.renamed[name] = other
            others.remove(other)
    fit.renamed = {name: fit.renamed[name] for name in needed if name in fit.renamed}
    fit.missing = [name for name in needed if name not in fit.renamed]
    fit.extra = [] if "others" in file and not needed else others
    return fit


def nearest_profile(columns: Sequence[str]) -> list[str]:
    """Lines on the profile that comes nearest to these columns, and what it lacks; none if none is near."""
    fits = [
        (column_fit(columns, file), name, profile)
        for name, profile in known_profiles().items()
        for file in profile.mapping["files"].values()
    ]
    best, name, profile = max(fits, key=lambda fit: fit[0].closeness)
    if best.closeness[0] <= 0.5:
        return []
    text = _("The nearest profile is “%(title)s” (%(name)s).")
    if best.fits:
        text = _("The file fits the profile “%(title)s”: choose it, or give --profile %(name)s.")
    return [text % {"title": profile.mapping["title"], "name": name}, *best.lines()]


def _refusal(
    path: Path, read: list[tuple[SourceFile, list[str]]], profile: Profile, found: Iterable[str]
) -> str:
    """Why a file does not belong to a profile, and which other one comes nearer."""
    open_files = [file for name, file in profile.mapping["files"].items() if name not in found]
    lines = [_("%(path)s does not belong to this profile.") % {"path": path.name}]
    fits = [(column_fit(columns, file), columns) for _s, columns in read for file in open_files]
    if not fits:
        return lines[0]
    best, columns = max(fits, key=lambda pair: pair[0].closeness)
    lines += best.lines()
    nearest = nearest_profile(columns)
    if nearest and profile.mapping["title"] not in nearest[0]:
        lines.append(nearest[0])
    return "\n".join(lines)


def _possible_headers(path: Path, options: ReadOptions) -> Iterator[tuple[SourceFile, list[str]]]:
    """The column names of a file as they are detected, then those in each of its first lines."""
    chosen = options.get("header")
    first_error: UnreadableFileError | None = None
    try:
        with open_table(path, **options) as table:
            yield SourceFile(path, chosen), table.columns
    except UnreadableFileError as error:
        first_error = error
    if chosen:
        if first_error:
            raise first_error
        return
    is_read = False
    for line in range(2, MAX_TITLE_LINES + 1):
        with suppress(UnreadableFileError):
            at_line: ReadOptions = {**options, "header": line}
            with open_table(path, **at_line) as table:
                is_read = True
                yield SourceFile(path, line), table.columns
    if first_error and not is_read:
        raise first_error


def _likeness(one: str, other: str) -> float:
    """How likely one name of a column is another one, renamed, from 0 to 1."""
    words = [set(re.findall(r"[a-z]+|[0-9]+", name.lower())) for name in (one, other)]
    if words[0] == words[1]:
        return 1.0
    plain = ["".join(re.findall(r"[a-z0-9]", name.lower())) for name in (one, other)]
    ratio = difflib.SequenceMatcher(None, plain[0], plain[1]).ratio()
    is_part = min(map(len, plain)) > 2 and (plain[0] in plain[1] or plain[1] in plain[0])
    return max(ratio, 0.75) if is_part else ratio


def _listed(names: Iterable[str]) -> str:
    """Names separated by commas, cut off where there are too many."""
    text = ", ".join(names)
    return text if len(text) <= MAX_NAMES else f"{text[:MAX_NAMES]} …"
