"""Which sort of file one is, by the names of its columns."""

from pathlib import Path

from django.utils.translation import gettext as _

from imports.checking.plan import ERROR_COLUMN
from imports.reading.delimited import Unreadable
from imports.resources import known_resources


def resource_of(columns: list[str], file_name: str = "") -> str:
    """The name of the sort of file that has all of these columns; Unreadable where none has, or several.

    Where several have, a file that is named after one of them is that one.
    """
    names = {column.strip().lower() for column in columns} - {ERROR_COLUMN}
    known = {name: set(each.column_names()) for name, each in known_resources().items()}
    fitting = [name for name, has in known.items() if names <= has]
    named = Path(file_name).stem.lower()
    if named in fitting:
        return named
    # Of those that have all of them, the one that lacks fewest is meant; compact ones before whole tables.
    fitting.sort(key=lambda name: (len(known[name] - names), "_" in name))
    if len(fitting) > 1:
        first, second = fitting[:2]
        if len(known[first]) == len(known[second]) and ("_" in first) == ("_" in second):
            fitting = []
    if not fitting:
        likely = sorted(known, key=lambda name: (-len(names & known[name]), "_" in name, name))[:3]
        raise Unreadable(
            _(
                "The columns do not tell what sort of file this is. Choose it; likely are: %(likely)s."
            )
            % {"likely": ", ".join(likely)}
        )
    return fitting[0]
