"""The standing of a party on a day, as SQL expressions; sql/standing.sql says what it follows from."""

import datetime as dt
import logging
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import BooleanField, DateField, Field, Func, TextField, Value
from django.db.models.expressions import Combinable

from records.sql import run_sql

logger = logging.getLogger(__name__)
# The last day that this process has noted in each database
_noted: dict[Any, dt.date] = {}

# What the SQL functions `party_standing` and `standing_of` return
STANDING_PARTS: dict[str, type[Field]] = {
    "status": TextField,
    "status_on": DateField,
    "status_precision": TextField,
    "reservation": TextField,
    "takes_part": BooleanField,
}


class Standing(Func):
    """One part of the standing of the party with a key on a day."""

    function = "standing_of"
    template = "(SELECT %(function)s.%(part)s FROM %(function)s(%(expressions)s))"

    def __init__(self, part: str, party: str | Combinable, on: Combinable) -> None:
        super().__init__(party, on, part=part, output_field=STANDING_PARTS[part]())


def call_standing(party: str, on: Combinable) -> Func:
    """The SQL function itself, whose columns are the parts; `party` is the lookup path to the key."""
    return Func(party, on, function=Standing.function, output_field=TextField())


def fetch_standing(party: int, day: dt.date) -> dict[str, Any]:
    """The standing of the party with this key on a day."""
    [values] = run_sql("SELECT * FROM standing_of(%s, %s)", [party, day])
    return dict(zip(STANDING_PARTS, values, strict=True))


def standing_on(day: dt.date, party: str = "pk") -> dict[str, Standing]:
    """Annotations with the parts of the standing on a day; `party` is the lookup path to the key of the party."""
    on = Value(day, output_field=DateField())
    return {name: Standing(name, party, on) for name in STANDING_PARTS if name != "takes_part"}


def note_new_day(today: dt.date) -> None:
    """Adds to the feed of changes what a new day has changed, once a day; not where nothing can be written."""
    if _noted.get(connection.settings_dict["NAME"]) == today:
        return
    try:
        with transaction.atomic():
            run_sql("SELECT note_days_until(%s)", [today])
    except DatabaseError:
        logger.warning("A new day could not be noted in the feed of changes.", exc_info=True)
    else:
        _noted[connection.settings_dict["NAME"]] = today
