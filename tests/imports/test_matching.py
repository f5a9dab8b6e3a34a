"""Users decide what names in files mean; decisions are remembered and used for later files."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from actors.models import Actor
from events.models import Participation
from imports.applying import engine
from imports.applying.transactions import ImportRefusedError
from imports.checking.name_matching import unmatched_names
from imports.choices import ImportStatus
from imports.models import Import, NameMatch
from imports.profiles.lookup import RecordLookup
from tests import cases, database, make
from tests.imports.files import check, fault_texts, import_text, page_text, step, upload, write


def event_with(participants: str) -> str:
    return f"slug,type,title,participants\none,treaty.signing,One,{participants}"


FILE = event_with("ALBÁNIA:signatory|Kosova:signatory\ntwo,treaty.signing,Two,ALBÁNIA:signatory")


@pytest.fixture(autouse=True)
def _data() -> None:
    make.event_type("treaty.signing")
    make.actor("albania")
    make.actor("kosovo")


def remember(name: str, slug: str) -> None:
    actor = Actor.objects.get(slug=slug)
    NameMatch.objects.remember("actors_actor", name, actor.pk, None)


def upload_file(importer: Client) -> Import:
    return upload(importer, ("events.csv", FILE.encode()))


def decisions(*made: tuple[str, str, str]) -> dict[str, Any]:
    """What the page sends: name, chosen suggestion, entered slug."""
    data: dict[str, Any] = {"form-TOTAL_FORMS": len(made), "form-INITIAL_FORMS": len(made)}
    for number, (name, choice, other) in enumerate(made):
        fields = {"name": name, "table": "actors_actor", "choice": choice, "other": other}
        data |= {f"form-{number}-{field}": value for field, value in fields.items()}
    return data


def names_url(import_job: Import) -> str:
    return reverse("admin:imports_import_names", args=[import_job.pk])


def test_uses_remembered_names_in_any_spelling_and_notes_them():
    remember("Albánia", "albania")
    remember("kosova", "kosovo")

    import_job = import_text("events", FILE)

    assert import_job.status == ImportStatus.DONE
    note = "Remembered names used (2): ALBÁNIA → albania, Kosova → kosovo"
    assert import_job.notes == [note]
    actors = sorted(Participation.objects.values_list("actor__slug", flat=True))
    assert actors == ["albania", "albania", "kosovo"]


def test_a_merged_actor_stands_for_the_one_it_was_merged_into():
    last = Actor.objects.get(slug="albania")
    middle = make.actor("shqip")
    first = make.actor("arberia")
    remember("Arbëria", "arberia")
    Actor.objects.filter(pk=first.pk).update(review_status="retracted", merged_into=middle)
    Actor.objects.filter(pk=middle.pk).update(review_status="retracted", merged_into=last)

    import_text("events", event_with("Arbëria:signatory"))

    assert Participation.objects.get().actor == last


def test_decides_nothing_between_actors_of_one_name():
    for slug in ("police-al", "police-ks"):
        make.actor(slug, name="Police")

    import_job = check("events", event_with("Police:signatory"))

    assert [each["value"] for each in unmatched_names(import_job)] == ["Police"]
    assert fault_texts(import_job) != []


def test_ignores_remembered_names_of_deleted_actors_and_of_slugs():
    remember("kosovo", "albania")
    gone = make.actor("gone")
    remember("Nobody", "gone")
    gone.delete()

    import_job = check("events", event_with("kosovo:signatory|Nobody:signatory"))

    assert [each["value"] for each in unmatched_names(import_job)] == ["Nobody"]
    assert import_job.notes == []


def test_does_not_import_if_a_remembered_name_was_changed_since_the_preview():
    remember("Albánia", "albania")
    import_job = check("events", event_with("Albánia:signatory"))
    kosovo = Actor.objects.get(slug="kosovo").pk
    NameMatch.objects.filter(name="Albánia").update(row=kosovo, changed_at="2999-01-01T00:00Z")

    with pytest.raises(ImportRefusedError, match="changed since the preview"):
        engine.apply_checked(import_job)


def test_finds_remembered_names_for_profiles():
    remember("Shqipni", "albania")

    assert RecordLookup().find("actors", "shqipni") == "albania"


def test_suggests_records_for_names_and_checks_the_file_again(importer: Client):
    make.name(Actor.objects.get(slug="kosovo"), "Kosova Republic")
    import_job = upload_file(importer)
    assert "Decide what names mean</a>" not in page_text(importer, import_job)
    assert names_url(import_job) in page_text(importer, import_job)

    page = importer.get(names_url(import_job)).content.decode()
    assert "ALBÁNIA (Rows: 2)" in page
    assert 'value="kosovo"' in page
    data = decisions(("ALBÁNIA", "", "albania"), ("Kosova", "kosovo", ""))
    importer.post(names_url(import_job), data)

    assert database.stored(import_job, "step", "status") == ("check", "queued")
    assert importer.get(names_url(import_job)).status_code == 302
    step(importer, import_job, "none")
    assert (import_job.status, import_job.counts["faults"]) == ("checked", 0)
    assert "ALBÁNIA → albania" in page_text(importer, import_job)
    assert NameMatch.objects.filter(name="Kosova", user__username="mira").exists()
    step(importer, import_job, "apply")
    assert import_job.status == "done"


@cases("name", "Kosova", "Kos\0va", "")
def test_keeps_the_entered_text_if_it_is_no_slug(importer: Client, name: str):
    import_job = upload_file(importer)

    answer = importer.post(names_url(import_job), decisions((name, "", "utopia")))

    assert answer.status_code == 200
    assert "utopia" in answer.content.decode()
    assert not NameMatch.objects.exists()


def test_accepts_the_name_of_a_record_instead_of_its_slug(importer: Client):
    make.name(Actor.objects.get(slug="albania"), "Shqipëria", language="sq")
    import_job = upload_file(importer)

    importer.post(names_url(import_job), decisions(("ALBÁNIA", "", "shqiperia")))

    assert NameMatch.objects.get().row == Actor.objects.get(slug="albania").pk


def test_asks_for_the_slug_where_several_have_the_name(importer: Client):
    for slug in ("first-council", "second-council"):
        make.actor(slug, name="The Council")
    import_job = upload_file(importer)

    answer = importer.post(names_url(import_job), decisions(("Kosova", "", "the council")))

    assert "enter the slug of one: first-council, second-council" in answer.content.decode()
    assert not NameMatch.objects.exists()


def test_saves_nothing_without_a_decision(importer: Client):
    import_job = upload_file(importer)

    importer.post(names_url(import_job), decisions(("Kosova", "", "")))

    assert database.stored(import_job, "step") == "nothing"
    assert not NameMatch.objects.exists()


def test_changes_a_remembered_name_in_its_list(importer: Client):
    remember("Kosova", "albania")
    match = NameMatch.objects.get()
    url = reverse("admin:imports_namematch_change", args=[match.pk])

    assert "albania" in importer.get(reverse("admin:imports_namematch_changelist")).content.decode()
    assert "as its slug or name" in importer.post(url, {"slug": "utopia"}).content.decode()
    importer.post(url, {"slug": "kosovo"})

    assert database.stored(match, "row") == Actor.objects.get(slug="kosovo").pk


def test_counts_unmatched_names_on_the_command_line(tmp_path: Path, capsys: Any):
    path = write(tmp_path, FILE, "events.csv")

    with pytest.raises(CommandError):
        call_command("import_csv", str(path), "--check")

    assert "2 names match no record; decide what they mean" in capsys.readouterr().err


def test_profiles_find_merged_actors_but_no_retracted_ones():
    last = Actor.objects.get(slug="albania")
    make.actor("arberia", name="Arbëria", review_status="retracted", merged_into=last)
    make.actor("gone", name="Gone", review_status="retracted")
    remember("Arnautluk", "arberia")

    assert RecordLookup().find("actors", "arberia") == "albania"
    assert RecordLookup().find("actors", "ARBËRIA") == "albania"
    assert RecordLookup().find("actors", "arnautluk") == "albania"
    assert RecordLookup().find("actors", "Gone") == ""


def test_a_code_means_the_actor_whose_preferred_code_it_is():
    for slug in ("albania", "kosovo"):
        identifiers = Actor.objects.get(slug=slug).identifiers
        identifiers.create(scheme="cow", value="345", preferred=slug == "kosovo")
        identifiers.create(scheme="gw", value="340", preferred=False)

    assert RecordLookup().find("actors", "345", by="cow") == "kosovo"
    assert RecordLookup().find("actors", "340", by="gw") == ""


def test_a_code_can_be_remembered_like_a_name():
    remember("Military Forces of Albania", "albania")

    assert RecordLookup().find("actors", "Military Forces of Albania", by="acled") == "albania"
