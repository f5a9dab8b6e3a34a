"""The stances: what sources say that the actors in the rows think of those in the columns, on a day."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import QueryDict

from actors.api.views import RelationshipViewSet
from actors.choices import RelationshipKind, RelationshipStatus
from explorer.pages.dates_in_words import in_words
from explorer.pages.facts import RecordAnswer
from explorer.pages.pictures import PicturePage, day_of, of_the_api, query_text
from explorer.pages.vocabulary import WORDS
from explorer.pictures.blocs import COLUMNS, Bloc, blocs_of_actors
from explorer.pictures.drawing import table
from explorer.pictures.signs import MUTE

# Relationships that are a stance; memberships are shown beside them
STANCES = (RelationshipKind.ALIGNMENT, RelationshipKind.RECOGNITION)
RELATIONSHIPS = 500
# More columns would not fit; the API has all
MOST_COLUMNS, MOST_ROWS = 10, 80
SIGNS = {
    RelationshipStatus.PRO: "for",
    RelationshipStatus.ALIGNED: "for",
    RelationshipStatus.CLOSE: "for",
    RelationshipStatus.SUPPORTS_ACCESSION: "for",
    RelationshipStatus.RECOGNISED: "for",
    RelationshipStatus.OPPOSED: "against",
    RelationshipStatus.OPPOSES_ACCESSION: "against",
    RelationshipStatus.NOT_RECOGNISED: "against",
    RelationshipStatus.WITHDRAWN: "against",
}
NEUTRAL = "neutral"
MARKS = {"for": "+", "against": "×", NEUTRAL: "0", "": ""}
FILLS = {"for": "#0d6a50", "against": "#a3201c", NEUTRAL: "", "": MUTE}


@dataclass(frozen=True)
class RecordedStance:
    """One relationship in a cell."""

    sign: str
    words: str
    title: str
    slug: str
    has_start: bool

    @property
    def mark(self) -> str:
        return MARKS[self.sign]


@dataclass(frozen=True)
class MatrixCell:
    """What is recorded of one actor towards another."""

    column: str
    is_itself: bool
    stances: list[RecordedStance] = field(default_factory=list)

    def text(self) -> str:
        if self.is_itself:
            return "itself"
        return "; ".join(f"{each.mark} {each.words}".strip() for each in self.stances) or "·"


@dataclass(frozen=True)
class MatrixRow:
    actor: RecordAnswer
    bloc: Bloc
    cells: list[MatrixCell]


class StancesPage(PicturePage):
    """A matrix of actors and those whom they stand for or against."""

    name = "stances"
    shows = (
        "Each cell is what a source says that the actor in the row thinks of the one in the column."
    )
    does_not_show = (
        "It does not show how strong a stance is. A dot means that no source in the record speaks of it, "
        "and not that there is no stance."
    )
    picture_template = "explorer/stances_matrix.html"
    table_template = "explorer/stances_table.html"

    def draw(self, asked: QueryDict) -> RecordAnswer:
        on = day_of(asked, self.today())
        query = of_the_api(asked, on=on, kind__in=",".join(STANCES), page_size=RELATIONSHIPS)
        found = self.answer(RelationshipViewSet, **query.dict())
        rows = [row for row in found["results"] if row["object"]]
        columns = most_named([row["object"] for row in rows])
        held = rows + self._memberships(columns, rows, on.isoformat())
        matrix = self._matrix(columns, rows, held, on)
        recorded = sum(bool(cell.stances) for row in matrix for cell in row.cells)
        pairs = sum(not cell.is_itself for row in matrix for cell in row.cells)
        return {
            "heading": f"Who stood where, as of {in_words(on.isoformat())}",
            "kicker": "Stances",
            "shows": f"{self.shows} {recorded} of {pairs} pairs are recorded.",
            "on": on.isoformat(),
            "columns": columns,
            "matrix": matrix,
            "rows": rows,
            "api": f"/api/v1/relationships/{query_text(query, without=('page_size',))}",
            "csv": f"/api/v1/relationships.csv{query_text(query, without=('page_size',))}",
        }

    def _memberships(
        self, columns: list[RecordAnswer], rows: list[RecordAnswer], on: str
    ) -> list[RecordAnswer]:
        """The memberships of the actors in the rows in the organisations of the columns."""
        if not columns:
            return []
        objects = ",".join(column["slug"] for column in columns)
        kind = RelationshipKind.MEMBERSHIP.value
        found = self.answer(
            RelationshipViewSet, kind=kind, object__in=objects, on=on, page_size=RELATIONSHIPS
        )
        subjects = {row["subject"]["slug"] for row in rows}
        return [row for row in found["results"] if row["subject"]["slug"] in subjects]

    def _matrix(
        self,
        columns: list[RecordAnswer],
        rows: list[RecordAnswer],
        held: list[RecordAnswer],
        on: Any,
    ) -> list[MatrixRow]:
        shown = {column["slug"] for column in columns}
        actors = {
            row["subject"]["slug"]: row["subject"] for row in rows if row["object"]["slug"] in shown
        }
        cells: dict[tuple[str, str], list[RecordedStance]] = defaultdict(list)
        for row in held:
            cells[row["subject"]["slug"], row["object"]["slug"]].append(stance(row))
        blocs = blocs_of_actors(actors, on)
        order = sorted(
            actors.values(),
            key=lambda each: (COLUMNS.index(blocs.of_actor(each["slug"])), each["name"]),
        )
        return [
            MatrixRow(
                actor,
                blocs.of_actor(actor["slug"]),
                [
                    MatrixCell(
                        column["name"],
                        column["slug"] == actor["slug"],
                        cells[actor["slug"], column["slug"]],
                    )
                    for column in columns
                ],
            )
            for actor in order[:MOST_ROWS]
        ]

    def svg(self, shown: RecordAnswer) -> str:
        header = ["", *(column["name"] for column in shown["columns"])]
        rows = [
            [
                (row.actor["name"], ""),
                *(
                    (cell.text(), FILLS[cell.stances[0].sign] if cell.stances else MUTE)
                    for cell in row.cells
                ),
            ]
            for row in shown["matrix"]
        ]
        widths = [190.0, *(112.0 for _ in shown["columns"])]
        lead = f"{shown.get('shows', self.shows)} {self.does_not_show}"
        return table(shown["heading"], lead, header, rows, widths, settings.STATUS_FOOTNOTE)


def stance(row: RecordAnswer) -> RecordedStance:
    """A relationship as part of a cell."""
    is_membership = row["kind"] == RelationshipKind.MEMBERSHIP
    sign = "" if is_membership else SIGNS.get(row["status"], NEUTRAL)
    words = WORDS["relationship.status"][row["status"]].lower()
    return RecordedStance(sign, words, row["title"], row["slug"], row["start_on"] is not None)


def most_named(actors: list[RecordAnswer]) -> list[RecordAnswer]:
    """The actors that most relationships are about, by name."""
    counts = Counter(actor["slug"] for actor in actors)
    by_slug = {actor["slug"]: actor for actor in actors}
    chosen = sorted(counts, key=lambda slug: (-counts[slug], slug))[:MOST_COLUMNS]
    return [by_slug[slug] for slug in chosen]
