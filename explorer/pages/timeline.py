"""The timeline: events as a ladder, with lines from causes to what they led to."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import QueryDict

from events.api.views import EventViewSet
from events.choices import EventLinkKind
from explorer.pages.dates_in_words import in_words
from explorer.pages.facts import RecordAnswer
from explorer.pages.pictures import PicturePage, day_of, of_the_api, query_text
from explorer.pictures.blocs import BLOCS, COLUMNS, blocs_of_actors
from explorer.pictures.ladder import LadderRow, draw_ladder
from explorer.pictures.ladder_drawing import gutter_svg, ladder_svg

LADDER_ROWS = 150
# What a link says, in the middle of a sentence
LINK_WORDS = {
    EventLinkKind.RESPONSE_TO: "in response to",
    EventLinkKind.CAUSED_BY: "caused by",
    EventLinkKind.FOLLOWS: "after",
    EventLinkKind.IMPLEMENTS: "carries out",
}
# Signings of their parties are the rows in bold
PACTS = BLOCS[:2]


class TimelinePage(PicturePage):
    """Dated events one below the other, and below them those that no source dates."""

    name = "timeline"
    shows = "Events in the order in which they happened, as far as sources say."
    does_not_show = (
        "A line is a claim by a source that one thing led to another; it does not show that it was the "
        "only cause."
    )
    picture_template = "explorer/timeline_rows.html"
    table_template = "explorer/timeline_table.html"

    def draw(self, asked: QueryDict) -> RecordAnswer:
        on = day_of(asked, self.today())
        query = of_the_api(asked, sort="date_from", page_size=LADDER_ROWS, facets="actor,type")
        found = self.answer(EventViewSet, **query.dict())
        dated = [event for event in found["results"] if event["date"]]
        slugs = {row["actor"]["slug"] for event in dated for row in event["participations"]}
        ladder = draw_ladder(dated, blocs_of_actors(slugs, on))
        return {
            "heading": "What led to what",
            "kicker": "Timeline",
            "rows": [shown_row(row, ladder.lanes) for row in ladder.rows],
            "undated": [(e, who(e)) for e in found["results"] if not e["date"]],
            "ladder": ladder,
            "columns": COLUMNS,
            "on": on.isoformat(),
            "choices": {
                "actor": choices(found["facets"]["actor"], asked.get("actor", "")),
                "type": choices(found["facets"]["type"], asked.get("type", "")),
            },
            "pages": pages(asked, found),
            "api": f"/api/v1/events/{query_text(of_the_api(asked, sort='date_from'))}",
            "csv": f"/api/v1/events.csv{query_text(of_the_api(asked, sort='date_from'), without=('page',))}",
        }

    def svg(self, shown: RecordAnswer) -> str:
        lead = f"{self.shows} {self.does_not_show}"
        return ladder_svg(shown["ladder"], shown["heading"], lead, settings.STATUS_FOOTNOTE)


def shown_row(row: LadderRow, lanes: int) -> RecordAnswer:
    """A row as the template shows it."""
    return {
        "event": row.event,
        "when": in_words(row.event["date"]),
        "bloc": row.bloc,
        "gap": row.gap,
        "is_exact": row.outline == "day",
        "who": who(row.event),
        "is_pact": row.shape == "square" and row.bloc in PACTS and row.outline == "day",
        "wide": gutter_svg(row, lanes, wide=True),
        "narrow": gutter_svg(row, lanes, wide=False),
        "causes": [(LINK_WORDS[EventLinkKind(kind)], cause) for kind, cause in row.causes],
        "contradicts": row.contradicts,
    }


def who(event: Mapping[str, Any]) -> list[str]:
    """The names of those who took part, each once."""
    return list(dict.fromkeys(row["actor"]["name"] for row in event["participations"]))


def choices(facet: list[RecordAnswer], chosen: str) -> list[tuple[str, str]]:
    """The values that a list can be narrowed to; what is chosen stays among them."""
    found = [(str(row["value"]), str(row.get("label") or row["value"])) for row in facet]
    if chosen and chosen not in dict(found):
        found.append((chosen, chosen))
    return sorted(found, key=lambda each: each[1])


def pages(asked: QueryDict, found: RecordAnswer) -> dict[str, str]:
    """The addresses of the rows before and after those shown, if there are any."""
    number = int(asked.get("page", "1") or 1)
    return {
        name: query_text(asked, without=("page",), extra={"page": str(other)})
        for name, other, exists in (
            ("earlier", number - 1, found["previous"]),
            ("later", number + 1, found["next"]),
        )
        if exists
    }
