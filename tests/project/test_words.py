"""The admin is translated completely into its languages."""

import re
from collections.abc import Sequence

import pytest
from django.core.cache import cache
from django.db import IntegrityError
from django.test import Client
from django.utils.translation import gettext, override

from agreements.models import Agreement
from balkanwatch import message_catalogs
from curation.database_errors import refusal_message
from records.choices import ReviewStatus
from records.label_translation import messages_in_sql
from tests import cases, database, make

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}(?!\})")


each_language = cases("language", *message_catalogs.languages())


def forms(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """A text and its plural form, if it has one."""
    return (value,) if isinstance(value, str) else tuple(value or ())


@each_language
def test_has_a_translation_of_every_text(language: str):
    messages = message_catalogs.collect_messages()
    wanted = {(forms(each.id), each.context) for each in messages if each.id}
    translated = {
        (forms(each.id), each.context)
        for each in message_catalogs.read_catalog(language)
        if each.id and all(forms(each.string)) and forms(each.string)
    }

    assert sorted(map(str, wanted ^ translated)) == []


@each_language
def test_keeps_the_placeholders_of_texts(language: str):
    wrong = [
        (each.id, each.string)
        for each in message_catalogs.read_catalog(language)
        if each.id
        for string in forms(each.string)
        if sorted(set(PLACEHOLDER.findall(string)))
        != sorted(set(PLACEHOLDER.findall(forms(each.id)[-1])))
    ]

    assert wrong == []


@each_language
def test_compiles_the_stored_catalogue(language: str):
    compiled = message_catalogs.catalog_path(language, "mo").read_bytes()

    assert compiled == message_catalogs.to_mo(message_catalogs.read_catalog(language))


def test_transliterates_serbian_from_cyrillic():
    stored = message_catalogs.read_catalog(message_catalogs.LATIN)
    updated = message_catalogs.updated_catalogs()[message_catalogs.LATIN]

    def translations(catalog):
        return {(str(each.id), each.context): each.string for each in catalog if each.id}

    assert translations(stored) == translations(updated)
    assert message_catalogs.to_latin("Џокер, Љубав, ЊЕГОШ и ђак") == "Džoker, Ljubav, NJEGOŠ i đak"


def test_translates_the_texts_of_models():
    field = Agreement._meta.get_field("status")
    with override("hr"):
        assert str(Agreement._meta.verbose_name_plural) != "agreements"
        assert str(field.help_text) != "" or str(field.verbose_name) != "status"
        assert ReviewStatus.DRAFT.label == dict(ReviewStatus.choices)["draft"] != "Draft"


def test_translates_the_messages_of_the_database():
    with override("hr"), pytest.raises(IntegrityError) as refused:
        make.actor(slug="Not a slug")

    with override("hr"):
        assert not refusal_message(refused.value).startswith("A slug has")


def test_translates_pages_but_not_the_api(client: Client):
    client.post("/language/", {"language": "hr", "next": "/admin/"})

    before = client.get("/api/v1/meta/").content
    assert client.get("/admin/login/").headers["Content-Language"] == "hr"
    cache.clear()
    answer = client.get("/api/v1/meta/")
    assert (answer.content, answer.headers["Content-Language"]) == (before, "en")


def test_shows_montenegrin_in_serbian_and_keeps_the_choice(admin_client: Client):
    admin_client.post("/language/", {"language": "cnr", "next": "/admin/"})
    page = admin_client.get("/admin/").content.decode()

    assert 'lang="sr-latn"' in page
    with override("sr-latn"):
        assert str(gettext("Language")) in page
    assert '<option value="cnr" lang="cnr" selected>Crnogorski *</option>' in page


def test_marks_translations_that_no_speaker_has_reviewed(admin_client: Client, settings):
    settings.REVIEWED_LANGUAGES = {"en", "hr"}
    page = admin_client.get("/admin/").content.decode()

    assert ">Hrvatski</option>" in page
    assert ">Македонски *</option>" in page
    assert "translation not reviewed by a speaker" in page


def test_has_every_message_with_which_the_database_refuses_a_change() -> None:
    known = {message.id for message in message_catalogs.collect_messages()}
    bodies = database.rows("SELECT prosrc FROM pg_proc WHERE prosrc LIKE '%MESSAGE = %'")

    said = {message for (body,) in bodies for message in messages_in_sql(body)}

    assert len(said) > 20
    assert said - known == set()
