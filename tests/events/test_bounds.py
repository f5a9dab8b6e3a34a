"""Bounds of the days of events, compared with an oracle after random edits; what readers are told of them."""

import csv
import datetime as dt
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from actors.models import Actor
from agreements.models import Agreement, PartyAction
from events.bounds import bound_lines
from events.models import Event, EventClaim, EventLink, Participation
from records.dates import WINDOW_COLUMNS, parse_window
from sources.models import Source
from tests import cases, database, make
from tests.events.bounds_oracle import expected, found, wrong_ranks, wrong_reasons
from tests.long import IS_LONG

GRAPHS, EDITS = (1000, 20) if IS_LONG else (12, 8)
# Changes of publication in graphs of 60 events
PUBLICATIONS = 1500 if IS_LONG else 15
KINDS = ("response_to", "caused_by", "follows", "implements", "contradicts")
MODALITIES = ("occurred",) * 5 + ("planned", "alleged", "announced", "denied")
TEXTS = ("", "", "", "2001", "2003-05", "2002-06-01", "2004~", "2005-21")
SPANS = ("", "", "2001/2003", "2002-05/..", "../2004", "2003/2004-02-03", "2001~/2002")


def chance(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311 (the same graphs at each call)


def dated(pick: random.Random, *, is_span: bool) -> dict[str, Any]:
    """Columns of a random date."""
    window = parse_window(pick.choice(SPANS if is_span else TEXTS))
    return dict(zip(WINDOW_COLUMNS, astuple(window), strict=True))


@contextmanager
def refused(message: str) -> Iterator[None]:
    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        yield
        database.settle()


def attempt(edit: Any) -> None:
    """Makes an edit that the rules of events may refuse."""
    try:
        with transaction.atomic():
            edit()
            database.settle()
    except IntegrityError:
        pass


def random_link(pick: random.Random, source: Event, target: Event) -> None:
    kind, lag = pick.choice(KINDS), dict[str, Any]()
    if kind != "contradicts" and pick.random() < 0.25:
        lag = {
            "lag": pick.randint(1, 14),
            "lag_unit": pick.choice(["day", "week", "month", "year"]),
        }
    link = make.event_link(source, kind, target, **lag)
    if pick.random() < 0.2:
        make.claim(link, kind=pick.choice(["report", "motive", "prediction"]))


def random_graph(pick: random.Random, size: int = 0) -> list[Event]:
    events: list[Event] = []
    agreement = make.agreement(signed_on="2002-03-04")
    actors = [
        make.actor(active_from="2001-05-05"),
        make.actor(active_to="2003", active_to_precision="year", lifecycle="ended"),
    ]
    for actor, signed_on in zip(actors, ("2002-03-04", "2002-03"), strict=True):
        make.action(make.party(agreement, actor, status_on=signed_on), "ratified", on="2002-07")
    sources = [make.source(published_on=day) for day in ("2002", "2003-06-01", "2004-07")]
    if pick.random() < 0.7:
        make.publish(agreement, *actors, *sources)
    for _ in range(size or pick.randint(2, 60 if IS_LONG else 12)):
        is_span = pick.random() < 0.4
        more: dict[str, Any] = {"modality": pick.choice(MODALITIES), "is_span": is_span}
        if pick.random() < 0.2:
            kind = pick.choice(["treaty.signing", "treaty.ratification", "treaty.withdrawal"])
            more |= {"agreement": agreement, "type": make.event_type(kind)}
        if events and pick.random() < 0.2:
            more |= {"parent": pick.choice(events), "part_in_time": pick.random() < 0.7}
        event = make.event(on=None, **dated(pick, is_span=is_span), **more)
        if is_span and event.date_to is None and pick.random() < 0.5:
            Event.objects.filter(pk=event.pk).update(lifecycle="ongoing")
        if pick.random() < 0.3:
            make.claim(event, pick.choice(sources), field=pick.choice(["", "lifecycle"]))
        if pick.random() < 0.3:
            role = pick.choice(["speaker", "target", "signatory", "initiator"])
            make.participation(event, pick.choice(actors), role)
        events.append(event)
    for _ in range(len(events) * 2):
        source, target = pick.sample(events, 2)
        attempt(lambda s=source, t=target: random_link(pick, s, t))
    return events


def random_edit(pick: random.Random, events: list[Event]) -> None:
    event = Event.objects.get(pk=pick.choice(events).pk)
    rows = Event.objects.filter(pk=event.pk)
    links = EventLink.objects.filter(source=event)
    parts = Participation.objects.filter(event=event)
    source, target = pick.sample(events, 2)
    day = dt.date(pick.randint(2001, 2005), 3, 5)

    def any_of(model: Any) -> Any:
        return model.objects.filter(pk=pick.choice(list(model.objects.order_by("pk"))).pk)

    edits = (
        lambda: rows.update(**dated(pick, is_span=event.is_span), lifecycle="unknown"),
        lambda: rows.update(modality=pick.choice(MODALITIES)),
        lambda: links.delete(),
        lambda: EventClaim.objects.filter(event=event).delete(),
        lambda: rows.update(part_in_time=False),
        lambda: random_link(pick, source, target),
        lambda: EventLink.objects.filter(source=event).update(lag=None, lag_unit=""),
        lambda: rows.update(part_in_time=event.parent_id is not None),
        lambda: make.claim(event, make.source(published_on=pick.choice(["2001-03", "2004"]))),
        lambda: parts.delete(),
        lambda: any_of(Source).update(published_on=day, published_precision="month"),
        lambda: any_of(Actor).update(active_from=day),
        lambda: any_of(Actor).update(
            active_from=None, active_to=None, active_to_precision="unknown"
        ),
        lambda: any_of(Agreement).update(signed_on=day),
        lambda: any_of(PartyAction).update(happened_on=day),
        lambda: any_of(PartyAction).delete(),
    )
    attempt(pick.choice(edits))


def random_publication(pick: random.Random, events: list[Event]) -> None:
    event = Event.objects.get(pk=pick.choice(events).pk)
    if event.review_status == "draft":
        attempt(lambda: make.publish(event))
    else:
        reason = {"review_status": "retracted", "retraction_reason": "Test"}
        attempt(lambda: Event.objects.filter(pk=event.pk).update(**reason))


def assert_as_expected() -> None:
    for for_readers in (False, True):
        stored, bounds = expected(for_readers)
        assert found(for_readers) == stored
        assert wrong_reasons(for_readers, bounds) == []
    assert wrong_ranks() == []


@cases("number", *range(GRAPHS))
def test_bounds_are_those_of_the_oracle_after_each_edit(number: int) -> None:
    pick = chance(number)
    events = random_graph(pick)
    assert_as_expected()
    for _ in range(EDITS):
        edit = random_publication if pick.random() < 0.3 else random_edit
        edit(pick, events)
        assert_as_expected()


def test_readers_see_the_bounds_of_public_rows_after_each_change_of_publication() -> None:
    pick = chance(4711)
    events = random_graph(pick, 60 if IS_LONG else 12)
    for number in range(PUBLICATIONS):
        if number % 50 == 49:
            events += random_graph(pick, 20)
        random_publication(pick, events)
        stored, bounds = expected(True)
        assert found(True) == stored
        assert wrong_reasons(True, bounds) == []


def step(ground: str, **known: str) -> dict[str, str | None]:
    """A step of a reason as the API gives it."""
    names = ("direction", "event", "source", "actor", "agreement")
    return {"ground": ground} | dict.fromkeys(names) | known


def test_says_why_an_event_is_not_before_another_one(client: Any) -> None:
    signing = make.publish(make.event("signing", on="2025-03-18"))
    reaction = make.event("reaction", on=None)
    make.event_link(reaction, "response_to", signing)
    article = make.publish(make.source("article", published_on="2025-06"))
    make.claim(reaction, article)
    make.publish(reaction)

    body = client.get("/api/v1/events/reaction/").json()

    assert (body["date"], body["date_from"]) == (None, None)
    stated = [
        step("response_to", direction="out", event="signing"),
        step("stated", event="signing"),
    ]
    assert body["dating"] == "inferred"
    assert body["bounds"] == [
        {"bound": "start_from", "day": "2025-03-18", "why": stated},
        {
            "bound": "start_to",
            "day": "2025-06-30",
            "why": [step("reported", source="article")],
        },
    ]
    for query, found_slugs in (
        ("during=2025-05", {"reaction"}),
        ("during=2025&match=certain", {"signing", "reaction"}),
        ("during=2025-05&match=certain", set()),
        ("during=2025-05&match=possible", {"reaction"}),
        ("during=2024&match=possible", set()),
    ):
        rows = client.get(f"/api/v1/events/?{query}").json()["results"]
        assert {row["slug"] for row in rows} == found_slugs, query


def bounds_of(event: Event) -> dict[str, str]:
    [(found,)] = database.rows("SELECT event_bounds(%s)", event.pk)
    return {each["bound"]: each["day"] for each in found}


def test_a_mission_that_goes_on_had_not_ended_when_an_article_said_so(client: Any) -> None:
    article = make.publish(make.source("article", published_on="2025-06"))
    window = {"date_from": "1999-06-12", "date_precision": "day", "is_span": True}
    mission = make.event("mission", on=None, **window, lifecycle="ongoing")
    make.claim(mission, article, field="lifecycle")
    make.publish(mission)

    body = client.get("/api/v1/events/mission/").json()

    assert (body["date"], body["dating"]) == ("1999-06-12/..", "stated")
    why = [step("continuing", source="article")]
    assert body["bounds"] == [{"bound": "end_from", "day": "2025-06-01", "why": why}]
    for query, number in (("during=2001", 1), ("during=2001&match=certain", 0), ("during=1998", 0)):
        assert client.get(f"/api/v1/events/?{query}").json()["count"] == number


def test_two_weeks_are_ten_to_eighteen_days_and_may_contradict_a_report(client: Any) -> None:
    summit = make.publish(make.event("summit", on="2024-10-01"))
    visit = make.event("visit", on=None)
    make.event_link(visit, "follows", summit, lag=2, lag_unit="week")
    make.publish(visit)

    assert bounds_of(visit) == {"start_from": "2024-10-11", "start_to": "2024-10-19"}
    assert client.get("/api/v1/events/?during=2024-10&match=certain&sort=slug").json()["count"] == 2

    make.claim(visit, make.publish(make.source("paper", published_on="2024-10-05")))

    assert client.get("/api/v1/events/visit/").json()["dating"] == "contradictory"
    assert bound_lines(visit) == [
        "These rows contradict each other: not before 2024-10-11 (it follows “summit”; “summit” has the date "
        "2024-10-01), but not after 2024-10-05 (“paper” reports it).",
        "Not before 2024-10-11 (it follows “summit”; “summit” has the date 2024-10-01).",
        "Not after 2024-10-05 (“paper” reports it).",
    ]
    # Two weeks before a visit of 5 October at the latest the summit cannot have been on 1 October either.
    for query, slugs in (("during=2024-10", ["summit"]), ("during=2024&match=certain", [])):
        answer = client.get(f"/api/v1/events/?{query}").json()["results"]
        assert [event["slug"] for event in answer] == slugs, query
    possible = client.get("/api/v1/events/?during=1990&match=possible").json()["results"]
    assert [event["slug"] for event in possible] == ["visit"]
    assert set(Event.objects.with_contradictory_days()) == {summit, visit}


def test_a_ratification_has_the_day_of_that_action_of_the_party_that_ratified() -> None:
    agreement = make.agreement(signed_on="1996-09-24")
    russia, macedonia, albania = (
        make.actor("russia"),
        make.actor("macedonia"),
        make.actor("albania"),
    )
    make.action(make.party(agreement, macedonia, status=""), "ratified", on="2000-03-14")
    make.action(make.party(agreement, russia, status=""), "ratified", on="2001")
    make.party(agreement, albania, status_on="1999-05")
    about: dict[str, Any] = {"on": None, "agreement": agreement}
    ratified, signed, late = (
        make.event(**about, type=make.event_type(f"treaty.{kind}"))
        for kind in ("ratification", "signing", "signing")
    )
    make.participation(ratified, make.actor("president"), on_behalf_of=macedonia)
    make.participation(ratified, russia, "witness")
    make.participation(signed, russia)
    make.participation(late, albania)

    assert bounds_of(ratified) == {"start_from": "2000-03-14", "start_to": "2000-03-14"}
    assert bound_lines(ratified)[0] == (
        f"Not before 2000-03-14 (it is the action of “macedonia” in “{agreement.slug}”)."
    )
    assert bounds_of(signed) == {"start_from": "1996-09-24", "start_to": "1996-09-24"}
    assert bounds_of(late) == {"start_from": "1999-05-01", "start_to": "1999-05-31"}
    PartyAction.objects.filter(party__actor=macedonia).update(kind="acceded")
    assert bounds_of(ratified) == {}


def test_lags_that_lead_in_a_circle_fit_no_day() -> None:
    first, second = make.event("first", on=None), make.event("second", on=None)
    make.event_link(first, "follows", second, lag=1, lag_unit="month")
    make.event_link(second, "follows", first, lag=1, lag_unit="month")

    assert bounds_of(first) == {"start_from": None, "start_to": None}
    assert bound_lines(first) == [
        "No day fits: it follows “second”; “second” follows it.",
    ]


def test_a_stated_time_between_stated_dates_must_fit() -> None:
    summit = make.event(on="2024-10-01")
    early, late = make.event(on="2024-10-09"), make.event(on="2024-10-20")
    for visit in (early, late):
        with refused("contradict the stated time between them"):
            make.event_link(visit, "follows", summit, lag=2, lag_unit="week")
    link = make.event_link(make.event(on="2024-10-15"), "follows", summit, lag=2, lag_unit="week")
    database.settle()

    with refused("contradict the stated time between them"):
        Event.objects.filter(pk=link.source_id).update(date_from="2024-12-01", date_to="2024-12-01")


@cases("kind, bounded", ("report", True), ("motive", False), ("prediction", False))
def test_a_motive_and_a_prediction_say_nothing_of_the_order(kind: str, bounded: bool) -> None:
    effect = make.event(on="2025-04-01")
    cause = make.event(on=None)
    make.claim(make.event_link(effect, "caused_by", cause), kind=kind)

    assert bounds_of(cause) == ({"start_to": "2025-04-01"} if bounded else {})


def test_lists_have_effects_after_their_causes(client: Any) -> None:
    for day in ("2025-03-18", None):
        events = [make.publish(make.event(on=day)) for _ in range(4)]
        for cause, effect in zip(events[1:], events, strict=False):
            make.event_link(effect, "response_to", cause)
        database.settle()

    ids = [event["slug"] for event in client.get("/api/v1/events/").json()["results"]]
    keys = list(Event.objects.order_by("pk").values_list("slug", flat=True))
    assert ids == [*keys[3::-1], *keys[:3:-1]]
    first = client.get("/api/v1/events/?page_size=3").json()
    pages = [first]
    while url := pages[-1]["next"]:
        pages.append(client.get(url).json())
    assert [event["slug"] for page in pages for event in page["results"]] == ids


def test_facets_filters_and_tables_say_what_is_inferred(client: Any) -> None:
    signing = make.publish(make.event("signing", on="2025-03-18"))
    reaction = make.event("reaction", on=None)
    make.event_link(reaction, "response_to", signing)
    make.publish(make.event("state", on=None, undated_reason="standing"))
    make.publish(reaction)

    body = client.get("/api/v1/events/?facets=dating").json()
    assert [(each["value"], each["n"]) for each in body["facets"]["dating"]] == [
        *(("one_sided", 1), ("stated", 1), ("unknown", 1)),
    ]
    for dating, slug in (("stated", "signing"), ("one_sided", "reaction"), ("unknown", "state")):
        [found] = client.get(f"/api/v1/events/?dating={dating}").json()["results"]
        assert (found["slug"], found["dating"]) == (slug, dating)
    answer = client.get("/api/v1/events/?format=csv&sort=slug")
    table = b"".join(answer.streaming_content).decode()
    [row] = [row for row in csv.DictReader(table.splitlines()) if row["slug"] == "reaction"]
    assert (row["date"], row["dating"]) == ("", "one_sided")
    assert json.loads(row["bounds"])[0]["why"][0]["event"] == "signing"


def test_the_admin_shows_what_is_inferred(admin_client: Any) -> None:
    signing = make.event("signing", on="2025-03-18")
    reaction = make.event("reaction", on=None)
    make.event_link(reaction, "response_to", signing)

    rows = admin_client.get("/admin/events/event/?dating=one_sided").content.decode()
    page = admin_client.get(f"/admin/events/event/{reaction.pk}/change/").content.decode()

    assert "inferred: 2025-03-18 to …" in rows
    assert (
        "Not before 2025-03-18 (it responds to “signing”; “signing” has the date 2025-03-18)."
        in page
    )


def test_a_draft_bounds_nothing_that_readers_see(client: Any) -> None:
    draft = make.event("secret", on="2025-03-18")
    shown = make.publish(make.event("shown", on=None, parent=draft, part_in_time=True))
    make.event_link(shown, "follows", draft)

    body = client.get("/api/v1/events/shown/").json()
    assert (body["bounds"], body["parent"], body["part_in_time"]) == ([], None, False)
    query = "SELECT is_public, start_from FROM events_bound"
    assert database.rows(query) == [(False, dt.date(2025, 3, 18))]
    make.publish(draft)
    assert client.get("/api/v1/events/shown/").json()["part_in_time"] is True
