"""Finds rows of ours by the names and codes that others have for them."""

from imports.columns import Column, PartsColumn, key_of, literal, table_of
from imports.resources import known_resources
from imports.tables import rows


class Known:
    """What is known by a name, folded as in searches, or by a code; each list is read once."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], dict[str, set[str]]] = {}
        self._folded: dict[str, str] = {}

    def find(self, file: str, text: str, by: str = "") -> str:
        """The key of the one row of our file that has this name, or this code of the scheme `by`; else nothing."""
        if (file, by) not in self._lists:
            self._lists[file, by] = _codes(file, by) if by else _names(file)
        found = self._lists[file, by].get(text if by else self._fold(text), set())
        return next(iter(found)) if len(found) == 1 else ""

    def _fold(self, text: str) -> str:
        if text not in self._folded:
            self._folded[text] = rows(f"SELECT folded({literal(text)})")[0][0]
        return self._folded[text]


def _names(file: str) -> dict[str, set[str]]:
    """Slugs by the folded name, by other names, by the slug itself; else by names that are remembered."""
    resource = known_resources()[file]
    own = table_of(resource.model())
    key = key_of(resource.model())[0].column
    found = rows(f"SELECT folded(name), {key} FROM {own} UNION SELECT {key}, {key} FROM {own}")
    for column in resource.columns():
        if isinstance(column, PartsColumn) and column.name == "names":
            found += rows(
                f"SELECT folded(n.name), o.{key} FROM {table_of(column.model)} n"
                f" JOIN {own} o ON o.id = n.{column.parent.column}"
            )
    known = _grouped(found)
    for text, slug in rows(
        f"SELECT m.folded, o.{key} FROM imports_namematch m JOIN {own} o ON o.id = m.row"
        f" WHERE m.table = {literal(own)}"
    ):
        known.setdefault(text, {slug})
    return known


def _codes(file: str, by: str) -> dict[str, set[str]]:
    """Slugs by the code they have in a scheme, or by a column of ours."""
    resource = known_resources()[file]
    own = table_of(resource.model())
    key = key_of(resource.model())[0].column
    for column in resource.columns():
        if isinstance(column, PartsColumn) and column.name == "identifiers":
            return _grouped(
                rows(
                    f"SELECT i.value, o.{key} FROM {table_of(column.model)} i"
                    f" JOIN {own} o ON o.id = i.{column.parent.column} WHERE i.scheme = {literal(by)}"
                )
            )
        if column.name == by and isinstance(column, Column):
            return _grouped(rows(f"SELECT {column.field.column}::text, {key} FROM {own}"))
    return {}


def _grouped(pairs: list[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for text, slug in pairs:
        found.setdefault(text, set()).add(slug)
    return found
