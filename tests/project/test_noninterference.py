"""No response to an anonymous reader depends on the drafts in the database."""

import ast
import hashlib
import random
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, zip_longest
from typing import Any

import pytest
from django.test import Client
from django_filters import filters

from actors.choices import STANDING_KINDS
from actors.models import Actor
from agreements.models import Agreement
from api.citation import CitableViewSet
from api.field_selection import expandable_paths
from api.filters.filters import IdentifierFilter
from balkanwatch.apps import published_models
from balkanwatch.fixtures import models_in_load_order
from events.models import Event, EventClaim, Participation
from explorer.api.claimed_rows import TABLES
from explorer.api.claims import ClaimViewSet
from explorer.network import NetworkKind
from explorer.pages.record_pages import RECORD_PAGES
from explorer.pages.urls import PICTURE_PAGES
from explorer.search import SEARCHED_KINDS
from records.identifiers import Identifier
from records.published_views import view_of
from tests import cases, database, make
from tests.long import IS_LONG
from tests.project.contract import RESOURCES
from tests.project.drafts import DRAFT_STATUSES, delete_drafts, make_some_drafts

pytestmark = pytest.mark.usefixtures("article_data", "counted_requests")

REQUESTS = 20_000 if IS_LONG else 500
PAGES_DRAWN = 30
SEED = 20250318
WORDS = ["tirana", "Vučić", "Вучић", "nato", "defence", "hidden", "kosovo", "zzz", "sign", "%", "_"]
# With typing errors, which match if nothing else does, and in web search syntax
MISTYPED = ["tirnaa", "kosvo", "hungry", "serbai"]
SEARCHES = [*WORDS, *MISTYPED, "nato -kosovo", "-nato", "vucic or orban"]
TYPED = ["a", "se", "ko", "dec", "ser", "Тир", "hun", "min", "tirnaa", "defnce", "kosvo"]
DAYS = ["1999-01-01", "2008-02-17", "2025-03-18", "2025-04-01", "2025-04-02", "2030-01-01", "soon"]
ACCESSED = {"accessed": "2026-01-31"}

Query = dict[str, str]
Request = tuple[str, Query]
Answer = tuple[int, str, str]


@pytest.fixture
def counted_requests(settings: Any) -> None:
    """Turns the rate limit on: the headers with what is left of it are compared too."""
    settings.API_RATE = 1_000_000


class RequestGenerator:
    """Makes requests from everything that the API offers and everything in the tables."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)  # noqa: S311 (no secret)
        self.keys = {prefix: self._keys_of(view) for prefix, view in RESOURCES.items()}
        self.codes = [
            str(row) for table in Identifier.__subclasses__() for row in table.objects.all()
        ]
        self.slugs = sorted({key for keys in self.keys.values() for key in keys if "." not in key})

    def requests(self, number: int) -> list[Request]:
        """Every list and every row once, every filter with several values, then combinations."""
        requests = [*self._questions(), *self._searches()]
        for prefix, view in RESOURCES.items():
            requests.append((f"{prefix}/", {"page_size": "500"}))
            requests += [(f"{prefix}/{key}/", {}) for key in self.keys[prefix]]
            requests += self._representations(prefix, view)
            for name, declared in view.filterset_class.base_filters.items():
                requests += [(f"{prefix}/", {name: self._value(name, declared)}) for _ in range(6)]
            if issubclass(view, CitableViewSet):
                requests += [(f"{prefix}/{key}/cite/", ACCESSED) for key in self.keys[prefix]]
        while len(requests) < number:
            requests.append(self._combination())
        return [(f"/api/v1/{path}", query) for path, query in requests] + [*self._pages()]

    def _pages(self) -> Iterator[Request]:
        """Pages for readers: the front page, searches, and pages of records, published or not."""
        yield "/", {}
        for word in SEARCHES:
            yield "/search/", {"q": word}
        for picture in PICTURE_PAGES:
            for address in (f"/{picture.name}/", f"/{picture.name}.svg", f"/embed/{picture.name}/"):
                yield address, {}
            yield f"/{picture.name}/", {"as": "table", "on": "2025-04-01"}
        yield from (("/coverage/", {}), ("/about/method/", {}))
        for slug in self._sample(self.keys["actors"], PAGES_DRAWN // 4):
            yield "/timeline/", {"actor": slug}
            yield "/stances/", {"object": slug, "on": "2025-04-02"}
        for first, second in pairwise(self.keys["agreements"]):
            yield "/compare/", {"ids": f"{first},{second}"}
        pages = [f"/{prefix}/{key}/" for prefix in RECORD_PAGES for key in self.keys[prefix]]
        for address in pages if IS_LONG else self._sample(pages, PAGES_DRAWN):
            yield address, {}

    def _combination(self) -> Request:
        """Some filters of a list, with pages, as a file, or cited."""
        choice = self.random.choice
        prefix, view = choice(list(RESOURCES.items()))
        declared = view.filterset_class.base_filters
        names = self._sample(sorted(declared), choice([1, 2, 3]))
        query = {name: self._value(name, declared[name]) for name in names} | self._selection(view)
        way = choice(["pages", "pages", "file", "cite"])
        if way == "cite":
            return f"{prefix}/cite/", query
        if way == "file":
            return f"{prefix}/", query | {"format": choice(view.formats).format}
        page_size, page = choice(["1", "3", "50", "500", "0"]), choice(["1", "1", "2", "7", "x"])
        return f"{prefix}/", query | {"page_size": page_size, "page": page}

    def _representations(self, prefix: str, view: Any) -> Iterator[Request]:
        """The whole list in every format, with every facet, with every reference expanded."""
        for renderer in view.formats:
            yield f"{prefix}.{renderer.format}", {}
            yield f"{prefix}/", {"format": renderer.format, **self._selection(view)}
        for name in view.filterset_class.facets:
            yield f"{prefix}/", {"facets": name, "page_size": "1"}
        for path in expandable_paths(view.serializer_class()):
            yield f"{prefix}/", {"expand": path, "page_size": "500"}
            key = self.random.choice([*self.keys[prefix], "nothing"])
            yield f"{prefix}/{key}.json", {"expand": path}
        yield f"{prefix}/cite/", ACCESSED

    def _selection(self, view: Any) -> Query:
        """At random: some expanded references, some fields, some facets."""
        offered = {
            "expand": list(expandable_paths(view.serializer_class())),
            "fields": [*view.serializer_class().fields, "place.name", "claims.source.slug"],
            "facets": list(view.filterset_class.facets),
        }
        chosen = {
            name: ",".join(self._sample(names, 2))
            for name, names in offered.items()
            if names and self.random.random() < 0.25
        }
        if "facets" in chosen:
            chosen["facet_filters"] = self.random.choice(["all", "others"])
        return chosen

    def _questions(self) -> Iterator[Request]:
        """Endpoints that span the resources, about published records and drafts alike."""
        yield "meta/", {}
        for since in ("0", "2000-01-01", "x"):
            yield "changes/", {"since": since}
            yield "changes.csv", {"since": since}
        for name in RESOURCES:
            yield "changes/", {"resource": name, "page_size": "500"}
        for day in DAYS:
            yield "snapshot/", {"on": day}
            yield "snapshot.csv", {"on": day}
            yield "snapshot/diff.csv", {"from": "1999-01-01", "to": day}
            yield "snapshot/diff/", {"from": "1999-01-01", "to": day}
            for kind in NetworkKind.values:
                network = {"kind": kind, "on": day}
                network["format"] = self.random.choice(["json", "graphml", "csv"])
                yield "network/", network
                for _ in range(6):
                    yield "network/", network | {"actor": self.random.choice(self.keys["actors"])}
        for agreement in self.keys["agreements"]:
            signed = {"agreement": agreement, "on": "2025-04-02"}
            yield "signatories/", signed
            yield "signatories.csv", signed
            for actor in ("nato", "european-union", "adriatic-bloc"):
                yield "signatories/", signed | {"member_of": actor}

    def _searches(self) -> Iterator[Request]:
        """Words of all records, published or not, as they are and with a letter missing."""
        titles = [
            title
            for kind in SEARCHED_KINDS.values()
            for title in kind.model.objects.values_list(kind.title, flat=True)
        ]
        words = sorted({word for title in titles for word in title.split() if len(word) > 3})
        drawn = self._sample(words, 60)
        for word in TYPED:
            yield "suggest/", {"q": word}
        for word in [*SEARCHES, *drawn, *(word[:2] + word[3:] for word in drawn)]:
            yield "search/", {"q": word}
            yield "search/", {"q": word, "page_size": "3", "page": "2"}
            kind = self.random.choice(list(SEARCHED_KINDS))
            yield "search/", {"q": word, "page_size": "5", "kind": kind}
            yield "suggest/", {"q": word[:4]}
            yield f"{self.random.choice(['search', 'suggest'])}.csv", {"q": word}
            yield f"{self.random.choice(list(SEARCHED_KINDS.values())).resource}/", {"q": word}

    @staticmethod
    def _keys_of(view: Any) -> list[str]:
        if view is ClaimViewSet:
            return [
                f"{table}-{public_id}"
                for table, model in TABLES.items()
                for public_id in model.objects.order_by("pk").values_list("public_id", flat=True)[
                    :40
                ]
            ]
        rows = view.queryset.model.objects.order_by("pk")
        if view.lookup_field in {"slug", "code", "public_id"}:
            return list(map(str, rows.values_list(view.lookup_field, flat=True)))
        return [".".join(map(str, row.natural_key())) for row in rows]

    def _sample(self, values: list[str], size: int) -> list[str]:
        return self.random.sample(values, k=min(len(values), size))

    def _value(self, name: str, declared: Any) -> str:
        choice = self.random.choice
        choices = [str(key) for key, _ in declared.extra.get("choices") or []]
        if choices and self.random.random() < 0.9:
            return ",".join(self._sample(choices, 2 if "__in" in name else 1))
        if isinstance(declared, filters.DateFilter):
            return choice(DAYS)
        if isinstance(declared, filters.NumberFilter):
            return choice(["1", "2", "3", "-1"])
        if name in {"type", "topic", "parent"}:
            return choice([*self.keys["event-types"], *self.keys["topics"]])
        if name == "record":
            kind = choice(["actor", "relationship", "agreement", "event", "figure"])
            return f"{kind}:{choice(self.slugs)}"
        if isinstance(declared, IdentifierFilter):
            return choice(
                [code for code in self.codes if code.partition(":")[0] in declared.schemes]
            )
        if name.startswith("no_standing"):
            return f"{choice(STANDING_KINDS)}:{choice(self.slugs)}"
        return choice(WORDS if name == "q" or self.random.random() < 0.1 else self.slugs)


def merge_and_retract() -> None:
    """Merges one actor into another and retracts a third; all three have been public."""
    for slug in ("stays", "goes", "gone"):
        make.publish(make.actor(slug))
    stays = Actor.objects.get(slug="stays")
    Actor.objects.filter(slug="goes").update(review_status="retracted", merged_into=stays)
    Actor.objects.filter(slug="gone").update(review_status="retracted", retraction_reason="Twice.")
    database.settle()


def edit_drafts() -> None:
    """Changes every draft, and parts of drafts, as a curator does."""
    for model, column in ((Actor, "name"), (Agreement, "title"), (Event, "title")):
        drafts: Any = model._default_manager.filter(review_status__in=DRAFT_STATUSES)
        drafts.update(**{column: "Edited", "note": "Edited"})
    make.name(Actor.objects.filter(review_status__in=DRAFT_STATUSES)[0], "Edited")
    Participation.objects.filter(is_public=False).update(statement="Edited")
    EventClaim.objects.filter(is_public=False).update(quote="Edited")
    database.settle()


def responses(client: Client, requests: list[Request], etags: Iterable[str] = ()) -> list[Answer]:
    """Status, headers and a digest of the body of each response, to requests with these ETags."""
    found = []
    database.execute("TRUNCATE accounts_count")
    pairs: Any = zip_longest(requests, etags, fillvalue="")
    for (path, query), etag in pairs:
        response: Any = client.get(path, query, headers={"If-None-Match": etag} if etag else {})
        headers = str(sorted((k, v) for k, v in response.headers.items() if k != "Date"))
        body = response.streaming_content if response.streaming else [response.content]
        digest = hashlib.sha256(b"".join(body)).hexdigest()
        found.append((response.status_code, headers, digest))
    return found


def drawn_requests() -> list[Request]:
    """All requests of the generator in the long form; else some, with one for each status."""
    requests = RequestGenerator().requests(REQUESTS)
    if IS_LONG:
        return requests
    withdrawn: list[Request] = [(f"/api/v1/actors/{slug}/", {}) for slug in ("goes", "gone")]
    no_slash: Request = ("/api/v1/actors", {})
    return [*withdrawn, no_slash, *random.Random(SEED).sample(requests, REQUESTS)]  # noqa: S311 (no secret)


def test_answers_as_if_there_were_no_drafts(client: Client) -> None:
    merge_and_retract()
    assert make_some_drafts(share=0.35, seed=SEED) > 40
    requests = drawn_requests()

    with_drafts = responses(client, requests)
    edit_drafts()
    etags = [dict(ast.literal_eval(headers)).get("ETag", "") for _, headers, _ in with_drafts]
    conditional = responses(client, requests, etags)
    delete_drafts()
    without_drafts = responses(client, requests)

    assert conditional == responses(client, requests, etags)
    assert {status for status, _, _ in conditional} == {301, 304, 308, 400, 404, 410}

    assert len(requests) >= REQUESTS
    assert {status for status, _, _ in with_drafts} == {200, 301, 308, 400, 404, 410}
    assert all("RateLimit-Policy" in headers for _, headers, _ in with_drafts)
    triples = zip(requests, with_drafts, without_drafts, strict=True)
    assert [request for request, one, other in triples if one != other] == []


def view_without_conditions(table: str) -> str:
    """The SQL of the view of a table, without any condition on what is public."""
    [model] = [m for m in published_models() if m._meta.db_table == table]
    view = view_of(model).replace("CREATE VIEW", "CREATE OR REPLACE VIEW")
    return re.sub(r"WHERE this\.is_public| AND \w+\.is_public", "", view)


def drafts_show(client: Client) -> bool:
    """Whether the lists change when drafts are deleted."""
    client.raise_request_exception = False
    lists: list[Request] = [(f"/api/v1/{name}/", {"page_size": "500"}) for name in RESOURCES]
    with_drafts = responses(client, lists)
    delete_drafts()
    return with_drafts != responses(client, lists)


@cases("table", "events_event", "actors_relationship", "events_participation", "events_eventclaim")
def test_notices_a_view_that_shows_drafts(client: Client, table: str) -> None:
    make_some_drafts(share=0.35, seed=SEED)
    database.execute(view_without_conditions(table))

    assert drafts_show(client)


# Endpoints that could show drafts: tables whose views lose their conditions, and a request
LEAKS: list[tuple[str, str, Query]] = [
    ("events_event", "events/", {"page_size": "1"}),
    ("events_participation", "events/", {"page_size": "500"}),
    ("events_participation", "events/aggregate/", {"group_by": "actor"}),
    ("events_event", "events/", {"facets": "type", "page_size": "1"}),
    ("events_event", "events/", {"fields": "slug", "page_size": "500"}),
    ("events_event", "events/", {"q": "kosovo", "page_size": "500"}),
    ("events_event", "events/", {"format": "csv"}),
    ("events_event", "events/", {"format": "ndjson"}),
    ("events_event", "events/", {"format": "geojson"}),
    ("events_event", "events/", {"format": "xlsx"}),
    ("events_event", "events/cite/", {}),
    ("events_event", "search/", {"q": "kosovo"}),
    ("events_event", "suggest/", {"q": "ser"}),
    ("events_event", "events/aggregate/", {"group_by": "type"}),
    ("events_event", "events/timeline/", {}),
    ("events_event events_eventlink", "events/tirana-signing-2025/chain/", {}),
    ("actors_actor events_event events_participation", "network/", {"kind": "co_participation"}),
    ("events_event", "meta/", {}),
]


@cases("tables, path, query", *LEAKS, ids=str)
def test_notices_drafts_in_endpoints(client: Client, tables: str, path: str, query: Query) -> None:
    make_some_drafts(share=0.35, seed=SEED)
    request = (f"/api/v1/{path}", query)
    isolated = responses(client, [request])
    database.execute(*map(view_without_conditions, tables.split()))

    assert [status for status, _, _ in isolated] == [200]
    assert responses(client, [request]) != isolated


def test_notices_when_readers_get_the_tables(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("records.publication.SCHEMA", "public")
    monkeypatch.setattr("records.publication.reader_role", lambda using: "none")
    make_some_drafts(share=0.35, seed=SEED)

    assert drafts_show(client)


def test_notices_a_flag_that_was_not_set(client: Client) -> None:
    database.execute("ALTER TABLE events_event DISABLE TRIGGER USER")
    make_some_drafts(share=0.35, seed=SEED)

    assert drafts_show(client)


def test_triggers_keep_the_flags_as_an_update_would_set_them() -> None:
    make_some_drafts(share=0.35, seed=SEED + 1)

    before = public_flags()
    for model in before:
        model._default_manager.update(is_public=False)

    assert public_flags() == before
    assert any(False in flags.values() for flags in before.values())


def public_flags() -> dict[Any, dict[int, bool]]:
    """The stored flags `is_public` of every table, by primary key."""
    models = [
        model
        for model in models_in_load_order()
        if any(f.name == "is_public" and not f.generated for f in model._meta.local_fields)
    ]
    return {model: dict(model._default_manager.values_list("pk", "is_public")) for model in models}
