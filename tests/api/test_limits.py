"""Limits that exclude their value, `__gt` and `__lt`."""

import datetime as dt
from typing import Any

from django.test import Client

from agreements.models import Agreement
from tests import cases, make
from tests.api_client import errors_of, keys_of
from tests.project.contract import RESOURCES


@cases("prefix, view", *RESOURCES.items())
def test_exist_wherever_there_is_a_limit(prefix: str, view: Any) -> None:
    names = list(view.filterset_class.base_filters)

    for including, excluding in (("__gte", "__gt"), ("__lte", "__lt")):
        stems = {name.removesuffix(including) for name in names if name.endswith(including)}
        assert stems == {name.removesuffix(excluding) for name in names if name.endswith(excluding)}


def test_leave_out_the_day_itself(client: Client) -> None:
    for day in ("2025-03-17", "2025-03-18", "2025-03-19"):
        make.publish(make.event(day, on=day))

    assert keys_of(client, "events", date__gt="2025-03-18") == ["2025-03-19"]
    assert keys_of(client, "events", date__lt="2025-03-18") == ["2025-03-17"]
    between = {"date__gt": "2025-03-17", "date__lt": "2025-03-19"}
    assert keys_of(client, "events", **between) == ["2025-03-18"]


def test_compare_with_every_day_that_an_imprecise_date_can_mean(client: Client) -> None:
    make.publish(make.agreement("march", signed_on="2025-03-01", signed_precision="month"))

    for name, last_that_finds, first_that_does_not in (
        ("signed_on__gt", "2025-03-30", "2025-03-31"),
        ("signed_on__lt", "2025-03-02", "2025-03-01"),
    ):
        assert keys_of(client, "agreements", **{name: last_that_finds}) == ["march"]
        assert keys_of(client, "agreements", **{name: first_that_does_not}) == []


def test_leave_out_the_number_and_the_time_itself(client: Client) -> None:
    pact = make.agreement("pact")
    for _ in range(2):
        make.party(pact, make.publish(make.actor()))
    make.publish(pact)
    changed = Agreement.objects.get().updated_at

    def at(moment: dt.datetime) -> str:
        return f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}"

    assert keys_of(client, "agreements", party_count__gt="1") == ["pact"]
    assert keys_of(client, "agreements", party_count__gt="2") == []
    assert keys_of(client, "agreements", updated_at__gte=at(changed)) == ["pact"]
    assert keys_of(client, "agreements", updated_at__gt=at(changed)) == []


def test_narrow_each_other(client: Client) -> None:
    make.publish(make.event("signing", on="2025-03-18"))

    assert keys_of(client, "events", date__gte="2025-03-18", date__gt="2025-03-18") == []


@cases("name, day", ("date__gt", "9999-12-31"), ("date__lt", "0001-01-01"))
def test_refuse_a_day_beyond_which_there_is_none(client: Client, name: str, day: str) -> None:
    assert errors_of(client, "/api/v1/events/", **{name: day}) == {(name, "out_of_range", None)}


@cases("path, name", ("events", "date__gt"), ("claims", "credibility__lt"))
def test_are_described_like_other_filters(client: Client, path: str, name: str) -> None:
    [resource] = [r for r in client.get("/api/v1/meta/").json()["resources"] if r["name"] == path]
    [described] = [f for f in resource["filters"] if f["name"] == name]

    assert described["type"] in {"day", "number"}
    assert described["description"].startswith(f"Like `{name}e`")
