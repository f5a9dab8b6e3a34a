"""An import writes all rows or none, changes nothing the second time, and can be undone."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor, ActorIdentifier, ActorName
from agreements.models import Agreement, AgreementParty, Clause
from events.models import Event, EventClaim, EventType, Participation, Place, PlaceName
from imports.applying import engine
from imports.applying.transactions import ImportRefusedError
from imports.exporting import export_rows
from imports.models import Import
from imports.resources import known_resources
from imports.undoing.undo import undo_import
from tests import make
from tests.imports.files import check, fault_texts, import_text, table, write

FILE = """slug,type,title,date,place,parent,participants,sources
tirana,treaty.signing,Signing in Tirana,2025-03-18,Tirana,talks,albania:signatory|serbia:speaker:opposes:kosovo,bbc:L2
talks,treaty.signing,Talks,2025-03,tirana,,,bbc|nato:p. 3
"""


@pytest.fixture(autouse=True)
def cast() -> None:
    make.event_type("treaty.signing")
    for slug in ("albania", "kosovo", "serbia"):
        make.actor(slug)
    make.place("tirana")
    make.source("bbc")
    make.source("nato")


def test_imports_events_with_participants_and_sources() -> None:
    import_job = import_text("events", FILE)

    tirana = Event.objects.get(slug="tirana")
    assert (import_job.status, fault_texts(import_job)) == ("done", [])
    assert import_job.counts == {"rows": 2, "new": 2, "faults": 0}
    assert tirana.review_status == "draft"
    assert tirana.parent and tirana.parent.slug == "talks"
    stored = (str(tirana.date_from), tirana.date_precision, tirana.modality)
    assert stored == ("2025-03-18", "day", "occurred")
    assert {p.natural_key() for p in tirana.participations.all()} == {
        ("tirana", "albania", "signatory", None),
        ("tirana", "serbia", "speaker", "kosovo"),
    }
    assert sorted(EventClaim.objects.values_list("event__slug", "source__slug", "locator")) == [
        ("talks", "bbc", ""),
        ("talks", "nato", "p. 3"),
        ("tirana", "bbc", "L2"),
    ]


def test_changes_nothing_the_second_time() -> None:
    import_text("events", FILE)
    before = list(Event.objects.order_by("pk").values_list("pk", "version", "updated_at"))

    again = import_text("events", FILE)

    assert again.counts == {"rows": 2, "unchanged": 2, "faults": 0}
    assert list(Event.objects.order_by("pk").values_list("pk", "version", "updated_at")) == before
    assert not again.changes.exists()


def test_previews_changes() -> None:
    import_text("events", FILE)

    changed = FILE.replace("Talks", "Long talks").replace("|nato:p. 3", "|nato:p. 4")
    import_job = check("events", changed)

    assert import_job.counts == {"rows": 2, "changed": 1, "unchanged": 1, "faults": 0}
    assert import_job.rows.get(state="changed").differences == {
        "title": ["Talks", "Long talks"],
        "sources": [None, "nato:p. 4"],
    }
    assert Event.objects.get(slug="talks").title == "Talks"


def test_does_not_overwrite_what_changed_since_the_preview() -> None:
    import_text("events", FILE)
    import_job = check("events", FILE.replace("Talks", "Long talks"))
    Event.objects.filter(slug="talks").update(summary="Someone else’s words")

    engine.apply_checked(import_job)

    assert (import_job.status, import_job.faults.get().kind) == ("failed", "conflict")
    assert Event.objects.get(slug="talks").title == "Talks"


def test_does_not_add_a_row_that_was_added_since_the_preview() -> None:
    import_job = check("events", FILE)
    make.event("talks")

    engine.apply_checked(import_job)

    assert (import_job.status, import_job.faults.get().line) == ("failed", 3)
    assert Event.objects.count() == 1


def test_applies_only_a_checked_file_without_faults() -> None:
    for import_job in (import_text("events", FILE), check("events", "slug,type,title\nx,y,z")):
        with pytest.raises(ImportRefusedError):
            engine.apply_checked(import_job)


def test_writes_nothing_of_a_file_with_one_invalid_row() -> None:
    import_job = import_text("events", FILE + "third,treaty.signing,Third,2025-99,,,,\n")

    assert (import_job.status, import_job.counts["bad"]) == ("checked", 1)
    assert not Event.objects.exists()


def test_names_the_line_that_only_a_trigger_rejects() -> None:
    make.event("early", on=None)
    for slug, on in (("a", "2025-01-01"), ("b", "2025-02-01"), ("c", "2025-03-01")):
        import_text("events", f"slug,type,title,date\n{slug},treaty.signing,{slug},{on}")

    links = "source,kind,target\nb,response_to,a\na,response_to,c\nc,response_to,b"
    import_job = import_text("events_eventlink", links)

    assert import_job.status == "failed"
    assert [fault.line for fault in import_job.faults.all()] == [3]


def test_undoes_an_import_with_added_and_changed_rows() -> None:
    make.event("talks", on=None, title="Before", summary="Kept")
    import_job = import_text("events", FILE)
    assert import_job.status == "done"

    undo_import(import_job)

    talks = Event.objects.get()
    assert import_job.status == "undone"
    former = ("Before", "Kept", None, None)
    assert (talks.title, talks.summary, talks.date_from, talks.place) == former
    assert not Participation.objects.exists()
    assert not EventClaim.objects.exists()


def test_imports_actors_with_names_and_codes() -> None:
    import_job = import_text(
        "actors",
        "slug,kind,name,country,active_from,lifecycle,names,identifiers,sources\n"
        "drin,armed_force,Drin,albania,1991-03,ongoing,sq:short:Drini|sr-Cyrl:short:Дрин,acled:Drin (1991-),bbc",
    )

    assert fault_texts(import_job) == []
    drin = Actor.objects.get(slug="drin")
    assert str(drin.active_from) == "1991-03-01"
    names = sorted(ActorName.objects.values_list("language", "name"))
    assert names == [("sq", "Drini"), ("sr-Cyrl", "Дрин")]
    assert ActorIdentifier.objects.get().value == "Drin (1991-)"
    assert drin.claims.count() == 1


def test_imports_and_exports_places_with_separators_in_their_names() -> None:
    text = r"subotica,Subotica,settlement,hu:Szabadka|und:a\|b: c:|und:\|"

    import_job = import_text("places", f"slug,name,kind,names\n{text}\nempty,Empty,settlement,")

    assert fault_texts(import_job) == []
    names = set(PlaceName.objects.values_list("language", "name"))
    assert names == {("hu", "Szabadka"), ("und", "a|b: c:"), ("und", "|")}
    resource = known_resources()["places"]
    out = b"".join(export_rows(resource)).decode("utf-8-sig")
    assert r"und:a\|b: c:" in out
    again = import_text("places", out)
    assert (fault_texts(again), again.counts["unchanged"]) == ([], Place.objects.count())


def test_imports_agreements_with_parties_and_clauses_with_topics() -> None:
    make.topic("mil.exercise")
    agreements = import_text(
        "agreements",
        "slug,kind,title,status,signed,parties,sources\n"
        "pact,declaration,Pact,signed,2025-03-18,albania:party:signed:2025-03-18|kosovo:party:signed,bbc",
    )
    clauses = import_text(
        "clauses",
        "agreement,number,heading,topics,concerns,sources\npact,1,Exercises,mil.exercise,serbia,bbc:L3",
    )

    assert (fault_texts(agreements), fault_texts(clauses)) == ([], [])
    assert AgreementParty.objects.count() == 2
    clause = Clause.objects.get()
    assert [topic.code for topic in clause.topics.all()] == ["mil.exercise"]
    assert [actor.slug for actor in clause.concerns.all()] == ["serbia"]
    assert clause.claims.get().locator == "L3"
    assert Agreement.objects.get().review_status == "draft"
    again = import_text("clauses", "agreement,number,heading,topics\npact,1,Exercises,mil.exercise")
    assert again.counts == {"rows": 1, "unchanged": 1, "faults": 0}


def test_imports_claims_about_several_types_of_rows() -> None:
    import_text("events", FILE)
    make.agreement("pact")
    import_job = import_text(
        "claims",
        "source,about,row,field,verdict,asserted_value\n"
        "bbc,actor,albania,,supports,\n"
        "bbc,agreement,pact,title,contradicts,Another\n"
        "bbc,participation,tirana:serbia:speaker:kosovo,,supports,\n"
        "bbc,participation,tirana:albania:signatory:,,supports,\n",
    )

    assert (fault_texts(import_job), import_job.status) == ([], "done")
    assert import_job.counts == {"rows": 4, "new": 4, "faults": 0}
    assert EventClaim.objects.filter(participation__isnull=False).count() == 2


def test_names_rows_that_claims_cannot_be_about() -> None:
    import_job = check("claims", "source,about,row\nbbc,weather,sunny\nbbc,event,nowhere")

    faults = list(import_job.faults.values_list("line", "column", "kind"))
    assert faults == [(2, "about", "code"), (3, "row", "unknown")]


def test_imports_terms_below_terms_of_the_same_file() -> None:
    terms = "code,label,definition,parent\nwar.siege,Siege,A siege,war\nwar,War,A war,"
    import_job = import_text("events_eventtype", terms)

    assert fault_texts(import_job) == []
    assert EventType.objects.get(code="war.siege").parent == EventType.objects.get(code="war")


def test_undoes_only_a_finished_import() -> None:
    with pytest.raises(ImportRefusedError):
        undo_import(check("events", FILE))


def test_writes_nothing_if_progress_raises() -> None:
    class EndedError(Exception):
        pass

    def end(step: str, done: int, of: int) -> None:
        if step == "writing":
            raise EndedError

    import_job = Import.objects.create(file_name="events.csv", resource="events")

    with pytest.raises(EndedError):
        engine.import_file(import_job, table(FILE), progress=end)

    assert not Event.objects.exists()


def test_keeps_claims_that_others_made() -> None:
    import_text("events", FILE)
    make.claim(Event.objects.get(slug="talks"))

    again = import_text("events", FILE)

    assert again.counts["unchanged"] == 2
    assert EventClaim.objects.count() == 4


def test_imports_from_the_command_line(tmp_path: Path) -> None:
    path = write(tmp_path, FILE, "events.csv")

    call_command("import_csv", str(path), "--check")
    assert not Event.objects.exists()
    call_command("import_csv", str(path))

    assert Event.objects.count() == 2
    assert Import.objects.filter(status="done").count() == 1


def test_writes_invalid_rows_to_a_file_on_the_command_line(tmp_path: Path, capsys: Any) -> None:
    path = write(tmp_path, FILE.replace("2025-03-18", "2025-03-32"), "happenings.csv")

    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_csv", str(path), "--as", "events")

    assert "Line 2, column date" in capsys.readouterr().err
    assert "2025-03-32" in (tmp_path / "happenings.bad.csv").read_text(encoding="utf-8-sig")
    assert not Event.objects.exists()


UNCLEAN = (
    "slug,type,title,date,place,summary\n"
    "one,treaty.\u200bsigning,\ufeffSigning\u00a0 of\tthe Vuc\u030cic\u0301 pact\u200b,2025-\u200b03-18,"
    'Ti\u00adrana,"First\u00a0line \r\nsecond"\n'
)


def test_stores_texts_clean_and_finds_them_unchanged_the_second_time() -> None:
    first = import_text("events", UNCLEAN)
    again = check("events", UNCLEAN)

    assert fault_texts(first) == []
    event = Event.objects.get()
    assert event.title == "Signing of the Vučić pact"
    assert event.summary == "First line\nsecond"
    assert event.place and event.place.slug == "tirana"
    assert again.counts == {"rows": 1, "unchanged": 1, "faults": 0}


def test_measures_the_length_of_a_text_as_it_is_stored() -> None:
    spaces = "\u00a0" * 200

    import_job = check(
        "events", f"slug,type,title\none,treaty.signing,{'x' * 200}{spaces}{'y' * 99}"
    )

    assert fault_texts(import_job) == []
