"""Triggers: what no single row can hold is refused at the end of the transaction, with a message."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from events.models import Event
from sources.models import Source
from tests.builders import (
    claim,
    link_events,
    make_actor,
    make_agreement,
    make_event,
    make_event_type,
    make_figure,
    make_relationship,
    make_source,
    make_topic,
    publish,
)

pytestmark = pytest.mark.django_db(transaction=False)

SUPPORT = "A published record needs a supporting claim from a published source."
CONFIRMED = "Credibility 1 .* needs supporting claims from two or more publishers."
CAUSE = "A cause cannot be later than its effect"


def check_now() -> None:
    """Deferred rules speak at commit; a test that rolls back asks them earlier."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refused(message: str) -> Any:
    return pytest.raises(IntegrityError, match=message)


def publishable() -> list[Any]:
    actor = make_actor("albania")
    return [
        actor,
        make_relationship(actor, make_actor("nato", kind="igo")),
        make_agreement("tirana"),
        make_event("signing"),
        make_figure(actor=actor),
    ]


@pytest.mark.parametrize("index", range(5))
def test_refuses_to_publish_without_a_supporting_claim(index: int) -> None:
    record = publishable()[index]
    claim(record, verdict="mentions")
    record.review_status = "published"

    with refused(SUPPORT), transaction.atomic():
        record.save()
        check_now()


@pytest.mark.parametrize("index", range(5))
def test_refuses_to_publish_on_a_draft_source(index: int) -> None:
    record = publishable()[index]
    claim(record, make_source(review_status="draft"))
    record.review_status = "published"

    with refused(SUPPORT), transaction.atomic():
        record.save()
        check_now()


@pytest.mark.parametrize("index", range(5))
def test_keeps_the_last_support_of_what_is_published(index: int) -> None:
    record = publish(publishable()[index])
    support = record.claims.get()

    with refused(SUPPORT), transaction.atomic():
        support.delete()
        check_now()
    with refused(SUPPORT), transaction.atomic():
        record.claims.update(verdict="mentions")
        check_now()


@pytest.mark.parametrize("index", range(5))
def test_keeps_the_last_published_source_of_what_is_published(index: int) -> None:
    record = publish(publishable()[index])

    with refused(SUPPORT), transaction.atomic():
        Source.objects.filter(id=record.claims.get().source_id).update(review_status="retracted")
        check_now()


def test_lets_one_of_two_supports_go() -> None:
    record = publish(make_actor())
    claim(record)

    record.claims.first().delete()
    check_now()

    assert record.claims.count() == 1


def test_lets_a_draft_go_with_its_claims() -> None:
    record = make_event()
    claim(record)

    record.delete()
    check_now()

    assert not Event.objects.exists()


@pytest.mark.parametrize("index", range(5))
def test_refuses_credibility_1_on_the_word_of_one_publisher(index: int) -> None:
    record = publishable()[index]
    claim(record, make_source(publisher="Wire"))

    with refused(CONFIRMED), transaction.atomic():
        claim(record, make_source(publisher="WIRE"), credibility=1)
        check_now()


def test_allows_credibility_1_with_two_publishers() -> None:
    record = make_event()
    claim(record, make_source(publisher="Wire"))
    claim(record, make_source(publisher="Gazette"), credibility=1)
    check_now()

    assert record.claims.filter(credibility=1).exists()


def test_keeps_what_an_independent_confirmation_rests_on() -> None:
    record = make_event()
    other = claim(record, make_source(publisher="Wire"))
    claim(record, make_source(publisher="Gazette"), credibility=1)
    check_now()

    with refused(CONFIRMED), transaction.atomic():
        other.delete()
        check_now()
    with refused(CONFIRMED), transaction.atomic():
        Source.objects.filter(publisher="Wire").update(publisher="Gazette")
        check_now()


def test_refuses_a_cause_later_than_its_effect() -> None:
    early, late = make_event(on=dt.date(2025, 3, 1)), make_event(on=dt.date(2025, 3, 2))

    with refused(CAUSE), transaction.atomic():
        link_events(early, "response_to", late)
        check_now()


def test_refuses_a_new_date_that_turns_a_link_around() -> None:
    early, late = make_event(on=dt.date(2025, 3, 1)), make_event(on=dt.date(2025, 3, 2))
    link_events(late, "response_to", early)
    check_now()

    with refused(CAUSE), transaction.atomic():
        Event.objects.filter(id=late.id).update(
            date_from=dt.date(2025, 2, 1), date_to=dt.date(2025, 2, 1)
        )
        check_now()


def test_compares_the_earliest_day_of_the_cause_with_the_latest_of_the_effect() -> None:
    some_day_in_march = make_event(
        on=None, date_from=dt.date(2025, 3, 1), date_to=dt.date(2025, 3, 31), date_precision="month"
    )
    mid_march = make_event(on=dt.date(2025, 3, 15))

    link_events(some_day_in_march, "caused_by", mid_march)
    link_events(mid_march, "caused_by", some_day_in_march)
    check_now()

    assert some_day_in_march.links_out.count() == 1


def test_lets_an_event_contradict_a_later_one() -> None:
    early, late = make_event(on=dt.date(2025, 3, 1)), make_event(on=dt.date(2025, 3, 2))

    link_events(early, "contradicts", late)
    check_now()

    assert early.links_out.count() == 1


@pytest.mark.parametrize("index", range(5))
def test_keeps_the_slug_of_what_is_published(index: int) -> None:
    record = publish(publishable()[index])

    with refused("The slug of a published or retracted record never changes."):
        type(record).objects.filter(id=record.id).update(slug="other")


@pytest.mark.parametrize("index", range(5))
def test_keeps_what_has_been_public(index: int) -> None:
    record = publish(publishable()[index])

    with refused("cannot be deleted; retract it instead"):
        type(record).objects.filter(id=record.id)._raw_delete("default")


@pytest.mark.parametrize("make", [make_topic, make_event_type])
def test_keeps_a_term_below_its_parent(make: Any) -> None:
    make("pol.one")
    other = make("arm")

    with refused("A term’s code is the code of its parent, a dot and one word."):
        type(other).objects.filter(code="pol.one").update(parent=other)


@pytest.mark.parametrize("status", ["draft", "in_review"])
@pytest.mark.parametrize("index", range(5))
def test_never_makes_a_draft_of_what_has_been_public(index: int, status: str) -> None:
    record = publish(publishable()[index])

    with refused("does not become a draft again; retract it instead"):
        type(record).objects.filter(id=record.id).update(review_status=status)


@pytest.mark.parametrize("make", [make_topic, make_event_type])
def test_keeps_the_code_of_a_term_with_others_below_it(make: Any) -> None:
    make("pol.one")

    with refused("A term with others below it keeps its code."):
        type(make("pol")).objects.filter(code="pol").update(code="politics")


@pytest.mark.parametrize("make", [make_topic, make_event_type])
def test_keeps_a_term_one_word_below_its_parent(make: Any) -> None:
    make("pol.one")

    with refused("A term’s code is the code of its parent, a dot and one word."):
        type(make("pol")).objects.filter(code="pol.one").update(code="pol.one.two")


def test_refuses_credibility_1_on_another_field() -> None:
    record = make_event()
    claim(record, make_source(publisher="Wire"), field="title")

    with refused(CONFIRMED), transaction.atomic():
        claim(record, make_source(publisher="Gazette"), field="date_from", credibility=1)
        check_now()


def test_keeps_the_published_sources_that_a_confirmation_rests_on() -> None:
    record = make_event()
    claim(record, make_source(publisher="Wire"))
    claim(record, make_source(publisher="Gazette"), credibility=1)
    check_now()

    with refused(CONFIRMED), transaction.atomic():
        Source.objects.filter(publisher="Wire").update(review_status="retracted")
        check_now()


@pytest.mark.parametrize("index", range(5))
def test_counts_versions_only_when_something_changed(index: int) -> None:
    record = publishable()[index]

    record.save()
    record.refresh_from_db()
    unchanged = record.version
    record.note = "new"
    record.version = 99
    record.created_at = dt.datetime(1999, 1, 1, tzinfo=dt.UTC)
    record.save()
    created = type(record).objects.get(id=record.id).created_at
    record.refresh_from_db()

    assert (unchanged, record.version) == (1, 2)
    assert created.year > 1999
