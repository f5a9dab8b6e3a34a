"""Every parameter that takes a slug follows merges, and the answer says so."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from actors.models import Actor, Relationship
from agreements.models import Agreement
from events.models import Event, Figure
from sources.models import Source
from tests import cases, database, make
from tests.api_client import codes_of, json_of
from tests.project.contract import RESOURCES, example_of, operations

OLD = "was-merged-"
# A published record of each kind that can be merged
MAKERS: dict[Any, Any] = {
    Actor: make.actor,
    Agreement: make.agreement,
    Event: make.event,
    Source: make.source,
    Relationship: lambda slug: make.relationship(make.actor(), make.actor(), slug=slug),
    Figure: lambda slug: make.figure(slug=slug, event=Event.objects.first()),
}
FILTERS = [
    (prefix, name)
    for prefix, view in RESOURCES.items()
    for name in view.filterset_class.base_filters
]
# Parameters whose examples are slugs of records that can be merged
TAKE_SLUGS = {
    "actors": "slug__in country country__in member_of member_of__not recognising not_recognising "
    "party_to no_standing_towards no_standing_of",
    "relationships": "slug__in subject object actor subject__in object__in",
    "agreements": "slug__in party party__in party__all party__not bloc source",
    "clauses": "agreement agreement__in concerns party",
    "events": "slug__in actor actor__in actor__all actor__not actor_role country country__in "
    "agreement linked_to parent source",
    "event-links": "source target event",
    "figures": "slug__in actor agreement event",
    "places": "country country__in",
    "sources": "slug__in",
    "claims": "source record",
}


def merge_into(record: Any) -> str:
    """The slug of a record that was public and has been merged into this one."""
    slug = f"{OLD}{record.slug}"[:120]
    if not type(record).objects.filter(slug=slug).exists():
        old = MAKERS[type(record)](slug)
        if isinstance(record, Relationship):
            make.publish(old.subject, old.object)
        make.publish(old)
        type(record).objects.filter(slug=slug).update(review_status="retracted", merged_into=record)
        database.settle()
    return slug


def with_old_slugs(value: str) -> str:
    """The value of a parameter with slugs of merged records in the place of public ones."""
    parts = value.split(",")
    for place, part in enumerate(parts):
        for slug in part.split(":"):
            for model in MAKERS:
                for record in model.objects.filter(slug=slug):
                    parts[place] = part.replace(slug, merge_into(record))
    return ",".join(parts)


def example(prefix: str, name: str) -> str:
    [operation] = [o for o in operations() if o.path == f"/api/v1/{prefix}/"]
    return example_of(operation.parameters[name])


@pytest.mark.usefixtures("article_data")
@cases("prefix, name", *FILTERS)
def test_finds_the_same_with_the_slug_of_a_merged_record(client: Client, prefix: str, name: str):
    value = example(prefix, name)
    old = with_old_slugs(value)
    assert (old != value) == (name in TAKE_SLUGS.get(prefix, "").split())
    if old == value:
        return

    query = {"page_size": 500, "on": "2025-03-18"} if "recogn" in name else {"page_size": 500}
    now, then = (json_of(client, f"{prefix}/", **query, **{name: v}) for v in (value, old))

    assert then["results"] == now["results"] != []
    assert "followed" not in now
    merges = {each["slug"]: each["merged_into"] for each in then["followed"]}
    assert merges == {slug: slug.removeprefix(OLD) for slug in merges}
    assert {f"{old},{value}".count(slug) for slug in merges} == {1}


def merged_actor() -> None:
    merge_into(Actor.objects.get(slug="serbia"))
    merge_into(Actor.objects.get(slug="nato"))
    merge_into(Agreement.objects.get(slug="tirana-declaration-2025"))


ANSWERS = """
events/aggregate/?group_by=type&actor={}serbia
events/timeline/?split=type&actor={}serbia
network/?kind=agreement&on=2025-04-02&actor={}serbia
network/?kind=membership&on=2025-04-02&actor={}nato
signatories/?agreement={}tirana-declaration-2025&on=2025-03-18
signatories/?agreement=tirana-declaration-2025&on=2025-03-18&member_of={}nato
agreements/compare/?ids=subotica-agreement-2025,{}tirana-declaration-2025
"""


@pytest.mark.usefixtures("article_data")
@cases("question", *ANSWERS.split())
def test_follows_merges_in_answers_that_are_no_lists(client: Client, question: str):
    merged_actor()

    now, then = (json_of(client, question.format(before)) for before in ("", OLD))

    [followed] = then.pop("followed")
    assert followed["slug"] == f"{OLD}{followed['merged_into']}"
    assert then == now


def read(client: Client, path: str) -> Any:
    """A response that is read to its end."""
    response: Any = client.get(f"/api/v1/{path}")
    response.whole = b"".join(response) if response.streaming else response.content
    return response


FILES = """
events.csv?actor={}serbia events.ndjson?actor={}serbia events.geojson?actor={}serbia
events.xlsx?actor={}serbia events/cite/?actor={}serbia&accessed=2026-01-31
network/?kind=agreement&on=2025-04-02&actor={}serbia&format=graphml
network/?kind=agreement&on=2025-04-02&actor={}serbia&format=gexf
agreements/compare/?ids=subotica-agreement-2025,{}tirana-declaration-2025&format=csv
"""


@pytest.mark.usefixtures("article_data")
@cases("file", *FILES.split())
def test_says_so_in_a_header_where_the_answer_is_no_json(client: Client, file: str):
    merged_actor()

    now, then = (read(client, file.format(before)) for before in ("", OLD))

    assert (now.status_code, then.status_code) == (200, 200)
    assert "Answer-Notes" not in now
    [followed] = json.loads(then["Answer-Notes"])["followed"]
    assert followed["slug"] == f"{OLD}{followed['merged_into']}"
    assert "Answer-Notes" in then["Access-Control-Expose-Headers"]


@pytest.mark.usefixtures("article_data")
def test_returns_a_file_about_the_remaining_record(client: Client):
    merged_actor()

    texts = [
        read(client, f"events.csv?actor={slug}").whole.decode()
        for slug in ("serbia", f"{OLD}serbia")
    ]

    assert texts[0] == texts[1]
    assert len(list(csv.reader(io.StringIO(texts[0])))) > 2


@pytest.mark.usefixtures("article_data")
def test_compares_no_agreement_with_itself(client: Client):
    merged_actor()

    ids = f"tirana-declaration-2025,{OLD}tirana-declaration-2025"
    assert codes_of(client, "/api/v1/agreements/compare/", ids=ids) == [("ids", "repeated")]


def test_follows_no_merge_of_a_draft_or_into_a_draft(client: Client):
    public, draft = make.publish(make.actor("public")), make.actor("draft")
    make.actor("never-public", review_status="retracted", merged_into=public)
    make.publish(make.actor("was-public"))
    Actor.objects.filter(slug="was-public").update(review_status="retracted", merged_into=draft)
    database.settle()

    for slug in ("never-public", "was-public", "unknown"):
        page = json_of(client, "actors/", slug__in=slug)
        assert (page["results"], "followed" in page) == ([], False)
        assert client.get(f"/api/v1/actors/?slug__in={slug}").headers.get("Answer-Notes") is None
