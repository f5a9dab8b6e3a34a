"""Claims and links have permanent public ids."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from actors.models import ActorClaim
from agreements.models import AgreementLink
from balkanwatch.apps import published_models
from balkanwatch.fixtures import dump_table
from curation.history.restoring import RestorePlan
from curation.history.revisions import RecordTree
from curation.history.timeline import row_token
from curation.history.tracking import history_context
from curation.merging.record_merge import merge, undo_merge
from events.models import Event, EventClaim, EventLink
from explorer.api.claimed_rows import TABLES
from imports.exporting import export_rows
from imports.resources import known_resources
from records.public_ids import IdentifiedRow
from tests import database, make
from tests.api_client import json_of
from tests.imports.files import fault_texts, import_text

IDENTIFIED: list[Any] = [model for model in published_models() if issubclass(model, IdentifiedRow)]
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def ana() -> User:
    return User.objects.create_superuser("ana")


def ids(*rows: Any) -> list[str]:
    for row in rows:
        row.refresh_from_db()
    return [str(row.public_id) for row in rows]


def test_are_those_of_claims_and_links() -> None:
    assert {*TABLES.values(), EventLink, AgreementLink} == set(IDENTIFIED)


def test_say_nothing_about_order_or_number() -> None:
    event, source = make.event(), make.source()
    found = [str(make.claim(event, source, locator=f"L{n}").public_id) for n in range(20)]

    assert len(set(found)) == 20
    assert sorted(found) not in (found, found[::-1])
    assert {each[14] for each in found} == {"4"}, "random ones (RFC 9562)"


def test_survive_corrections_renames_and_merges(ana: User) -> None:
    event, kept, source, other = make.event(), make.event(), make.source(), make.source()
    actor, later = make.actor(), make.event("later")
    participation = make.participation(event, actor)
    rows = [
        make.claim(event, source),
        make.claim(participation, source),
        make.event_link(later, "follows", event),
    ]
    before = ids(*rows)

    EventClaim.objects.update(locator="p. 9", quote="New.", source=other)
    EventLink.objects.update(kind="response_to")
    Event.objects.filter(pk=event.pk).update(slug="renamed", title="Renamed")
    merge(duplicate=event, kept=kept, by=ana)
    merge(duplicate=actor, kept=make.actor(), by=ana)

    assert ids(*rows) == before


def twins(status: str) -> tuple[Any, Any, Any, Any]:
    """Two events, each with a claim, and a later one linked to both; the claims and links become equal in a merge."""
    source, later = make.source("wire"), make.event("later", on="2025-04-01")
    kept, duplicate = make.event("kept"), make.event("duplicate")
    for event in (kept, duplicate):
        make.claim(event, source)
        make.event_link(later, "response_to", event)
        make.claim(event, source, locator="p. 3")
    if status == "published":
        make.publish(later, kept, duplicate)
    database.settle()
    links = [later.links_out.get(target=event) for event in (kept, duplicate)]
    claims = [event.claims.get(locator="") for event in (kept, duplicate)]
    return kept, duplicate, claims, links


def test_of_merged_twins_one_answers_and_the_other_redirects(client: Client, ana: User) -> None:
    kept, duplicate, claims, links = twins("published")
    (kept_claim, old_claim), (kept_link, old_link) = ids(*claims), ids(*links)
    since = database.stamps()["records_change"]

    made = merge_published(kept, duplicate, ana)

    for old, now in (
        (f"claims/event-{old_claim}", f"claims/event-{kept_claim}"),
        (f"event-links/{old_link}", f"event-links/{kept_link}"),
    ):
        response = client.get(f"/api/v1/{old}/?format=json")
        assert (response.status_code, response.json()["code"]) == (308, "merged")
        assert response["Location"] == f"http://testserver/api/v1/{now}/?format=json"
        assert client.get(f"/api/v1/{old}.json")["Location"].endswith(f"/{now}.json")
        assert json_of(client, f"{now}/")["url"] == f"http://testserver/api/v1/{now}/"
    feed = json_of(client, "changes/", since=since, page_size=500)["results"]
    merged = {(e["key"], e["merged_into"]) for e in feed if e["kind"] == "merged"}
    assert {(f"event-{old_claim}", f"event-{kept_claim}"), (old_link, kept_link)} <= merged

    undo(made, ana)

    for key in (f"claims/event-{old_claim}", f"event-links/{old_link}"):
        assert client.get(f"/api/v1/{key}/").status_code == 200


def merge_published(kept: Any, duplicate: Any, by: User) -> Any:
    """Merges as after a decision of a second person."""
    database.execute("SELECT set_config('records.trial', 'on', true)")
    made, _ = merge(duplicate=duplicate, kept=kept, by=by)
    database.settle()
    database.execute("SELECT set_config('records.trial', '', true)")
    return made


def undo(made: Any, by: User) -> None:
    database.execute("SELECT set_config('records.trial', 'on', true)")
    undo_merge(made, by=by)
    database.settle()
    database.execute("SELECT set_config('records.trial', '', true)")


def test_of_twins_that_were_hidden_are_forgotten(client: Client, ana: User) -> None:
    kept, duplicate, claims, links = twins("draft")
    hidden = f"claims/event-{claims[1].public_id}", f"event-links/{links[1].public_id}"

    merge(duplicate=duplicate, kept=kept, by=ana)
    make.publish(kept, Event.objects.get(slug="later"))

    assert EventClaim.objects.exclude(former_ids="").count() == 0
    assert [client.get(f"/api/v1/{path}/").status_code for path in hidden] == [404, 404]


def test_lead_on_after_a_second_merge(client: Client, ana: User) -> None:
    kept, duplicate, claims, _ = twins("published")
    oldest = str(claims[1].public_id)
    merge_published(kept, duplicate, ana)
    last = make.event("last")
    claim = make.claim(last, claims[0].source)
    make.publish(last)

    merge_published(last, kept, ana)

    location = client.get(f"/api/v1/claims/event-{oldest}/")["Location"]
    assert location.endswith(f"/claims/event-{claim.public_id}/")


def test_do_not_redirect_from_primary_keys(client: Client) -> None:
    _, _, claims, links = twins("published")

    for path in (f"claims/event-{claims[0].pk}", f"event-links/{links[0].pk}"):
        assert client.get(f"/api/v1/{path}/").status_code == 404


def test_come_back_with_a_row_that_is_restored() -> None:
    event = make.event()
    with history_context(through="shell"):
        claim = make.claim(event)
    [before], key = ids(claim), claim.pk
    with history_context(through="shell"):
        claim.delete()

    tree = RecordTree(Event, event.pk)
    newest = tree.newest(max_entries=None)
    assert newest
    RestorePlan(tree, f"{newest.token}|{row_token((EventClaim, key))}").apply()

    assert str(EventClaim.objects.get().public_id) == before


def test_are_kept_if_a_dump_is_loaded_over_other_ids(tmp_path: Path) -> None:
    claim = make.claim(make.actor())
    path = tmp_path / "claims.json"
    text = dump_table(ActorClaim).replace(str(claim.public_id), UNKNOWN)
    path.write_text(text, encoding="utf-8")

    call_command("loaddata", path, verbosity=0)

    assert str(ActorClaim.objects.get().public_id) == str(claim.public_id)
    ActorClaim.objects.all().delete()
    call_command("loaddata", path, verbosity=0)
    assert str(ActorClaim.objects.get().public_id) == UNKNOWN


HEADER = "source,about,row,locator,public_id\n"


def test_name_a_row_in_a_file_even_if_the_row_is_corrected() -> None:
    event = make.event("signing")
    row = make.claim(event, make.source("wire"), locator="L1")
    make.source("paper")

    done = import_text("claims", f"{HEADER}paper,event,signing,L2,{row.public_id}\n")

    assert (fault_texts(done), done.counts.get("changed")) == ([], 1)
    [claim] = EventClaim.objects.all()
    assert (claim.pk, claim.source.slug, claim.locator) == (row.pk, "paper", "L2")
    assert claim.public_id == row.public_id


def test_are_taken_from_a_file_by_new_rows_only() -> None:
    event = make.event("signing")
    known = make.claim(event, make.source("wire"), locator="L1")
    other = "0b5d3c1e-8a47-4f0c-9a2e-6f1d2c3b4a59"

    text = f"{HEADER}wire,event,signing,L1,{other}\nwire,event,signing,L2,{UNKNOWN}\nwire,event,signing,L3,\n"
    done = import_text("claims", text)

    assert fault_texts(done) == []
    assert (done.counts["unchanged"], done.counts["new"]) == (1, 2)
    found = dict(EventClaim.objects.values_list("locator", "public_id"))
    assert (found["L1"], str(found["L2"])) == (known.public_id, UNKNOWN)
    assert str(found["L3"]) not in {UNKNOWN, other}


def test_of_merged_twins_mean_the_remaining_row_in_a_file() -> None:
    claim = make.claim(make.event("signing"), make.source("wire"), locator="L1")
    EventClaim.objects.update(former_ids=UNKNOWN)

    done = import_text("claims", f"{HEADER}wire,event,signing,L2,{UNKNOWN}\n")

    assert fault_texts(done) == []
    [found] = EventClaim.objects.all()
    assert (found.pk, found.locator, found.public_id) == (claim.pk, "L2", claim.public_id)


def test_of_links_are_in_their_file() -> None:
    one, two = make.event("one"), make.event("two", on="2025-04-01")
    link = make.event_link(two, "follows", one)
    [export] = [b"".join(export_rows(known_resources()["events_eventlink"])).decode("utf-8-sig")]
    assert str(link.public_id) in export

    done = import_text("events_eventlink", export.replace("follows", "response_to"))

    assert (fault_texts(done), done.counts.get("changed")) == ([], 1)
    assert EventLink.objects.get(pk=link.pk).kind == "response_to"


def test_are_refused_in_a_file_if_malformed_or_repeated() -> None:
    make.event("signing"), make.source("wire")

    wrong = import_text("claims", f"{HEADER}wire,event,signing,L1,event-12\n")
    twice = import_text(
        "claims", f"{HEADER}wire,event,signing,L1,{UNKNOWN}\nwire,event,signing,L2,{UNKNOWN}\n"
    )

    assert "public_id" in str(fault_texts(wrong))
    assert "public_id" in str(fault_texts(twice))
    assert not EventClaim.objects.exists()


def test_are_unique_in_their_table() -> None:
    actor, source = make.actor(), make.source()
    claim = make.claim(actor, source)

    with pytest.raises(IntegrityError, match="Another row has this id"), transaction.atomic():
        make.claim(actor, source, locator="L2", public_id=claim.public_id)
