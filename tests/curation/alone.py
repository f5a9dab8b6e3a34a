"""A reviewer who works alone, and every way to write that there is; see test_second_person.py."""

import csv
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import CharField, Model, TextField

from agreements.models import Agreement
from balkanwatch.apps import published_models
from curation.choices import BatchDecision, ProposalState
from curation.history.restoring import RestorePlan
from curation.history.revisions import RecordTree
from curation.merging.record_merge import merge as merge_rows
from curation.models import Proposal
from curation.review.batches import prepare_batch, start_batch
from curation.review.transitions import transition
from events.models import Place
from imports.models import Import
from records.models import Record
from records.publication import reading
from records.review import loading
from tests import make
from tests.accounts.people import make_person
from tests.admin_page import AdminPage, client_of, list_url, url_of
from tests.curation.batches import run
from tests.imports.files import step

# Vocabularies grow without review; readers see a new term at once (decision 0010).
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
        make.identifier(self.place, "unlocode", "ALTIA")
        self.agreement, other = (
            make.publish(make.agreement("tirana")),
            make.publish(make.agreement("other")),
        )
        self.twin = make.publish(make.agreement("twin", title=INVENTED))
        make.party(self.agreement, self.albania, signatory=kosovo)
        make.clause(self.agreement, 1, text="Text", topics=[self.topic])
        make.agreement_link(other, "counters", self.agreement)
        self.event = make.publish(
            make.event("signing", place=self.place, geo_precision="settlement")
        )
        self.event.type.crosswalks.create(scheme="cameo", code="057")
        make.event_link(make.publish(make.event("reaction")), "response_to", self.event)
        make.participation(self.event, self.albania)
        self.figure = make.publish(make.figure(event=self.event))
        for record in (self.source, self.relationship, self.agreement, self.event, self.figure):
            make.identifier(record, "local", "row-1")
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


def seen() -> dict[tuple[str, int], str]:
    """What readers see of each row, and the retracted records."""
    rows: dict[tuple[str, int], str] = {}
    with reading(), connection.cursor() as cursor:
        for model in published_models():
            table = model._meta.db_table
            cursor.execute(f"SELECT id, to_jsonb(shown)::text FROM published.{table} shown")
            rows |= {(table, key): row for key, row in cursor.fetchall()}
    for model in published_models():
        if issubclass(model, Record):
            gone: Any = model._default_manager.filter(review_status="retracted")
            for row in gone.values_list("pk", "retraction_reason", "merged_into"):
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
    row: Any
    for row in (world.agreement, world.place, world.waiting):
        with loading():
            saved = type(row)._default_manager.filter(pk=row.pk)
            saved.update(**{_name_of(row): INVENTED})
            saved.update(**{_name_of(row): "Latest"})
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
    accept_all(world)


def accept_all(world: World) -> None:
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


def in_batches(world: World) -> None:
    """Submits, publishes and accepts everything in batches that the worker runs."""
    change(world)
    records = [model for model in published_models() if issubclass(model, Record)]
    for decision in BatchDecision:
        chosen: list[Any] = [model._default_manager.all() for model in records]
        if decision.value in ProposalState.values:
            chosen = [Proposal.objects.all()]
        elif decision == BatchDecision.PUBLISH:
            # A colleague submitted this one.
            chosen = [
                rows.exclude(slug="waiting") if rows.model is Agreement else rows for rows in chosen
            ]
        elif decision == BatchDecision.RETRACT:
            continue
        batch = prepare_batch(decision, chosen, user=world.alone, origin="/admin/")
        start_batch(batch, "Because.")
        batch.refresh_from_db()
        assert run(batch).state == "done"


def import_file(world: World) -> None:
    files = (
        ("events", {"slug": "signing", "title": INVENTED, "type": "treaty.signing"}),
        ("places", {"slug": "tirana", "name": INVENTED, "kind": "settlement"}),
        ("events_placename", {"place": "tirana", "name": INVENTED, "language": "en"}),
        ("events_placeidentifier", {"place": "tirana", "scheme": "local", "value": INVENTED}),
        ("agreements_topic", {"code": "hyb.cyber", "label": INVENTED, "definition": INVENTED}),
        ("sources", {"slug": "wire", "title": INVENTED, "kind": "news"}),
        ("actors", {"slug": "albania", "name": INVENTED, "kind": "state"}),
        ("events_participation", {"event": "signing", "actor": "albania", "role": "signatory"}),
    )
    for name, row in files:
        row |= {"remove": "true"} if name == "events_participation" else {}
        path = Path(world.folder) / f"{name}.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, row)
            writer.writeheader()
            writer.writerow(row)
        call_command("import_csv", path, user="alone")
        with pytest.raises(CommandError, match="Nothing was imported"):
            call_command("import_csv", path)
    # What the files correct is proposed; undoing that is proposed, too.
    assert Proposal.objects.count() == len(files)
    accept_all(world)
    with loading():
        Proposal.objects.filter(group__name="events.csv").update(
            state="accepted", decided_by=world.colleague
        )
    import_job = Import.objects.get(file_name="events.csv", status="done")
    before = seen()
    step(world.client, import_job, "undo")
    accept_all(world)
    assert seen() == before


def undo_import(world: World) -> None:
    path = Path(world.folder) / "places.csv"
    path.write_text("slug,name,kind\nnew-place,New,settlement\ninvented,Better,settlement\n")
    call_command("import_csv", path, user="alone")
    import_job = Import.objects.latest("id")
    with loading():
        world.event.place = Place.objects.get(slug="invented")
        world.event.save()
    unused = Place.objects.get(slug="new-place").pk
    before = seen()
    step(world.client, import_job, "undo")
    # Nothing shows this place, so it is deleted; the other one stays as it is.
    del before["events_place", unused]
    assert seen() == before


def touch(model: Any, row: Any) -> None:
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
