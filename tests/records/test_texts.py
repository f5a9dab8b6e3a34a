"""Texts are stored in one way of writing, whatever way they come."""

import random

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.forms import modelform_factory

from actors.models import Actor, ActorName
from balkanwatch.apps import project_apps, publish, published_models
from records.fields import CleanField
from records.search import SearchTerms
from records.stored_texts import clean_stored_texts, models_with_texts
from records.texts import clean_line, clean_text
from tests import cases, database, make

LINES = [
    ("", ""),
    ("Tirana", "Tirana"),
    (" Tirana  Declaration ", "Tirana Declaration"),
    ("Vuc\u030cic\u0301", "Vučić"),
    ("Tirana\u00a0Declaration", "Tirana Declaration"),
    ("Tirana\u202f\u2009Declaration\u3000", "Tirana Declaration"),
    ("Tirana\tDeclara\u00adtion", "Tirana Declaration"),
    ("Tirana\r\nDeclaration\n", "Tirana Declaration"),
    ("Tirana\u2028Declaration\u0085x", "Tirana Declaration x"),
    ("\ufeffTi\u200bra\u2060na\u200e", "Tirana"),
    ("\u202eTirana\u202c \u2067x\u2069", "Tirana x"),
    ("c\u200b\u030c", "č"),
    ("Ti\u200crana", "Tirana"),
    ("\u200dTirana\u200d", "Tirana"),
    # Persian, Sinhala and Bengali need their joiners
    ("\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648"),
    ("می‌‌خواهم‌ ", "می‌خواهم"),
    ("\u0dc1\u0dca\u200d\u0dbb\u0dd3 x", "\u0dc1\u0dca\u200d\u0dbb\u0dd3 x"),
    ("র‍্যাব", "র‍্যাব"),
    ("می\u00ad‌خواهم", "می‌خواهم"),
    ("Ti\u0007ra\u009fna", "Tirana"),
    ("\u3164", ""),
    ("Straße – № 5", "Straße – № 5"),
    ("Å\u212b", "ÅÅ"),
]
TEXTS = [
    ("first\r\nsecond\rthird", "first\nsecond\nthird"),
    ("\n first  line \t\n\n\u00a0second\u200b \n", "first line\n\nsecond"),
    ("one\u2029two\u000bthree", "one\ntwo\nthree"),
    ("10\u00a0000 troops", "10 000 troops"),
]


def in_sql(function: str, text: str) -> str:
    [(answer,)] = database.rows(f"SELECT {function}(%s)", text)
    return answer


@cases("written, expected", *LINES)
def test_cleans_a_line_in_python_and_sql(written, expected):
    assert clean_line(written) == expected
    assert in_sql("clean_line", written) == expected


@cases("written, expected", *TEXTS)
def test_cleans_paragraphs_in_python_and_sql(written, expected):
    assert clean_text(written) == expected
    assert in_sql("clean_text", written) == expected


def test_cleans_any_text_alike_in_python_and_sql_and_only_once():
    dice = random.Random(1)  # noqa: S311 (no secret)
    letters = "".join(text for text, _ in (*LINES, *TEXTS)) + "".join(map(chr, range(1, 0x250)))
    texts = ["".join(dice.choices(letters, k=12)) for _ in range(1000)]

    found = database.rows("SELECT t, clean_line(t), clean_text(t) FROM unnest(%s) AS t", texts)

    assert found == [(text, clean_line(text), clean_text(text)) for text in texts]
    for _, line, text in found:
        assert (clean_line(line), clean_text(text)) == (line, text)


def test_cleans_every_column_in_which_people_type():
    """Other texts are codes of a closed list or slugs, or the program writes them."""
    typed = [
        f"{model._meta.label}.{field.name}"
        for model in published_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.SlugField | CleanField)
        and not (field.choices or field.generated or not field.editable)
    ]
    others = {model._meta.label for model in models_with_texts()} - {
        model._meta.label for model in published_models()
    }

    assert typed == []
    assert others == {
        "accounts.ApiKey",
        "curation.Proposal",
        "curation.ProposalGroup",
        "curation.ReviewBatch",
        "curation.SavedSearch",
        "imports.NameMatch",
    }


def test_has_triggers_that_fire_before_all_others():
    first = database.rows(
        "SELECT tgrelid::regclass::text, min(tgname) FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgtype & 3 = 3 AND tgtype & 20 <> 0 GROUP BY 1"
    )
    names = dict(first)

    for model in models_with_texts():
        assert names[model._meta.db_table].startswith("clean_texts"), model


def test_stores_rows_of_sql_clean():
    actor = make.actor()
    database.execute(
        "UPDATE actors_actor SET name = E'\\u200bTirana\\u00a0 x', note = E'a \\r\\nb'"
    )

    assert database.stored(actor, "name", "note") == ("Tirana x", "a\nb")


def test_stores_rows_of_python_clean():
    actor = make.actor(name="Vuc\u030cic\u0301\u200b ")

    assert actor.name == "Vučić"
    assert Actor.objects.get(name="Vučić\u00ad").pk == actor.pk


def test_refuses_a_name_that_differs_only_in_what_nobody_sees():
    name = make.name(make.actor(), "Vučić")
    twin = ActorName(actor=name.actor, language=name.language, name="Vuc\u030cić\u200b")

    with pytest.raises(IntegrityError), transaction.atomic():
        ActorName.objects.bulk_create([twin])


def test_refuses_a_name_of_nothing_that_is_seen():
    with pytest.raises(IntegrityError), transaction.atomic():
        make.actor(name="\u200b\u00a0")


def test_migrates_to_the_same_columns():
    changed = [
        field.deconstruct()[1]
        for config in project_apps()
        for model in apps.get_app_config(config.label).get_models()
        for field in model._meta.local_fields
        if isinstance(field, CleanField)
    ]

    assert {path.rpartition(".")[0] for path in changed} == {"django.db.models"}


def test_cleans_what_was_stored_before_and_reports_twins():
    kept, twin = make.actor(), make.publish(make.actor())
    first, second = (make.name(kept, name) for name in ("Vučić", "other"))
    version = database.stored(twin, "version")
    database.settle()
    table_names = ("actors_actor", "actors_actorname")
    database.execute(*(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in table_names))
    database.execute(
        f"UPDATE actors_actor SET name = E'Tirana\\u00a0' WHERE id = {twin.pk}",
        f"UPDATE actors_actorname SET name = E'Vu\\u200bčić' WHERE id = {second.pk}",
    )
    database.settle()
    database.execute(*(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in table_names))

    left = clean_stored_texts(published_models())

    assert len(left) == 1
    assert left[0].startswith(f"actors_actorname {second.pk}: name stays as it was written: ")
    assert "has this name in this language already" in left[0]
    assert database.stored(twin, "name", "version") == ("Tirana", version + 1)
    assert database.stored(first, "name") == "Vučić"

    # What stays can still be shown and hidden.
    make.publish(kept)
    assert database.stored(second, "is_public") is True


def test_cleans_stored_texts_when_the_triggers_are_installed():
    actor = make.publish(make.actor())
    database.settle()
    database.execute("DROP SCHEMA published CASCADE")
    database.execute(f"UPDATE actors_actor SET name = E'Tirana\\u00a0' WHERE id = {actor.pk}")
    database.settle()

    publish()

    assert database.stored(actor, "name") == "Tirana"
    assert database.rows(
        "SELECT pgh_context ->> 'why', pgh_context ->> 'what' FROM curation_actorhistory ORDER BY pgh_id DESC LIMIT 1"
    ) == [("Invisible characters and spaces removed, letters composed", "migrate")]


def test_finds_a_name_typed_with_what_nobody_sees():
    actor = make.actor(name="Novi Sad")

    assert list(Actor.objects.with_name("Novi\u00a0 Sa\u200bd")) == [actor]
    assert SearchTerms.of("No\u00advi\u00a0Sad").folded == "novi sad"


def test_a_form_takes_a_text_that_is_the_same_when_clean_as_unchanged():
    actor = make.actor(name="Novi Sad", note="first\nsecond")
    form = modelform_factory(Actor, fields=["name", "note"])

    same = form({"name": "Novi\u00a0 Sad\u200b", "note": "first \r\nsecond"}, instance=actor)

    assert not same.has_changed()
    assert same.is_valid()
    assert same.cleaned_data["name"] == "Novi Sad"
    spaces = form({"name": " " * 50 + "x" * 100 + " " * 150 + "y" * 99}, instance=actor)
    assert spaces.is_valid(), spaces.errors
