"""Names of actors that match none are decided on by people, remembered, and read so from then on."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from actors.models import Actor
from events.models import Participation
from imports.applying import engine
from imports.checking.name_matching import unmatched
from imports.choices import ImportStatus
from imports.models import Import, NameMatch
from imports.profiles.lookup import Known
from tests.accounts.people import make_person
from tests.builders import make_actor, make_event_type, make_name
from tests.imports.files import bring_in, check, told
from tests.imports.test_admin import bring, page_of, step

pytestmark = pytest.mark.django_db
HEADER = "slug,type,title,participants"
FILE = f"{HEADER}\none,treaty.signing,One,ALBÁNIA:signatory|Kosova:signatory\ntwo,treaty.signing,Two,ALBÁNIA:signatory"


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS_DIR = tmp_path
    make_event_type("treaty.signing")
    make_actor("albania")
    make_actor("kosovo")


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_person("mira", "importer"))
    return client


def remember(name: str, slug: str) -> None:
    actor = Actor.objects.get(slug=slug)
    NameMatch.objects.remember("actors_actor", name, actor.pk, None)


def choices(*said: tuple[str, str, str]) -> dict[str, Any]:
    """What the page sends: name, suggestion that was chosen, slug that was written."""
    data: dict[str, Any] = {"form-TOTAL_FORMS": len(said), "form-INITIAL_FORMS": len(said)}
    for number, (name, choice, other) in enumerate(said):
        fields = {"name": name, "table": "actors_actor", "choice": choice, "other": other}
        data |= {f"form-{number}-{field}": value for field, value in fields.items()}
    return data


def address(import_: Import) -> str:
    return reverse("admin:imports_import_names", args=[import_.pk])


def test_reads_remembered_names_however_they_are_written_and_says_so():
    remember("Albánia", "albania")
    remember("kosova", "kosovo")

    import_ = bring_in("events", FILE)

    assert import_.status == ImportStatus.DONE
    assert import_.notes == [
        "Names read as remembered (2): ALBÁNIA → albania, Kosova → kosovo",
    ]
    assert sorted(Participation.objects.values_list("actor__slug", flat=True)) == [
        "albania",
        "albania",
        "kosovo",
    ]


def test_follows_merged_actors_to_what_they_were_merged_into():
    last = Actor.objects.get(slug="albania")
    middle = make_actor("shqip")
    first = make_actor("arberia")
    remember("Arbëria", "arberia")
    Actor.objects.filter(pk=first.pk).update(review_status="retracted", merged_into=middle)
    Actor.objects.filter(pk=middle.pk).update(review_status="retracted", merged_into=last)

    bring_in("events", f"{HEADER}\none,treaty.signing,One,Arbëria:signatory")

    assert Participation.objects.get().actor == last


def test_decides_nothing_between_actors_of_one_name():
    for slug in ("police-al", "police-ks"):
        make_actor(slug, name="Police")

    import_ = check("events", f"{HEADER}\none,treaty.signing,One,Police:signatory")

    assert [each["value"] for each in unmatched(import_)] == ["Police"]
    assert told(import_) != []


def test_forgets_what_was_deleted_and_leaves_slugs_alone():
    remember("kosovo", "albania")
    gone = make_actor("gone")
    remember("Nobody", "gone")
    gone.delete()

    import_ = check("events", f"{HEADER}\none,treaty.signing,One,kosovo:signatory|Nobody:signatory")

    assert [each["value"] for each in unmatched(import_)] == ["Nobody"]
    assert import_.notes == []


def test_does_not_import_what_was_decided_anew_since_the_preview():
    remember("Albánia", "albania")
    import_ = check("events", f"{HEADER}\none,treaty.signing,One,Albánia:signatory")
    NameMatch.objects.filter(name="Albánia").update(
        row=Actor.objects.get(slug="kosovo").pk, changed_at="2999-01-01T00:00Z"
    )

    with pytest.raises(engine.NotPossibleError, match="changed since the preview"):
        engine.apply(import_)


def test_finds_remembered_names_for_files_of_others():
    remember("Shqipni", "albania")

    assert Known().find("actors", "shqipni") == "albania"


def test_offers_names_with_suggestions_and_checks_again(desk: Client):
    make_name(Actor.objects.get(slug="kosovo"), "Kosova Republic")
    import_ = bring(desk, FILE.encode())
    assert "Say what names mean</a>" not in page_of(desk, import_)
    assert address(import_) in page_of(desk, import_)

    page = desk.get(address(import_)).content.decode()
    assert "ALBÁNIA (Rows: 2)" in page
    assert 'value="kosovo"' in page
    said = choices(("ALBÁNIA", "", "albania"), ("Kosova", "kosovo", ""))
    desk.post(address(import_), said)

    import_.refresh_from_db()
    assert (import_.step, import_.status) == ("check", "queued")
    assert desk.get(address(import_)).status_code == 302
    step(desk, import_, "none")
    assert (import_.status, import_.counts["faults"]) == ("checked", 0)
    assert "ALBÁNIA → albania" in page_of(desk, import_)
    assert NameMatch.objects.filter(name="Kosova", who__username="mira").exists()
    step(desk, import_, "apply")
    assert import_.status == "done"


@pytest.mark.parametrize("name", ["Kosova", "Kos\0va", ""])
def test_keeps_what_was_typed_where_it_is_no_slug(desk: Client, name: str):
    import_ = bring(desk, FILE.encode())

    answer = desk.post(address(import_), choices((name, "", "utopia")))

    assert answer.status_code == 200
    assert "utopia" in answer.content.decode()
    assert not NameMatch.objects.exists()


def test_takes_the_name_of_a_record_for_its_slug(desk: Client):
    make_name(Actor.objects.get(slug="albania"), "Shqipëria", language="sq")
    import_ = bring(desk, FILE.encode())

    desk.post(address(import_), choices(("ALBÁNIA", "", "shqiperia")))

    assert NameMatch.objects.get().row == Actor.objects.get(slug="albania").pk


def test_asks_for_the_slug_where_several_have_the_name(desk: Client):
    for slug in ("first-council", "second-council"):
        make_actor(slug, name="The Council")
    import_ = bring(desk, FILE.encode())

    page = desk.post(address(import_), choices(("Kosova", "", "the council"))).content.decode()

    assert "write the slug of one: first-council, second-council" in page
    assert not NameMatch.objects.exists()


def test_leaves_alone_what_nobody_decided_on(desk: Client):
    import_ = bring(desk, FILE.encode())

    desk.post(address(import_), choices(("Kosova", "", "")))

    import_.refresh_from_db()
    assert (import_.step, NameMatch.objects.count()) == ("nothing", 0)


def test_changes_what_is_remembered_in_its_list(desk: Client):
    remember("Kosova", "albania")
    match = NameMatch.objects.get()
    url = reverse("admin:imports_namematch_change", args=[match.pk])

    assert "albania" in desk.get(reverse("admin:imports_namematch_changelist")).content.decode()
    assert "of no record that stands" in desk.post(url, {"slug": "utopia"}).content.decode()
    desk.post(url, {"slug": "kosovo"})

    match.refresh_from_db()
    assert match.row == Actor.objects.get(slug="kosovo").pk


def test_says_on_the_command_line_how_many_names_match_nothing(tmp_path: Path, capsys: Any):
    file = tmp_path / "events.csv"
    file.write_text(FILE)

    with pytest.raises(CommandError):
        call_command("import_csv", str(file), "--check")

    assert "2 names match no record; the page of this import" in capsys.readouterr().err


def test_files_of_others_follow_what_was_merged_and_find_nothing_retracted():
    last = Actor.objects.get(slug="albania")
    make_actor("arberia", name="Arbëria", review_status="retracted", merged_into=last)
    make_actor("gone", name="Gone", review_status="retracted")
    remember("Arnautluk", "arberia")

    assert Known().find("actors", "arberia") == "albania"
    assert Known().find("actors", "ARBËRIA") == "albania"
    assert Known().find("actors", "arnautluk") == "albania"
    assert Known().find("actors", "Gone") == ""


def test_a_code_means_the_actor_that_it_is_preferred_for():
    for slug in ("albania", "kosovo"):
        identifiers = Actor.objects.get(slug=slug).identifiers
        identifiers.create(scheme="cow", value="345", preferred=slug == "kosovo")
        identifiers.create(scheme="gw", value="340", preferred=False)

    assert Known().find("actors", "345", by="cow") == "kosovo"
    assert Known().find("actors", "340", by="gw") == ""


def test_a_code_can_be_remembered_as_a_name_is():
    remember("Military Forces of Albania", "albania")

    assert Known().find("actors", "Military Forces of Albania", by="acled") == "albania"
