"""The gazetteer: 5,456 settlements of the region from GeoNames, with Latin, Cyrillic and Greek names."""

import csv
import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import connection

# cities500 of GeoNames (CC BY 4.0), without names in other scripts
FILE = Path(__file__).parent / "gazetteer.csv.gz"
MAX_SETTLEMENTS = 8


@dataclass(frozen=True)
class Settlement:
    """One row of the gazetteer; `folded_names` begins with its main name."""

    geonames_id: int
    name: str
    country: str
    latitude: str
    longitude: str
    population: int
    folded_names: tuple[str, ...]


def settlements_named(text: str) -> list[Settlement]:
    """Settlements with a name like the text in any case and script; best matches, then largest first."""
    (folded,) = _fold([text])
    if not folded:
        return []
    ranked = [(_rank(each, folded), -each.population, each) for each in settlements()]
    found = sorted((row for row in ranked if row[0] is not None), key=lambda row: row[:2])
    return [settlement for _, _, settlement in found[:MAX_SETTLEMENTS]]


@cache
def settlements() -> list[Settlement]:
    """All settlements; the file is read once per process."""
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [(row["name"], *filter(None, row["alternate_names"].split("|"))) for row in rows]
    folded = iter(_fold([name for of_one in names for name in of_one]))
    return [
        Settlement(
            geonames_id=int(row["geonames_id"]),
            name=row["name"],
            country=row["country"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            population=int(row["population"]),
            folded_names=tuple(next(folded) for _ in of_one),
        )
        for row, of_one in zip(rows, names, strict=True)
    ]


def _rank(settlement: Settlement, text: str) -> int | None:
    """How well the names match a folded text: 0 is best, None is no match."""
    ranks = []
    for place, name in enumerate(settlement.folded_names):
        if name == text:
            ranks.append(0 if place == 0 else 1)
        elif name.startswith(text):
            ranks.append(2)
        elif f" {text}" in name:
            ranks.append(3)
    return min(ranks, default=None)


def _fold(texts: list[str]) -> list[str]:
    """The texts as the database folds names for comparison."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT folded(t.text) FROM unnest(%s::text[]) WITH ORDINALITY t(text, n) ORDER BY n",
            [texts],
        )
        return [row[0] for row in cursor.fetchall()]
