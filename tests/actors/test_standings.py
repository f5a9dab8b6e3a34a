"""Lists of standings say how many actors have none recorded."""

import json
from typing import Any

from django.test import Client

from actors.models import Actor
from tests import cases, database, make
from tests.api_client import codes_of, json_of


def make_standings() -> None:
    """Two states recognise Kosovo or do not, others have no position; one of these ended in 1918."""
    kosovo, nato = make.actor("kosovo"), make.actor("nato", kind="igo")
    china, albania = make.actor("china"), make.actor("albania")
    empire = make.actor("empire", active_to="1918-11", lifecycle="ended")
    union = make.actor("future-union", active_from="2030", lifecycle="ongoing")
    make.publish(kosovo, nato, china, albania, empire, union, make.actor("india"))
    make.actor("draft")
    recognition = {"kind": "recognition", "start_on": "2008-02-17"}
    make.publish(
        make.relationship(china, kosovo, slug="no", status="not_recognised", **recognition),
        make.relationship(albania, kosovo, slug="yes", status="recognised", **recognition),
        make.relationship(albania, nato, slug="member"),
    )
    make.relationship(
        Actor.objects.get(slug="india"),
        kosovo,
        slug="draft",
        **recognition | {"status": "recognised"},
    )


STANDINGS = [
    # list, standing, whether towards, kinds, without one
    (
        "relationships/?kind=recognition&object=kosovo&status=not_recognised&on=2025-03-18",
        "recognition:kosovo",
        True,
        ["state"],
        ["india"],
    ),
    (
        "relationships/?kind__in=recognition&object__in=kosovo",
        "recognition:kosovo",
        True,
        ["state"],
        ["empire", "future-union", "india"],
    ),
    (
        "relationships/?kind=recognition&object=kosovo&on=2031-01-01",
        "recognition:kosovo",
        True,
        ["state"],
        ["future-union", "india"],
    ),
    (
        "relationships/?kind=recognition&object=kosovo&on=1900-01-01",
        "recognition:kosovo",
        True,
        ["state"],
        ["albania", "china", "empire", "india"],
    ),
    (
        "relationships/?kind=recognition&subject=china&on=2025-03-18",
        "recognition:china",
        False,
        ["state"],
        ["albania", "india"],
    ),
    (
        "actors/?not_recognising=kosovo&on=2025-03-18",
        "recognition:kosovo",
        True,
        ["state"],
        ["india"],
    ),
    (
        "actors/?recognising=kosovo&kind=state&on=2025-03-18",
        "recognition:kosovo",
        True,
        ["state"],
        ["india"],
    ),
    (
        "actors/?recognising=kosovo&kind__in=state,igo&on=2025-03-18",
        "recognition:kosovo",
        True,
        ["state", "igo"],
        ["india", "nato"],
    ),
    (
        "actors/?member_of=nato&on=2025-03-18",
        "membership:nato",
        True,
        ["state"],
        ["china", "india", "kosovo"],
    ),
]


@cases("path, standing, towards, kinds, slugs", *STANDINGS)
def test_says_how_many_actors_have_no_recorded_standing(
    client: Client, path: str, standing: str, towards: bool, kinds: list[str], slugs: list[str]
):
    make_standings()

    [note] = json_of(client, path)["without_standing"]

    kind, slug = standing.split(":")
    named = {"standing": kind, "towards": slug if towards else None, "kinds": kinds}
    assert note | named | {"of": None if towards else slug, "count": len(slugs)} == note
    assert [row["slug"] for row in json_of(client, note["url"])["results"]] == slugs


NO_STANDINGS = """
relationships/ relationships/?kind=recognition relationships/?object=kosovo
relationships/?kind=office&object=kosovo relationships/?kind=recognition&actor=kosovo
relationships/?kind=recognition&object=kosovo&subject=china
relationships/?kind__in=recognition,membership&object=kosovo
relationships/?kind=recognition&object__in=kosovo,china
relationships/?kind=recognition&object=draft relationships/?kind=recognition&object=unknown
actors/ actors/?kind=state actors/?member_of__not=nato,kosovo actors/?recognising=draft
"""


@cases("path", *NO_STANDINGS.split())
def test_says_nothing_about_standings_in_other_lists(client: Client, path: str):
    make_standings()

    assert "without_standing" not in json_of(client, path)


def test_says_so_in_a_header_of_files(client: Client):
    make_standings()

    response: Any = client.get(
        "/api/v1/relationships.csv?kind=recognition&object=kosovo&on=2025-03-18"
    )

    assert b"".join(response.streaming_content).startswith(b"slug,")
    [note] = json.loads(response["Answer-Notes"])["without_standing"]
    assert note["count"] == 1


def test_finds_no_actors_without_a_standing_towards_a_draft(client: Client):
    make_standings()

    for slug in ("draft", "unknown"):
        assert json_of(client, f"actors/?no_standing_towards=recognition:{slug}")["results"] == []
    url = "/api/v1/actors/"
    assert codes_of(client, url, no_standing_of="office:kosovo") == [
        ("no_standing_of", "unknown_choice")
    ]
    assert codes_of(client, url, no_standing_of="kosovo") == [("no_standing_of", "invalid")]


def test_follows_merges_to_the_actor_of_a_standing(client: Client):
    make_standings()
    make.publish(make.actor("kosova"))
    kosovo = Actor.objects.get(slug="kosovo")
    Actor.objects.filter(slug="kosova").update(review_status="retracted", merged_into=kosovo)
    database.settle()

    path = "relationships/?kind=recognition&object={}&on=2025-03-18"
    now, then = (json_of(client, path.format(slug)) for slug in ("kosovo", "kosova"))

    assert then["without_standing"] == now["without_standing"]
    assert then["followed"] == [{"kind": "actor", "slug": "kosova", "merged_into": "kosovo"}]
