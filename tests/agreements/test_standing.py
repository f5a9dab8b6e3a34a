"""The standing of a party follows from its dated actions, and actions that cannot have happened are refused."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.test import Client

from agreements import standing
from agreements.models import Agreement, AgreementParty, PartyAction
from agreements.standing import fetch_standing, note_new_day
from tests import cases, database, make
from tests.api_client import json_of, problems_of

# The Comprehensive Nuclear-Test-Ban Treaty
SIGNED_ON = "1996-09-24"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def party_with(*actions: str, signed_on: str = SIGNED_ON) -> AgreementParty:
    """A party with actions such as `signed:1996-09-24` or `withdrawn:2023-05-10>2023-11-02`."""
    party = make.party(make.agreement(signed_on=signed_on), make.actor(), status="")
    for action in actions:
        kind, _colon, when = action.partition(":")
        on, _arrow, effect = when.partition(">")
        make.action(party, kind, on=on, effective_on=effect or None)
    return party


@cases(
    "actions, on, status",
    (["signed:1996-09-24", "withdrawn:2023-11-02"], "2001-01-01", "signed"),
    (["signed:1996-09-24", "withdrawn:2023-11-02"], "2023-11-02", "withdrawn"),
    (["acceded:2000-03-14"], "1997-01-01", "none"),
    (["acceded:2000-03-14"], "2000-03-14", "acceded"),
    # Inexact days count from the last possible one.
    (["signed:1996", "ratified:1998-05"], "1996-12-30", "none"),
    (["signed:1996", "ratified:1998-05"], "1998-05-30", "signed"),
    (["signed:1996", "ratified:1998-05"], "1998-05-31", "ratified"),
    (["signed:1996-09", "ratified:1996-09-25"], "1996-09-30", "ratified"),
    # A notice is not the end.
    (["ratified:2000-06-30", "withdrawn:2023-05-10>2023-11-02"], "2023-11-01", "ratified"),
    (["ratified:2000-06-30", "withdrawn:2023-05-10>2023-11-02"], "2023-11-02", "withdrawn"),
    (["ratified:2000-06-30>2000-09-28"], "2000-07-01", "ratified"),
    (["signed:1996-09-24", "suspended:2001", "resumed:2003-02-01"], "2002-01-01", "suspended"),
    (["signed:1996-09-24", "suspended:2001", "resumed:2003-02-01"], "2003-02-01", "signed"),
    (["signed:1996-09-24", "withdrawn:2000", "acceded:2005"], "2004-01-01", "withdrawn"),
    (["signed:1996-09-24", "withdrawn:2000", "acceded:2005"], "2005-12-31", "acceded"),
    (["invited:1996-01-01", "declined:1996-05-01"], "1996-06-01", "declined"),
    (["signed:1996-09-24", "reservation:1999-01-01"], "2000-01-01", "signed"),
    # Undated actions are shown, and count on no day.
    (["declined:"], "1950-01-01", "declined"),
    (["signed:1996-09-24", "ratified:"], "2000-01-01", "signed"),
    ([], "2000-01-01", "none"),
    # Who left was a party before.
    (["withdrawn:2023-11-02"], "2001-01-01", "signed"),
    (["withdrawn:2023-11-02"], "1996-09-23", "none"),
    (["suspended:2001-01-01", "resumed:2002-01-01"], "2003-01-01", "signed"),
)
def test_follows_from_the_actions_up_to_the_day(actions: list[str], on: str, status: str) -> None:
    party = party_with(*actions)

    assert fetch_standing(party.pk, day(on))["status"] == status


@cases(
    "actions, on, takes_part",
    (["signed:1996-09-24", "withdrawn:2023-11-02"], "2001-01-01", True),
    (["signed:1996-09-24", "withdrawn:2023-11-02"], "2023-11-02", False),
    (["signed:1996-09-24", "suspended:2001-01-01"], "2002-01-01", True),
    (["signed:"], "2002-01-01", False),
    (["invited:1996-01-01"], "2002-01-01", False),
    (["withdrawn:2023-11-02"], "2001-01-01", True),
)
def test_says_who_has_signed_by_the_day(actions: list[str], on: str, takes_part: bool) -> None:
    party_with(*actions)

    assert AgreementParty.objects.signed_by(day(on)).exists() == takes_part


@cases(
    "actions, names",
    (["ratified:1995-03-01", "signed:1996-09-24"], "“ratified 1995-03-01”, “signed 1996-09-24”"),
    (["withdrawn:1990", "signed:1996-09-24"], "“withdrawn 1990”, “signed 1996-09-24”"),
    (["signed:1991", "withdrawn:1995", "expelled:1997"], "“withdrawn 1995”, “expelled 1997”"),
    (["signed:1991", "resumed:1995", "suspended:1997"], "“resumed 1995”, “suspended 1997”"),
    (
        ["signed:1991", "reservation_withdrawn:1995", "reservation:1997"],
        "“reservation withdrawn 1995”, “reservation 1997”",
    ),
)
def test_refuses_an_impossible_order_and_names_both_actions(actions: list[str], names: str) -> None:
    party_with(*actions)

    with pytest.raises(IntegrityError, match=names):
        database.settle()


@cases(
    "actions",
    ["ratified:1996", "signed:1996-09-24"],
    ["ratified:1995-03-01", "withdrawn:1995-06-01", "signed:1996-09-24"],
    ["withdrawn:2000-01-01"],
    ["signed:", "withdrawn:1995", "acceded:1999"],
    ["signed:1990", "withdrawn:1995", "acceded:1996", "withdrawn:1999"],
)
def test_accepts_what_can_have_happened(actions: list[str]) -> None:
    party_with(*actions)

    database.settle()


def test_refuses_to_remove_what_a_later_action_needs() -> None:
    party = party_with("signed:1990", "withdrawn:1995", "acceded:1996")
    database.settle()

    party.actions.get(kind="signed").delete()

    with pytest.raises(IntegrityError, match="“withdrawn 1995”, “acceded 1996”"):
        database.settle()


def test_refuses_a_party_as_its_own_representative() -> None:
    party = party_with("signed:1996-09-24")

    party.actions.get().representatives.create(person=party.actor)

    with pytest.raises(IntegrityError, match="cannot be its own representative"):
        database.settle()


@pytest.fixture
def treaty() -> Agreement:
    """Signed by nobody that is known; Russia withdrew, North Macedonia ratified."""
    agreement = make.agreement("ctbt", signed_on=SIGNED_ON)
    russia, macedonia, serbia = (
        make.publish(make.actor(slug)) for slug in ("russia", "north-macedonia", "serbia")
    )
    make.party(agreement, russia, status="withdrawn", status_on="2023-11-02")
    make.party(agreement, macedonia, status="ratified", status_on="2000-03-14")
    make.party(agreement, serbia, status="signed", status_on="1996-09-24")
    return make.publish(agreement)


@cases(
    "on, signed",
    ("1996-09-23", set()),
    ("1997-01-01", {"russia", "serbia"}),
    ("2001-01-01", {"russia", "north-macedonia", "serbia"}),
    ("2024-01-01", {"north-macedonia", "serbia"}),
)
@pytest.mark.usefixtures("treaty")
def test_is_the_same_in_signatories_snapshot_and_network(
    client: Client, on: str, signed: set[str]
) -> None:
    found = json_of(client, "signatories/", agreement="ctbt", on=on)["signatories"]
    assert {row["actor"]["slug"] for row in found} == signed

    agreements = json_of(client, "snapshot/", on=on)["agreements_signed"]
    assert {slug for row in agreements for slug in row["parties"]} == signed

    ties = json_of(client, "network/", kind="agreement", on=on)["links"]
    assert {slug for tie in ties for slug in (tie["source"], tie["target"])} == (
        signed if len(signed) > 1 else set()
    )


@pytest.mark.usefixtures("treaty")
def test_a_list_gives_the_status_on_the_day(client: Client) -> None:
    def statuses(**query: str) -> dict[str, str]:
        [row] = json_of(client, "agreements/", **query)["results"]
        return {party["actor"]["slug"]: party["status"] for party in row["parties"]}

    assert statuses(on="1997-01-01") == {
        "north-macedonia": "none",
        "russia": "signed",
        "serbia": "signed",
    }
    assert statuses()["russia"] == "withdrawn"


def test_a_new_day_is_noted_in_the_feed_once(treaty: Agreement) -> None:
    party = treaty.parties.get(actor__slug="serbia")
    make.action(party, "withdrawn", on="2026-01-05", effective_on="2026-07-01")
    since = database.stamps()["records_change"]

    def noted(today: str) -> list[tuple[str, str, str]]:
        standing._noted.clear()
        note_new_day(day(today))
        database.settle()
        return database.rows(
            "SELECT resource, key, kind FROM records_change WHERE number > %s", since
        )

    database.execute("INSERT INTO records_noted_day (day) VALUES ('2026-06-29')")
    assert noted("2026-06-30") == []
    assert noted("2026-07-01") == [("agreements", "ctbt", "updated")]
    assert noted("2026-07-01") == [("agreements", "ctbt", "updated")]
    assert noted("2026-07-02") == [("agreements", "ctbt", "updated")]


def test_the_feed_tells_of_a_new_day(client: Client, treaty: Agreement) -> None:
    since = database.stamps()["records_change"]
    database.execute("INSERT INTO records_noted_day (day) VALUES ('2000-03-13')")
    standing._noted.clear()

    json_of(client, "changes/", since=since)
    database.settle()  # what was noted is committed

    results = json_of(client, "changes/", since=since)["results"]

    assert [(row["resource"], row["key"]) for row in results] == [("agreements", "ctbt")]


def test_an_undated_action_of_a_kind_is_recorded_once() -> None:
    party = party_with("reservation:")

    with pytest.raises(IntegrityError, match="recorded already"):
        PartyAction.objects.create(party=party, kind="reservation")


@cases(
    "actions, on, reservation",
    (["reservation:1999-01-01"], "1998-12-31", ""),
    (["reservation:1999-01-01"], "1999-01-01", "Article 1"),
    (["reservation:"], "1990-01-01", "Article 1"),
    (["reservation:1999-01-01", "reservation_withdrawn:2005"], "2005-12-30", "Article 1"),
    (["reservation:1999-01-01", "reservation_withdrawn:2005"], "2005-12-31", ""),
    (["reservation:1999-01-01", "declaration_withdrawn:2005"], "2006-01-01", "Article 1"),
    # Made again after it was withdrawn
    (
        ["reservation:2004", "reservation_withdrawn:2005", "reservation:2007"],
        "2008-01-01",
        "Article 1",
    ),
)
def test_has_the_reservations_that_were_made_and_not_withdrawn(
    actions: list[str], on: str, reservation: str
) -> None:
    party = party_with("signed:1996-09-24", *actions)
    party.actions.filter(kind="reservation").update(text="Article 1")

    assert fetch_standing(party.pk, day(on))["reservation"] == reservation


def test_a_withdrawal_with_a_text_is_of_the_reservation_that_says_the_same() -> None:
    party = party_with("signed:1996-09-24", "reservation:1999", "reservation:2000")
    party.actions.filter(happened_on__year=1999).update(text="Article 1")
    party.actions.filter(happened_on__year=2000).update(text="Article 2")
    make.action(party, "reservation_withdrawn", on="2001", text="Article 1")

    assert fetch_standing(party.pk, day("2002-01-01"))["reservation"] == "Article 2"


@pytest.mark.usefixtures("treaty")
@cases(
    "on, status, signatory",
    ("1999-12-31", "none", None),
    ("2000-03-14", "ratified", "president"),
    ("", "ratified", "president"),
)
def test_a_record_gives_status_and_signatory_on_the_day(
    client: Client, on: str, status: str, signatory: str | None
) -> None:
    [action] = PartyAction.objects.filter(kind="ratified")
    action.representatives.create(person=make.publish(make.actor("president", kind="person")))
    query = {"on": on} if on else {}

    parties = json_of(client, "agreements/ctbt/", **query)["parties"]

    [party] = [each for each in parties if each["actor"]["slug"] == "north-macedonia"]
    assert party["status"] == status
    assert (party["signatory"] and party["signatory"]["slug"]) == signatory


@cases("value, code", ("someday", "invalid"), ("", "empty"))
@pytest.mark.usefixtures("treaty")
def test_a_record_refuses_what_is_no_day(client: Client, value: str, code: str) -> None:
    [error] = problems_of(client, "/api/v1/agreements/ctbt/", on=value)

    assert (error["parameter"], error["code"]) == ("on", code)


@pytest.mark.usefixtures("treaty")
def test_the_signatory_can_be_expanded(client: Client) -> None:
    [action] = PartyAction.objects.filter(kind="ratified")
    action.representatives.create(person=make.publish(make.actor("president", kind="person")))

    parties = json_of(client, "agreements/ctbt/", expand="parties.signatory")["parties"]

    found = {party["actor"]["slug"]: party["signatory"] for party in parties}
    assert found["north-macedonia"]["url"].endswith("/actors/president/")
    assert found["russia"] is None
