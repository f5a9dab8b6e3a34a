"""The interface speaks its six languages: no word of ours is left untranslated, none is lost."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError
from django.test import Client
from django.utils.translation import override

from agreements.models import Agreement
from balkanwatch import message_catalogs
from curation.database_errors import refusal_message
from records.choices import ReviewStatus
from tests.builders import make_actor

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}(?!\})")


def texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


@pytest.mark.parametrize("language", message_catalogs.languages())
def test_has_a_translation_of_every_word(language: str):
    wanted = {(texts(each.id), each.context) for each in message_catalogs.collected() if each.id}
    kept = message_catalogs.read(language)
    translated = {
        (texts(each.id), each.context)
        for each in kept
        if each.id and all(texts(each.string)) and texts(each.string)
    }

    assert sorted(map(str, wanted ^ translated)) == []


@pytest.mark.parametrize("language", message_catalogs.languages())
def test_keeps_what_a_text_is_filled_with(language: str):
    wrong = [
        (each.id, each.string)
        for each in message_catalogs.read(language)
        if each.id
        for string in texts(each.string)
        if sorted(set(PLACEHOLDER.findall(string)))
        != sorted(set(PLACEHOLDER.findall(texts(each.id)[-1])))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", message_catalogs.languages())
def test_runs_with_the_catalogue_that_people_read(language: str):
    assert message_catalogs.path_of(language, "mo").read_bytes() == message_catalogs.mo_of(
        message_catalogs.read(language)
    )


def test_writes_serbian_in_latin_letter_by_letter():
    original = message_catalogs.collected()
    cyrillic = message_catalogs.read(message_catalogs.CYRILLIC)

    kept = {
        (str(each.id), each.context): each.string
        for each in message_catalogs.read(message_catalogs.LATIN)
        if each.id
    }
    made = message_catalogs.in_latin(cyrillic, original)

    assert kept == {(str(each.id), each.context): each.string for each in made if each.id}
    assert message_catalogs.latin("Џокер, Љубав, ЊЕГОШ и ђак") == "Džoker, Ljubav, NJEGOŠ i đak"


def test_speaks_of_models_in_the_language_of_the_page():
    field = Agreement._meta.get_field("status")
    with override("hr"):
        assert str(Agreement._meta.verbose_name_plural) != "agreements"
        assert str(field.help_text) != "" or str(field.verbose_name) != "status"
        assert ReviewStatus.DRAFT.label == dict(ReviewStatus.choices)["draft"] != "Draft"


@pytest.mark.django_db
def test_says_what_the_database_refuses_in_the_language_of_the_page():
    with override("hr"), pytest.raises(IntegrityError) as refused:
        make_actor(slug="Not a slug")

    with override("hr"):
        assert not refusal_message(refused.value).startswith("A slug has")


@pytest.mark.django_db
def test_changes_the_language_of_the_pages_and_not_of_the_api(client: Client):
    client.post("/language/", {"language": "hr", "next": "/admin/"})

    before = client.get("/api/v1/meta/").content
    assert client.get("/admin/login/").headers["Content-Language"] == "hr"
    assert client.get("/api/v1/meta/").content == before
    assert client.get("/api/v1/meta/").headers["Content-Language"] == "en"


@pytest.mark.django_db
def test_answers_the_api_in_english_on_a_thread_that_has_shown_a_page_in_another_language(
    client: Client,
):
    before = client.get("/api/v1/meta/").content
    client.post("/language/", {"language": "hr", "next": "/admin/"})
    client.get("/admin/login/")
    cache.clear()

    assert client.get("/api/v1/meta/").content == before
