"""SQL in files: each app keeps its functions, trigger bodies and long statements in its folder `sql`.

A file is a template with placeholders as in psql: :"name" is an identifier, :'name' a literal, :name SQL as
it is. A list stands for its items with commas between them. Why: docs/decisions/0013-sql-files.md.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

PROJECT_DIR = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"""(?<!:):(?:"(?P<name>\w+)"|'(?P<text>\w+)'|(?P<sql>[a-z]\w*))""")
Value = str | int | Sequence[str]


def sql_file(path: str, **values: Value) -> str:
    """The SQL of a file, such as `records/refuse` for records/sql/refuse.sql, with its placeholders filled."""
    return fill(_read(path), **values)


def fill(template: str, **values: Value) -> str:
    """The template with its placeholders filled; ValueError for one too many or too few."""
    found = {name for match in PLACEHOLDER.finditer(template) for name in match.groups() if name}
    if wrong := found ^ values.keys():
        raise ValueError(f"Placeholders and values differ in {', '.join(sorted(wrong))}.")

    def filled(match: re.Match[str]) -> str:
        kind = str(match.lastgroup)
        value = values[match[kind]]
        items = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        return ", ".join(QUOTES[kind](str(item)) for item in items)

    return PLACEHOLDER.sub(filled, template)


def run_sql(statement: str, parameters: Any = None) -> list[Any]:
    """Executes a statement and returns its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def quote_name(name: str) -> str:
    """An identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A string literal of SQL, under standard_conforming_strings."""
    return "'" + text.replace("'", "''") + "'"


QUOTES: dict[str, Callable[[str], str]] = {"name": quote_name, "text": quote_text, "sql": str}


@cache
def _read(path: str) -> str:
    app, _, name = path.partition("/")
    text = (PROJECT_DIR / app / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    # A new comment changes nothing in the database.
    return "".join(line for line in text.splitlines(True) if not line.lstrip().startswith("--"))
