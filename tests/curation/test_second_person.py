"""One person alone changes nothing that readers see: every operation that writes is tried as a reviewer."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.core.management import get_commands
from django.db import IntegrityError, connection, transaction
from django.test import Client

from actors.models import Actor, ActorClaim
from agreements.models import Agreement, Topic
from balkanwatch.apps import project_apps, published_models
from curation.base_admin import LIST_ACTIONS
from curation.database_errors import broken_rule
from curation.history.restoring import RestorePlan
from curation.history.revisions import RecordTree
from curation.history.tracking import history_context
from curation.models import Merge, Proposal
from curation.review.transitions import transition
from events.models import Event, EventType, Place
from records.models import Record
from records.review import loading
from records.second_person import (
    IN_REVIEW_UNCHANGED,
    NEEDS_SECOND_PERSON,
    REFUSALS,
    accepted,
)
from tests import cases, make
from tests.accounts.people import make_person
from tests.admin_page import AdminPage, client_of, messages_of, url_of
from tests.curation.alone import (
    GROWING,
    INVENTED,
    Operation,
    World,
    actions,
    add,
    change,
    decide,
    delete,
    import_file,
    in_batches,
    merge,
    restore,
    review,
    seen,
    touch,
    undo_import,
    undo_merge,
)

pytestmark = pytest.mark.usefixtures("strict_review")


@pytest.fixture
def world() -> World:
    return World()


READS = "shows or downloads, and writes nothing"
OTHER_ROWS = (
    "writes nothing that readers see: accounts, searches, decisions about names, uploads, snapshots"
)
DECLARED = "loads data that was reviewed elsewhere, and says so (decision 0010)"
URGENT = "withdraws what should not be seen, which one person may"
# Everything that can write: admin pages by the last part of their name, actions, and commands
PAGES: dict[str, Operation | str] = {
    "add": add,
    "change": change,
    "delete": delete,
    "history": restore,
    "review": review,
    "merge": merge,
    "undo": undo_merge,
    "decide": decide,
    "step": undo_import,
    "batch": "prepares a batch, whose steps are tried as actions",
    "names": OTHER_ROWS,
    "extract": OTHER_ROWS,
    "resolve": OTHER_ROWS,
    "file": READS,
    "password_change": OTHER_ROWS,
    **dict.fromkeys(
        ("changelist", "namesakes", "gazetteer", "sorts", "mapping", "template"), READS
    ),
    **dict.fromkeys(
        ("example", "export", "choose_export", "everything", "progress", "bad_rows", "good_rows"),
        READS,
    ),
}
ACTIONS: dict[str, Operation | str] = {
    "submit_for_review": actions("submit_for_review"),
    "publish": actions("submit_for_review", "publish"),
    "send_back": actions("send_back", "submit_for_review", "publish"),
    "delete_selected": actions("delete_selected"),
    "export_selected": READS,
    "accept": in_batches,
    **dict.fromkeys(("decline", "withdraw"), "leaves what readers see as it is"),
    "retract": URGENT,
    "revoke": OTHER_ROWS,
    "reset_second_factor": OTHER_ROWS,
}
COMMANDS: dict[str, Operation | str] = {
    "import_csv": import_file,
    "worker": import_file,
    "load_fixtures": DECLARED,
    "load_release": DECLARED,
    "run": DECLARED,
    "serve": "answers requests, whose pages are above",
    "reset_second_factor": OTHER_ROWS,
    "attach_snapshot": OTHER_ROWS,
    "migrate": "installs the rules",
    "reset_changes": "tells readers to read everything again, and changes no record",
    "pg": "runs a program of PostgreSQL, under the same rules of the database",
    "shell": "runs any code, under the same rules of the database",
    **dict.fromkeys(
        ("makemigrations", "draw_entity_diagram", "update_messages", "write_schema"), READS
    ),
    **dict.fromkeys(("dump_fixtures", "export_files", "release"), READS),
}


def operations() -> Iterator[Any]:
    for kind, found in (("page", PAGES), ("action", ACTIONS), ("command", COMMANDS)):
        for name, operation in found.items():
            if callable(operation):
                yield pytest.param(operation, id=f"{kind} {name}")


@pytest.mark.slow
@cases("operation", *operations())
def test_one_person_alone_changes_nothing_that_readers_see(operation, world, tmp_path):
    world.folder = tmp_path
    before = seen()
    # Nothing shows this place.
    del before["events_place", world.draft_place.pk]

    operation(world)

    # Some of the operations check this themselves, as they first prepare what they undo.
    if operation not in (restore, undo_merge, undo_import, decide):
        after = seen()
        assert before.items() <= after.items()
        assert {table for table, _ in after.keys() - before.keys()} <= GROWING


def test_every_page_action_and_command_is_tried_or_explained():
    pages: set[str] = set()
    actions = {"delete_selected", *(each.name for each in LIST_ACTIONS)}
    for model, page in admin.site._registry.items():
        prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
        pages |= {url.name.removeprefix(prefix) for url in page.get_urls() if url.name}
        actions |= {str(action) for action in page.actions or ()}
    ours = {config.name for config in project_apps()}
    commands = {name for name, app in get_commands().items() if app in ours}

    assert pages == PAGES.keys()
    assert actions == ACTIONS.keys()
    assert commands == COMMANDS.keys()


# In the database, whatever program writes


def refused_by(change: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        change()
    return broken_rule(caught.value)


def test_every_table_refuses_changes_of_what_readers_see(world):
    for model in published_models():
        if model._meta.auto_created:
            continue
        rows = model._default_manager.order_by("pk")
        if issubclass(model, Record):
            rows = rows.filter(review_status="published")
        elif model in {ActorClaim, Place}:
            # The first one of these is about, or is, what only drafts show.
            rows = rows.exclude(pk__in=[world.draft_place.pk, world.draft.claims.get().pk])
        rule = refused_by(lambda rows=rows, model=model: touch(model, rows.first()))
        assert rule == NEEDS_SECOND_PERSON, model


def test_a_record_in_review_and_its_rows_change_in_no_way(world):
    claim_row = world.waiting.claims.get()

    assert refused_by(lambda: touch(Agreement, world.waiting)) == IN_REVIEW_UNCHANGED
    assert refused_by(lambda: make.clause(world.waiting)) == IN_REVIEW_UNCHANGED
    assert refused_by(claim_row.delete) == IN_REVIEW_UNCHANGED
    assert refused_by(lambda: touch(type(claim_row), claim_row)) == IN_REVIEW_UNCHANGED


def test_an_accepted_proposal_permits_changes_and_an_open_one_none(world):
    proposal = make.proposal(world.agreement, world.colleague)

    with accepted(proposal.pk):
        assert refused_by(lambda: touch(Agreement, world.agreement)) == NEEDS_SECOND_PERSON
    Proposal.objects.filter(pk=proposal.pk).update(state="accepted", decided_by=world.alone)
    with accepted(proposal.pk):
        touch(Agreement, world.agreement)

    assert refused_by(lambda: touch(Agreement, world.agreement)) == NEEDS_SECOND_PERSON


def test_a_new_connection_has_nobody_agreed(world):
    new = connection.copy()
    with new.cursor() as cursor:
        cursor.execute("RESET ALL")
        cursor.execute("SELECT published.second_person_agreed()")
        assert cursor.fetchone() == (False,)
    new.close()


# Proposals of what had none before


@pytest.fixture
def second() -> Client:
    return client_of(make_person("second", "reviewer"))


def accept(second: Client, proposal: Proposal) -> list[str]:
    data = {"decision": "accepted", "note": ""}
    return messages_of(second.post(url_of(proposal, "decide"), data, follow=True))


def test_a_place_that_records_show_changes_by_a_proposal(world, second):
    page = AdminPage(world.client, world.place)
    page.fill(name="Tirana, Albania")

    assert page.save() == []

    world.place.refresh_from_db()
    assert world.place.name == "Tirana"
    assert "The change is accepted and published." in accept(second, Proposal.objects.get())[0]
    world.place.refresh_from_db()
    assert world.place.name == "Tirana, Albania"


def test_a_place_that_only_drafts_show_changes_at_once(world):
    page = AdminPage(world.client, world.draft_place)
    page.fill(name="Better")

    assert page.save() == []

    world.draft_place.refresh_from_db()
    assert world.draft_place.name == "Better"


def propose_place(world: World, place: Place) -> Proposal:
    page = AdminPage(client_of(world.colleague), world.event)
    page.fill(place=place)
    assert page.save() == []
    return Proposal.objects.get()


def propose_type(world: World) -> EventType:
    new = make.event_type("invented")
    page = AdminPage(client_of(world.colleague), world.event)
    page.fill(type=new)
    assert page.save() == []
    return new


def propose_topic(world: World) -> Topic:
    new = make.topic("invented.topic")
    page = AdminPage(client_of(world.colleague), world.agreement)
    page.fill("clauses-0", topics=[new.pk])
    assert page.save() == []
    # What is above is shown, too.
    assert new.parent is not None
    return new.parent


def propose_merge(world: World) -> Place:
    with loading():
        draft = make.event("draft", place=world.draft_place, geo_precision="settlement")
    page = url_of(draft, "merge")
    preview = world.client.get(page, {"into": world.event.pk})
    data = {"into": world.event.pk, "take": ["place"], "seen": preview.context["seen"]}
    world.client.post(page, data)
    return world.draft_place


def propose_restore(world: World) -> Place:
    for place in (world.draft_place, world.place):
        with loading(), history_context(user=world.alone, why="", what="", through="test"):
            Event.objects.filter(pk=world.event.pk).update(place=place)
    tree = RecordTree(Event, world.event.pk)
    (earlier,), _count = tree.revisions(first=1, last=2, max_entries=None)
    data = {"restore": earlier.token, "seal": RestorePlan(tree, earlier.token).digest}
    world.client.post(url_of(world.event, "history"), data)
    return world.draft_place


def propose_merge_of_places(world: World) -> Place:
    page = url_of(world.place, "merge")
    preview = world.client.get(page, {"into": world.draft_place.pk})
    data = {"into": world.draft_place.pk, "take": [], "seen": preview.context["seen"]}
    world.client.post(page, data)
    return world.draft_place


@cases(
    "propose",
    lambda world: propose_place(world, world.draft_place) and world.draft_place,
    propose_type,
    propose_topic,
    propose_merge,
    propose_restore,
    propose_merge_of_places,
)
def test_what_an_open_proposal_would_show_is_not_changed_by_one_person(propose, world, second):
    term = propose(world)
    proposal = Proposal.objects.get()

    assert refused_by(lambda: touch(type(term), term)) == NEEDS_SECOND_PERSON
    if isinstance(term, Place):
        assert refused_by(lambda: make.place_name(term, INVENTED)) == NEEDS_SECOND_PERSON
    second.post(url_of(proposal, "decide"), {"decision": "declined", "note": "No."})
    touch(type(term), term)


def test_the_page_of_a_place_that_an_open_proposal_names_makes_a_proposal(world, second):
    proposal = propose_place(world, world.draft_place)
    page = AdminPage(world.client, world.draft_place)
    page.fill(name="Something else")

    assert page.save() == []

    assert "The change is accepted and published." in accept(second, proposal)[0]
    world.event.refresh_from_db()
    assert (world.event.place.name, Proposal.objects.filter(state="open").count()) == (INVENTED, 1)


def test_the_second_person_sees_all_text_of_new_terms(world, second):
    with loading():
        make.place_name(world.draft_place, f"{INVENTED} place name")
        waiting = make.event("new", type=make.event_type("new", definition=f"{INVENTED} meaning"))
        make.claim(waiting, world.source)
    transition(waiting, "in_review", user=world.colleague)
    proposal = propose_place(world, world.draft_place)

    review = second.get(url_of(waiting)).content.decode()
    decision = second.get(url_of(proposal)).content.decode()

    assert f"<ins>{INVENTED} meaning</ins>" in review
    assert f"<ins>{INVENTED} place name</ins>" in decision
    assert world.place.name not in decision.partition('id="new-terms"')[2]


def test_a_proposal_that_does_not_name_what_it_shows_is_not_accepted(world, second):
    named = propose_place(world, world.draft_place)
    older = Proposal.objects.create(
        **{n: getattr(named, n) for n in ("content_type", "object_id", "based_on", "data")},
        **{n: getattr(named, n) for n in ("before", "difference", "author")},
    )

    (message,) = accept(second, older)

    assert "places or terms that the proposal does not name" in message
    world.event.refresh_from_db()
    assert world.event.place == world.place


def test_a_merge_into_a_published_record_shows_the_second_person_every_text(world, second):
    merge(world)
    proposal = Proposal.objects.get(content_type__model="actor")

    page = second.get(url_of(proposal)).content.decode()

    assert all(f"{INVENTED}{what}" in page for what in (" text", " quote"))
    (said,) = accept(second, proposal)
    assert "The change is accepted and published." in said
    world.albania.refresh_from_db()
    assert world.albania.description == f"{INVENTED} text"
    made = Merge.objects.get()
    world.client.post(url_of(made, "undo"), {"undo": "1"})
    assert (
        "The change is accepted and published." in accept(second, Proposal.objects.latest("id"))[0]
    )
    world.albania.refresh_from_db()
    assert (world.albania.name, Actor.objects.filter(slug="invented").count()) == ("Albania", 1)


def test_a_merge_of_many_rows_shows_the_second_person_every_one(world, second):
    names = [make.name(world.draft, f"{INVENTED} name {number}") for number in range(210)]
    merge(world)
    proposal = Proposal.objects.get(content_type__model="actor")

    page = second.get(url_of(proposal)).content.decode()

    assert [each.name for each in names if f"{each.name}<" not in page] == []


def test_a_merge_is_not_accepted_after_one_of_the_records_changed(world, second):
    merge(world)
    proposal = Proposal.objects.get(content_type__model="actor")
    Actor.objects.filter(pk=world.draft.pk).update(description="Something else")

    page = second.get(url_of(proposal)).context

    assert not page["acceptable"]
    assert accept(second, proposal) == [
        "The record has changed since the proposal was made; see the differences below."
    ]
    world.albania.refresh_from_db()
    assert world.albania.name == "Albania"


def test_a_merge_that_a_rule_refuses_by_now_is_shown_with_the_reason(world, second):
    merge(world)
    proposal = Proposal.objects.get(content_type__model="actor")
    with loading():
        # The merge would change a record that waits for review.
        make.party(world.waiting, world.draft)

    page = second.get(url_of(proposal)).context

    assert (page["acceptable"], page["obstacle"]) == (False, REFUSALS[IN_REVIEW_UNCHANGED])
    assert accept(second, proposal) == [REFUSALS[IN_REVIEW_UNCHANGED]]
