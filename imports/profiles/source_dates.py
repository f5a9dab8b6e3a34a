"""Reads dates as other data sets write them."""

import datetime as dt
import re
from contextlib import suppress

from imports.profiles.profile import DATE_PARTS

# 2025-03-18, 2025-3-0 (unknown day), 2025-03-18T10:00
SOURCE_DATE = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?(?:[T ].*)?", re.ASCII)
# 18/03/2025, 18.3.2025
DAY_FIRST = re.compile(r"(\d\d?)[/.](\d\d?)[/.](\d{4})", re.ASCII)


def stated_date(text: str, precision: str = "day", *, day_after: bool = False) -> str:
    """A date as EDTF, as precise as stated, up to a precision; a text that is no date stays for the check to report.

    `day_after` gives the following day.
    """
    if day_first := DAY_FIRST.fullmatch(text):
        day, month, year = day_first.groups()
        text = f"{year}-{month}-{day}"
    # Exports for people write 18 March 2025.
    with suppress(ValueError):
        text = dt.datetime.strptime(text, "%d %B %Y").date().isoformat()  # noqa: DTZ007 (a day)
    if day_after:
        try:
            text = (dt.date.fromisoformat(text[:10]) + dt.timedelta(days=1)).isoformat()
        except (ValueError, OverflowError):
            return text
    found = SOURCE_DATE.fullmatch(text)
    if not found:
        return text
    year, *rest = found.groups()[: DATE_PARTS[precision]]
    stated = [year]
    for part in rest:
        if not part or not int(part):
            break
        stated.append(part.zfill(2))
    return "-".join(stated)
