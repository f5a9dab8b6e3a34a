"""Every URL of the site, requested by every role with every method: the results are as declared here."""

from collections.abc import Iterable, Iterator
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
from tests import cases, database, make
from tests.accounts.people import make_person
from tests.admin_page import list_url
from tests.long import IS_LONG
from tests.project.cast import make_cast

STAFF = ["nobody", "viewer", "curator", "reviewer", "importer", "administrator", "superuser"]
EVERYBODY = ["anonymous", "stranger", *STAFF]
METHODS = ["GET", "POST", "PUT", "DELETE"]

ANY_ID = "00000000-0000-0000-0000-000000000000"

# Results of a request
IN, NO, LOGIN, NO_METHOD, NOTHING = "in", "403", "login", "405", "404"

WRITE = {"view", "add", "change", "delete"}
WRITERS = ("curator", "reviewer", "administrator", "superuser")
IMPORTERS = ("importer", "administrator", "superuser")
ADMINISTRATORS = ("administrator", "superuser")
# What each role may do, table by table; roles that are not named may do nothing.
WITH_DATA = {"viewer": {"view"}, "importer": {"view"}, **dict.fromkeys(WRITERS, WRITE)}


def may(roles: Iterable[str], *permissions: str) -> dict[str, set[str]]:
    return {role: set(permissions) for role in roles}


# Rows that are written on the pages of their records
WITH_PARTS = {role: may - {"add", "change"} for role, may in WITH_DATA.items()}
DATA = "sources.Source actors.Actor actors.Relationship agreements.Agreement agreements.Topic \
    events.Event events.EventType events.Figure events.Place"
PARTS = "actors.ActorName actors.ActorIdentifier actors.ActorClaim agreements.TopicCrosswalk \
    agreements.AgreementParty agreements.PartyAction agreements.Representative \
    agreements.Clause agreements.AgreementLink agreements.AgreementClaim \
    events.EventTypeCrosswalk events.PlaceName events.Participation events.EventLink events.EventClaim \
    sources.SourceIdentifier actors.RelationshipIdentifier agreements.AgreementIdentifier \
    events.EventIdentifier events.PlaceIdentifier events.FigureIdentifier"
IMPORT_REPORTS = "imports.ImportRow imports.ImportFault imports.ImportChange"
TABLES: dict[str, dict[str, set[str]]] = {
    **dict.fromkeys(DATA.lower().replace(".", "_").split(), WITH_DATA),
    **dict.fromkeys(PARTS.lower().replace(".", "_").split(), WITH_PARTS),
    **dict.fromkeys(IMPORT_REPORTS.lower().replace(".", "_").split(), may(IMPORTERS, "view")),
    # Made by saving a published record or by a file that corrects it, and decided on by buttons
    "curation_proposal": may((*WRITERS, "importer"), "view"),
    "curation_proposalgroup": may((*WRITERS, "importer"), "view"),
    "curation_merge": may(WRITERS, "view"),
    # Prepared on lists; only their own users start them.
    "curation_reviewbatch": may(WRITERS, "view"),
    "curation_batchitem": may(WRITERS, "view"),
    # Everybody who sees records saves searches and deletes their own; the example belongs to another user.
    "curation_savedsearch": may(WITH_DATA, "view", "add"),
    # The texts of others: not for those who only read or import
    "evidence_sourcesnapshot": may(WRITERS, "view", "add"),
    "evidence_snapshottext": may(WRITERS, "view"),
    "evidence_snapshotfetch": may(WRITERS, "view"),
    "evidence_claimanchor": may(WRITERS, "view", "resolve"),
    "imports_import": may(IMPORTERS, "view", "add"),
    "imports_namematch": may(IMPORTERS, "view", "change", "delete"),
    "imports_savedprofile": may(IMPORTERS, "view", "add", "change", "delete"),
    "accounts_apikey": may(ADMINISTRATORS, "view", "add"),
    "auth_user": may(ADMINISTRATORS, "view", "add", "change"),
    "auth_group": {"administrator": {"view"}, "superuser": WRITE},
}
# The permission that each page needs; "view" for the others
NEEDED = {"add": "add", "delete": "delete", "sorts": "add", "extract": "add"}
NEEDED["resolve"] = "resolve"
NEEDED |= dict.fromkeys(("review", "merge", "password_change"), "change")
PAGES = {*NEEDED, "changelist", "change", "history", "decide", "namesakes", "gazetteer", "undo"}
PAGES |= {"progress", "bad_rows", "good_rows", "names", "step", "batch", "file"}
# Pages of imports, snapshots and review batches that answer one method only
READ = (
    *("sorts", "mapping", "template", "example", "export", "choose_export", "everything"),
    *("progress", "bad_rows", "good_rows", "file"),
)
ONE_METHOD = {
    **dict.fromkeys(READ, "GET"),
    "step": "POST",
    "batch": "POST",
    "extract": "POST",
    "resolve": "POST",
}
# Roles that see most and least of a page; for the others only admission is tested.
WHOSE_PAGES_ARE_WRITTEN = {"superuser", "viewer"}
# The API knows no roles, so fewer are tested.
PICTURES_AND_TEXTS: tuple[str, ...] = ("about/", "coverage/", "embed/", "robots.txt", "sitemap")
PICTURES_AND_TEXTS += tuple(
    f"{name}{end}" for name in ("compare", "on", "stances", "timeline") for end in "/."
)
READERS_ASKED = {"anonymous", "curator", "superuser"}
# Files for imports and exports: who may download them
OF_SORTS = {page: set(IMPORTERS) for page in ("mapping", "template", "example")}
OF_SORTS["everything"] = OF_SORTS["export"] = OF_SORTS["choose_export"] = set(WITH_DATA) - {
    "viewer"
}
# Pages for all staff, and their results by method
GET_ONLY = [IN, NO_METHOD, NO_METHOD, NO_METHOD]
FOR_STAFF = {
    **dict.fromkeys(("index", "second_factor", "second_factor_set_up"), [IN] * 4),
    **dict.fromkeys(("guide", "guide_importing", "password_change_done", "jsi18n"), GET_ONLY),
    "password_change": [IN, IN, IN, NO_METHOD],
    "view_on_site": [NOTHING] * 4,
}


def addresses(resolver: URLResolver, route: str = "", space: str = "") -> Iterator[Any]:
    """Route, name and pattern of every URL of the site."""
    for pattern in resolver.url_patterns:
        below = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            namespace = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern, below, space + namespace)
        else:
            yield below, f"{space}{pattern.name}" if pattern.name else "", pattern


def is_public(route: str) -> bool:
    """Whether anybody may read there: the API, pages for readers, and those of records, whose routes are patterns."""
    return route.startswith(("api/v1/", "search/", "^", *PICTURES_AND_TEXTS))


def examples(route: str, name: str, pattern: Any, rows: dict[str, Model]) -> tuple[str, str]:
    """A URL that the pattern matches, and its table, if any."""
    table = name.removeprefix("admin:").rpartition("_")[0].removesuffix("_password")
    if table in {"imports_import_bad", "imports_import_good"}:
        table = "imports_import"
    if name.removeprefix("admin:imports_import_") in OF_SORTS:
        named = [] if name.endswith("everything") else ["events"]
        return reverse(name, args=["acled"] if name.endswith("mapping") else named), ""
    if not name and route.endswith("<path:object_id>/"):
        table = "_".join(route.split("/")[1:3])
        return f"/{route.replace('<path:object_id>', str(rows[table].pk))}", table
    if not name:
        return ("/api/v1/none/" if route.startswith("api/") else "/admin/none/"), ""
    names = [*pattern.pattern.converters] or [*pattern.pattern.regex.groupindex]
    if table in TABLES:
        return reverse(name, kwargs=dict.fromkeys(names, rows[table].pk)), table
    for value in ("none", "a.1", f"actor-{ANY_ID}", ANY_ID, "1", "actors"):
        kwargs = {each: "json" if each == "format" else value for each in names}
        try:
            return reverse(name, kwargs=kwargs), ""
        except NoReverseMatch:
            continue
    raise AssertionError(f"no example of {route}")


def expected(route: str, name: str, table: str, method: str, role: str) -> str:
    """The declared result; fails for a URL without a declaration."""
    if route == "language/":
        return IN
    if route.startswith("downloads/"):
        # There is no release of the requested version.
        return NO_METHOD if method != "GET" else IN if route == "downloads/" else NOTHING
    if route == "" or is_public(route):
        return NOTHING if not name else IN if method == "GET" else NO_METHOD
    assert route.startswith("admin/"), f"nothing is declared of {route}"
    page = name.removeprefix("admin:")
    if page == "login":
        return NO_METHOD if method == "DELETE" else IN
    if role not in STAFF:
        # Users who are not logged in are redirected to the start when they log out.
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
    import_page = page
    for table_name in (
        "imports_import_",
        "curation_reviewbatch_",
        "evidence_sourcesnapshot_",
        "evidence_snapshotfetch_",
        "evidence_claimanchor_",
    ):
        import_page = import_page.removeprefix(table_name)
    if import_page != page and method != ONE_METHOD.get(import_page, method):
        return NO_METHOD
    if import_page != page and import_page in OF_SORTS:
        return IN if role in OF_SORTS[import_page] else NO
    assert table in TABLES, f"nothing is declared of {route}"
    if not name:
        return IN
    # Django's own views answer other methods like GET: they only show something.
    kind = page.removeprefix(f"{table}_")
    assert kind in PAGES, f"nothing is declared of {route}"
    needed = NEEDED.get(kind, "view")
    restores = kind == "history" and TABLES[table] in (WITH_DATA, WITH_PARTS)
    if method == "POST" and (kind == "change" or restores):
        needed = "change"
    return IN if needed in TABLES[table].get(role, set()) else NO


def is_its_turn(role: str, route: str, name: str, table: str, method: str) -> bool:
    """Whether the role sends the request, and does not leave it to another of which the same is expected.

    Roles take turns in `make test`, but for pages that are written; in `make test-long` all send it.
    """
    asked = [each for each in EVERYBODY if each in READERS_ASKED or not is_public(route)]
    if IS_LONG or (role in WHOSE_PAGES_ARE_WRITTEN and method == "GET"):
        return role in asked
    outcomes = {each: expected(route, name, table, method, each) for each in asked}
    alike = [each for each in asked if outcomes[each] == outcomes.get(role)]
    return bool(alike) and alike[crc32(f"{method} {route}".encode()) % len(alike)] == role


def outcome(answer: Any, route: str, method: str) -> str:
    if answer.status_code == 302:
        return LOGIN if answer["Location"].startswith("/admin/login/?") else IN
    if is_public(route) and not route.endswith("^.*/$"):
        # Readers may get 400, 404 or 406, which still means admission; other methods may get 400 first.
        told = {400: IN, 404: IN, 406: IN} if method == "GET" else {400: NO_METHOD}
        if answer.status_code in told:
            return told[answer.status_code]
    known = {200: IN, 301: IN, 403: NO, 404: NOTHING, 405: NO_METHOD}
    return known.get(answer.status_code, str(answer.status_code))


def client_of(role: str) -> Client:
    client = Client()
    if role != "anonymous":
        roles = [] if role in {"stranger", "nobody", "superuser"} else [role]
        rights = {"is_staff": role != "stranger", "is_superuser": role == "superuser"}
        client.force_login(make_person(f"the-{role}", *roles, **rights))
    return client


def one_of_each() -> dict[str, Model]:
    """A row of each table that can be changed: a draft if there is one."""
    make_cast()
    make.merge(by=make_person("somebody"))
    rows: dict[str, Model] = {"auth_group": Group.objects.create(name="guests")}
    for model in apps.get_models():
        table = model._meta.db_table
        if table in TABLES and table not in rows:
            found = model._default_manager.order_by("pk")
            if issubclass(model, Record):
                found = found.filter(review_status="draft")
            rows[table] = found[0]
    return rows


def required_query(route: str, name: str) -> dict[str, str]:
    """Query parameters that a URL requires."""
    if name == "admin:autocomplete":
        return {"app_label": "actors", "model_name": "relationship", "field_name": "subject"}
    return {}


@pytest.mark.slow
@cases("role", *EVERYBODY)
def test_admits_each_role_as_declared(role: str, monkeypatch: pytest.MonkeyPatch):
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
            query = required_query(route, name) if method == "GET" else None
            answer = client.generic(method, url, query_params=query)
            found = outcome(answer, route, method)
            if found != expected(route, name, table, method, role):
                wrong.append((method, url, found, expected(route, name, table, method, role)))
            if user and name == "admin:logout":
                client.force_login(User.objects.get(pk=user))

    assert wrong == []
    assert {table: type(row)._default_manager.count() for table, row in rows.items()} == before


def test_fails_for_a_url_without_a_declaration():
    for route in ("reports/", "admin/reports/report/"):
        with pytest.raises(AssertionError, match="nothing is declared"):
            expected(route, "admin:reports_report_changelist", "", "GET", "viewer")


def test_every_answer_is_expected_of_somebody_who_asks() -> None:
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
ACTIONS: dict[str, set[str]] = {
    "viewer": set(),
    "importer": {"export_selected"},
    "curator": {"delete_selected", "export_selected", "submit_for_review"},
    "reviewer": {"delete_selected", "export_selected", *STEPS},
    "administrator": {"delete_selected", "export_selected", *STEPS},
}


@cases("role", *ACTIONS)
def test_offers_each_role_its_review_actions(role: str):
    actor = make.actor()
    client = client_of(role)

    form = client.get(list_url(type(actor))).context["action_form"]

    offered = {key for key, _ in form.fields["action"].choices if key} if form else set()
    assert offered == ACTIONS[role]


@cases("role", "viewer", "curator", "importer")
def test_publishes_nothing_for_roles_that_may_not(role: str):
    actor = make.actor(review_status="in_review")
    data = {"action": "publish", "_selected_action": [actor.pk]}

    client_of(role).post(list_url(type(actor)), data)

    assert database.stored(actor, "review_status") == "in_review"
