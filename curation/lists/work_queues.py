"""Work queues: records that need something done, as a filter of their list and as counts for the front page."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from curation.lists.counts import BoundedCount, bounded_counts
from curation.types import Text

QUEUE_PARAMETER = "queue"
# Queues are counted up to here: beyond a thousand records the exact number does not matter.
MAX_COUNTED = 1_000
# How many records a costly queue examines; filters can select which
MAX_EXAMINED = 10_000


@dataclass(frozen=True)
class Queue:
    """Records that need the same thing done.

    `name` is the value of `?queue=` and names the queryset method that selects these records. A model
    has the queue if its queryset has the method.
    """

    name: str
    title: Text
    # What to do about such a record
    advice: Text
    # The queryset method that selects the records to examine
    candidates_method: str = "not_retracted"
    # Whether every record must be examined; then only the latest are, so that a long list stays fast
    is_costly: bool = False

    def applies_to(self, model: type[Model]) -> bool:
        return hasattr(model._default_manager, self.name)

    def candidates(self, records: QuerySet) -> Any:
        """The records to examine."""
        return getattr(records, self.candidates_method)()

    def select(self, records: QuerySet) -> QuerySet:
        """Those of the records that are in the queue."""
        candidates = self.candidates(records)
        if self.is_costly:
            candidates = candidates.newest(MAX_EXAMINED)
        return getattr(candidates, self.name)()


QUEUES = [
    Queue(
        "waiting_for_review",
        _("Waiting for review"),
        _("Check it against its sources, then publish it or send it back."),
    ),
    # The database ensures that published records have claims.
    Queue(
        "without_claim",
        _("Without a claim"),
        _("Cite the source that it comes from."),
        candidates_method="unfinished",
        is_costly=True,
    ),
    Queue(
        "resting_on_one_source",
        _("Resting on one source"),
        _("Look for a second source by another publisher."),
        is_costly=True,
    ),
    Queue(
        "resting_on_one_origin",
        _("Several sources, one origin"),
        _("Its sources rely on the same one; look for a source that does not."),
        is_costly=True,
    ),
    Queue("contradicted", _("Contradicted"), _("Weigh the sources; say what is disputed.")),
    Queue("undated", _("Undated"), _("Find a date; a decade is enough.")),
    Queue("unplaced", _("Unplaced"), _("Choose the place, if there was one.")),
]


def queues_of(model: type[Model]) -> list[Queue]:
    """The queues that a list of this model has."""
    return [queue for queue in QUEUES if queue.applies_to(model)]


class QueueFilter(admin.SimpleListFilter):
    """The filter by work queue of every list of records, with bounded counts of the whole list."""

    title = _("work queue")
    parameter_name = QUEUE_PARAMETER

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Text]]:
        self.model = model_admin.model
        return [(queue.name, queue.title) for queue in queues_of(self.model)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.value()
        for queue in queues_of(queryset.model):
            if queue.name == chosen:
                return queue.select(queryset)
        if chosen is not None:
            raise IncorrectLookupParameters(f"Unknown queue “{chosen}”.")
        return queryset

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        # The counts are those of the whole list, so a search shows none.
        counts = [] if changelist.query else queue_counts(self.model)
        everything, *choices = super().choices(changelist)
        yield everything
        for choice, count in zip_longest(choices, counts):
            display = choice["display"]
            yield {**choice, "display": display if count is None else f"{display} ({count})"}


def queue_counts(*models: type[Model]) -> list[BoundedCount]:
    """How many records are in each queue of each model, up to `MAX_COUNTED`, in one query."""
    queues = [(queue, m._default_manager.all()) for m in models for queue in queues_of(m)]
    counts = bounded_counts(
        *((queue.select(rows), MAX_COUNTED) for queue, rows in queues),
        *((queue.candidates(rows), MAX_EXAMINED) for queue, rows in queues if queue.is_costly),
    )
    found, examined = counts[: len(queues)], iter(counts[len(queues) :])
    for (queue, _rows), count in zip(queues, found, strict=True):
        # There may be more among the records that were not examined.
        if queue.is_costly and next(examined).is_bounded:
            count.is_bounded = True
    return found
