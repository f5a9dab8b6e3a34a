"""Triggers: rules across rows are checked at the end of the transaction, with a message."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from events.models import Event
from sources.models import Source
from tests import cases, database, make

SUPPORT = "A published record needs a supporting claim from a published source."
CONFIRMED = "Credibility 1 .* needs supporting claims from two or more publishers."
TENTH = "may have a tenth of its words altogether"
ORIGIN = "A source relies on its origin in one step"
CAUSE = "A cause cannot be later than its effect"


@contextmanager
def refused(message: str) -> Iterator[None]:
    """The database rejects what is done inside, with this message, and rolls it back."""
    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        yield
        database.settle()


@pytest.fixture(params=["actor", "relationship", "agreement", "event", "figure"])
def record(request: pytest.FixtureRequest) -> Any:
    """A draft of each kind."""
    actor = make.actor("albania")
    if request.param == "relationship":
        return make.relationship(actor, make.actor("nato", kind="igo"))
    if request.param == "figure":
        return make.figure(actor=actor)
    return actor if request.param == "actor" else getattr(make, request.param)()


@cases("unsupported", "mention only", "draft source")
def test_refuses_to_publish_without_a_supporting_claim(record: Any, unsupported: str) -> None:
    if unsupported == "mention only":
        make.claim(record, verdict="mentions")
    else:
        make.claim(record, make.source(review_status="draft"))
    record.review_status = "published"

    with refused(SUPPORT):
        record.save()


def test_keeps_the_last_support_of_a_published_record(record: Any) -> None:
    make.publish(record)
    support = record.claims.get()

    with refused(SUPPORT):
        support.delete()
    with refused(SUPPORT):
        record.claims.update(verdict="mentions")
    with refused(SUPPORT):
        Source.objects.filter(id=support.source_id).update(review_status="retracted")


def test_allows_deleting_one_of_two_supports_and_a_draft_with_its_claims() -> None:
    record, draft = make.publish(make.actor()), make.event()
    make.claim(record)
    make.claim(draft)

    record.claims.first().delete()
    draft.delete()
    database.settle()

    assert (record.claims.count(), Event.objects.count()) == (1, 0)


def test_refuses_credibility_1_with_one_publisher(record: Any) -> None:
    make.claim(record, make.source(publisher="Wire"))

    with refused(CONFIRMED):
        make.claim(record, make.source(publisher="WIRE"), credibility=1)


def test_keeps_the_other_support_of_a_confirmed_claim() -> None:
    record = make.event()
    other = make.claim(record, make.source(publisher="Wire"))
    make.claim(record, make.source(publisher="Gazette"), credibility=1)
    database.settle()

    assert record.claims.filter(credibility=1).exists()
    with refused(CONFIRMED):
        other.delete()
    for change in ({"publisher": "Gazette"}, {"review_status": "retracted"}):
        with refused(CONFIRMED):
            Source.objects.filter(publisher="Wire").update(**change)


def test_refuses_credibility_1_for_sources_of_one_origin(record: Any) -> None:
    agency = make.source(publisher="Agency")
    paper, site = (make.source(publisher=name, relies_on=agency) for name in ("Paper", "Site"))
    make.claim(record, paper)

    for second in (agency, site):
        with refused(CONFIRMED):
            make.claim(record, second, credibility=1)
    make.claim(record, make.source(publisher="Gazette"), credibility=1)
    database.settle()


def test_refuses_an_origin_that_undoes_a_confirmation() -> None:
    record = make.event()
    one, other = (make.source(publisher=name) for name in ("Wire", "Gazette"))
    make.claim(record, one)
    make.claim(record, other, credibility=1)
    database.settle()

    with refused(CONFIRMED):
        Source.objects.filter(pk=one.pk).update(relies_on=other)
    with refused(CONFIRMED):
        Source.objects.filter(pk__in=(one.pk, other.pk)).update(relies_on=make.source())


def test_refuses_a_chain_of_origins_from_either_end() -> None:
    agency, wire = make.source(), make.source()
    paper = make.source(relies_on=wire)
    database.settle()

    for change in (
        ({"pk": wire.pk}, {"relies_on": agency.pk}),
        ({"pk": agency.pk}, {"relies_on": paper.pk}),
    ):
        with refused(ORIGIN):
            Source.objects.filter(**change[0]).update(**change[1])
    with refused(ORIGIN):
        make.source(relies_on=paper)


def test_shortens_a_chain_of_origins_in_one_transaction() -> None:
    agency, wire = make.source(), make.source()
    paper = make.source(relies_on=wire)
    database.settle()

    Source.objects.filter(pk=wire.pk).update(relies_on=agency)
    Source.objects.filter(pk=paper.pk).update(relies_on=agency)
    database.settle()

    assert agency.relied_on_by.count() == 2


def test_judges_the_credibility_of_a_draft_as_it_will_be_once_its_sources_are_published() -> None:
    record = make.event()
    one, other = (
        make.source(publisher=name, review_status="draft") for name in ("Wire", "Gazette")
    )

    make.claim(record, one, credibility=1)
    make.claim(record, other, credibility=1)
    database.settle()

    with refused(CONFIRMED):
        for row in (one, record):
            type(row).objects.filter(id=row.id).update(review_status="published")


def test_publishes_a_confirmed_claim_once_two_publishers_are_published() -> None:
    record = make.event()
    for name in ("Wire", "Gazette"):
        make.claim(record, make.source(publisher=name, review_status="draft"), credibility=1)
    database.settle()

    for model in (Source, Event):
        model.objects.update(review_status="published")
    database.settle()

    assert record.claims.filter(is_public=True, credibility=1).count() == 2


def test_refuses_a_cause_later_than_its_effect() -> None:
    early, late = make.event(on="2025-03-01"), make.event(on="2025-03-02")

    with refused(CAUSE):
        make.event_link(early, "response_to", late)
    make.event_link(late, "response_to", early)
    database.settle()
    with refused(CAUSE):
        february = dt.date(2025, 2, 1)
        Event.objects.filter(id=late.id).update(date_from=february, date_to=february)
    make.event_link(early, "contradicts", late)
    database.settle()


def test_compares_the_earliest_day_of_the_cause_with_the_latest_of_the_effect() -> None:
    some_day_in_march, mid_march = make.event(on="2025-03"), make.event(on="2025-03-15")

    make.event_link(some_day_in_march, "caused_by", mid_march)
    make.event_link(mid_march, "caused_by", some_day_in_march)
    database.settle()

    assert some_day_in_march.links_out.count() == 1


def test_keeps_records_that_have_been_public(record: Any) -> None:
    make.publish(record)
    rows = type(record).objects.filter(id=record.id)

    with refused("The slug of a published or retracted record never changes."):
        rows.update(slug="other")
    with refused("cannot be deleted; retract it instead"):
        rows._raw_delete("default")
    for status in ("draft", "in_review"):
        with refused("does not become a draft again; retract it instead"):
            rows.update(review_status=status)


@cases("build", make.topic, make.event_type)
def test_keeps_the_codes_of_terms_in_line_with_their_parents(build: Any) -> None:
    term, other = build("pol.one"), build("arm")
    rows = type(term).objects.filter(code="pol.one")

    for change in ({"parent": other}, {"code": "pol.one.two"}):
        with refused("A term’s code is the code of its parent, a dot and one word."):
            rows.update(**change)
    with refused("A term with others below it keeps its code."):
        type(term).objects.filter(code="pol").update(code="politics")


def test_refuses_credibility_1_on_another_field() -> None:
    record = make.event()
    make.claim(record, make.source(publisher="Wire"), field="title")

    with refused(CONFIRMED):
        make.claim(record, make.source(publisher="Gazette"), field="date_from", credibility=1)


def test_counts_versions_only_when_something_changed(record: Any) -> None:
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


@cases("build", make.event, make.place)
def test_refuses_a_row_that_is_part_of_itself(build: Any) -> None:
    largest = build()
    larger = build(parent=largest)
    small = build(parent=larger)
    database.settle()

    with refused("cannot be part of .* that is part of it"):
        type(small).objects.filter(pk=largest.pk).update(parent=small)
    with refused("cannot be part of .* that is part of it"):
        type(small).objects.filter(pk=largest.pk).update(parent=larger)
    type(small).objects.filter(pk=small.pk).update(parent=largest)
    database.settle()


def test_quotes_a_tenth_of_a_work_at_most_over_all_tables_of_claims() -> None:
    work = make.source(word_count=100)
    make.claim(make.event(), work, quote="one two three four five")
    make.claim(make.actor(), work, quote="one two  three four five")
    make.claim(make.agreement(), work, quote="six seven eight nine ten")
    database.settle()

    with refused(TENTH):
        make.claim(make.figure(actor=make.actor()), work, quote="eleven")
    with refused(TENTH):
        moved = make.claim(make.event(), make.source(), quote="eleven")
        type(moved).objects.filter(pk=moved.pk).update(source=work)
    with refused(TENTH):
        Source.objects.filter(pk=work.pk).update(word_count=99)
    make.claim(make.event(), make.source(), quote=" ".join("abcdefghijklmnopqrst"))
    database.settle()


def test_quotes_any_number_of_words_of_a_work_of_unknown_length() -> None:
    work = make.source()
    for number in range(5):
        make.claim(make.event(), work, quote=f"quote number {number}")
    database.settle()

    with refused(TENTH):
        Source.objects.filter(pk=work.pk).update(word_count=149)
    Source.objects.filter(pk=work.pk).update(word_count=150)
    database.settle()


@cases("kind, status", ("succession", "successor"), ("part_of", "unit"))
def test_refuses_a_circle_of_relationships(kind: str, status: str) -> None:
    first, second, third = (make.actor(slug) for slug in ("first", "second", "third"))
    link = {"kind": kind, "status": status}
    make.relationship(second, first, **link)
    make.relationship(third, second, **link)

    with refused("An actor cannot succeed its own successor"):
        make.relationship(first, third, **link)
    closing = make.relationship(first, third, kind="cooperation", status="active")
    with refused("An actor cannot succeed its own successor"):
        type(closing).objects.filter(pk=closing.pk).update(**link)


def test_refuses_a_circle_of_agreements() -> None:
    first, second, third = (make.agreement(slug) for slug in ("first", "second", "third"))
    make.agreement_link(second, "amends", first)
    last = make.agreement_link(third, "supersedes", second)

    with refused("An agreement cannot implement, amend or supersede one"):
        make.agreement_link(first, "implements", third)
    closing = make.agreement_link(first, "cites", third)
    with refused("An agreement cannot implement, amend or supersede one"):
        type(closing).objects.filter(pk=closing.pk).update(kind="implements")
    with refused("An agreement cannot implement, amend or supersede one"):
        type(closing).objects.filter(pk=last.pk).update(source=second, target=first)
        type(closing).objects.filter(target=first).update(source=first, target=second)
    type(closing).objects.filter(pk=last.pk).delete()
    type(closing).objects.filter(pk=closing.pk).update(kind="implements")
    database.settle()
