"""Files of one import refer to rows that others of them propose to add to published records."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from agreements.models import Agreement
from curation.models import Proposal
from events.models import Event, EventClaim, Participation
from imports.applying import multi_part
from imports.models import Import
from records.review import loading
from tests import cases, make
from tests.accounts.people import make_person
from tests.admin_page import client_of, list_url, messages_of, url_of
from tests.imports.files import fault_texts, write

pytestmark = pytest.mark.usefixtures("strict_review")

PARTICIPATION = "event,actor,role,statement\ntirana,serbia,witness,Said so.\n"
CLAIMS = (
    "source,about,row,verdict,credibility\nbbc,participation,tirana:serbia:witness:,supports,3\n"
)


@pytest.fixture(autouse=True)
def cast() -> None:
    with loading():
        make.event_type("treaty.signing")
        make.source("bbc")
        albania, _serbia = (make.publish(make.actor(slug)) for slug in ("albania", "serbia"))
        make.publish(make.event("tirana", title="Tirana"))
        treaty = make.publish(make.agreement("treaty", title="Treaty"))
        make.party(treaty, albania)


@pytest.fixture
def mira() -> User:
    return make_person("mira", "importer")


def imported(user: User, folder: Path, contents: dict[str, str], *, writes: bool = True) -> Import:
    paths = [write(folder, text, f"{name}.csv") for name, text in contents.items()]
    import_job = Import.objects.create(file_name="all", user=user)
    multi_part.import_files(import_job, paths, writes=writes)
    faults = [text for part in import_job.parts.all() for text in fault_texts(part)]
    assert (faults, import_job.error) == ([], "")
    return import_job


def accepted(proposal: Proposal) -> Any:
    """What a reviewer sees of the proposal, who then accepts it."""
    ben = client_of(make_person("ben", "reviewer"))
    shown = ben.get(url_of(proposal)).context["difference"]
    data = {"decision": "accepted", "note": "Because."}
    said = messages_of(ben.post(url_of(proposal, "decide"), data, follow=True))
    assert "The change is accepted and published." in " ".join(said)
    return shown


@cases("writes_at_once", True, False)
def test_claims_are_about_a_participant_that_another_file_proposes(
    mira: User, tmp_path: Path, writes_at_once: bool
) -> None:
    files = {"claims": CLAIMS, "events_participation": PARTICIPATION}
    import_job = imported(mira, tmp_path, files, writes=writes_at_once)
    if not writes_at_once:
        assert import_job.status == "checked"
        multi_part.apply_checked_parts(import_job)
    assert (import_job.status, Participation.objects.count()) == ("done", 0)

    (proposal,) = Proposal.objects.all()
    shown = accepted(proposal)

    assert len(shown) == 2
    claim = EventClaim.objects.exclude(participation=None).get()
    assert claim.participation == Participation.objects.get()
    assert claim.participation.statement == "Said so."


def test_two_files_add_the_same_participant_once(mira: User, tmp_path: Path) -> None:
    events = "slug,type,title,participants\ntirana,treaty.signing,Tirana,serbia:witness\n"
    files = {"events": events, "events_participation": PARTICIPATION, "claims": CLAIMS}

    imported(mira, tmp_path, files)
    accepted(Proposal.objects.get())

    participation = Event.objects.get(slug="tirana").participations.get()
    assert (participation.statement, participation.claims.count()) == ("Said so.", 1)


def test_claims_are_about_parties_clauses_and_links_that_other_files_propose(
    mira: User, tmp_path: Path
) -> None:
    files = {
        "agreements_agreementparty": "agreement,actor,role,status\ntreaty,serbia,party,signed\n",
        "clauses": "agreement,number,heading\ntreaty,3,Third\n",
        "claims": "source,about,row,verdict,credibility\n"
        "bbc,party,treaty:serbia:party,supports,3\nbbc,clause,treaty:3,supports,3\n",
    }

    imported(mira, tmp_path, files)
    accepted(Proposal.objects.get())

    treaty = Agreement.objects.get()
    assert treaty.parties.get(actor__slug="serbia").claims.count() == 1
    assert treaty.clauses.get().claims.count() == 1


def test_what_one_file_adds_and_another_removes_is_not_proposed(mira: User, tmp_path: Path) -> None:
    events = "slug,type,title,participants\ntirana,treaty.signing,Tirana 2,serbia:witness\n"
    removed = "event,actor,role,remove\ntirana,serbia,witness,true\n"

    imported(mira, tmp_path, {"events": events, "events_participation": removed})
    accepted(Proposal.objects.get())

    assert (Event.objects.get().title, Participation.objects.count()) == ("Tirana 2", 0)


def test_the_list_of_proposals_can_be_limited_to_an_import(mira: User, tmp_path: Path) -> None:
    first = imported(mira, tmp_path, {"events_participation": PARTICIPATION, "claims": CLAIMS})
    with loading():
        make.publish(make.event("subotica", title="Subotica"))
    text = "slug,type,title\nsubotica,treaty.signing,Other\n"
    imported(mira, tmp_path, {"events": text})
    ben = client_of(make_person("ben", "reviewer"))

    shown = ben.get(list_url(Proposal), {"imported": first.pk})

    listed = [proposal.record.slug for proposal in shown.context["cl"].result_list]
    assert listed == ["tirana"]
    assert "all (mira" in shown.content.decode()
