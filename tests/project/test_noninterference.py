"""Nothing an anonymous reader can ask is answered otherwise for the drafts that are there."""

import ast
import hashlib
import random
import re
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django_filters import filters

from actors.models import Actor
from agreements.models import Agreement
from balkanwatch.api import router
from balkanwatch.apps import published_models
from balkanwatch.fixtures import models_in_load_order
from events.models import Event, EventClaim, Participation
from explorer.network import NetworkKind
from explorer.search import KINDS
from records.api.cite import CitableViewSet
from records.api.shapes import expandable
from records.models import Record
from records.publication import view_of
from tests.builders import make_actor, make_name, publish
from tests.long import IS_LONG
from tests.project.drafts import HIDDEN, hide_some, take_drafts_away
from tests.project.test_changes import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts", "counted_requests")]

# `make test-long` asks for every row, more words and more values of each filter, and for mixtures of them.
REQUESTS = 20_000 if IS_LONG else 1_000
SEED = 20250318
WORDS = ["tirana", "Vučić", "Вучић", "nato", "defence", "hidden", "kosovo", "zzz", "sign", "%", "_"]
# With typing errors, which are forgiven where nothing is as written; of web search; unfinished
SEARCHED = [
    *WORDS,
    "tirnaa",
    "kosvo",
    "hungry",
    "serbai",
    "nato -kosovo",
    "-nato",
    "vucic or orban",
]
TYPED = ["a", "se", "ko", "dec", "ser", "Тир", "hun", "min", "tirnaa", "defnce", "kosvo"]
TRACES = ["stays", "goes", "gone"]
DAYS = ["1999-01-01", "2008-02-17", "2025-03-18", "2025-04-01", "2025-04-02", "2030-01-01", "soon"]


REGISTRY: list[tuple[str, Any, str]] = router.registry


@pytest.fixture(scope="module")
def drafts(article_data: None, django_db_blocker: Any) -> None:
    """The data set, a third of it drafts."""
    with django_db_blocker.unblock():
        assert hide_some(share=0.35, seed=SEED) > 40


@pytest.fixture
def counted_requests(settings: Any) -> None:
    """The headers that say what is left of a limit are compared too."""
    settings.API_RATE = 1_000_000


class Questions:
    """Makes requests out of everything that the API offers and everything that is in the tables."""

    def __init__(self) -> None:
        self.dice = random.Random(SEED)  # noqa: S311 (what is asked is no secret)
        self.keys: dict[str, list[str]] = {
            prefix: self._keys_of(view) for prefix, view, _ in REGISTRY
        }
        self.slugs = sorted({key for keys in self.keys.values() for key in keys if "." not in key})

    def all(self, number: int) -> list[tuple[str, dict[str, str]]]:
        """Every list, rows of each, every filter with several values, then mixtures."""
        asked: list[tuple[str, dict[str, str]]] = []
        for prefix, view, _ in REGISTRY:
            asked.append((f"/api/v1/{prefix}/", {"page_size": "500"}))
            asked += [(f"/api/v1/{prefix}/{key}/", {}) for key in self._some(self.keys[prefix], 15)]
            asked += self._shown(prefix, view)
            for name, each in self._filters(view).items():
                values = range(6 if IS_LONG else 2)
                asked += [(f"/api/v1/{prefix}/", {name: self._value(name, each)}) for _ in values]
            if issubclass(view, CitableViewSet):
                asked += [
                    (f"/api/v1/{prefix}/{key}/cite/", {"accessed": "2026-01-31"})
                    for key in self._some(self.keys[prefix], 5)
                ]
        asked += [(f"/api/v1/actors/{slug}/", {}) for slug in TRACES]
        asked += self._spanning()
        asked += self._searched()
        while len(asked) < number:
            prefix, view, _ = self.dice.choice(REGISTRY)
            declared = self._filters(view)
            names = self.dice.sample(
                sorted(declared), k=min(len(declared), self.dice.choice([1, 2, 3]))
            )
            query = {name: self._value(name, declared[name]) for name in names}
            query |= self._shape(view)
            way = self.dice.choice(["pages", "pages", "file", "cite"])
            if way == "pages":
                query["page_size"] = self.dice.choice(["1", "3", "50", "500", "0"])
                query["page"] = self.dice.choice(["1", "1", "2", "7", "x"])
                asked.append((f"/api/v1/{prefix}/", query))
            elif way == "file":
                query["format"] = self.dice.choice(view.formats).format
                asked.append((f"/api/v1/{prefix}/", query))
            else:
                asked.append((f"/api/v1/{prefix}/cite/", query))
        return asked

    def _shown(self, prefix: str, view: Any) -> list[tuple[str, dict[str, str]]]:
        """The whole list in every format, counted by every facet, with every reference whole."""
        asked: list[tuple[str, dict[str, str]]] = []
        for kind in view.formats:
            asked.append((f"/api/v1/{prefix}.{kind.format}", {}))
            asked.append((f"/api/v1/{prefix}/", {"format": kind.format, **self._shape(view)}))
        for name in view.filterset_class.facets:
            asked.append((f"/api/v1/{prefix}/", {"facets": name, "page_size": "1"}))
        for path in expandable(view.serializer_class()):
            asked.append((f"/api/v1/{prefix}/", {"expand": path, "page_size": "500"}))
            key = self.dice.choice([*self.keys[prefix], "nothing"])
            asked.append((f"/api/v1/{prefix}/{key}.json", {"expand": path}))
        asked.append((f"/api/v1/{prefix}/cite/", {"accessed": "2026-01-31"}))
        return asked

    def _shape(self, view: Any) -> dict[str, str]:
        """Some references whole, some fields, some facets, or none of these."""
        offered = {
            "expand": list(expandable(view.serializer_class())),
            "fields": [*view.serializer_class().fields, "place.name", "claims.source.slug"],
            "facets": list(view.filterset_class.facets),
        }
        return {
            name: ",".join(self.dice.sample(words, k=min(2, len(words))))
            for name, words in offered.items()
            if words and self.dice.random() < 0.25
        }

    def _spanning(self) -> list[tuple[str, dict[str, str]]]:
        """Questions that span the resources, about published records and drafts alike."""
        asked: list[tuple[str, dict[str, str]]] = [("/api/v1/meta/", {})]
        asked += [("/api/v1/changes/", {"since": since}) for since in ("0", "2000-01-01", "x")]
        asked += [
            ("/api/v1/changes/", {"resource": name, "page_size": "500"}) for name in self.keys
        ]
        for day in self._some(DAYS, 3):
            asked.append(("/api/v1/snapshot/", {"on": day}))
            asked.append(("/api/v1/snapshot/diff/", {"from": "1999-01-01", "to": day}))
            for kind in NetworkKind.values:
                ties = {"kind": kind, "on": day, "format": self.dice.choice(["json", "graphml"])}
                asked.append(("/api/v1/network/", ties))
                asked += [
                    ("/api/v1/network/", {**ties, "actor": self.dice.choice(self.keys["actors"])})
                    for _ in range(6)
                ]
        for agreement in self.keys["agreements"]:
            signed = {"agreement": agreement, "on": "2025-04-02"}
            asked.append(("/api/v1/signatories/", signed))
            asked += [
                ("/api/v1/signatories/", {**signed, "member_of": actor})
                for actor in ("nato", "european-union", "adriatic-bloc")
            ]
        return asked

    def _searched(self) -> list[tuple[str, dict[str, str]]]:
        """Words of all records, published ones and drafts, as they are and with a letter missing."""
        titles = [
            title
            for kind in KINDS.values()
            for title in kind.model.objects.values_list(kind.name, flat=True)
        ]
        words = sorted({word for title in titles for word in title.split() if len(word) > 3})
        drawn = self._some(words, 8)[:60]
        asked = [("/api/v1/suggest/", {"q": word}) for word in TYPED]
        for word in [*SEARCHED, *drawn, *(word[:2] + word[3:] for word in drawn)]:
            kinds = {"kind": self.dice.choice(list(KINDS))}
            asked.append(("/api/v1/search/", {"q": word}))
            asked.append(("/api/v1/search/", {"q": word, "page_size": "3", "page": "2"}))
            asked.append(("/api/v1/search/", {"q": word, "page_size": "5", **kinds}))
            asked.append(("/api/v1/suggest/", {"q": word[:4]}))
            asked.append(
                (f"/api/v1/{self.dice.choice(list(KINDS.values())).resource}/", {"q": word})
            )
        return asked

    def _some(self, values: list[str], number: int) -> list[str]:
        """All values in random order, or so many of them."""
        return self.dice.sample(values, k=len(values) if IS_LONG else min(len(values), number))

    @staticmethod
    def _keys_of(view: Any) -> list[str]:
        model = view.queryset.model
        if issubclass(model, Record) or view.lookup_field in {"slug", "code"}:
            return [
                str(key)
                for key in model.objects.order_by("pk").values_list(view.lookup_field, flat=True)
            ]
        if view.lookup_field == "key" and view.__name__ == "ClaimViewSet":
            return [
                f"{name}-{number}"
                for name in ("actor", "agreement", "event")
                for number in range(1, 40)
            ]
        return [".".join(map(str, row.natural_key())) for row in model.objects.order_by("pk")]

    @staticmethod
    def _filters(view: Any) -> dict[str, Any]:
        return dict(view.filterset_class.base_filters) if view.filterset_class else {}

    def _value(self, name: str, each: Any) -> str:
        choices = [str(key) for key, _ in each.extra.get("choices") or []]
        if choices and self.dice.random() < 0.9:
            return ",".join(
                self.dice.sample(choices, k=1 if "__in" not in name else min(2, len(choices)))
            )
        if isinstance(each, filters.DateFilter):
            return self.dice.choice(DAYS)
        if isinstance(each, filters.NumberFilter):
            return self.dice.choice(["1", "2", "3", "-1"])
        if name in {"type", "topic", "parent"}:
            return self.dice.choice([*self.keys["event-types"], *self.keys["topics"]])
        if name == "record":
            kind = self.dice.choice(["actor", "relationship", "agreement", "event", "figure"])
            return f"{kind}:{self.dice.choice(self.slugs)}"
        if name == "q" or self.dice.random() < 0.1:
            return self.dice.choice(WORDS)
        return self.dice.choice(self.slugs)


def leave_traces() -> None:
    """Merges one actor into another and retracts a third; all three have been public."""
    for slug in TRACES:
        publish(make_actor(slug))
    stays = Actor.objects.get(slug="stays")
    Actor.objects.filter(slug="goes").update(review_status="retracted", merged_into=stays)
    Actor.objects.filter(slug="gone").update(review_status="retracted", retraction_reason="Twice.")
    settle()


def edit_drafts() -> None:
    """Changes every draft, and parts of drafts, as a curator does."""
    for model, column in ((Actor, "name"), (Agreement, "title"), (Event, "title")):
        drafts: Any = model._default_manager.filter(review_status__in=HIDDEN)
        drafts.update(**{column: "Edited", "note": "Edited"})
    make_name(Actor.objects.filter(review_status__in=HIDDEN)[0], "Edited")
    Participation.objects.filter(is_public=False).update(statement="Edited")
    EventClaim.objects.filter(is_public=False).update(quote="Edited")
    settle()


def answers(
    client: Client, asked: list[tuple[str, dict[str, str]]], known: Iterable[str] = ()
) -> list[tuple[int, str, str]]:
    """Status, headers and a digest of the body of each answer, to those who know it or do not."""
    given = []
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_count")
    each: Any = zip_longest(asked, known, fillvalue="")
    for (path, query), etag in each:
        answer: Any = client.get(path, query, headers={"If-None-Match": etag} if etag else {})
        headers = str(sorted((k, v) for k, v in answer.headers.items() if k != "Date"))
        body: Any = answer.streaming_content if answer.streaming else [answer.content]
        digest = hashlib.sha256(b"".join(body)).hexdigest()
        given.append((answer.status_code, headers, digest))
    return given


def test_answers_as_if_there_were_no_drafts(client: Client) -> None:
    leave_traces()
    asked = Questions().all(REQUESTS)

    with_drafts = answers(client, asked)
    edit_drafts()
    known = [dict(ast.literal_eval(headers)).get("ETag", "") for _, headers, _ in with_drafts]
    conditional = answers(client, asked, known)
    take_drafts_away()
    without_drafts = answers(client, asked)

    assert conditional == answers(client, asked, known)
    assert {status for status, _, _ in conditional} == {301, 304, 308, 400, 404, 410}

    assert len(asked) >= REQUESTS
    assert {status for status, _, _ in with_drafts} == {200, 301, 308, 400, 404, 410}
    assert all("RateLimit-Policy" in headers for _, headers, _ in with_drafts)
    assert [
        (path, query)
        for (path, query), one, other in zip(asked, with_drafts, without_drafts, strict=True)
        if one != other
    ] == []


def all_conditions_of(table: str) -> str:
    """The view of a table without any condition on what is public."""
    [model] = [m for m in published_models() if m._meta.db_table == table]
    view = view_of(model).replace("CREATE VIEW", "CREATE OR REPLACE VIEW")
    return re.sub(r"WHERE this\.is_public| AND \w+\.is_public", "", view)


SABOTAGE = {
    "drafts in a view": all_conditions_of("events_event"),
    "published relations of drafts in a view": all_conditions_of("actors_relationship"),
    "rows of drafts in a view": all_conditions_of("events_participation"),
    "claims on drafts in a view": all_conditions_of("events_eventclaim"),
}


@pytest.mark.parametrize("sabotage", SABOTAGE)
def test_notices_when_a_part_of_the_isolation_is_taken_away(client: Client, sabotage: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SABOTAGE[sabotage])

    assert _lists(client) != _lists_without_drafts(client)


# Ways to learn of drafts beside lists: tables whose views forget what is public, and a question that shows it
WAYS: dict[str, Any] = {
    "a count": ("events_event", "/api/v1/events/", {"page_size": "1"}),
    "a count by filter": (
        "events_participation",
        "/api/v1/events/",
        {"actor": "serbia", "page_size": "1"},
    ),
    "counts of values": ("events_event", "/api/v1/events/", {"facets": "type", "page_size": "1"}),
    "some fields": ("events_event", "/api/v1/events/", {"fields": "slug", "page_size": "500"}),
    "words in a list": ("events_event", "/api/v1/events/", {"q": "kosovo", "page_size": "500"}),
    "csv": ("events_event", "/api/v1/events/", {"format": "csv"}),
    "ndjson": ("events_event", "/api/v1/events/", {"format": "ndjson"}),
    "geojson": ("events_event", "/api/v1/events/", {"format": "geojson"}),
    "xlsx": ("events_event", "/api/v1/events/", {"format": "xlsx"}),
    "citations": ("events_event", "/api/v1/events/cite/", {}),
    "search": ("events_event", "/api/v1/search/", {"q": "kosovo"}),
    "suggestions": ("events_event", "/api/v1/suggest/", {"q": "ser"}),
    "aggregates": ("events_event", "/api/v1/events/aggregate/", {"group_by": "type"}),
    "timeline": ("events_event", "/api/v1/events/timeline/", {}),
    "chain": ("events_event events_eventlink", "/api/v1/events/tirana-signing-2025/chain/", {}),
    "network": (
        "actors_actor events_event events_participation",
        "/api/v1/network/",
        {"kind": "co_participation"},
    ),
    "what there is": ("events_event", "/api/v1/meta/", {}),
}


@pytest.mark.parametrize("way", WAYS)
def test_notices_drafts_in_each_way_of_asking(client: Client, way: str) -> None:
    tables, *question = WAYS[way]
    sound = answers(client, [question])
    with connection.cursor() as cursor:
        for table in tables.split():
            cursor.execute(all_conditions_of(table))

    assert [status for status, _, _ in sound] == [200]
    assert answers(client, [question]) != sound


def test_notices_when_readers_are_sent_to_the_tables(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("records.publication.SCHEMA", "public")
    monkeypatch.setattr("records.publication.reader_role", lambda using: "none")

    assert _lists(client) != _lists_without_drafts(client)


def test_notices_a_flag_that_was_not_set(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DISABLE TRIGGER USER")
    hide_some(share=0.35, seed=SEED + 1)

    assert _lists(client) != _lists_without_drafts(client)


def test_leaves_the_flags_as_the_rules_would_set_them_anew() -> None:
    hide_some(share=0.35, seed=SEED + 1)

    flags = {model: _flags(model) for model in models_in_load_order() if _is_kept(model)}
    for model in flags:
        model._default_manager.update(is_public=False)

    assert {model: _flags(model) for model in flags} == flags
    assert any(False in flags[model].values() for model in flags)


def _lists(client: Client) -> Any:
    client.raise_request_exception = False
    return answers(client, [(f"/api/v1/{p}/", {"page_size": "500"}) for p, _, _ in router.registry])


def _lists_without_drafts(client: Client) -> Any:
    take_drafts_away()
    return _lists(client)


def _is_kept(model: Any) -> bool:
    return any(f.name == "is_public" and not f.generated for f in model._meta.local_fields)


def _flags(model: Any) -> dict[int, bool]:
    return dict(model._default_manager.values_list("pk", "is_public"))
