"""Whatever interrupts a review batch, each record is done or not, and its outcome says so."""

import os
import signal
import threading
from typing import Any

import pytest
from django.db import connection, connections, transaction

from agreements.models import Agreement
from curation.choices import BatchDecision
from curation.models import ReviewBatch
from curation.review import batches
from curation.review.batches import end_lost_batches, prepare_batch, start_batch
from tests import make
from tests.accounts.people import make_person
from tests.curation.batches import outcomes, run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("strict_review")]
COUNT = 6


@pytest.fixture
def batch() -> ReviewBatch:
    """A queued submission of drafts."""
    for number in range(COUNT):
        make.agreement(f"draft-{number}", review_status="draft")
    user = make_person("ana", "curator")
    made = prepare_batch(
        BatchDecision.SUBMIT, [Agreement.objects.all()], user=user, origin="/admin/"
    )
    start_batch(made, "")
    made.refresh_from_db()
    return made


def submitted_keys() -> set[int]:
    return set(Agreement.objects.filter(review_status="in_review").values_list("pk", flat=True))


def noted_keys(batch: ReviewBatch) -> set[int]:
    return set(batch.items.filter(state="done").values_list("object_id", flat=True))


def run_in_another_process(batch: ReviewBatch, killed_at: int) -> None:
    """Runs the batch in a process that is killed at a statement."""
    connections.close_all()
    child = os.fork()
    if not child:
        for old in connections.all():
            old.connection = None
        seen = 0

        def counted(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(counted):
                run(batch)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


@pytest.mark.parametrize("at", [5, 17, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40])
def test_a_killed_worker_leaves_nothing_half_done(batch, at, monkeypatch):
    run_in_another_process(batch, at)

    assert submitted_keys() == noted_keys(batch)
    assert len(submitted_keys()) < COUNT
    monkeypatch.setattr(batches, "LONGEST_SILENCE", batches.dt.timedelta(0))
    assert end_lost_batches() == 1
    batch.refresh_from_db()
    assert batch.state == "interrupted"
    start_batch(batch, "")
    batch.refresh_from_db()
    assert run(batch).state == "done"
    assert len(submitted_keys()) == COUNT
    assert set(outcomes(batch).values()) == {"done"}


def test_a_queued_batch_is_not_lost_while_it_waits_for_the_worker(batch, monkeypatch):
    monkeypatch.setattr(batches, "LONGEST_SILENCE", batches.dt.timedelta(0))

    assert end_lost_batches() == 0


def test_a_record_that_somebody_holds_is_reported_and_the_others_are_done(batch, monkeypatch):
    monkeypatch.setattr(batches, "LOCK_SECONDS", 0.1)
    held = Agreement.objects.get(slug="draft-2")
    ready, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Agreement.objects.select_for_update().get(pk=held.pk)
            ready.set()
            done.wait(20)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait(20)
    run(batch)
    done.set()
    thread.join()

    assert outcomes(batch)[held] == str(batches.BUSY)
    assert len(submitted_keys()) == COUNT - 1


def test_a_lost_connection_interrupts_the_batch(batch, monkeypatch):
    original = batches._decide

    def decide(*args: Any) -> None:
        original(*args)
        if len(submitted_keys()) == 3:
            connection.connection.close()

    monkeypatch.setattr(batches, "_decide", decide)
    run(batch)

    assert batch.state == "interrupted"
    assert submitted_keys() == noted_keys(batch)
    assert len(submitted_keys()) == 2
