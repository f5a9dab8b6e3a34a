"""Records are found by words in any script, by aliases, and despite typing errors."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import RequestFactory

from actors.models import Actor, ActorName
from agreements.models import Agreement, Clause
from events.models import Event, Place
from records.search import SearchTerms
from sources.models import Source
from tests import cases, database, make


def found(rows: Any) -> list[str]:
    return [str(row) for row in rows]


@pytest.fixture
def vucic() -> Actor:
    actor = make.actor("aleksandar-vucic", kind="person", name="Aleksandar Vučić")
    make.name(actor, "Александар Вучић", "sr-Cyrl")
    make.actor("viktor-orban", kind="person", name="Viktor Orbán")
    return actor


@cases("text", "vucic", "Вучић", "VUČIĆ", "aleks", "Vučić Aleksandar")
def test_finds_an_actor_in_any_script(vucic: Actor, text: str):
    assert list(Actor.objects.matching(text)) == [vucic]


def test_finds_an_actor_by_an_alias_once():
    kosovo = make.actor("kosovo")
    for language in ("en", "sq", "sr-Latn"):
        make.name(kosovo, "Prishtina", language, kind="metonym")
    make.name(kosovo, "Приштина", "sr-Cyrl", kind="metonym")

    assert list(Actor.objects.matching("Priština")) == [kosovo]


@cases("text", "Szabadka", "субтица", "Суботица", "subotica")
def test_finds_a_place_by_a_further_name_in_any_script(text: str):
    place = make.place("subotica")
    make.place_name(place, "Szabadka", language="hu")
    make.place_name(place, "Суботица")
    make.place_name(make.place("belgrade"), "Београд")

    assert list(Place.objects.matching(text)) == [place]


@cases(
    "name, query",
    ("Kuçovë", "kucova"),
    ("Kuçova", "Kuçovë"),
    ("Hrvatska", "Hrvtska"),
    ("Tirana", "Tirnaa"),
    ("Yugoslavia", "slavia"),
)
def test_finds_names_despite_typing_errors(name: str, query: str):
    place = make.place(name=name)
    make.place(name="Budapest")

    assert list(Place.objects.matching(query)) == [place]


def test_is_fuzzy_only_if_no_row_of_the_table_matches_exactly():
    exact = make.place(name="Serbia")
    make.place(name="Serbija")

    assert list(Place.objects.filter(name="Serbia").matching("serbja")) == [exact]
    assert found(Place.objects.matching("serbia")) == ["Serbia"]
    assert not Place.objects.exclude(pk=exact.pk).matching("serbia")


@cases("common", 1, 2)
def test_finds_the_same_for_rare_and_common_words(vucic: Actor, monkeypatch: Any, common: int):
    texts = ["vucic", "Вучић -orban", "viktor", "vuccic", "-вучић", "aleks or orban"]
    few = [found(Actor.objects.order_by("pk").matching(text)) for text in texts]
    monkeypatch.setattr("records.querysets.FEW", 0)
    monkeypatch.setattr("records.querysets.SAMPLE", 1)
    monkeypatch.setattr("records.querysets.COMMON", common)

    assert [found(Actor.objects.order_by("pk").matching(text)) for text in texts] == few
    assert all(few)


@cases(
    "text, titles",
    ("joint declaration", ["Joint declaration", "Declaration, joint"]),
    ('"joint declaration"', ["Joint declaration"]),
    ("declaration -joint", ["Declaration of Tirana"]),
    ('declaration -"joint declaration"', ["Declaration, joint", "Declaration of Tirana"]),
    ("-declaration", ["Summit"]),
    ("summit or tirana", ["Declaration of Tirana", "Summit"]),
    ("deklar", []),
    ('"jiont declaration"', []),
    ("%", []),
    ("-", []),
)
def test_supports_web_search_syntax(text: str, titles: list[str]):
    for title in ["Joint declaration", "Declaration, joint", "Declaration of Tirana", "Summit"]:
        make.event(title=title)

    assert sorted(found(Event.objects.matching(text))) == sorted(titles)


def test_excludes_an_actor_by_any_of_its_names(vucic: Actor):
    assert found(Actor.objects.matching("-вучић")) == ["Viktor Orbán"]


def test_orders_by_similarity_and_then_by_id():
    long = make.event(title="A visit to Tirana", summary="Tirana again.")
    first, second = make.event(title="Tirana"), make.event(title="Tirana")
    other = make.event(title="Summit", summary="It took place in Tirana.")

    assert list(Event.objects.ranked(SearchTerms.of("tirana"))[0]) == [first, second, long, other]


def test_ranks_an_actor_by_its_best_name():
    board = make.actor("board", name="Board of Srbija")
    serbia = make.actor("serbia", name="Serbia")
    make.name(serbia, "Srbija", "sr-Latn")

    assert list(Actor.objects.ranked(SearchTerms.of("srbija"))[0]) == [serbia, board]


def test_finds_every_kind_by_its_texts():
    agreement = make.agreement(title="One", short_title="Тиранска", summary="hybrid threats")
    clause = make.clause(agreement, heading="Two", text="Заједничке вежбе")
    source = make.source(title="Three", author="Žujović", publisher="Danas")
    event = make.event(title="Four", summary="Đorđe spoke")

    assert list(Agreement.objects.matching("tiranska hybrid")) == [agreement]
    assert list(Clause.objects.matching("zajednicke")) == [clause]
    assert list(Source.objects.matching("жујовић danas")) == [source]
    assert list(Event.objects.matching("Djordje")) == [event]


@cases("text", "vu", "alek vuc", "Вуч", "orb vik")
def test_suggests_while_a_name_is_typed(vucic: Actor, text: str):
    assert len(Actor.objects.with_word_prefixes(SearchTerms.of(text))) == 1


def test_does_not_fetch_the_search_columns(vucic: Actor):
    row = Actor.objects.get(pk=vucic.pk)

    assert (row.folded, row.search) == (None, None)
    assert Actor.objects.filter(folded__icontains="VUČIĆ").get() == vucic


def test_creates_no_version_for_the_search_columns(vucic: Actor):
    vucic.refresh_from_db()
    version = vucic.version
    vucic.save()
    assert database.stored(vucic, "version") == version


def test_ranks_similar_names(vucic: Actor):
    rows, most = Actor.objects.ranked(SearchTerms.of("Aleksander Vučič"), fuzzy=True)

    assert (rows[0], most) == (vucic, None)


@cases(
    "model, query",
    (Actor, "Vucic"),
    (Actor, "uci"),
    (Actor, "aleksandar-v"),
    (Actor, "Вучић"),
    (ActorName, "vučić"),
)
def test_autocompletes_in_the_admin_with_few_queries(vucic: Actor, model: Any, query: str):
    page = admin.site.get_model_admin(model)
    request = RequestFactory().get("/")

    def search() -> None:
        rows, doubled = page.get_search_results(request, model.objects.all(), query)
        assert len(rows) == 1
        assert not doubled

    # Parsing, matching rows, if none: threshold and similar rows, the rows
    assert len(database.queries_of(search)) <= 5
