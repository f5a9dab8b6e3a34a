"""What a file changes of published records becomes proposals, one for each record, which a second person decides on."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from actors.models import Actor
from agreements.models import Agreement
from curation.history.tracking import ENTRIES, history_context
from curation.models import Proposal, ReviewBatch
from curation.review.transitions import transition
from events.models import Event, EventClaim, Participation, Place
from imports.applying import engine
from imports.models import Import
from records.models import Record
from records.review import loading
from sources.models import Source
from tests import cases, make
from tests.accounts.people import make_person
from tests.admin_page import client_of, list_url, messages_of, url_of
from tests.curation.batches import confirm, outcomes
from tests.imports.files import fault_texts, new_import, page_text, step, table, upload, write

pytestmark = pytest.mark.usefixtures("strict_review")

TITLE = "slug,type,title\ntirana,treaty.signing,Tirana corrected\n"


@pytest.fixture(autouse=True)
def cast() -> None:
    """Published records with rows of every kind, a draft, a place that is shown, and what they refer to."""
    with loading():
        make.event_type("treaty.signing")
        bbc, _nato = make.source("bbc"), make.source("nato")
        albania, *_others = (
            make.publish(make.actor(slug)) for slug in ("albania", "kosovo", "serbia")
        )
        place = make.place("tirana-city", name="Tirana City")
        tirana = make.publish(
            make.event("tirana", title="Tirana", place=place, geo_precision="settlement")
        )
        make.claim(tirana, bbc, field="title", locator="L4")
        make.claim(make.participation(tirana, albania, role="participant"), bbc)
        make.publish(make.event("subotica", title="Subotica"))
        make.event("draft", title="Draft")
        treaty = make.publish(make.agreement("treaty", title="Treaty"))
        make.clause(treaty, 1, heading="First")
        make.party(treaty, albania)


@pytest.fixture
def mira() -> User:
    return make_person("mira", "importer", first_name="Mira", last_name="Marku")


@pytest.fixture
def ben() -> Client:
    return client_of(make_person("ben", "reviewer"))


def corrected(user: User, text: str, resource: str = "events") -> Import:
    """Imports a file as this user; it must have no faults."""
    import_job = new_import(resource, user=user)
    engine.import_file(import_job, table(text))
    assert (import_job.status, import_job.error) == ("done", ""), fault_texts(import_job)
    return import_job


def decided(client: Client, proposal: Proposal, decision: str = "accepted") -> str:
    data = {"decision": decision, "note": "Because."}
    return " ".join(messages_of(client.post(url_of(proposal, "decide"), data, follow=True)))


def undone(client: Client, import_job: Import) -> Import:
    import_job.refresh_from_db()
    step(client, import_job, "undo")
    import_job.refresh_from_db()
    return import_job


def title(slug: str) -> str:
    return Event.objects.get(slug=slug).title


def test_a_file_mixes_corrections_new_rows_and_changes_of_drafts(mira: User) -> None:
    import_job = corrected(
        mira,
        TITLE + "draft,treaty.signing,Draft changed\n"
        "new,treaty.signing,New event\nsubotica,treaty.signing,Subotica\n",
    )

    counts = {"rows": 4, "proposed": 1, "changed": 1, "new": 1, "unchanged": 1, "faults": 0}
    assert import_job.counts == counts
    titles = [title(slug) for slug in ("tirana", "draft", "new")]
    assert titles == ["Tirana", "Draft changed", "New event"]
    proposal = Proposal.objects.get()
    assert (proposal.record, proposal.author) == (Event.objects.get(slug="tirana"), mira)
    assert (proposal.note, proposal.group) == ("events.csv, line 2", import_job.proposals)


def test_a_second_person_accepts_it_and_the_history_names_the_file(mira: User, ben: Client) -> None:
    corrected(mira, TITLE)
    proposal = Proposal.objects.get()

    (row,) = ben.get(url_of(proposal)).context["difference"]
    said = decided(ben, proposal)

    shown = [(f.diff["label"], f.diff["old"], f.diff["new"]) for f in row.fields]
    assert row.diff["row"] == "Event: Tirana corrected"
    assert shown == [("Title", "Tirana", "Tirana corrected")]
    assert [claim.locator for claim in row.fields[0].claims] == ["L4"]
    assert "The change is accepted and published." in said
    assert title("tirana") == "Tirana corrected"
    history = ben.get(url_of(Event.objects.get(slug="tirana"), "history")).content.decode()
    assert "events.csv, line 2 Because." in history
    entry: Any = ENTRIES[Event].objects.latest("pgh_id")
    context = entry.pgh_context
    assert (context["through"], context["what"]) == ("import", "events.csv")


def test_nobody_accepts_their_own_correction(mira: User) -> None:
    alone = make_person("alone", "reviewer", "importer")
    corrected(alone, TITLE)

    said = decided(client_of(alone), Proposal.objects.get())

    assert said == "It is your own proposal: somebody else must decide."
    assert title("tirana") == "Tirana"


def test_the_same_file_proposes_nothing_once_it_is_accepted(mira: User, ben: Client) -> None:
    corrected(mira, TITLE)
    decided(ben, Proposal.objects.get())

    again = corrected(mira, TITLE)

    assert (again.counts, again.proposals) == ({"rows": 1, "unchanged": 1, "faults": 0}, None)


def clauses() -> Any:
    return Agreement.objects.get(slug="treaty").clauses.order_by("number")


@cases(
    "resource, text, record, find",
    (
        "events_participation",
        "event,actor,role,capacity\ntirana,albania,participant,Minister",
        "tirana",
        lambda: Participation.objects.get(event__slug="tirana").capacity == "Minister",
    ),
    (
        "events_participation",
        "event,actor,role\ntirana,serbia,witness",
        "tirana",
        lambda: Participation.objects.filter(actor__slug="serbia").exists(),
    ),
    (
        "events",
        "slug,type,title,participants,sources\ntirana,treaty.signing,Tirana,serbia:witness,nato:p. 3",
        "tirana",
        lambda: (
            {
                n: getattr(Event.objects.get(slug="tirana"), n).count()
                for n in ("participations", "claims")
            }
            == {"participations": 2, "claims": 3}
        ),
    ),
    (
        "agreements_agreementparty",
        "agreement,actor,role,status\ntreaty,albania,party,ratified",
        "treaty",
        lambda: (
            Agreement.objects.get(slug="treaty")
            .parties.get()
            .actions.filter(kind="ratified")
            .exists()
        ),
    ),
    (
        "clauses",
        "agreement,number,heading,concerns\ntreaty,1,Corrected,serbia\ntreaty,2,Second,",
        "treaty",
        lambda: (
            [(c.heading, c.concerns.count()) for c in clauses()]
            == [("Corrected", 1), ("Second", 0)]
        ),
    ),
    (
        "events_eventlink",
        "source,kind,target\nsubotica,response_to,tirana",
        "subotica",
        lambda: Event.objects.get(slug="subotica").links_out.exists(),
    ),
    (
        "claims",
        "source,about,row,verdict,credibility\nnato,participation,tirana:albania:participant:,supports,3",
        "tirana",
        lambda: EventClaim.objects.filter(
            source__slug="nato", participation__event__slug="tirana"
        ).exists(),
    ),
    (
        "events_eventclaim",
        "source,event,field,locator,quote\nbbc,tirana,title,L4,Exactly so",
        "tirana",
        lambda: EventClaim.objects.get(locator="L4").quote == "Exactly so",
    ),
    (
        "actors",
        "slug,kind,name,names,identifiers\nalbania,state,Albania,sq:short:Shqipëria,iso2:AL",
        "albania",
        lambda: Actor.objects.get(slug="albania").names.exists(),
    ),
    (
        "events_place",
        "slug,name,kind,latitude,longitude\ntirana-city,Tirana City,settlement,41.327500,19.81",
        "tirana-city",
        lambda: str(Place.objects.get(slug="tirana-city").latitude) == "41.32750",
    ),
    (
        "events_placename",
        "place,name,language\ntirana-city,Tiranë,sq",
        "tirana-city",
        lambda: Place.objects.get(slug="tirana-city").names.exists(),
    ),
    (
        "sources",
        "slug,kind,title\nbbc,news,Corrected",
        "bbc",
        lambda: Source.objects.get(slug="bbc").title == "Corrected",
    ),
)
def test_every_file_corrects_records_and_their_rows(
    mira: User, ben: Client, resource: str, text: str, record: str, find: Any
) -> None:
    corrected(mira, text, resource)
    assert not find()

    (proposal,) = Proposal.objects.all()
    said = decided(ben, proposal)

    assert "The change is accepted and published." in said
    assert getattr(proposal.record, "slug", "") == record
    assert find()


def in_review(slug: str) -> Record:
    event = make.event(slug, title="Waits")
    with loading():
        make.claim(event, Source.objects.get(slug="bbc"))
    ana = make_person("ana", "curator", first_name="Ana", last_name="Aliu")
    transition(event, "in_review", user=ana)
    return event


def test_a_row_of_a_record_in_review_is_left_out_and_says_who_can_send_it_back(mira: User) -> None:
    in_review("waits")
    participation = "event,actor,role\nwaits,albania,witness\ntirana,serbia,witness"

    events = corrected(mira, TITLE + "waits,treaty.signing,Other\n")
    rows = corrected(mira, participation, "events_participation")

    message = (
        "Line %s: “waits” is waiting for review and cannot be changed until it is published or sent back. "
        "Ana Aliu, who submitted it, or a reviewer can send it back. The row is left out."
    )
    assert fault_texts(events) == [message % 3]
    assert fault_texts(rows) == [message % 2]
    assert events.counts == {"rows": 2, "proposed": 1, "skipped": 1, "faults": 0}
    assert {p.record.slug for p in Proposal.objects.all() if p.record} == {"tirana"}


def test_a_row_of_a_retracted_record_is_left_out(mira: User) -> None:
    with loading():
        gone = make.publish(make.event("gone"))
        gone.review_status, gone.retraction_reason = "retracted", "Wrong."
        gone.save()

    import_job = corrected(mira, "slug,type,title\ngone,treaty.signing,Other")

    (text,) = fault_texts(import_job)
    assert text == "Line 2: “gone” was retracted and cannot be changed. The row is left out."
    assert import_job.counts == {"rows": 1, "skipped": 1, "faults": 0}


def test_a_correction_that_breaks_a_rule_is_named_and_nothing_is_imported(mira: User) -> None:
    import_job = new_import("events_eventlink", user=mira)
    with loading():
        make.event("later", on="2025-05-01")

    engine.import_file(
        import_job, table("source,kind,target\nsubotica,follows,tirana\ntirana,follows,later")
    )

    assert import_job.status == "failed"
    (text,) = fault_texts(import_job)
    assert text.startswith("Line 3: ")
    assert "A cause cannot be later than its effect" in text
    assert not Proposal.objects.exists()


def test_the_check_shows_old_and_new_values_with_the_sources(mira: User) -> None:
    client = client_of(mira)
    import_job = upload(client, ("events.csv", TITLE.encode()))

    page = page_text(client, import_job, state="proposed")

    differences: Any = import_job.rows.get().differences
    assert differences["title"][:2] == ["Tirana", "Tirana corrected"]
    assert "bbc:L4" in differences["title"][2]
    assert "<del>Tirana</del> → <ins>Tirana corrected</ins>" in page
    assert "now supported by" in page
    assert not Proposal.objects.exists()


def test_lists_what_conflicts_with_a_later_change_separately(mira: User, ben: Client) -> None:
    client = client_of(mira)
    import_job = upload(client, ("events.csv", (TITLE + "subotica,treaty.signing,S\n").encode()))
    step(client, import_job, "apply")
    with loading():
        Event.objects.filter(slug="tirana").update(title="Edited", summary="Later")
        Event.objects.filter(slug="subotica").update(summary="Another field")

    lists = {
        value: [
            each.record.slug
            for each in ben.get(list_url(Proposal), {"conflict": value}).context["cl"].result_list
        ]
        for value in ("yes", "no")
    }
    page = page_text(client, import_job)

    assert lists == {"yes": ["tirana"], "no": ["subotica"]}
    assert "1 conflict with later changes and cannot be accepted" in page
    proposal = Proposal.objects.get(object_id=Event.objects.get(slug="tirana").pk)
    (row,) = ben.get(url_of(proposal)).context["conflicts"]
    assert [(f.diff["old"], f.diff["new"]) for f in row.fields] == [("Tirana", "Edited")]
    assert "The record has changed since the proposal was made" in decided(ben, proposal)


def test_a_row_that_was_added_since_conflicts(mira: User, ben: Client) -> None:
    corrected(mira, "event,actor,role\ntirana,serbia,witness", "events_participation")
    with loading():
        serbia = Actor.objects.get(slug="serbia")
        make.participation(Event.objects.get(slug="tirana"), serbia, role="witness")

    (listed,) = ben.get(list_url(Proposal), {"conflict": "yes"}).context["cl"].result_list

    assert "The record has changed since the proposal was made" in decided(ben, listed)


def test_undoing_takes_open_corrections_back(mira: User) -> None:
    import_job = corrected(mira, TITLE + "new,treaty.signing,New event\n")

    undone(client_of(mira), import_job)

    assert import_job.status == "undone"
    assert Proposal.objects.get().state == "withdrawn"
    assert not Event.objects.filter(slug="new").exists()


def test_undoing_accepted_corrections_needs_a_second_person(mira: User, ben: Client) -> None:
    import_job = corrected(
        mira,
        "slug,type,title,participants\ntirana,treaty.signing,Tirana corrected,serbia:witness",
    )
    decided(ben, Proposal.objects.get())
    client = client_of(mira)

    asked = client.post(url_of(import_job, "step"), {"step": "undo"}).content.decode()
    undone(client, import_job)

    assert "1 that were accepted are undone by proposals" in asked
    assert (import_job.status, title("tirana")) == ("undone", "Tirana corrected")
    reverse = Proposal.objects.get(group=import_job.undoing_proposals)
    assert (reverse.author, reverse.state) == (mira, "open")
    assert "somebody else must decide" in decided(client, reverse)
    assert "The change is accepted and published." in decided(ben, reverse)
    assert title("tirana") == "Tirana"
    assert Participation.objects.get(event__slug="tirana").actor.slug == "albania"


def test_undoing_says_which_corrections_stay_because_of_later_changes(
    mira: User, ben: Client
) -> None:
    import_job = corrected(mira, TITLE + "subotica,treaty.signing,Subotica corrected\n")
    for proposal in Proposal.objects.all():
        decided(ben, proposal)
    with loading():
        Event.objects.filter(slug="tirana").update(title="Edited")

    undone(client_of(mira), import_job)

    (reverse,) = Proposal.objects.filter(state="open")
    assert reverse.record == Event.objects.get(slug="subotica")
    assert import_job.notes[-1] == "“Edited” was changed since its correction; it stays."


def test_an_importer_does_not_take_back_what_a_colleague_proposed(mira: User) -> None:
    import_job = corrected(mira, TITLE)

    undone(client_of(make_person("other", "importer")), import_job)

    assert (import_job.status, Proposal.objects.get().state) == ("done", "open")
    assert "reviewers can take its open corrections back" in import_job.error


def test_whoever_undoes_is_the_author_of_the_undoing(mira: User, ben: Client) -> None:
    import_job = corrected(mira, TITLE)
    decided(ben, Proposal.objects.get())
    both = make_person("both", "reviewer", "importer")

    undone(client_of(both), import_job)

    reverse = Proposal.objects.get(group=import_job.undoing_proposals)
    assert reverse.author == both
    assert "It is your own proposal" in decided(client_of(both), reverse)


def test_the_command_proposes_in_the_name_of_a_user(
    mira: User, tmp_path: Path, capsys: Any
) -> None:
    path = write(tmp_path, TITLE, "events.csv")

    with pytest.raises(CommandError, match="name the user who proposes that"):
        call_command("import_csv", path)
    call_command("import_csv", path, user="mira")

    said = capsys.readouterr().err
    assert "1 corrections of published records, 0 left out." in said
    assert "Line 2, column title: “Tirana” → “Tirana corrected” (now supported by" in said
    assert "1 proposal waits for a second person" in said
    assert Proposal.objects.get().author == mira


def test_the_front_page_shows_the_corrections_of_an_import_in_one_line(
    mira: User, ben: Client
) -> None:
    corrected(mira, TITLE + "subotica,treaty.signing,Subotica corrected\n")

    page = ben.get("/admin/").content.decode()

    assert page.count("events.csv</a>") == 1
    assert "2 corrections" in page


def test_all_that_do_not_conflict_are_accepted_at_once_and_undone_as_one(
    mira: User, ben: Client
) -> None:
    with loading():
        make.publish(*(make.event(f"e{n}", title=f"Old {n}") for n in range(6)))
    rows = "".join(f"e{n},treaty.signing,New {n}\n" for n in range(6))
    import_job = corrected(mira, f"slug,type,title\n{rows}added,treaty.signing,Added\n")
    with loading():
        Event.objects.filter(slug="e2").update(title="Edited")
    page = "/admin/curation/proposal/?conflict=no"
    chosen = {"action": "accept", "select_across": "1", "index": "0", "_selected_action": ["1"]}

    assert ben.post(page, chosen).status_code == 302
    batch = confirm(ben, ReviewBatch.objects.latest("pk"), "Checked.")

    assert [*outcomes(batch).values()] == ["done"] * 5
    titles = [title(f"e{n}") for n in range(6)]
    assert titles == ["New 0", "New 1", "Edited", "New 3", "New 4", "New 5"]
    for number in (0, 5):
        url = url_of(Event.objects.get(slug=f"e{number}"), "history")
        assert f"events.csv, line {number + 2} Checked." in ben.get(url).content.decode()
    undone(client_of(mira), import_job)
    assert Proposal.objects.get(object_id=Event.objects.get(slug="e2").pk).state == "withdrawn"
    assert ben.post(page, chosen).status_code == 302
    confirm(ben, ReviewBatch.objects.latest("pk"))
    assert [title(f"e{n}") for n in range(6)] == [
        "Old 0",
        "Old 1",
        "Edited",
        "Old 3",
        "Old 4",
        "Old 5",
    ]


def test_what_a_correction_says_in_the_history_ends_with_it(mira: User, ben: Client) -> None:
    corrected(mira, TITLE)

    with history_context(through="action", why="A reason of its own", what="/batch/") as around:
        decided(ben, Proposal.objects.get())
        said = dict(around.metadata)

    assert (said["through"], said["why"], said["what"]) != ("import", "", "events.csv")
    assert "events.csv" not in str(said)
