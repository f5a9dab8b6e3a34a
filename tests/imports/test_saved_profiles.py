"""Profiles are made in the admin from a sample file, previewed, saved, edited, exported and used."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from actors.models import Actor
from events.models import Event, Figure
from imports.choices import ImportStatus
from imports.models import SavedProfile
from imports.profiles.profile import Profile
from tests import cases, make
from tests.admin_page import AdminPage
from tests.imports.files import upload, write

EVENTS = 'Nr;Title;What;Day;Where\n1;A "meeting";talks;18.3.2025;Tirana\n2;Another;talks;19/03/2025;Nowhere\n'
MAPPED = {
    "to-slug-text": "ours-{Nr}",
    "to-title-source": "Title",
    "to-type-text": "diplomacy",
    "to-date-source": "Day",
    "to-place-source": "Where",
    "to-place-by": "name",
}
ADD = "admin:imports_savedprofile_add"


def sample(client: Client, text: str, resource: str, **data: str) -> Any:
    """The answer to a sample file: the page where columns are chosen."""
    file = SimpleUploadedFile("ours.csv", text.encode())
    return client.post(reverse(ADD), {"file": file, "resource": resource, **data})


def choose(client: Client, answer: Any, button: str = "_save", **data: str) -> Any:
    """The answer to the page where columns are chosen."""
    maker = answer.context["maker"]
    kept = {name: maker[name].value() or "" for name in ("resource", "wide", "sample")}
    return client.post(reverse(ADD), {**kept, "name": "ours", "title": "Ours", **data, button: "1"})


@pytest.fixture
def world() -> None:
    make.event_type("diplomacy")
    make.place("tirana", name="Tirana")


def test_asks_only_for_what_matters_for_a_sample(admin_client: Client) -> None:
    form = admin_client.get(reverse(ADD)).context["form"]

    assert {"file", "resource", "wide", "encoding"} <= set(form.fields)
    assert not {"decimal", "strict"} & set(form.fields)


def test_makes_a_profile_with_a_preview_and_imports_with_it(
    world: None, admin_client: Client, tmp_path: Path
) -> None:
    mapping = sample(admin_client, EVENTS, "events")
    assert mapping.context["maker"].draft.choices["title"].source == "Title"
    shown = choose(admin_client, mapping, "_preview", **MAPPED)
    assert not SavedProfile.objects.exists()
    assert shown.context["names"] == ["slug", "type", "title", "date", "place"]
    assert shown.context["made"] == [
        ["ours-1", "diplomacy", 'A "meeting"', "2025-03-18", "tirana"],
        ["Skipped: “Nowhere” is not known among places"],
    ]

    saved = choose(admin_client, mapping, **MAPPED)

    profile = SavedProfile.objects.get()
    assert saved.url == reverse("admin:imports_savedprofile_change", args=[profile.pk])
    export = reverse("admin:imports_import_mapping", args=["ours"])
    assert export in admin_client.get(saved.url).content.decode()
    text: Any = admin_client.get(export)
    assert Profile(b"".join(text.streaming_content)).resources == ["events"]
    job = upload(admin_client, ("ours.csv", EVENTS.encode()), profile="ours")
    assert (job.status, job.counts["new"]) == (ImportStatus.CHECKED, 1)
    call_command("import_csv", write(tmp_path, EVENTS), profile="ours")
    assert str(Event.objects.get(slug="ours-1").date_from) == "2025-03-18"


def test_unpivots_a_column_for_each_year(admin_client: Client, tmp_path: Path) -> None:
    make.identifier(make.actor("serbia"), "iso2", "RS")
    text = "Code,2023,2024\nRS,2.1,2.3\n"
    mapping = sample(admin_client, text, "figures", wide="[0-9]{4}")
    assert mapping.context["maker"].draft.offered == ["Code", "column name", "cell"]

    choose(
        admin_client,
        mapping,
        **{
            "to-slug-text": "spending-{Code}-{column name}",
            "to-metric-text": "spending_share",
            "to-value-source": "cell",
            "to-unit-text": "percent_gdp",
            "to-as_of-source": "column name",
            "to-actor-source": "Code",
            "to-actor-by": "iso2",
        },
    )

    call_command("import_csv", write(tmp_path, text), profile="ours")
    values = Figure.objects.order_by("slug").values_list("slug", "value", "as_of_precision")
    assert [(slug, str(value), how) for slug, value, how in values] == [
        ("spending-rs-2023", "2.10", "year"),
        ("spending-rs-2024", "2.30", "year"),
    ]


def test_offers_to_unpivot_columns_that_are_years(admin_client: Client) -> None:
    mapping = sample(admin_client, "Code,2022,2023,2024\nRS,2.1,2.3,2.4\n", "figures")
    assert "a column for each year, from 2022 to 2024" in mapping.content.decode()

    wide = mapping.context["maker"].draft.YEAR
    page = choose(admin_client, mapping, "_preview", wide=wide, **{"to-value-source": "cell"})
    back = choose(admin_client, page, "_preview", wide="")

    assert page.context["maker"].draft.offered == ["Code", "column name", "cell"]
    assert page.context["made"] == [["2.1"], ["2.3"], ["2.4"]]
    assert "Each row becomes 3 rows" in page.content.decode()
    assert "a column for each year" in back.content.decode()


@cases(
    "data, message",
    ({"name": "acled", **MAPPED}, "A profile that comes with the program has this name"),
    ({"name": "", **MAPPED}, "This field is required"),
    ({**MAPPED, "to-title-source": ""}, "Choose where these columns come from"),
    ({**MAPPED, "to-title-text": "{Lost}"}, "the source file has no such column: Lost"),
    ({**MAPPED, "to-title-source": "Lost"}, "Select a valid choice"),
)
def test_saves_no_invalid_profile(
    world: None, admin_client: Client, data: dict[str, str], message: str
) -> None:
    answer = choose(admin_client, sample(admin_client, EVENTS, "events"), **data)

    assert message in answer.content.decode()
    assert not SavedProfile.objects.exists()


def test_edits_a_profile_as_text(world: None, admin_client: Client) -> None:
    choose(admin_client, sample(admin_client, EVENTS, "events"), **MAPPED)
    profile = SavedProfile.objects.get()
    page = {"name": "ours", "mapping": profile.mapping.replace("{Nr}", "{Number}")}
    url = reverse("admin:imports_savedprofile_change", args=[profile.pk])

    refused = admin_client.post(url, page)
    accepted = admin_client.post(url, {**page, "mapping": profile.mapping.replace("ours-", "x-")})

    assert "the source file has no such column: Number" in refused.content.decode()
    assert accepted.status_code == 302
    assert "x-{Nr}" in SavedProfile.objects.get().mapping


@cases(
    "data",
    {"sample": "no json"},
    {"sample": "[]"},
    {"sample": "[[1], 2]"},
    {"sample": '[["a"], []]', "resource": "nothing"},
    {"sample": '[["a"], []]', "resource": "events", "wide": "["},
)
def test_answers_a_form_that_was_tampered_with(admin_client: Client, data: dict[str, str]) -> None:
    assert admin_client.post(reverse(ADD), data).status_code in {403, 404}


def test_shows_what_is_wrong_with_a_sample(admin_client: Client) -> None:
    answer = sample(admin_client, "", "events", wide="[")

    errors = answer.context["form"].errors
    assert errors.keys() == {"file", "wide"}


def test_names_no_profile_that_does_not_exist(tmp_path: Path) -> None:
    assert not Actor.objects.exists()
    with pytest.raises(CommandError, match="There is no profile “unknown”"):
        call_command("import_csv", write(tmp_path, EVENTS), profile="unknown")


def test_lists_profiles(admin_client: Client) -> None:
    saved = SavedProfile.objects.create(name="old", mapping="title = 'invalid by now'")

    assert (
        "old" in admin_client.get(reverse("admin:imports_savedprofile_changelist")).content.decode()
    )
    assert AdminPage(admin_client, saved, rendered=True).value("name") == "old"
    assert admin_client.get(reverse("admin:imports_import_sorts")).status_code == 200
