"""Places of the region by name, from GeoNames: 5,456 settlements with their names in Latin, Cyrillic and Greek."""

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
    """One row of the gazetteer; `folded` has its own name first, then the others."""

    geonames_id: int
    name: str
    country: str
    latitude: str
    longitude: str
    population: int
    names: tuple[str, ...]
    folded: tuple[str, ...]


def settlements_named(text: str) -> list[Settlement]:
    """Settlements with a name like the text, whatever case, diacritics and script: best and largest first."""
    (asked,) = _folded([text])
    if not asked:
        return []
    ranked = [(_rank(each, asked), -each.population, each) for each in settlements()]
    found = sorted((row for row in ranked if row[0] is not None), key=lambda row: row[:2])
    return [settlement for _, _, settlement in found[:MAX_SETTLEMENTS]]


@cache
def settlements() -> list[Settlement]:
    """All of the file, read and folded once a process."""
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [(row["name"], *filter(None, row["alternate_names"].split("|"))) for row in rows]
    folded = iter(_folded([name for of_one in names for name in of_one]))
    return [
        Settlement(
            geonames_id=int(row["geonames_id"]),
            name=row["name"],
            country=row["country"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            population=int(row["population"]),
            names=of_one,
            folded=tuple(next(folded) for _ in of_one),
        )
        for row, of_one in zip(rows, names, strict=True)
    ]


def _rank(settlement: Settlement, asked: str) -> int | None:
    """How well the folded text names it: 0 is its own name, None not at all."""
    best = None
    for place, name in enumerate(settlement.folded):
        if name == asked:
            rank = 0 if place == 0 else 1
        elif name.startswith(asked):
            rank = 2
        elif f" {asked}" in name:
            rank = 3
        else:
            continue
        best = rank if best is None else min(best, rank)
    return best


def _folded(texts: list[str]) -> list[str]:
    """The texts folded as the database folds what is stored and searched for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT folded(t.text) FROM unnest(%s::text[]) WITH ORDINALITY t(text, n) ORDER BY n",
            [texts],
        )
        return [row[0] for row in cursor.fetchall()]
