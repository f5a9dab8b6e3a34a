"""Finds the names of the columns of a table; what stands above them is pointed out, never skipped in silence."""

from collections import Counter

from django.utils.translation import gettext as _

from imports.reading.delimited import Unreadable

MOST_COLUMNS = 500


def header_of(rows: list[tuple[int, list[str]]], header: int | None) -> tuple[int, list[str]]:
    """Line and names of the columns; Unreadable for titles above them, for no names, for names twice.

    `rows` are the first of the file; `header` is the line that a person named.
    """
    if header is not None:
        rows = [row for row in rows if row[0] >= header]
        if not rows or rows[0][0] != header:
            raise Unreadable(_("There are no column names in line %(line)d.") % {"line": header})
    if not rows:
        raise Unreadable(_("The file has no rows."))
    line, names = rows[0]
    while names and not names[-1]:
        names = names[:-1]
    if header is None:
        _point_out_titles(rows, len(names))
    if len(names) > MOST_COLUMNS:
        raise Unreadable(
            _("The file has %(number)d columns; the most is %(most)d.")
            % {"number": len(names), "most": MOST_COLUMNS}
        )
    for number, name in enumerate(names, start=1):
        if not name:
            raise Unreadable(
                _("Column %(number)d has no name in line %(line)d.")
                % {"number": number, "line": line}
            )
    twice = [name for name, often in Counter(names).items() if often > 1]
    if twice:
        raise Unreadable(
            _("Line %(line)d names these columns more than once: %(names)s.")
            % {"line": line, "names": ", ".join(twice[:5])}
        )
    return line, names


def _point_out_titles(rows: list[tuple[int, list[str]]], width: int) -> None:
    """Unreadable if the first row is narrower than the table: then it is a title."""
    filled = [(line, sum(map(bool, cells))) for line, cells in rows]
    usual = Counter(number for _line, number in filled).most_common(1)[0][0]
    widest = max(number for _line, number in filled)
    typical = usual if usual > 1 else widest
    if (width >= 2 and width * 2 > typical) or typical < 2:
        return
    line = next(line for line, number in filled if number * 2 > typical and number > 1)
    raise Unreadable(
        _(
            "Line %(first)d does not name the columns; line %(line)d seems to. Delete what is above it, or say "
            "that the column names are in line %(line)d."
        )
        % {"first": rows[0][0], "line": line},
        header=line,
    )
