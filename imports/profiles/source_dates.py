"""Reads dates as other data sets write them."""

import datetime as dt
import re

from imports.profiles.profile import DATE_PARTS
from imports.profiles.source_texts import plain_date

# 2025-03-18, 2025-3-0 (unknown day), 2025-03-18T10:00
SOURCE_DATE = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?(?:[T ].*)?", re.ASCII)


def stated_date(text: str, precision: str = "day", *, day_after: bool = False) -> str:
    """A date as EDTF, as precise as stated, up to a precision; a text that is no date stays for the check to report.

    `day_after` gives the following day.
    """
    if not SOURCE_DATE.fullmatch(text):
        text = plain_date(text)
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
