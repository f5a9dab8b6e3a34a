"""The version of a record increases with every change on its page, and readers never see it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.db import transaction

from actors.models import Actor
from agreements.models import Agreement, Clause, PartyAction
from events.models import Event, Participation
from records.versions import paths_to_records
from tests import database, make

pytestmark = pytest.mark.django_db(transaction=True)


def version(record: Any) -> int:
    return int(database.stored(record, "version"))


def test_increases_with_each_row_on_the_page_of_an_agreement():
    agreement, other = make.agreement(), make.agreement()
    party = make.party(agreement, make.actor())
    clause = make.clause(agreement)
    link = make.agreement_link(agreement, "implements", other)
    topic = make.topic("arm")
    seen = version(agreement)
    # The party comes with an action.
    assert (seen, version(other)) == (5, 1)

    for row in (agreement, party, clause, link):
        make.claim(row)
    clause.topics.add(topic)
    clause.concerns.add(make.actor())
    assert version(agreement) == seen + 6

    PartyAction.objects.filter(party=party).update(kind="ratified")
    clause.topics.clear()
    link.claims.all().delete()
    link.delete()
    assert version(agreement) == seen + 10


def test_increases_with_names_codes_participants_links_and_figures():
    actor, event, cause = make.actor(), make.event(), make.event()
    make.name(actor, "Shqipëria", "sq")
    make.identifier(actor, "iso2", "AL")
    make.claim(actor)
    assert version(actor) == 4

    make.participation(event, actor)
    make.event_link(event, "follows", cause)
    figure = make.figure(event=event)
    make.claim(figure)
    assert (version(event), version(figure), version(cause)) == (5, 2, 1)
    assert version(actor) == 4


def test_increases_for_both_records_when_a_row_moves():
    first, second = make.event(), make.event()
    row = make.participation(first, make.actor())

    Participation.objects.filter(pk=row.pk).update(event=second)

    assert (version(first), version(second)) == (3, 2)


def test_increases_once_per_statement_and_transaction():
    event, actors = make.event(), [make.actor() for _ in range(5)]

    Participation.objects.bulk_create(
        Participation(event=event, actor=actor, role="witness") for actor in actors
    )
    assert version(event) == 2

    with transaction.atomic():
        for actor in actors:
            make.participation(event, actor, "host")
    assert version(event) == 3


def test_stays_one_in_the_transaction_that_creates_the_record():
    with transaction.atomic():
        agreement = make.agreement()
        with transaction.atomic():
            clause = make.clause(agreement)
        make.claim(clause)
    assert version(agreement) == 1

    with transaction.atomic():
        make.agreement()
        make.clause(agreement, number=2)
    assert version(agreement) == 2


def test_ignores_changes_rolled_back_to_a_savepoint():
    event, actor = make.event(), make.actor()

    with transaction.atomic():
        with transaction.atomic():
            make.participation(event, actor, "host")
            transaction.set_rollback(True)
        make.participation(event, actor, "witness")

    assert version(event) == 2


def test_stays_when_nothing_changes_or_a_row_becomes_visible():
    actor = make.actor()
    agreement = make.agreement()
    party = make.party(agreement, actor)
    make.publish(agreement)
    seen = version(agreement)

    party.save()
    make.publish(actor)

    assert database.stored(party, "is_public")
    assert version(agreement) == seen


def test_cannot_be_written_by_hand():
    agreement = make.agreement()

    Agreement.objects.update(version=90)

    assert version(agreement) == 1


def test_is_invisible_to_readers():
    actor = make.publish(make.actor())
    make.name(actor, "Shqipëria", "sq")
    before = Actor.objects.get()

    make.claim(actor, make.source(review_status="draft"))

    after = Actor.objects.get()
    assert after.version == before.version + 1
    assert (after.updated_at, after.created_at) == (before.updated_at, before.created_at)
    assert database.rows("SELECT version FROM published.actors_actor") == [(0,)]


def test_finds_the_record_of_each_row():
    topics: Any = Clause.topics.through
    paths = [[join.model.__name__ for join in path] for path in paths_to_records(topics)]

    assert paths == [["Clause", "Agreement"]]
    assert [path[-1].model for path in paths_to_records(Participation)] == [Event]


def test_serialises_concurrent_inserts_without_deadlocks():
    event = make.event()
    keys = [make.actor().pk for _ in range(40)]
    columns = "event_id, actor_id, role, stance, capacity, statement, is_public"

    def add(role: str, step: int) -> list[str]:
        failed = []
        with closing(database.new_session()) as session:
            for key in keys[::step]:
                values = f"{event.pk}, {key}, '{role}', 'none', '', '', false"
                try:
                    session.cursor().execute(
                        f"INSERT INTO events_participation ({columns}) VALUES ({values})"
                    )
                    session.commit()
                except psycopg2.Error as error:
                    failed.append(str(error))
                    session.rollback()
        return failed

    with ThreadPoolExecutor(4) as pool:
        failures = pool.map(add, ("host", "witness", "target", "speaker"), (1, -1, 1, -1))

    assert [*failures] == [[]] * 4
    assert version(event) == 1 + 4 * 40
