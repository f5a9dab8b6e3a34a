"""One cell of our files, made from a row of theirs as a profile says."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from imports.checking.columns import ITEM
from imports.checking.list_cells import written
from imports.profiles.lookup import Known

# 2025-03-18, 2025-3-0 (the day is not known), 2025-03-18T10:00
DATE = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?(?:[T ].*)?", re.ASCII)
# How many parts of a date are stated
EXACTNESS = {"year": 1, "month": 2, "day": 3}
COLUMN = re.compile(r"\{(\w[^{}]*)\}")


class LeftOutError(Exception):
    """Why a row of theirs makes no row of ours."""


@dataclass(frozen=True)
class Row:
    """A row of a file of theirs."""

    line: int
    cells: dict[str, str]


def fill(template: str, cells: dict[str, str]) -> str:
    """The template with the texts of the columns that it names."""
    return COLUMN.sub(lambda found: cells[found[1]], template)


def names_in(template: str) -> list[str]:
    """The columns that a template names."""
    return COLUMN.findall(template)


class Cells:
    """Makes cells; gathers names that match nothing in `unmatched`, and what is longer than it may be in `too_long`."""

    def __init__(
        self,
        codes: dict[str, dict[str, str]],
        joined: Callable[[str, str], dict[str, list[Row]]],
        known: Known,
    ) -> None:
        self.codes, self.joined, self.known = codes, joined, known
        self.unmatched: list[str] = []
        self.too_long: list[tuple[str, int]] = []

    def text(self, how: Any, row: Row) -> str:
        """The cell; LeftOutError where the row cannot be without what is missing."""
        if isinstance(how, str):
            return fill(how, row.cells)
        if isinstance(how, dict):
            made = list(self._items(how, row, needed=True))
            return how["join"].join(made) if "join" in how else "".join(made[:1])
        items = [item for each in how for item in self._items(each, row, needed=False)]
        return ITEM.join(dict.fromkeys(map(written, items)))

    def _items(self, how: dict[str, Any], row: Row, *, needed: bool) -> Iterator[str]:
        if any(row.cells[name] not in texts for name, texts in how.get("when", {}).items()):
            return
        for cells in self._joined(how, row):
            for text in _parts(how, fill(how["text"], cells)):
                item = self._meaning(how, text, cells, needed=needed)
                if item:
                    yield how.get("as", "{}").replace("{}", item)

    def _joined(self, how: dict[str, Any], row: Row) -> list[dict[str, str]]:
        if "each" not in how:
            return [row.cells]
        file, on = how["each"]["file"], how["each"]["on"]
        others = self.joined(file, on).get(row.cells[on], [])
        return [row.cells | other.cells for other in (others[-1:] if how.get("last") else others)]

    def _meaning(
        self, how: dict[str, Any], text: str, cells: dict[str, str], *, needed: bool
    ) -> str:
        if not text or text in (fill(each, cells) for each in how.get("except", ())):
            return ""
        if len(text) > how.get("longest", len(text)):
            self.too_long.append((text, how["longest"]))
            return ""
        table = self.codes.get(how.get("codes", ""), {})
        if text in table:
            text = table[text]
        elif "find" in how:
            return self._found(how, text, needed=needed)
        elif "codes" in how:
            if "otherwise" not in how:
                raise LeftOutError(
                    _("“%(text)s” is not in the code table “%(table)s”")
                    % {"text": text, "table": how["codes"]}
                )
            text = how["otherwise"]
        if "date" in how:
            text = self._date(how, text, cells)
        if "decimals" in how:
            text = _rounded(text, how["decimals"])
        if how.get("slug"):
            text = slugify(text.replace(".", "-"))
        if "most" in how and len(text) > how["most"]:
            text = text[: how["most"] - 1] + "…"
        return text

    def _found(self, how: dict[str, Any], text: str, *, needed: bool) -> str:
        found = self.known.find(how["find"], text, how.get("by", ""))
        if found:
            return found
        self.unmatched.append(text)
        if needed:
            raise LeftOutError(
                _("“%(text)s” is not known among %(file)s") % {"text": text, "file": how["find"]}
            )
        return ""

    def _date(self, how: dict[str, Any], text: str, cells: dict[str, str]) -> str:
        """EDTF text, as exact as the precision; what is no date stays, for the engine to name it."""
        exact = how["date"]
        if "precisions" in how:
            code, table = fill(how["precision"], cells), self.codes[how["precisions"]]
            if code not in table:
                raise LeftOutError(
                    _("“%(text)s” is not in the code table “%(table)s”")
                    % {"text": code, "table": how["precisions"]}
                )
            exact = table[code]
        # As in exports made for people: 18 March 2025
        with suppress(ValueError):
            text = dt.datetime.strptime(text, "%d %B %Y").date().isoformat()  # noqa: DTZ007 (a day)
        if how.get("day_after"):
            try:
                text = (dt.date.fromisoformat(text[:10]) + dt.timedelta(days=1)).isoformat()
            except (ValueError, OverflowError):
                return text
        found = DATE.fullmatch(text)
        if not found:
            return text
        year, *rest = found.groups()[: EXACTNESS[exact]]
        stated = [year]
        for part in rest:
            if not part or not int(part):
                break
            stated.append(part.zfill(2))
        return "-".join(stated)


def _parts(how: dict[str, Any], text: str) -> list[str]:
    """The pieces of a text that a profile speaks of."""
    if "after" in how:
        text = text.partition(how["after"])[2]
    if "before" in how:
        text = text.partition(how["before"])[0]
    for theirs, ours in how.get("replace", {}).items():
        text = text.replace(theirs, ours)
    pieces = text.split(how["split"]) if "split" in how else [text]
    return [piece.strip() for piece in pieces]


def _rounded(text: str, decimals: int) -> str:
    """The number with so many decimals; what is no number stays, for the engine to name it."""
    try:
        return str(round(Decimal(text), decimals))
    except InvalidOperation:
        return text
