"""On which days events can have happened."""

import datetime as dt
from typing import Any

import pytest

from events.models import Event
from tests import cases, make

D = dt.date
TIRANA = {"on": D(2025, 3, 18)}
MARCH = {"date_from": D(2025, 3, 1), "date_to": D(2025, 3, 31), "date_precision": "month"}
SINCE_1999 = {"date_from": D(1999, 1, 1), "date_precision": "year", "is_span": True}


@cases(
    "fields, first, last, expected",
    pytest.param(TIRANA, D(2025, 3, 18), D(2025, 3, 18), True, id="its day"),
    pytest.param(TIRANA, D(2025, 3, 19), None, False, id="the day after"),
    pytest.param(MARCH, D(2025, 3, 31), D(2025, 4, 30), True, id="the end of its window"),
    pytest.param({}, None, None, False, id="undated"),
    pytest.param(SINCE_1999 | {"lifecycle": "ongoing"}, D(2050, 1, 1), None, True, id="ongoing"),
    pytest.param(
        SINCE_1999 | {"lifecycle": "unknown"}, D(2000, 1, 1), None, False, id="unknown end"
    ),
    pytest.param(
        SINCE_1999 | {"lifecycle": "unknown"}, D(1999, 12, 31), None, True, id="unknown end, start"
    ),
)
def test_can_have_happened_between(
    fields: dict[str, Any], first: dt.date | None, last: dt.date | None, expected: bool
) -> None:
    event = make.event(**{"on": None} | fields)

    assert Event.objects.possibly_between(first, last).exists() == expected
    assert (Event.objects.get(pk=event.pk).period is None) == (not fields)
