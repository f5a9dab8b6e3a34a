"""Steps of the review, and decisions on proposals, for many at once: chosen, shown, confirmed, then made by the worker.

Each record changes in a transaction of its own, which also notes the outcome. Whatever ends the worker, no record
is half done, it is known which are done, and the others can be continued.
"""

import datetime as dt
import logging
import time
from collections.abc import Iterable, Iterator
from typing import Any

import psycopg2.errors
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskContext, task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from curation.admin_urls import admin_url
from curation.choices import BatchDecision, BatchState, ItemState
from curation.database_errors import ChangeRefusedError
from curation.history.tracking import history_context
from curation.models import BatchItem, Proposal, ReviewBatch
from curation.review.proposals import decide_in_background, decision_obstacle
from curation.review.transitions import (
    NOTE_LENGTH,
    TRANSITIONS,
    support_refusal,
    supporting_claims,
    transition,
    transition_refusal,
)
from curation.types import AnyUser, user_id
from records.sql import run_sql

logger = logging.getLogger(__name__)

MAX_AT_ONCE = 5_000
# Nobody waits longer than this for somebody who changes the same record
LOCK_SECONDS = 2
# After this time without a heartbeat, the worker may have died
LONGEST_SILENCE = dt.timedelta(seconds=15)
# The heartbeat, and the look whether the user may still decide, need not come with every record.
BEAT_SECONDS = 0.5
# What was never confirmed, and outcomes, are kept this long
OUTCOMES_KEPT = dt.timedelta(days=30)
LONGEST_ADDRESS = 2_000
BUSY = _("Somebody else was changing it at the same time; choose it again.")
GONE = _("It no longer exists.")
FAILED = _("It was not done because of a fault of the program, which is in its log.")
# Waiting for a lock in vain; the transaction goes on after it
LOCK_ERRORS = (psycopg2.errors.LockNotAvailable, psycopg2.errors.DeadlockDetected)


def prepare_batch(
    decision: BatchDecision,
    chosen: Iterable[QuerySet],
    *,
    user: AnyUser,
    origin: str,
    note: str = "",
) -> ReviewBatch:
    """Stores what was chosen, with the reasons that are known beforehand why some of it cannot be done.

    Nothing else is changed before the user has seen and confirmed it. `origin` is the address of the page on
    which the records or proposals were chosen. Raises ChangeRefusedError if there are too many.
    """
    if len(origin) > LONGEST_ADDRESS:
        origin = origin.partition("?")[0]
    with transaction.atomic():
        batch = ReviewBatch.objects.create(
            decision=decision, user_id=user_id(user), origin=origin, note=note
        )
        items: list[BatchItem] = []
        for rows in _in_order(chosen, decision):
            items += _items(batch, rows, user)
            if len(items) > MAX_AT_ONCE:
                text = gettext("At most %(most)s records at once; choose fewer.")
                raise ChangeRefusedError(text % {"most": MAX_AT_ONCE})
        if decision == BatchDecision.PUBLISH:
            _refuse_unsupported(items)
        BatchItem.objects.bulk_create(items, batch_size=1000)
    return batch


def start_batch(batch: ReviewBatch, note: str) -> None:
    """Queues what has not been tried; raises ChangeRefusedError if this is not possible."""
    note = note.strip()
    with transaction.atomic():
        locked = ReviewBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if locked.is_busy or locked.state == BatchState.DONE:
            raise ChangeRefusedError(gettext("This has been started already."))
        if (prompt := note_prompt(locked)) and not note:
            raise ChangeRefusedError(gettext("Say why: %(what)s") % {"what": prompt})
        if len(note) > NOTE_LENGTH:
            text = gettext("Use at most %(most)s characters.")
            raise ChangeRefusedError(text % {"most": NOTE_LENGTH})
        locked.note, locked.language = note, translation.get_language() or "en"
        locked.state, locked.heartbeat_at, locked.finished_at = (
            BatchState.QUEUED,
            timezone.now(),
            None,
        )
        locked.task = run_batch.enqueue(locked.pk).id
        locked.save()


def stop_batch(batch: ReviewBatch) -> None:
    """Ends a batch after the record that is being changed; what was not tried can be continued later."""
    with transaction.atomic():
        locked = ReviewBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if locked.is_busy:
            _queued_tasks(locked).delete()
            _finish(locked, BatchState.STOPPED)


def end_lost_batches() -> int:
    """Marks batches whose worker has died, so that they can be continued; returns their number."""
    silent = ReviewBatch.objects.filter(
        state__in=[BatchState.QUEUED, BatchState.RUNNING],
        heartbeat_at__lt=timezone.now() - LONGEST_SILENCE,
    )
    ended = 0
    for pk in silent.values_list("pk", flat=True):
        with transaction.atomic():
            # A worker holds this lock while it changes a record.
            locked = silent.select_for_update(no_key=True, skip_locked=True).filter(pk=pk).first()
            if locked and not (
                locked.state == BatchState.QUEUED and _queued_tasks(locked).exists()
            ):
                _finish(locked, BatchState.INTERRUPTED)
                ended += 1
    return ended


def note_prompt(batch: ReviewBatch) -> Any:
    """What to give as the reason, where one is needed; empty otherwise."""
    if batch.decision in TRANSITIONS:
        return TRANSITIONS[batch.decision].note_prompt
    return _("Why they are declined.") if batch.decision == BatchDecision.DECLINE else ""


def counts_by_state(batch: ReviewBatch) -> dict[str, int]:
    """How many of its records and proposals are in each state."""
    counted = batch.items.order_by().values_list("state").annotate(count=Count("pk"))
    return dict.fromkeys(ItemState.values, 0) | dict(counted)


@task(takes_context=True)
def run_batch(context: TaskContext, number: int) -> None:
    """Makes the step for each record that has not been tried, until it is stopped."""
    end_lost_batches()
    _delete_old_batches()
    name = str(context.task_result.id)
    mine = ReviewBatch.objects.filter(pk=number, task=name)
    if not mine.filter(state=BatchState.QUEUED).update(state=BatchState.RUNNING):
        return
    batch = mine.get()
    said = {"through": "action", "what": admin_url(ReviewBatch, "change", batch.pk)}
    try:
        with translation.override(batch.language), history_context(**said, why=batch.note):
            _run(batch, mine.filter(state=BatchState.RUNNING))
    except Exception:
        logger.exception("review batch %s was interrupted", number)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        mine.filter(state=BatchState.RUNNING).update(
            state=BatchState.INTERRUPTED, finished_at=timezone.now()
        )


def _run(batch: ReviewBatch, running: QuerySet[ReviewBatch]) -> None:
    waiting = batch.items.filter(state=ItemState.WAITING).order_by("pk")
    looked_at = 0.0
    user: Any = None
    for item in list(waiting.select_related("content_type")):
        with transaction.atomic():
            # Held until the record is done: a request to stop the batch waits for it.
            if not running.select_for_update(no_key=True).exists():
                return
            if time.monotonic() - looked_at > BEAT_SECONDS:
                running.update(heartbeat_at=timezone.now())
                # Rights may have been taken away meanwhile.
                user = get_user_model().objects.get(pk=batch.user_id)
                looked_at = time.monotonic()
            reason = _outcome(batch, item, user)
            state = ItemState.REFUSED if reason else ItemState.DONE
            BatchItem.objects.filter(pk=item.pk).update(state=state, reason=reason)
    running.update(state=BatchState.DONE, finished_at=timezone.now())


def _outcome(batch: ReviewBatch, item: BatchItem, user: Any) -> str:
    """Makes the step for one record or proposal; returns why it was not made, empty if it was."""
    try:
        with transaction.atomic(), history_context(through="action", user=user):
            run_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
            _decide(batch, item, user)
    except ChangeRefusedError as refused:
        return str(refused)
    except OperationalError as error:
        if not isinstance(error.__cause__, LOCK_ERRORS):
            raise
        return str(BUSY)
    except Exception as error:
        if connection.connection is None or connection.connection.closed:
            raise
        logger.exception("review batch %s: item %s failed: %s", batch.pk, item.pk, error)
        return str(FAILED)
    return ""


def _decide(batch: ReviewBatch, item: BatchItem, user: Any) -> None:
    model: Any = item.content_type.model_class()
    row = model._default_manager.filter(pk=item.object_id).first()
    if row is None:
        raise ChangeRefusedError(str(GONE))
    if isinstance(row, Proposal):
        decide_in_background(row, batch.decision, user=user, note=batch.note)
    else:
        transition(row, batch.decision, user=user, note=batch.note, version=item.seen_version)


def _in_order(chosen: Iterable[QuerySet], decision: BatchDecision) -> list[QuerySet]:
    """What is cited and referred to before what refers to it; for retractions the other way round."""
    models = {model: place for place, model in enumerate(apps.get_models())}
    labels = {config.label: place for place, config in enumerate(apps.get_app_configs())}
    return sorted(
        chosen,
        key=lambda rows: (-labels[rows.model._meta.app_label], models[rows.model]),
        reverse=decision == BatchDecision.RETRACT,
    )


def _items(batch: ReviewBatch, rows: QuerySet, user: AnyUser) -> Iterator[BatchItem]:
    """The rows, with the reasons why some of them cannot be decided on, as far as they show themselves."""
    content_type = ContentType.objects.get_for_model(rows.model)
    is_record = rows.model is not Proposal
    columns = ["review_status", "submitted_by", "version"] if is_record else ["state", "author"]
    keys = rows.order_by().values("pk")
    found = rows.model._default_manager.filter(pk__in=keys).order_by("pk")
    if not is_record:
        found = found.select_related("content_type")
        columns.append("content_type")
    for row in found.only(*columns)[: MAX_AT_ONCE + 1]:
        if is_record:
            reason = transition_refusal(row, batch.decision, user)
        else:
            reason = decision_obstacle(row, batch.decision, user)
        yield BatchItem(
            batch=batch,
            content_type=content_type,
            object_id=row.pk,
            seen_version=row.version if is_record else None,
            state=ItemState.REFUSED if reason else ItemState.WAITING,
            reason=reason,
        )


def _refuse_unsupported(items: Iterable[BatchItem]) -> None:
    """Notes which records have no supporting claim from a source that is published, or is published with them."""
    waiting: dict[Any, dict[int, BatchItem]] = {}
    for item in items:
        if item.state == ItemState.WAITING:
            waiting.setdefault(item.content_type.model_class(), {})[item.object_id] = item
    for model, found in waiting.items():
        for key, claims in supporting_claims(model, found).items():
            if any(claim.source_id in waiting.get(type(claim.source), ()) for claim in claims):
                continue
            if reason := support_refusal(claims):
                found[key].state, found[key].reason = ItemState.REFUSED, reason


def _queued_tasks(batch: ReviewBatch) -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(pk__in=[batch.task], status=TaskResultStatus.READY)


def _finish(batch: ReviewBatch, state: BatchState) -> None:
    batch.state, batch.finished_at = state, timezone.now()
    batch.save(update_fields=["state", "finished_at"])


def _delete_old_batches() -> None:
    """Deletes batches at the end of their retention; the history keeps what they did."""
    idle = ReviewBatch.objects.exclude(state__in=[BatchState.QUEUED, BatchState.RUNNING])
    idle.filter(created_at__lt=timezone.now() - OUTCOMES_KEPT).delete()
