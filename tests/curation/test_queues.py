"""Work queues of the data set of the article."""

import pytest

from actors.models import Actor
from agreements.models import Agreement
from curation.lists.work_queues import queue_counts, queues_of
from events.models import Event

pytestmark = pytest.mark.usefixtures("article_data")


def counted(model: type) -> dict[str, int]:
    counts = map(int, queue_counts(model))
    return {queue.name: count for queue, count in zip(queues_of(model), counts, strict=True)}


def test_counts_what_the_queues_hold():
    for model in (Event, Agreement, Actor):
        rows = {
            queue.name: queue.select(model._default_manager.all()) for queue in queues_of(model)
        }
        assert counted(model) == {name: queryset.count() for name, queryset in rows.items()}


def test_finds_only_open_work_in_the_article():
    found = counted(Event)

    for name in ("resting_on_one_source", "contradicted", "undated", "unplaced"):
        assert found[name] > 0, name
    assert (found["waiting_for_review"], found["without_claim"]) == (0, 0)
    assert Event.objects.undated().filter(date_from__isnull=False).count() == 0


def test_finds_exactly_the_events_with_one_source():
    single = Event.objects.resting_on_one_source()

    assert not single.with_source_count().exclude(source_count=1).exists()
    assert (
        not Event.objects.with_source_count().filter(source_count=1).exclude(pk__in=single).exists()
    )
