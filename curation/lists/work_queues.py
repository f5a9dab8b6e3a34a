"""Work queues: what of a list waits for somebody, as a filter of that list and as counts for the front page."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curation.lists.counts import Bounded, bounded_counts

# Parameter of lists that names a queue
PARAMETER = "queue"
# Queues are counted up to here: whoever has a thousand rows before them needs no exact number.
MOST = 1_000
# How many records a costly queue looks at; the filters chosen beside it say which
LOOKED_AT = 10_000


@dataclass(frozen=True)
class Queue:
    """Rows that want the same thing done.

    `name` is a method of the model's queryset, without arguments, that leaves these rows only; models
    whose querysets have no such method do not have the queue. It is also the value of `?queue=`.
    """

    name: str
    title: str | Promise
    # What to do about such a row
    advice: str | Promise
    # The querysets' method that leaves the records among which they are looked for
    among: str = "not_retracted"
    # Whether each row must be looked at: then those recorded last are, so that a long list stays quick
    is_costly: bool = False

    def is_of(self, model: type[Model]) -> bool:
        return hasattr(model._default_manager, self.name)

    def rows(self, queryset: Any) -> Any:
        """Those of the records that are in the queue."""
        candidates = self.candidates(queryset)
        if self.is_costly:
            candidates = candidates.newest(LOOKED_AT)
        return getattr(candidates, self.name)()

    def candidates(self, queryset: Any) -> Any:
        """The records among which they are looked for."""
        return getattr(queryset, self.among)()


QUEUES = [
    Queue(
        "waiting_for_review",
        _("Waiting for review"),
        _("Check it against its sources, then publish it or send it back."),
    ),
    # What is published has its claims: the database sees to it.
    Queue(
        "without_claim",
        _("Without a claim"),
        _("Cite the source that it comes from."),
        among="unfinished",
        is_costly=True,
    ),
    Queue(
        "resting_on_one_source",
        _("Resting on one source"),
        _("Look for a second source by another publisher."),
        is_costly=True,
    ),
    Queue("contradicted", _("Contradicted"), _("Weigh the sources; say what is disputed.")),
    Queue("undated", _("Undated"), _("Look for a date, however coarse.")),
    Queue("unplaced", _("Unplaced"), _("Pick the place, if there was one.")),
]


def queues_of(model: type[Model]) -> list[Queue]:
    """The queues that a list of this model has."""
    return [queue for queue in QUEUES if queue.is_of(model)]


class QueueFilter(admin.SimpleListFilter):
    """The filter by work queue that every list of records has, with bounded counts of the whole list."""

    title = _("work queue")
    parameter_name = PARAMETER

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        self.model = model_admin.model
        return [(queue.name, queue.title) for queue in queues_of(self.model)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value()
        for queue in queues_of(queryset.model):
            if queue.name == chosen:
                return queue.rows(queryset)
        if chosen is not None:
            raise IncorrectLookupParameters(f"There is no queue “{chosen}”.")
        return queryset

    def choices(self, changelist: Any) -> Any:
        # They count the whole list, which whoever searches has left.
        counts = [] if changelist.query else queue_counts(self.model)
        everything, *choices = super().choices(changelist)
        yield everything
        for choice, count in zip_longest(choices, counts):
            yield (
                choice if count is None else {**choice, "display": f"{choice['display']} ({count})"}
            )


def queue_counts(*models: type[Model]) -> list[Bounded]:
    """How many rows are in each queue of each of the models, up to `MOST`, in one query."""
    asked = [
        (queue, model._default_manager.all()) for model in models for queue in queues_of(model)
    ]
    costly = [(queue, rows) for queue, rows in asked if queue.is_costly]
    counts = bounded_counts(
        *((queue.rows(rows), MOST) for queue, rows in asked),
        *((queue.candidates(rows), LOOKED_AT) for queue, rows in costly),
    )
    candidates = dict(zip(costly, counts[len(asked) :], strict=True))
    return [
        count.at_least() if each in candidates and candidates[each].is_bounded else count
        for each, count in zip(asked, counts, strict=False)
    ]
