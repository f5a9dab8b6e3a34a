"""Review batches for tests: prepared in the admin, run as the worker does."""

from types import SimpleNamespace
from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse

from curation.models import ReviewBatch
from curation.review import batches
from tests.admin_page import list_url, url_of


def run(batch: ReviewBatch) -> ReviewBatch:
    """Runs a queued batch, as the worker does."""
    task: Any = batches.run_batch
    task.call(SimpleNamespace(task_result=SimpleNamespace(id=batch.task)), batch.pk)
    batch.refresh_from_db()
    return batch


def choose(client: Client, action: str, model: type[Model], **data: Any) -> ReviewBatch:
    """Chooses all rows of a list, on all its pages; returns the batch that this prepares."""
    keys = model._default_manager.values_list("pk", flat=True)[:1]
    sent = {"action": action, "select_across": "1", "_selected_action": [*keys], "index": "0"}
    answer = client.post(list_url(model), sent | data)
    assert answer.status_code == 302, answer.status_code
    batch = ReviewBatch.objects.latest("pk")
    assert answer["Location"] == url_of(batch)
    return batch


def press(client: Client, batch: ReviewBatch, step: str, **data: str) -> Any:
    """The page that follows a button of a batch."""
    url = reverse("admin:curation_reviewbatch_step", args=[batch.pk])
    answer = client.post(url, {"step": step, **data}, follow=True)
    batch.refresh_from_db()
    return answer


def confirm(client: Client, batch: ReviewBatch, note: str = "") -> ReviewBatch:
    """Confirms a batch and runs it."""
    press(client, batch, "start", note=note)
    return run(batch)


def outcomes(batch: ReviewBatch) -> dict[Any, str]:
    """Each record of a batch, with the reason why nothing was done, or its state."""
    items = batch.items.prefetch_related("record")
    return {item.record: item.reason or item.state for item in items}
