"""Finds rows of ours by the names and codes that others have for them."""

from django.db.models import Model

from imports.checking.columns import Column, PartsColumn, key_of, table_of
from imports.checking.targets import rows
from imports.resources import known_resources
from records.models import Record
from records.sql import fill, sql_file


class Known:
    """What is known by a name, folded as in searches, or by a code; each list is read once.

    What was merged is found as what it was merged into, what was retracted otherwise not at all.
    """

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], dict[str, set[str]]] = {}
        self._folded: dict[str, str] = {}

    def find(self, file: str, text: str, by: str = "") -> str:
        """The key of the one row of our file that has this name, or this code of the scheme `by`; else of the one
        that somebody decided this text to mean; else nothing."""
        found = self._list(file, by).get(text if by else self._fold(text))
        found = found or self._list(file, REMEMBERED).get(self._fold(text), set())
        return next(iter(found)) if len(found) == 1 else ""

    def _list(self, file: str, by: str) -> dict[str, set[str]]:
        if (file, by) not in self._lists:
            read = {"": _names, REMEMBERED: _remembered}.get(by)
            self._lists[file, by] = read(file) if read else _codes(file, by)
        return self._lists[file, by]

    def _fold(self, text: str) -> str:
        if text not in self._folded:
            self._folded[text] = rows("SELECT folded(:'text')", text=text)[0][0]
        return self._folded[text]


# In the place of a scheme: what somebody decided
REMEMBERED = "\0remembered"


def _names(file: str) -> dict[str, set[str]]:
    """Keys by the folded name, by other names, by the key itself."""
    model = known_resources()[file].model()
    own, key = table_of(model), _key(model)
    found = _keyed(model, fill('SELECT id, folded(name) AS text FROM :"table"', table=own))
    found += _keyed(model, fill('SELECT id, :"key" AS text FROM :"table"', key=key, table=own))
    for column in known_resources()[file].columns():
        if isinstance(column, PartsColumn) and column.name == "names":
            further = fill(
                'SELECT :"parent" AS id, folded(name) AS text FROM :"table"',
                parent=str(column.parent.column),
                table=table_of(column.model),
            )
            found += _keyed(model, further)
    return _grouped(found)


def _remembered(file: str) -> dict[str, set[str]]:
    """Keys by the folded texts that somebody decided on."""
    model = known_resources()[file].model()
    decided = fill(
        "SELECT row AS id, folded AS text FROM imports_namematch WHERE \"table\" = :'table'",
        table=table_of(model),
    )
    return _grouped(_keyed(model, decided))


def _codes(file: str, by: str) -> dict[str, set[str]]:
    """Keys by the code they have in a scheme, or by a column of ours; of several, the one that is preferred."""
    model = known_resources()[file].model()
    for column in known_resources()[file].columns():
        if isinstance(column, PartsColumn) and column.name == "identifiers":
            codes = fill(
                'SELECT :"parent" AS id, value AS text, preferred FROM :"table"'
                " WHERE scheme = :'scheme'",
                parent=str(column.parent.column),
                table=table_of(column.model),
                scheme=by,
            )
            preferred = _grouped(_keyed(model, f"{codes} AND preferred"))
            return _grouped(_keyed(model, codes)) | preferred
        if column.name == by and isinstance(column, Column):
            texts = fill(
                'SELECT id, :"column"::text AS text FROM :"table"',
                column=str(column.field.column),
                table=table_of(model),
            )
            return _grouped(_keyed(model, texts))
    return {}


def _keyed(model: type[Model], texts: str) -> list[tuple[str, str]]:
    """Texts with the keys of the rows that stand for those which have them; `texts` is SQL of `id` and `text`."""
    own, key = table_of(model), _key(model)
    if not issubclass(model, Record):
        return rows(
            'SELECT known.text, own.:"key" FROM (:texts) AS known'
            ' JOIN :"table" AS own ON own.id = known.id',
            key=key,
            texts=texts,
            table=own,
        )
    return rows(sql_file("imports/keys_of_standing", key=key, table=own, texts=texts))


def _key(model: type[Model]) -> str:
    return str(key_of(model)[0].column)


def _grouped(pairs: list[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for text, slug in pairs:
        found.setdefault(text, set()).add(slug)
    return found
