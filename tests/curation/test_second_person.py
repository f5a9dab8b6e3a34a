"""One person alone changes nothing that readers see: every operation that writes is tried as a reviewer."""

import csv
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command, get_commands
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, Model, TextField
from django.test import Client

from actors.models import Actor, ActorClaim
from agreements.models import Agreement
from balkanwatch.apps import project_apps, published_models
from curation.database_errors import broken_rule
from curation.history.restoring import RestorePlan
from curation.history.revisions import RecordTree
from curation.merging.record_merge import merge as merge_rows
from curation.models import Merge, Proposal
from curation.review.transitions import transition
from events.models import Place
from imports.models import Import
from records.models import Record
from records.publication import reading
from records.review import loading
from records.second_person import IN_REVIEW_UNCHANGED, NEEDS_SECOND_PERSON, accepted
from tests import cases, make
from tests.accounts.people import make_person
from tests.admin_page import AdminPage, client_of, list_url, messages_of, url_of
from tests.imports.files import step

pytestmark = pytest.mark.usefixtures("strict_review")

# Vocabularies grow without review; nobody sees a new term until a record refers to it.
GROWING = {"agreements_topic", "events_eventtype", "events_place"}
INVENTED = "Invented"
_texts = itertools.count()


Operation = Callable[["World"], None]


class World:
    """Published rows of every kind, drafts to misuse, a record in review, and a reviewer who works alone."""

    folder: Path

    def __init__(self) -> None:
        self.alone = make_person("alone", "reviewer", "importer")
        self.colleague = make_person("colleague", "curator")
        self.client = client_of(self.alone)
        with loading():
            self._make_rows()
        self.waiting = make.agreement("waiting")
        with loading():
            make.claim(self.waiting, self.source)
        transition(self.waiting, "in_review", user=self.colleague)
        self.own = make.agreement("own")
        with loading():
            make.claim(self.own, self.source)
        transition(self.own, "in_review", user=self.alone)

    def _make_rows(self) -> None:
        self.source = make.publish(make.source("wire"))
        self.albania, kosovo = (
            make.publish(make.actor("albania")),
            make.publish(make.actor("kosovo")),
        )
        self.draft = make.actor("invented", name=INVENTED, description=f"{INVENTED} text")
        make.claim(self.draft, self.source, quote=f"{INVENTED} quote")
        make.name(self.albania, "Shqipëria", "sq")
        make.identifier(self.albania, "iso2", "AL")
        self.relationship = make.publish(make.relationship(self.albania, kosovo))
        self.topic = make.topic("hyb.cyber")
        self.topic.crosswalks.create(scheme="atop", code="ONE")
        self.place = make.place("tirana")
        self.draft_place = make.place("invented", name=INVENTED)
        make.place_name(self.place, "Tiranë", language="sq")
        self.agreement, other = (
            make.publish(make.agreement("tirana")),
            make.publish(make.agreement("other")),
        )
        self.twin = make.publish(make.agreement("twin", title=INVENTED))
        make.party(self.agreement, self.albania)
        make.clause(self.agreement, 1, text="Text", topics=[self.topic])
        make.agreement_link(other, "counters", self.agreement)
        self.event = make.publish(
            make.event("signing", place=self.place, geo_precision="settlement")
        )
        self.event.type.crosswalks.create(scheme="cameo", code="057")
        make.event_link(make.publish(make.event("reaction")), "response_to", self.event)
        make.participation(self.event, self.albania)
        self.figure = make.publish(make.figure(event=self.event))
        self.retracted = make.publish(make.agreement("retracted"))
        self.retracted.review_status, self.retracted.retraction_reason = "retracted", "Wrong."
        self.retracted.save()

    @property
    def published(self) -> list[Model]:
        """Rows with a page of their own that readers see."""
        return [
            self.source,
            self.albania,
            self.relationship,
            self.agreement,
            self.event,
            self.figure,
            self.topic,
            self.topic.parent,
            self.place,
            self.event.type,
        ]


@pytest.fixture
def world() -> World:
    return World()


def seen() -> dict[tuple[str, int], str]:
    """What readers see of each row, and the retracted records."""
    rows = {}
    with reading(), connection.cursor() as cursor:
        for model in published_models():
            table = model._meta.db_table
            cursor.execute(f"SELECT id, to_jsonb(shown)::text FROM published.{table} shown")
            rows |= {(table, key): row for key, row in cursor.fetchall()}
    for model in published_models():
        if issubclass(model, Record):
            gone = model._default_manager.filter(review_status="retracted")
            for row in gone.values_list("id", "retraction_reason", "merged_into"):
                rows[f"gone {model._meta.db_table}", row[0]] = str(row)
    return rows


# Operations: each tries to bring invented text before readers, or takes something from them


def change(world: World) -> None:
    for row in [*world.published, world.waiting, world.retracted]:
        page = AdminPage(world.client, type(row)._default_manager.get(pk=row.pk))
        for field in type(row)._meta.local_fields:
            is_text = isinstance(field, CharField | TextField) and not field.choices
            if is_text and field.name in page.data and field.name not in {"slug", "code"}:
                page.data[field.name] = INVENTED
        page.save()


def add(world: World) -> None:
    page = AdminPage(world.client, Place)
    page.fill(name=INVENTED, slug="new-place", kind="settlement")
    assert page.save() == []
    page = AdminPage(world.client, Agreement)
    page.fill(title=INVENTED, slug="new-agreement", kind="treaty", status="signed")
    assert page.save() == []


def delete(world: World) -> None:
    for model in published_models():
        for row in model._default_manager.all():
            if not model._meta.auto_created:
                world.client.post(url_of(row, "delete"), {"post": "yes"})


def restore(world: World) -> None:
    for row in (world.agreement, world.place, world.waiting):
        with loading():
            type(row)._default_manager.filter(pk=row.pk).update(**{_name_of(row): INVENTED})
            type(row)._default_manager.filter(pk=row.pk).update(**{_name_of(row): "Latest"})
    before = seen()
    for row in (world.agreement, world.place, world.waiting):
        for revision in RecordTree(type(row), row.pk).revisions(first=0, last=9, max_entries=None)[
            0
        ]:
            plan = RestorePlan(RecordTree(type(row), row.pk), revision.token)
            data = {"restore": revision.token, "seal": plan.digest}
            world.client.post(url_of(row, "history"), data)
    assert seen() == before


def review(world: World) -> None:
    for record in Agreement.objects.all():
        for to in ("in_review", "published", "draft"):
            if record != world.waiting or to != "published":
                world.client.post(url_of(record, "review"), {"to": to, "note": "Because."})


def merge(world: World) -> None:
    for gone, kept, take in (
        (world.draft, world.albania, ["name", "description"]),
        (world.draft_place, world.place, ["name"]),
        (world.twin, world.agreement, ["title"]),
    ):
        page = url_of(gone, "merge")
        preview = world.client.get(page, {"into": kept.pk})
        data = {"into": kept.pk, "take": take, "seen": preview.context["seen"]}
        world.client.post(page, data)


def undo_merge(world: World) -> None:
    with loading():
        kept = make.publish(make.agreement("kept"))
        made, _ = merge_rows(
            duplicate=make.publish(make.agreement("gone")), kept=kept, by=world.alone
        )
    before = seen()
    world.client.post(url_of(made, "undo"), {"undo": "1"})
    assert seen() == before


def decide(world: World) -> None:
    change(world)
    merge(world)
    undo_merge(world)
    assert Proposal.objects.count() >= len(world.published)
    for proposal in Proposal.objects.all():
        world.client.post(url_of(proposal, "decide"), {"decision": "accepted", "note": "Fine."})


def actions(*names: str) -> Callable[[World], None]:
    def run(world: World) -> None:
        for model in published_models():
            page = admin.site._registry.get(model)
            rows = [row for row in model._default_manager.all() if row != world.waiting]
            if page and rows:
                for name in names:
                    data = {"action": name, "_selected_action": [row.pk for row in rows]}
                    world.client.post(list_url(model), data | {"post": "yes", "note": "Because."})

    return run


def import_file(world: World) -> None:
    for name, row in (
        ("events", {"slug": "signing", "title": INVENTED, "type": "treaty.signing"}),
        ("places", {"slug": "tirana", "name": INVENTED, "kind": "settlement"}),
        ("events_placename", {"place": "tirana", "name": INVENTED, "language": "en"}),
        ("agreements_topic", {"code": "hyb.cyber", "label": INVENTED, "definition": INVENTED}),
        ("sources", {"slug": "wire", "title": INVENTED, "kind": "news"}),
        ("actors", {"slug": "albania", "name": INVENTED, "kind": "state"}),
    ):
        path = Path(world.folder) / f"{name}.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, row)
            writer.writeheader()
            writer.writerow(row)
        with pytest.raises(CommandError, match="Nothing was imported"):
            call_command("import_csv", path, user="alone")


def undo_import(world: World) -> None:
    path = Path(world.folder) / "places.csv"
    path.write_text("slug,name,kind\nnew-place,New,settlement\ninvented,Better,settlement\n")
    call_command("import_csv", path, user="alone")
    import_job = Import.objects.latest("id")
    with loading():
        world.event.place = Place.objects.get(slug="invented")
        world.event.save()
    before = seen()
    step(world.client, import_job, "undo")
    assert Import.objects.get(pk=import_job.pk).status != "undone"
    assert seen() == before


READS = "shows or downloads, and writes nothing"
OTHER_ROWS = "writes nothing that readers see: accounts, searches, decisions about names, uploads"
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
    "names": OTHER_ROWS,
    "password_change": OTHER_ROWS,
    **dict.fromkeys(
        ("changelist", "namesakes", "gazetteer", "sorts", "mapping", "template"), READS
    ),
    **dict.fromkeys(("example", "export", "progress", "bad_rows", "good_rows"), READS),
}
ACTIONS: dict[str, Operation | str] = {
    "submit_for_review": actions("submit_for_review"),
    "publish": actions("submit_for_review", "publish"),
    "send_back": actions("send_back", "submit_for_review", "publish"),
    "delete_selected": actions("delete_selected"),
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
    "reset_second_factor": OTHER_ROWS,
    "migrate": "installs the rules",
    "shell": "runs any code, under the same rules of the database",
    **dict.fromkeys(("makemigrations", "draw_entity_diagram", "update_messages"), READS),
    **dict.fromkeys(("dump_fixtures", "release"), READS),
}


def operations() -> Iterator[Any]:
    for kind, found in (("page", PAGES), ("action", ACTIONS), ("command", COMMANDS)):
        for name, operation in found.items():
            if callable(operation):
                yield pytest.param(operation, id=f"{kind} {name}")


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
    actions = {"delete_selected"}
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
        rule = refused_by(lambda rows=rows, model=model: _touch(model, rows.first()))
        assert rule == NEEDS_SECOND_PERSON, model


def test_a_record_in_review_and_its_rows_change_in_no_way(world):
    claim_row = world.waiting.claims.get()

    assert refused_by(lambda: _touch(Agreement, world.waiting)) == IN_REVIEW_UNCHANGED
    assert refused_by(lambda: make.clause(world.waiting)) == IN_REVIEW_UNCHANGED
    assert refused_by(claim_row.delete) == IN_REVIEW_UNCHANGED
    assert refused_by(lambda: _touch(type(claim_row), claim_row)) == IN_REVIEW_UNCHANGED


def test_an_accepted_proposal_permits_changes_and_an_open_one_none(world):
    proposal = make.proposal(world.agreement, world.colleague)

    with accepted(proposal.pk):
        assert refused_by(lambda: _touch(Agreement, world.agreement)) == NEEDS_SECOND_PERSON
    Proposal.objects.filter(pk=proposal.pk).update(state="accepted", decided_by=world.alone)
    with accepted(proposal.pk):
        _touch(Agreement, world.agreement)

    assert refused_by(lambda: _touch(Agreement, world.agreement)) == NEEDS_SECOND_PERSON


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
    assert accept(second, Proposal.objects.get()) == ["The change is accepted and published."]
    world.place.refresh_from_db()
    assert world.place.name == "Tirana, Albania"


def test_a_place_that_only_drafts_show_changes_at_once(world):
    page = AdminPage(world.client, world.draft_place)
    page.fill(name="Better")

    assert page.save() == []

    world.draft_place.refresh_from_db()
    assert world.draft_place.name == "Better"


def test_a_merge_into_a_published_record_shows_the_second_person_every_text(world, second):
    merge(world)
    proposal = Proposal.objects.get(content_type__model="actor")

    page = second.get(url_of(proposal)).content.decode()

    assert all(f"{INVENTED}{what}" in page for what in (" text", " quote"))
    assert accept(second, proposal) == ["The change is accepted and published."]
    world.albania.refresh_from_db()
    assert world.albania.description == f"{INVENTED} text"
    made = Merge.objects.get()
    world.client.post(url_of(made, "undo"), {"undo": "1"})
    assert accept(second, Proposal.objects.latest("id")) == [
        "The change is accepted and published."
    ]
    world.albania.refresh_from_db()
    assert (world.albania.name, Actor.objects.filter(slug="invented").count()) == ("Albania", 1)


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


def _touch(model: Any, row: Any) -> None:
    """Writes another value into the first column that is free to take one."""
    for field in model._meta.local_concrete_fields:
        if field.get_internal_type() in {"CharField", "TextField", "SlugField"}:
            if field.choices or field.name in {
                "review_status",
                "retraction_reason",
                "slug",
                "code",
                "field",
            }:
                continue
            model._default_manager.filter(pk=row.pk).update(**{field.name: f"x{next(_texts)}"})
            return
    row.delete()


def _name_of(row: Any) -> str:
    return "name" if hasattr(row, "name") else "title"
