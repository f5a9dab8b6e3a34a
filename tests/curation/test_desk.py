"""The front page of the admin: what the user has to do, without counting whole tables."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from agreements.models import Clause
from curation.dashboard.front_page import BLOCKS
from curation.history.tracking import history_context
from curation.review.transitions import transition
from tests import make
from tests.accounts.people import make_person
from tests.admin_page import AdminPage, member_of_staff
from tests.project.cast import make_cast


def front_page(client: Client) -> tuple[Any, list[str]]:
    """The answer, and what it asked the database."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/admin/")
    assert answer.status_code == 200
    return answer, [query["sql"] for query in queries]


def block(answer: Any, name: str) -> Any:
    """The content of a block; None where it is left out."""
    return next((b.content for b in answer.context["blocks"] if b.name == name), None)


def test_takes_at_most_15_queries(admin_client):
    make_cast()
    make.actor(review_status="in_review")
    front_page(admin_client)

    answer, queries = front_page(admin_client)

    assert len(answer.context["blocks"]) >= 3
    assert len(queries) <= 15


def test_counts_no_table_completely(admin_client):
    make_cast()

    _, queries = front_page(admin_client)

    counting = [sql for sql in queries if re.search(r"count\(", sql, re.IGNORECASE)]
    assert counting
    assert [sql for sql in counting if "LIMIT" not in sql and "TABLESAMPLE" not in sql] == []


def test_shows_drafts_that_the_user_changed(admin_client):
    make.actor("kosovo")
    page = AdminPage(admin_client, Actor)
    page.fill(name="Albania", slug="albania", kind="state")
    page.save()

    answer, _ = front_page(admin_client)

    assert [line.name for line in block(answer, "MyWork")] == ["Albania"]
    last = block(answer, "LatestChanges")[0]
    assert (last.name, last.who, last.channel) == ("Albania", "admin", "form")


def test_shows_changes_by_imports_and_of_rows(admin_client, admin_user):
    clause = make.clause(make.agreement("tirana"))
    with history_context(through="import", user=admin_user, what="clauses.csv"):
        Clause.objects.filter(pk=clause.pk).update(heading="Imported")
        make.claim(clause)

    answer, _ = front_page(admin_client)

    assert [line.name for line in block(answer, "MyWork")] == ["Tirana"]
    imported = next(e for e in block(answer, "LatestChanges") if e.kind == "agreement")
    assert (imported.name, imported.who, imported.channel) == ("Tirana", "admin", "import")


def test_shows_what_was_sent_back_until_it_is_submitted_again(client):
    agreement, ben = make.agreement("tirana"), make_person("ben", "reviewer")
    ana = make_person("ana", "curator")
    client.force_login(ana)
    for to, user in (("in_review", ana), ("draft", ben)):
        with history_context(through="form", user=user):
            transition(agreement, to, user=user, note="The date is missing." if user is ben else "")

    (line,) = block(front_page(client)[0], "SentBack")
    with history_context(through="form", user=ana):
        transition(agreement, "in_review", user=ana)

    assert (line.name, line.note) == ("Tirana", "The date is missing.")
    assert block(front_page(client)[0], "SentBack") is None


def test_links_to_the_history_of_deleted_records(admin_client, admin_user):
    actor = make.actor("albania")
    key = actor.pk
    with history_context(through="form", user=admin_user, why="Twice there"):
        actor.delete()

    (deleted,) = block(front_page(admin_client)[0], "Deleted")

    assert (deleted.name, deleted.who, deleted.why) == ("Albania", "admin", "Twice there")
    assert deleted.url == f"/admin/actors/actor/{key}/history/"


def test_omits_own_records_once_published(admin_client):
    page = AdminPage(admin_client, Actor)
    page.fill(name="Albania", slug="albania", kind="state")
    page.save()
    make.publish(Actor.objects.get())

    assert block(front_page(admin_client)[0], "MyWork") is None


def test_shows_what_waits_for_review_the_longest_first(admin_client):
    make.actor("kosovo")
    make.actor("albania", review_status="in_review")
    make.agreement("tirana", review_status="in_review")

    waiting = block(front_page(admin_client)[0], "Waiting")

    assert [line.name for line in waiting] == ["Albania", "Tirana"]
    assert waiting[0].url == f"/admin/actors/actor/{Actor.objects.get(slug='albania').pk}/change/"


def test_shows_a_reviewer_the_open_proposals_of_others_the_oldest_first(client):
    ana, ben = make_person("ana", "curator"), make_person("ben", "reviewer")
    tirana, place = make.publish(make.agreement("tirana")), make.place("tirana")
    first = make.proposal(tirana, ana, note="As printed.")
    second = make.proposal(place, ana)
    make.proposal(tirana, ben)
    client.force_login(ben)

    shown = block(front_page(client)[0], "Proposals")

    assert [(str(line["name"]), line["proposal"]) for line in shown] == [
        ("Tirana", first),
        ("Tirana", second),
    ]
    assert "As printed." in front_page(client)[0].content.decode()
    client.force_login(ana)
    assert block(front_page(client)[0], "Proposals") is None


def test_counts_work_queues_with_links(admin_client):
    make.event(on=None)
    make.claim(make.event(on=None))

    queues = {
        group["queue"].name: group["lists"]
        for group in block(front_page(admin_client)[0], "Queues")
    }

    assert [(each["url"], int(each["count"])) for each in queues["undated"]] == [
        ("/admin/events/event/?queue=undated", 2)
    ]
    assert [int(each["count"]) for each in queues["without_claim"]] == [1]


def test_draws_charts(admin_client):
    make.claim(make.actor(), credibility=2)
    make.publish(make.actor())

    charts = block(front_page(admin_client)[0], "Charts")

    months, status, credibility = (
        [(str(bar.label), bar.share.count, bar.length) for bar in chart["bars"]] for chart in charts
    )
    # Two actors and the sources of their claims
    assert len(months) == 12
    assert months[-1][1:] == (4, 100.0)
    assert status == [("Draft", 1, 33.3), ("Published", 3, 100.0)]
    assert [count for _, count, _ in credibility] == [1, 1]


def test_shows_nothing_that_the_user_may_not_view(client):
    make.actor("albania", review_status="in_review")
    make.event("signing", review_status="in_review", on=None)
    staff = member_of_staff(client, "actors.view_actor")

    answer, _ = front_page(staff)

    assert [line.name for line in block(answer, "Waiting")] == ["Albania"]
    assert "events" not in answer.content.decode()
    assert "Signing" not in answer.content.decode()


def test_has_no_blocks_without_permissions(client):
    make_cast()

    assert front_page(member_of_staff(client))[0].context["blocks"] == []


def test_links_to_every_list(admin_client):
    make_cast()

    text = front_page(admin_client)[0].content.decode()

    assert 'href="/admin/events/event/"' in text
    assert 'href="/admin/auth/user/"' in text


def test_every_block_has_a_title_and_a_docstring():
    for each in BLOCKS:
        assert each.title
        assert each.__doc__
