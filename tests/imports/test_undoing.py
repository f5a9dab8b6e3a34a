"""What can be undone is undone; the rest stays, with the reasons. Each step is a transaction of its own."""

from typing import Any

import pytest

from actors.models import Actor
from events.models import Event, EventClaim
from imports.undoing.reverting import UndoRefusedError, preview_reverting
from imports.undoing.undo import undo_import
from sources.models import Source
from tests import cases, make
from tests.imports.files import import_text

pytestmark = pytest.mark.django_db(transaction=True)
FILE = """slug,type,title,date,place,parent,participants,sources
tirana,treaty.signing,Signing in Tirana,2025-03-18,Tirana,talks,albania:signatory|serbia:speaker:opposes:kosovo,bbc:L2
talks,treaty.signing,Talks,2025-03,tirana,,,bbc|nato:p. 3
"""
CHANGED = "Line 3: “talks” was changed since."
REVIEWED = "Line 3: “talks” was reviewed since; a second person must agree."


@pytest.fixture(autouse=True)
def cast() -> None:
    make.event_type("treaty.signing")
    for slug in ("albania", "kosovo", "serbia"):
        make.actor(slug)
    make.place("tirana")
    make.source("bbc")
    make.source("nato")


@cases(
    "later, reasons, left",
    (lambda talks: Event.objects.filter(pk=talks.pk).update(summary="More"), [CHANGED], ["talks"]),
    (
        lambda talks: make.participation(talks, Actor.objects.get(slug="kosovo")),
        [CHANGED],
        ["talks"],
    ),
    (lambda talks: talks.claims.filter(source__slug="nato").delete(), [CHANGED], ["talks"]),
    (make.publish, [REVIEWED], ["talks"]),
    (
        lambda talks: make.event("later", parent=talks.parts.get()),
        ["“tirana” is used by event “later”.", "“talks” is used by event “tirana”."],
        ["later", "talks", "tirana"],
    ),
    ids=["edited", "participant added", "source removed", "published", "referred to"],
)
def test_keeps_what_later_work_depends_on_when_it_is_undone(
    later: Any, reasons: list[str], left: list[str]
) -> None:
    import_job = import_text("events", FILE)
    later(Event.objects.get(slug="talks"))

    if len(reasons) == 1:
        undo_import(import_job)
        told = import_job.error.split("\n")
        assert told[0] == "Undone, except for 1 row that later work depends on:"
        assert told[1:] == reasons
    else:
        with pytest.raises(UndoRefusedError) as refused:
            undo_import(import_job)
        assert sorted(refused.value.reasons) == sorted(reasons)

    assert import_job.status == "done"
    assert list(Event.objects.order_by("slug").values_list("slug", flat=True)) == left


@cases(
    "edit, revert",
    (
        lambda talks: Event.objects.filter(pk=talks.pk).update(summary="More"),
        lambda talks: Event.objects.filter(pk=talks.pk).update(summary=""),
    ),
    (
        lambda talks: make.participation(talks, Actor.objects.get(slug="kosovo")),
        lambda talks: talks.participations.all().delete(),
    ),
    ids=["text", "participant"],
)
def test_undoes_a_row_whose_edit_was_taken_back(edit: Any, revert: Any) -> None:
    import_job = import_text("events", FILE)
    talks = Event.objects.get(slug="talks")
    for step in (edit, revert):
        step(talks)

    undo_import(import_job)

    assert (import_job.status, import_job.error) == ("undone", "")
    assert not Event.objects.exists()


def test_restores_a_changed_row_whose_edit_was_taken_back() -> None:
    make.event("talks", on=None, title="Before")
    import_job = import_text("events", "slug,title\ntalks,Talks")
    for title in ("Edited", "Talks"):
        Event.objects.update(title=title)

    undo_import(import_job)

    assert (import_job.status, Event.objects.get().title) == ("undone", "Before")


def test_undoes_the_rest_once_nothing_depends_on_it_any_more() -> None:
    import_job = import_text("events", FILE)
    make.event("later", parent=Event.objects.get(slug="talks"))
    undo_import(import_job)
    assert Event.objects.count() == 2

    Event.objects.get(slug="later").delete()
    undo_import(import_job)

    assert import_job.status == "undone"
    assert not Event.objects.exists()


def test_keeps_a_row_whose_deletion_only_a_rule_of_the_database_refuses() -> None:
    event = make.event("talks", on=None)
    make.claim(event, Source.objects.get(slug="bbc"), credibility=6)
    import_job = import_text(
        "claims", "source,about,row,locator\nnato,event,talks,\nnato,event,talks,L2"
    )
    Event.objects.update(summary="")
    EventClaim.objects.filter(source__slug="bbc").update(credibility=1)
    EventClaim.objects.filter(locator="L2").delete()

    with pytest.raises(UndoRefusedError, match="Credibility 1"):
        undo_import(import_job)

    assert EventClaim.objects.count() == 2


def test_says_before_what_would_be_deleted_and_what_would_stay() -> None:
    import_job = import_text("events", FILE)
    Event.objects.filter(slug="talks").update(summary="More")

    found = preview_reverting(import_job)

    assert {model: count for model, count in found.deleted.items() if model is Event} == {Event: 1}
    assert (found.kept, found.reasons, Event.objects.count()) == (1, [CHANGED], 2)
