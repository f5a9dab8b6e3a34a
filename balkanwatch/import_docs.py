"""The part of docs/importing.md that is written from the resources: each file, its columns, an example."""

import csv
import io
from collections.abc import Iterator

from imports.pages.file_description import described, examples
from imports.resources import TableResource, known_resources

START, END = "<!-- generated: files -->", "<!-- end: files -->"


def written(page: str) -> str:
    """The page with its generated part made anew; examples are the first rows of the database."""
    before, _, rest = page.partition(START)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"The page has no part between “{START}” and “{END}”.")
    known = known_resources()
    names = sorted(known, key=lambda name: ("_" in name, name))
    text = "\n\n".join("\n".join(_file(known[name])) for name in names)
    return f"{before}{START}\n\n{text}\n\n{END}{after}"


def _file(resource: type[TableResource]) -> Iterator[str]:
    yield f"### {resource.name}.csv\n\n{resource.about}\n"
    yield "| column | needed | what it says | how it is written |\n|---|---|---|---|"
    for column in described(resource):
        needed = "yes" if column.is_needed else ""
        yield f"| `{column.name}` | {needed} | {_cell(column.about)} | {_cell(column.written)} |"
    names, rows = examples(resource)
    if rows:
        yield f"\n```csv\n{_lines([names, *rows[:1]])}```"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _lines(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
