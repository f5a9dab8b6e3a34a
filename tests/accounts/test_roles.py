"""Every address of the site, asked in every way by every role: who is let in, as declared here."""

from collections.abc import Iterator
from typing import Any
from zlib import crc32

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from records.models import Record
from tests.accounts.people import make_person
from tests.admin_page import list_url
from tests.builders import make_actor, make_merge
from tests.long import IS_LONG
from tests.project.cast import make_cast

pytestmark = pytest.mark.django_db

STAFF = ["nobody", "viewer", "curator", "reviewer", "importer", "administrator", "superuser"]
EVERYBODY = ["anonymous", "stranger", *STAFF]
METHODS = ["GET", "POST", "PUT", "DELETE"]

# What comes of a request
IN, NO, LOGIN, NO_METHOD, NOTHING = "in", "403", "login", "405", "404"

WRITE = {"view", "add", "change", "delete"}
# Who may do what, table by table; who is not named may do nothing.
WITH_DATA = {
    "viewer": {"view"},
    "importer": {"view"},
    "curator": WRITE,
    "reviewer": WRITE,
    "administrator": WRITE,
    "superuser": WRITE,
}
# Written on the pages of their records
WITH_PARTS = {role: may - {"add", "change"} for role, may in WITH_DATA.items()}
# Who writes; they are made by saving a record, and decided on by buttons
WITH_PROPOSALS = {role: {"view"} for role, may in WITH_DATA.items() if "change" in may}
WITH_KEYS = {role: {"view", "add"} for role in ("administrator", "superuser")}
WITH_MERGES = {role: {"view"} for role in ("curator", "reviewer", "administrator", "superuser")}
WITH_PEOPLE = {role: {"view", "add", "change"} for role in ("administrator", "superuser")}
# Everybody who sees records saves searches, and takes away their own; that of the example is not.
WITH_SEARCHES = {role: {"view", "add"} for role in WITH_DATA}
WITH_IMPORTS = {role: {"view"} for role in ("importer", "administrator", "superuser")}
WITH_FILES = {role: {"view", "add"} for role in ("importer", "administrator", "superuser")}
WITH_MATCHES = {
    role: {"view", "change", "delete"} for role in ("importer", "administrator", "superuser")
}
WITH_GROUPS = {"administrator": {"view"}, "superuser": WRITE}
TABLES: dict[str, dict[str, set[str]]] = {
    **dict.fromkeys(
        [
            "sources_source",
            "actors_actor",
            "actors_relationship",
            "agreements_agreement",
            "agreements_topic",
            "events_event",
            "events_eventtype",
            "events_figure",
            "events_place",
        ],
        WITH_DATA,
    ),
    **dict.fromkeys(
        [
            "actors_actorname",
            "actors_actoridentifier",
            "actors_actorclaim",
            "agreements_topiccrosswalk",
            "agreements_agreementparty",
            "agreements_clause",
            "agreements_agreementlink",
            "agreements_agreementclaim",
            "events_eventtypecrosswalk",
            "events_placename",
            "events_participation",
            "events_eventlink",
            "events_eventclaim",
        ],
        WITH_PARTS,
    ),
    "curation_proposal": WITH_PROPOSALS,
    **dict.fromkeys(
        [
            "imports_importrow",
            "imports_importfault",
            "imports_importchange",
        ],
        WITH_IMPORTS,
    ),
    "imports_import": WITH_FILES,
    "imports_namematch": WITH_MATCHES,
    "accounts_apikey": WITH_KEYS,
    "curation_savedsearch": WITH_SEARCHES,
    "curation_merge": WITH_MERGES,
    "auth_user": WITH_PEOPLE,
    "auth_group": WITH_GROUPS,
}
# What one of these needs, by the page and the method
NEEDED = {
    ("changelist", "GET"): {"view"},
    ("changelist", "POST"): {"view"},
    ("add", "GET"): {"add"},
    ("add", "POST"): {"add"},
    ("change", "GET"): {"view"},
    ("change", "POST"): {"change"},
    ("delete", "GET"): {"delete"},
    ("delete", "POST"): {"delete"},
    ("history", "GET"): {"view"},
    ("history", "POST"): {"view"},
    ("review", "GET"): {"change"},
    ("review", "POST"): {"change"},
    ("decide", "GET"): {"view"},
    ("decide", "POST"): {"view"},
    ("merge", "GET"): {"change"},
    ("merge", "POST"): {"change"},
    ("namesakes", "GET"): {"view"},
    ("namesakes", "POST"): {"view"},
    ("gazetteer", "GET"): {"view"},
    ("gazetteer", "POST"): {"view"},
    ("undo", "GET"): {"view"},
    ("undo", "POST"): {"view"},
    ("sorts", "GET"): {"add"},
    ("progress", "GET"): {"view"},
    ("bad_rows", "GET"): {"view"},
    ("good_rows", "GET"): {"view"},
    ("names", "GET"): {"view"},
    ("names", "POST"): {"view"},
    ("step", "POST"): {"view"},
    ("password_change", "GET"): {"change"},
    ("password_change", "POST"): {"change"},
}
# Addresses of imports that answer one method alone
ONE_METHOD = {
    "imports_import_sorts": "GET",
    "imports_import_mapping": "GET",
    "imports_import_template": "GET",
    "imports_import_example": "GET",
    "imports_import_export": "GET",
    "imports_import_progress": "GET",
    "imports_import_bad_rows": "GET",
    "imports_import_good_rows": "GET",
    "imports_import_step": "POST",
}
# Who sees most and least of a page; for the others it is asked alone whether they are let in
WHOSE_PAGES_ARE_WRITTEN = {"superuser", "viewer"}
# The API knows no roles: it is asked as nobody, as one of the staff, and by who may do all.
READERS_ASKED = {"anonymous", "curator", "superuser"}
# Files of a sort: who may take them
OF_SORTS = {
    "imports_import_mapping": set(WITH_FILES),
    "imports_import_template": set(WITH_FILES),
    "imports_import_example": set(WITH_FILES),
    "imports_import_export": set(WITH_DATA) - {"viewer"},
}
# Pages for all of the staff, and what they answer to each method
FOR_STAFF = {
    "index": [IN, IN, IN, IN],
    "guide": [IN, NO_METHOD, NO_METHOD, NO_METHOD],
    "guide_importing": [IN, NO_METHOD, NO_METHOD, NO_METHOD],
    "password_change": [IN, IN, IN, NO_METHOD],
    "password_change_done": [IN, NO_METHOD, NO_METHOD, NO_METHOD],
    "jsi18n": [IN, NO_METHOD, NO_METHOD, NO_METHOD],
    "second_factor": [IN, IN, IN, IN],
    "second_factor_set_up": [IN, IN, IN, IN],
    "view_on_site": [NOTHING] * 4,
}


def addresses(
    resolver: URLResolver, route: str = "", space: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """Route, name and pattern of every address of the site."""
    for pattern in resolver.url_patterns:
        below = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            namespace = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern, below, space + namespace)
        else:
            yield below, f"{space}{pattern.name}" if pattern.name else "", pattern


def examples(route: str, name: str, pattern: Any, rows: dict[str, Model]) -> tuple[str, str]:
    """An address that the pattern is for, and the table that it is about, if any."""
    table = name.removeprefix("admin:").rpartition("_")[0].removesuffix("_password")
    if table in {"imports_import_bad", "imports_import_good"}:
        table = "imports_import"
    if name.removeprefix("admin:") in OF_SORTS:
        return reverse(name, args=["acled" if name.endswith("mapping") else "events"]), ""
    if not name and route.endswith("<path:object_id>/"):
        table = "_".join(route.split("/")[1:3])
        return f"/{route.replace('<path:object_id>', str(rows[table].pk))}", table
    if not name:
        return ("/api/v1/none/" if route.startswith("api/") else "/admin/none/"), ""
    names = [*pattern.pattern.converters] or [*pattern.pattern.regex.groupindex]
    if table in TABLES:
        return reverse(name, kwargs=dict.fromkeys(names, rows[table].pk)), table
    for value in ("none", "a.1", "actor-1", "1", "actors"):
        kwargs = {each: "json" if each == "format" else value for each in names}
        try:
            return reverse(name, kwargs=kwargs), ""
        except NoReverseMatch:
            continue
    raise AssertionError(f"no example of {route}")


def expected(route: str, name: str, table: str, method: str, role: str) -> str:
    """What is declared; fails for an address of which nothing is."""
    if route == "language/":
        return IN
    if route.startswith("downloads/"):
        return _of_downloads(route, method)
    if route == "" or route.startswith("api/v1/"):
        return _of_readers(route, name, method)
    assert route.startswith("admin/"), f"nothing is declared of {route}"
    page = name.removeprefix("admin:")
    if page == "login":
        return NO_METHOD if method == "DELETE" else IN
    if role not in STAFF:
        # Logging out is nothing to those who are not in: they are sent to the start.
        return IN if page == "logout" else LOGIN
    if page == "logout":
        return IN if method == "POST" else NO_METHOD
    if page in FOR_STAFF:
        return FOR_STAFF[page][METHODS.index(method)]
    if page == "autocomplete":
        return NO_METHOD if method != "GET" else IN if role in WITH_DATA else NO
    if page == "app_list":
        return IN if role in WITH_DATA else NOTHING
    if not name and not table:
        return NOTHING
    if method != ONE_METHOD.get(page, method):
        return NO_METHOD
    if page in OF_SORTS:
        return IN if role in OF_SORTS[page] else NO
    assert table in TABLES, f"nothing is declared of {route}"
    if not name:
        return IN
    # Django's own views answer other methods as GET: they show and change nothing.
    kind = page.removeprefix(f"{table}_")
    needed = NEEDED[kind, method if method == "POST" else "GET"]
    if (kind, method) == ("history", "POST") and TABLES[table] in (WITH_DATA, WITH_PARTS):
        # What is sent there restores something.
        needed = {"change"}
    return IN if needed <= TABLES[table].get(role, set()) else NO


def _of_readers(route: str, name: str, method: str) -> str:
    """The same for everybody: it is read, by who or without a name."""
    if not name:
        return NOTHING
    return IN if method == "GET" else NO_METHOD


def _of_downloads(route: str, method: str) -> str:
    """For everybody; there is no release of the version that is asked for."""
    if method != "GET":
        return NO_METHOD
    return IN if route == "downloads/" else NOTHING


def is_its_turn(role: str, route: str, name: str, table: str, method: str) -> bool:
    """Whether the role sends the request, and does not leave it to another of which the same is expected.

    Roles take turns in `make test`, but for pages that are written; in `make test-long` all send it.
    """
    asked = [each for each in EVERYBODY if each in READERS_ASKED or not route.startswith("api/v1/")]
    if IS_LONG or (role in WHOSE_PAGES_ARE_WRITTEN and method == "GET"):
        return role in asked
    outcomes = {each: expected(route, name, table, method, each) for each in asked}
    alike = [each for each in asked if outcomes[each] == outcomes.get(role)]
    return bool(alike) and alike[crc32(f"{method} {route}".encode()) % len(alike)] == role


def outcome(answer: Any, route: str, method: str) -> str:
    if answer.status_code == 302:
        return LOGIN if answer["Location"].startswith("/admin/login/?") else IN
    if route.startswith("api/v1/") and not route.endswith("^.*/$"):
        # Readers are let in and told what is missing; what is no reading may be told that first.
        told = {400: IN, 404: IN} if method == "GET" else {400: NO_METHOD}
        if answer.status_code in told:
            return told[answer.status_code]
    known = {200: IN, 301: IN, 403: NO, 404: NOTHING, 405: NO_METHOD}
    return known.get(answer.status_code, str(answer.status_code))


def client_of(role: str) -> Client:
    client = Client()
    if role != "anonymous":
        roles = [] if role in {"stranger", "nobody", "superuser"} else [role]
        person = make_person(
            f"the-{role}", *roles, is_staff=role != "stranger", is_superuser=role == "superuser"
        )
        client.force_login(person)
    return client


def one_of_each() -> dict[str, Model]:
    """A row of each table that may be changed: a draft where there is a choice."""
    make_cast()
    make_merge(by=make_person("somebody"))
    rows: dict[str, Model] = {"auth_group": Group.objects.create(name="guests")}
    for model in apps.get_models():
        table = model._meta.db_table
        if table in TABLES and table not in rows:
            found = model._default_manager.order_by("pk")
            if issubclass(model, Record):
                found = found.filter(review_status="draft")
            rows[table] = found[0]
    return rows


def asked(route: str, name: str) -> dict[str, str]:
    """What the request says, where it makes no sense without."""
    if name == "admin:autocomplete":
        return {"app_label": "actors", "model_name": "relationship", "field_name": "subject"}
    return {}


@pytest.mark.parametrize("role", EVERYBODY)
def test_lets_in_whom_it_should_and_nobody_else(role: str, monkeypatch: pytest.MonkeyPatch):
    if role not in WHOSE_PAGES_ARE_WRITTEN:
        monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    rows = one_of_each()
    client = client_of(role)
    client.raise_request_exception = False
    user = client.session.get("_auth_user_id")
    before = {table: type(row)._default_manager.count() for table, row in rows.items()}

    wrong = []
    for route, name, pattern in addresses(get_resolver()):
        url, table = examples(route, name, pattern, rows)
        for method in METHODS:
            if not is_its_turn(role, route, name, table, method):
                continue
            query = asked(route, name) if method == "GET" else None
            answer = client.generic(method, url, query_params=query)
            found = outcome(answer, route, method)
            if found != expected(route, name, table, method, role):
                wrong.append((method, url, found, expected(route, name, table, method, role)))
            if user and name == "admin:logout":
                client.force_login(User.objects.get(pk=user))

    assert wrong == []
    assert {table: type(row)._default_manager.count() for table, row in rows.items()} == before


def test_fails_for_an_address_of_which_nothing_is_declared():
    for route in ("reports/", "admin/reports/report/"):
        with pytest.raises(AssertionError, match="nothing is declared"):
            expected(route, "admin:reports_report_changelist", "", "GET", "viewer")


def test_every_answer_is_expected_of_somebody_who_asks(db: None):
    """Each address and method is asked for each outcome that is expected of anybody."""
    rows = one_of_each()
    for route, name, pattern in addresses(get_resolver()):
        _, table = examples(route, name, pattern, rows)
        for method in METHODS:
            declared = {role: expected(route, name, table, method, role) for role in EVERYBODY}
            asked = {r for r in EVERYBODY if is_its_turn(r, route, name, table, method)}

            assert {declared[role] for role in asked} == set(declared.values()), (method, route)


def test_knows_every_table_of_the_admin():
    pages = {name for _, name, _ in addresses(get_resolver())}
    tables = {n.removeprefix("admin:").removesuffix("_add") for n in pages if n.endswith("_add")}

    assert tables == set(TABLES)


STEPS = {"submit_for_review", "publish", "send_back", "retract"}
ACTIONS = {
    "viewer": set(),
    "importer": set(),
    "curator": {"delete_selected", "submit_for_review"},
    "reviewer": {"delete_selected", *STEPS},
    "administrator": {"delete_selected", *STEPS},
}


@pytest.mark.parametrize("role", ACTIONS)
def test_offers_each_role_its_steps_of_the_review(role: str):
    actor = make_actor()
    client = client_of(role)

    form = client.get(list_url(type(actor))).context["action_form"]

    offered = {key for key, _ in form.fields["action"].choices if key} if form else set()
    assert offered == ACTIONS[role]


@pytest.mark.parametrize("role", ["viewer", "curator", "importer"])
def test_publishes_nothing_for_who_may_not(role: str):
    actor = make_actor(review_status="in_review")
    data = {"action": "publish", "_selected_action": [actor.pk]}

    client_of(role).post(list_url(type(actor)), data)

    actor.refresh_from_db()
    assert actor.review_status == "in_review"
