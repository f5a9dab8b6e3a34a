"""On which days events can have happened."""

from datetime import date as D  # noqa: N812

import pytest

from events.models import Event
from tests import cases, make

TIRANA = {"on": "2025-03-18"}
MARCH = {"on": "2025-03"}
SINCE_1999 = {"on": "1999/..", "is_span": True}
ONGOING, UNKNOWN_END = (
    SINCE_1999 | {"lifecycle": lifecycle} for lifecycle in ("ongoing", "unknown")
)


@cases(
    "fields, first, last, expected",
    pytest.param(TIRANA, D(2025, 3, 18), D(2025, 3, 18), True, id="its day"),
    pytest.param(TIRANA, D(2025, 3, 19), None, False, id="the day after"),
    pytest.param(MARCH, D(2025, 3, 31), D(2025, 4, 30), True, id="the end of its window"),
    pytest.param({}, None, None, False, id="undated"),
    pytest.param(ONGOING, D(2050, 1, 1), None, True, id="ongoing"),
    pytest.param(UNKNOWN_END, D(2000, 1, 1), None, False, id="unknown end"),
    pytest.param(UNKNOWN_END, D(1999, 12, 31), None, True, id="unknown end, start"),
)
def test_can_have_happened_between(fields: dict, first: D | None, last: D | None, expected: bool):
    event = make.event(**{"on": None} | fields)

    assert Event.objects.possibly_between(first, last).exists() == expected
    assert (Event.objects.get(pk=event.pk).period is None) == (not fields)
