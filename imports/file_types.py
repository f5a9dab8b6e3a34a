"""Finds out by the columns which of our files a file is, and otherwise says what comes near."""

from pathlib import Path

from django.utils.translation import gettext as _

from imports.checking.related_columns import ListColumn
from imports.profiles.source_files import nearest_profile
from imports.reading.delimited import UnreadableFileError, shortened
from imports.resources import ERROR_COLUMN, REMOVE, known_resources

# How many types of files, and how many columns that each does not have, a message names
MAX_LIKELY, MAX_UNKNOWN = 3, 5


def detect_resource(columns: list[str], file_name: str = "") -> str:
    """The name of the resource that has all of these columns.

    Of several, the one that the file is named after is chosen. Raises UnreadableFileError if no choice is clear.
    """
    names = {column.strip().lower() for column in columns} - {ERROR_COLUMN, REMOVE}
    names -= {name for name in names if name.startswith(f"{REMOVE}_")}
    known = {
        name: {*each.column_names(), *(c for cell in each.derived.values() for c in cell.columns)}
        for name, each in known_resources().items()
    }
    fitting = [name for name, has in known.items() if names <= has]
    stem = Path(file_name).stem.lower()
    if stem in fitting:
        return stem
    # The best fit lacks the fewest columns, lists aside; compact files come before whole tables.
    lists = {
        name: {
            each.name for each in known_resources()[name].columns() if isinstance(each, ListColumn)
        }
        for name in fitting
    }
    fitting.sort(key=lambda name: (len(known[name] - names - lists[name]), "_" in name))
    if len(fitting) > 1:
        first, second = fitting[:2]
        if len(known[first]) == len(known[second]) and ("_" in first) == ("_" in second):
            fitting = []
    # Some columns are misspelt: the check names them.
    if not fitting and stem in known and 2 * len(names & known[stem]) >= len(names):
        return stem
    if not fitting and all(2 * len(names & has) < len(names) for has in known.values()):
        message = _(
            "These are not the columns of a BalkanWatch file: %(columns)s. Name them as in the template of a file "
            "type, or make a profile from this file; both are under Imports, “File types”."
        )
        raise UnreadableFileError(message, columns=_some(columns))
    if not fitting:
        likely = sorted(known, key=lambda name: (-len(names & known[name]), "_" in name, name))
        described = []
        for name in likely[:MAX_LIKELY]:
            unknown = [each for each in columns if each.strip().lower() in names - known[name]]
            described.append(_with_unknown(name, unknown))
        message = _(
            "The columns do not show what type of file this is. Choose it; likely: %(likely)s."
        )
        raise UnreadableFileError(message, likely=", ".join(described))
    return fitting[0]


def detected_type(columns: list[str], file_name: str) -> str:
    """The same; the error names a profile that fits, or that comes near."""
    try:
        return detect_resource(columns, file_name)
    except UnreadableFileError as error:
        nearest = nearest_profile(columns)
        lines = nearest if len(nearest) == 1 else [str(error), *nearest]
        raise UnreadableFileError("\n".join(lines)) from error


def _with_unknown(name: str, unknown: list[str]) -> str:
    """A type of file, and some columns that it does not have."""
    if not unknown:
        return name
    text = _("%(name)s (does not have %(columns)s)")
    return text % {"name": name, "columns": _some(unknown)}


def _some(columns: list[str]) -> str:
    shown = ", ".join(map(shortened, columns[:MAX_UNKNOWN]))
    return f"{shown} …" if len(columns) > MAX_UNKNOWN else shown
