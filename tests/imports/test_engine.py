"""An import writes all or nothing, twice the same, and can be taken back."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor, ActorIdentifier, ActorName
from agreements.models import Agreement, AgreementParty, Clause
from events.models import Event, EventClaim, EventType, Participation, Place, PlaceName
from imports.applying import engine
from imports.applying.reverting import UndoRefusedError
from imports.exporting import exported
from imports.models import Import
from imports.pages.reporting import bad_rows
from imports.resources import known_resources
from tests.builders import (
    claim,
    make_actor,
    make_agreement,
    make_event,
    make_event_type,
    make_place,
    make_source,
    make_topic,
    publish,
)
from tests.imports.files import bring_in, check, table, told

pytestmark = pytest.mark.django_db

FILE = """slug,type,title,date,place,parent,participants,sources
tirana,treaty.signing,Signing in Tirana,2025-03-18,Tirana,talks,albania:signatory|serbia:speaker:opposes:kosovo,bbc:L2
talks,treaty.signing,Talks,2025-03,tirana,,,bbc|nato:p. 3
"""


@pytest.fixture(autouse=True)
def cast() -> None:
    make_event_type("treaty.signing")
    for slug in ("albania", "kosovo", "serbia"):
        make_actor(slug)
    make_place("tirana")
    make_source("bbc")
    make_source("nato")


def test_brings_in_events_with_all_that_belongs_to_them() -> None:
    import_ = bring_in("events", FILE)

    tirana = Event.objects.get(slug="tirana")
    assert (import_.status, told(import_)) == ("done", [])
    assert import_.counts == {"rows": 2, "new": 2, "faults": 0}
    assert tirana.review_status == "draft"
    assert tirana.parent and tirana.parent.slug == "talks"
    assert (str(tirana.date_from), tirana.date_precision, tirana.modality) == (
        "2025-03-18",
        "day",
        "occurred",
    )
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
    bring_in("events", FILE)
    before = list(Event.objects.order_by("pk").values_list("pk", "version", "updated_at"))

    again = bring_in("events", FILE)

    assert again.counts == {"rows": 2, "unchanged": 2, "faults": 0}
    assert list(Event.objects.order_by("pk").values_list("pk", "version", "updated_at")) == before
    assert not again.changes.exists()


def test_shows_what_would_change() -> None:
    bring_in("events", FILE)

    import_ = check(
        "events", FILE.replace("Talks", "Long talks").replace("|nato:p. 3", "|nato:p. 4")
    )

    assert import_.counts == {"rows": 2, "changed": 1, "unchanged": 1, "faults": 0}
    assert import_.rows.get(state="changed").differences == {
        "title": ["Talks", "Long talks"],
        "sources": [None, "nato:p. 4"],
    }
    assert Event.objects.get(slug="talks").title == "Talks"


def test_applies_what_was_checked() -> None:
    import_ = check("events", FILE)

    engine.apply(import_)

    assert import_.status == "done"
    assert Event.objects.count() == 2


def test_overwrites_nothing_that_changed_since_the_preview() -> None:
    bring_in("events", FILE)
    import_ = check("events", FILE.replace("Talks", "Long talks"))
    Event.objects.filter(slug="talks").update(summary="Somebody else’s words")

    engine.apply(import_)

    assert (import_.status, import_.faults.get().kind) == ("failed", "conflict")
    assert Event.objects.get(slug="talks").title == "Talks"


def test_makes_no_row_that_somebody_made_since_the_preview() -> None:
    import_ = check("events", FILE)
    make_event("talks")

    engine.apply(import_)

    assert (import_.status, import_.faults.get().line) == ("failed", 3)
    assert Event.objects.count() == 1


def test_applies_only_what_was_checked_and_is_good() -> None:
    for import_ in (bring_in("events", FILE), check("events", "slug,type,title\nx,y,z")):
        with pytest.raises(engine.NotPossibleError):
            engine.apply(import_)


def test_leaves_nothing_of_a_file_with_one_bad_row() -> None:
    import_ = bring_in("events", FILE + "third,treaty.signing,Third,2025-99,,,,\n")

    assert (import_.status, import_.counts["bad"]) == ("checked", 1)
    assert not Event.objects.exists()


def test_names_the_line_that_only_the_tables_rules_refuse() -> None:
    make_event("early", on=None)
    text = "source,kind,target\n"
    for slug, on in (("a", "2025-01-01"), ("b", "2025-02-01"), ("c", "2025-03-01")):
        bring_in("events", f"slug,type,title,date\n{slug},treaty.signing,{slug},{on}")

    import_ = bring_in(
        "events_eventlink", text + "b,response_to,a\na,response_to,c\nc,response_to,b"
    )

    assert import_.status == "failed"
    assert [fault.line for fault in import_.faults.all()] == [3]


def test_gives_bad_rows_back_with_what_is_wrong() -> None:
    import_ = check("events", FILE + "third,treaty.signing,Third,2025-99,,,,\n")

    header, row = list(bad_rows(import_))

    assert header == [*FILE.splitlines()[0].split(","), "error"]
    assert row[0] == "third"
    assert "2025-99" in row[-1]


def test_takes_a_whole_import_back() -> None:
    make_event("talks", on=None, title="Before", summary="Kept")
    import_ = bring_in("events", FILE)
    assert import_.status == "done"

    engine.undo(import_)

    talks = Event.objects.get()
    assert import_.status == "undone"
    assert (talks.title, talks.summary, talks.date_from, talks.place) == (
        "Before",
        "Kept",
        None,
        None,
    )
    assert not Participation.objects.exists()
    assert not EventClaim.objects.exists()


def edited() -> None:
    Event.objects.filter(slug="talks").update(summary="More")


def published() -> None:
    publish(Event.objects.get(slug="talks"))


def pointed_at() -> None:
    make_event("later", parent=Event.objects.get(slug="tirana"))


@pytest.mark.parametrize(
    ("later", "reason"),
    [
        (edited, "Line 3: “talks” was changed since."),
        (published, "Line 3: “talks” was changed since."),
        (pointed_at, "“tirana” is used by event “later”."),
    ],
)
def test_takes_nothing_back_that_more_stands_on(later: Any, reason: str) -> None:
    import_ = bring_in("events", FILE)
    later()

    with pytest.raises(UndoRefusedError) as refused:
        engine.undo(import_)

    assert refused.value.reasons == [reason]
    assert Event.objects.filter(slug="tirana").exists()


def test_brings_in_actors_with_names_and_codes() -> None:
    import_ = bring_in(
        "actors",
        "slug,kind,name,country,active_from,lifecycle,names,identifiers,sources\n"
        "drin,armed_force,Drin,albania,1991-03,ongoing,sq:short:Drini|sr-Cyrl:short:Дрин,acled:Drin (1991-),bbc",
    )

    assert told(import_) == []
    drin = Actor.objects.get(slug="drin")
    assert str(drin.active_from) == "1991-03-01"
    assert sorted(ActorName.objects.values_list("language", "name")) == [
        ("sq", "Drini"),
        ("sr-Cyrl", "Дрин"),
    ]
    assert ActorIdentifier.objects.get().value == "Drin (1991-)"
    assert drin.claims.count() == 1


def test_brings_in_places_with_names_whatever_signs_they_have() -> None:
    text = (
        "slug,name,kind,names\n"
        "subotica,Subotica,settlement,hu:Szabadka|und:a\\|b: c:|und:\\|\n"
        "empty,Empty,settlement,"
    )

    import_ = bring_in("places", text)

    assert told(import_) == []
    assert set(PlaceName.objects.values_list("language", "name")) == {
        ("hu", "Szabadka"),
        ("und", "a|b: c:"),
        ("und", "|"),
    }
    resource = known_resources()["places"]
    (by_row,) = {cell for cell in resource().export()["names"] if cell}
    out = b"".join(exported(resource)).decode("utf-8-sig")
    assert r"und:a\|b: c:" in by_row
    assert by_row in out
    again = bring_in("places", out)
    assert (told(again), again.counts["unchanged"]) == ([], Place.objects.count())


def test_brings_in_agreements_with_parties_and_clauses_with_topics() -> None:
    make_topic("mil.exercise")
    agreements = bring_in(
        "agreements",
        "slug,kind,title,status,signed,parties,sources\n"
        "pact,declaration,Pact,signed,2025-03-18,albania:party:signed:2025-03-18|kosovo:party:signed,bbc",
    )
    clauses = bring_in(
        "clauses",
        "agreement,number,heading,topics,concerns,sources\npact,1,Exercises,mil.exercise,serbia,bbc:L3",
    )

    assert (told(agreements), told(clauses)) == ([], [])
    assert AgreementParty.objects.count() == 2
    clause = Clause.objects.get()
    assert [topic.code for topic in clause.topics.all()] == ["mil.exercise"]
    assert [actor.slug for actor in clause.concerns.all()] == ["serbia"]
    assert clause.claims.get().locator == "L3"
    assert Agreement.objects.get().review_status == "draft"
    assert bring_in(
        "clauses", "agreement,number,heading,topics\npact,1,Exercises,mil.exercise"
    ).counts == {
        "rows": 1,
        "unchanged": 1,
        "faults": 0,
    }


def test_brings_in_claims_about_anything() -> None:
    bring_in("events", FILE)
    make_agreement("pact")
    import_ = bring_in(
        "claims",
        "source,about,row,field,verdict,asserted_value\n"
        "bbc,actor,albania,,supports,\n"
        "bbc,agreement,pact,title,contradicts,Another\n"
        "bbc,participation,tirana:serbia:speaker:kosovo,,supports,\n"
        "bbc,participation,tirana:albania:signatory:,,supports,\n",
    )

    assert (told(import_), import_.status) == ([], "done")
    assert import_.counts == {"rows": 4, "new": 4, "faults": 0}
    assert EventClaim.objects.filter(participation__isnull=False).count() == 2


def test_names_what_claims_cannot_be_about() -> None:
    import_ = check("claims", "source,about,row\nbbc,weather,sunny\nbbc,event,nowhere")

    assert [(f.line, f.column, f.kind) for f in import_.faults.all()] == [
        (2, "about", "code"),
        (3, "row", "unknown"),
    ]


def test_brings_in_terms_below_terms_of_the_same_file() -> None:
    import_ = bring_in(
        "events_eventtype",
        "code,label,definition,parent\nwar.siege,Siege,A siege,war\nwar,War,A war,",
    )

    assert told(import_) == []
    assert EventType.objects.get(code="war.siege").parent == EventType.objects.get(code="war")


def test_undoes_only_what_is_done() -> None:
    with pytest.raises(engine.NotPossibleError):
        engine.undo(check("events", FILE))


def test_leaves_an_import_failed_when_its_work_is_ended() -> None:
    class EndedError(Exception):
        pass

    def end(step: str, done: int, of: int) -> None:
        if step == "writing":
            raise EndedError

    import_ = Import.objects.create(file_name="events.csv", resource="events")

    with pytest.raises(EndedError):
        engine.run_at_once(import_, table(FILE), progress=end)

    assert not Event.objects.exists()


def test_keeps_claims_that_others_made() -> None:
    bring_in("events", FILE)
    claim(Event.objects.get(slug="talks"))

    again = bring_in("events", FILE)

    assert again.counts["unchanged"] == 2
    assert EventClaim.objects.count() == 4


def test_imports_from_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(FILE, encoding="utf-8")

    call_command("import_csv", str(path), "--check")
    assert not Event.objects.exists()
    call_command("import_csv", str(path))

    assert Event.objects.count() == 2
    assert Import.objects.filter(status="done").count() == 1


def test_fails_on_the_command_line_with_the_bad_rows_in_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "happenings.csv"
    path.write_text(FILE.replace("2025-03-18", "2025-03-32"), encoding="utf-8")

    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_csv", str(path), "--as", "events")

    assert "Line 2, column date" in capsys.readouterr().err
    assert "2025-03-32" in (tmp_path / "happenings.bad.csv").read_text(encoding="utf-8-sig")
    assert not Event.objects.exists()
