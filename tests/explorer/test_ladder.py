"""The ladder: order of rows, lanes of trunks, signs, and the blocs that give colours."""

import datetime as dt
from typing import Any
from xml.etree import ElementTree

import pytest

from explorer.pictures.blocs import BLOCS, OTHERS, BlocsOfActors, blocs_of_actors
from explorer.pictures.ladder import draw_ladder, gap_in_words
from explorer.pictures.ladder_drawing import gutter_svg, ladder_svg
from explorer.pictures.signs import outline_of, shape_of
from tests import cases

NOBODY = BlocsOfActors({})
ADRIATIC = BLOCS[0]


def event(slug: str, day: str = "2025-03-18", *causes: str, **values: Any) -> dict[str, Any]:
    """An event as the API answers it; `causes` are `kind:slug` of the events that it is linked to."""
    links = [
        {"direction": "out", "kind": kind, "event": {"slug": cause}}
        for kind, _, cause in (text.partition(":") for text in causes)
    ]
    return {
        "slug": slug,
        "title": slug.title(),
        "type": {"code": "treaty.signing"},
        "modality": "occurred",
        "date": day,
        "date_from": day,
        "date_to": day,
        "date_precision": "day",
        "date_qualifier": "",
        "is_span": False,
        "participations": [],
        "links": links,
    } | values


def test_no_row_stands_above_its_cause() -> None:
    rows = draw_ladder(
        [
            event("answer", "2025-03-18", "response_to:deed"),
            event("deed", "2025-03-18", "caused_by:older"),
            event("older", "1999-01-01"),
        ],
        NOBODY,
    ).rows

    assert [row.event["slug"] for row in rows] == ["older", "deed", "answer"]
    assert [row.gap for row in rows] == ["", "26 years later", ""]


def test_trunks_that_overlap_have_lanes_of_their_own_and_free_ones_are_used_again() -> None:
    ladder = draw_ladder(
        [
            event("a", "2001-01-01"),
            event("b", "2002-01-01"),
            event("c", "2003-01-01", "caused_by:a"),
            event("d", "2004-01-01", "follows:b"),
            event("e", "2005-01-01"),
            event("f", "2006-01-01", "caused_by:e"),
        ],
        NOBODY,
    )

    assert {row.event["slug"]: row.starts for row in ladder.rows if row.starts is not None} == {
        "a": 0,
        "b": 1,
        "e": 0,
    }
    assert ladder.lanes == 2
    assert [(b.lane, b.weak) for b in ladder.rows[3].arriving] == [(1, True)]
    assert ladder.rows[2].passing == [(1, "others")]
    assert ladder.rows[2].ending == [(0, "others")]


def test_links_to_events_that_are_not_shown_have_no_line() -> None:
    ladder = draw_ladder([event("a", "2001-01-01", "caused_by:elsewhere")], NOBODY)

    assert (ladder.rows[0].arriving, ladder.lanes) == ([], 0)


def test_events_that_contradict_each_other_name_each_other() -> None:
    one = event("one") | {
        "links": [{"direction": "out", "kind": "contradicts", "event": {"slug": "other"}}]
    }
    other = event("other") | {
        "links": [{"direction": "in", "kind": "contradicts", "event": {"slug": "one"}}]
    }
    rows = draw_ladder([one, other], NOBODY).rows

    assert [row.contradicts[0]["slug"] for row in rows] == ["other", "one"]
    assert rows[1].arriving == []


@cases(
    "values, outline",
    ({}, "day"),
    ({"date_precision": "month"}, "imprecise"),
    ({"date_qualifier": "~"}, "imprecise"),
    ({"date_to": "2025-04-01"}, "imprecise"),
    ({"date_to": "2025-04-01", "is_span": True}, "day"),
    ({"modality": "planned"}, "not-real"),
)
def test_outlines_say_how_a_day_is_known(values: dict[str, Any], outline: str) -> None:
    assert outline_of(event("a", **values)) == outline


@cases(
    "code, shape",
    ("treaty.signing", "square"),
    ("statement", "diamond"),
    ("military.patrol", "triangle"),
    ("diplomacy.visit", "circle"),
)
def test_shapes_say_what_kind_of_event_it_is(code: str, shape: str) -> None:
    assert shape_of({"type": {"code": code}}) == shape


@cases("before, after, words", ("1999-12-31", "2000-01-01", ""), ("1999", "2008", "9 years later"))
def test_gaps_are_in_words(before: str, after: str, words: str) -> None:
    assert gap_in_words(before, after) == words


def test_drawings_are_well_formed_and_need_no_styles() -> None:
    title = "<b>&\"'"
    ladder = draw_ladder(
        [event("a", "2001-01-01", title=title), event("b", "2002-01-01", "caused_by:a")], NOBODY
    )
    whole = ladder_svg(ladder, title, title, title)
    drawn = [
        whole,
        *(gutter_svg(row, 1, wide=wide) for row in ladder.rows for wide in (True, False)),
    ]

    for svg in drawn:
        ElementTree.fromstring(svg)  # noqa: S314 (our own text)
        assert "style" not in svg
    assert "&lt;b&gt;&amp;" in whole


@pytest.mark.usefixtures("article_data")
def test_an_actor_has_the_colour_of_its_first_bloc_on_the_day() -> None:
    slugs = (
        "albania",
        "minister-of-defence-albania",
        "hungary",
        "russia",
        "india",
        "adriatic-bloc",
    )
    before = blocs_of_actors(slugs, dt.date(2024, 1, 1))
    after = blocs_of_actors(slugs, dt.date(2025, 4, 2))

    assert [before.of_actor(slug).code for slug in slugs] == [
        "west",
        "west",
        "west",
        "east",
        "others",
        "adriatic",
    ]
    assert [after.of_actor(slug).code for slug in slugs[:3]] == [
        "adriatic",
        "adriatic",
        "serbia-hungary",
    ]


def test_an_event_has_the_colour_of_the_first_participant_that_acts() -> None:
    def row(slug: str, role: str) -> dict[str, Any]:
        return {"actor": {"slug": slug}, "role": role}

    blocs = BlocsOfActors({"albania": ADRIATIC})

    assert (
        blocs.of_event({"participations": [row("albania", "target"), row("x", "host")]}) is OTHERS
    )
    assert (
        blocs.of_event({"participations": [row("x", "host"), row("albania", "speaker")]})
        is ADRIATIC
    )
    assert blocs.of_event({"participations": [row("albania", "target")]}) is ADRIATIC
    assert blocs.of_event({"participations": []}) is OTHERS
