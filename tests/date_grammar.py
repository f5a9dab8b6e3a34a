"""Examples of the date grammar, for its three parsers: in Python, in SQL and in the script of forms.

`ACCEPTED` maps texts to windows, `REFUSED` invalid texts to the error. `generated_texts` are for
comparing the parsers with each other.
"""

import datetime as dt
import random
from itertools import product

from records.dates import UNDATED, Window

_D = dt.date

ACCEPTED = {
    "2025-03-18": Window(_D(2025, 3, 18), _D(2025, 3, 18), "day"),
    "2025-03": Window(_D(2025, 3, 1), _D(2025, 3, 31), "month"),
    "2024-02": Window(_D(2024, 2, 1), _D(2024, 2, 29), "month"),
    "2025-34": Window(_D(2025, 4, 1), _D(2025, 6, 30), "quarter"),
    "2008": Window(_D(2008, 1, 1), _D(2008, 12, 31), "year"),
    "199X": Window(_D(1990, 1, 1), _D(1999, 12, 31), "decade"),
    "2025-03-18/2025-04-01": Window(_D(2025, 3, 18), _D(2025, 4, 1), "range"),
    "2025-03/2025-05": Window(_D(2025, 3, 1), _D(2025, 5, 31), "month"),
    "1999/..": Window(_D(1999, 1, 1), None, "year"),
    "2025-04-01/..": Window(_D(2025, 4, 1), None, "day"),
    "": UNDATED,
}
REFUSED = {
    "18.03.2025": "form",
    "yesterday": "form",
    "2025-3-18": "form",
    "../2025": "form",
    "2025/": "form",
    "2008~": "form",
    "２０２５": "form",
    "2025-02-30": "calendar",
    "2025-13": "form",
    "2025-21": "form",
    "2025-40": "form",
    "0000": "calendar",
    "9999": "calendar",
    "2025-04-01/2025-03-18": "reversed",
    "2025-03/2025-04-01": "mixed_precision",
}


def generated_texts() -> list[str]:
    """Valid and invalid texts of every form, alone and as intervals; the same at each call."""
    years = ("0000", "0001", "1999", "2024", "9998", "9999", "199X", "000X", "999X")
    rests = ("", "-00", "-01", "-12", "-13", "-32", "-33", "-36", "-37", "-1")
    units = [f"{year}{rest}" for year, rest in product(years, rests)]
    units += ["2024-02-29", "2025-02-29", "2025-04-31", "9999-01-01", "0001-01-01", "2025-1-1"]
    units += ["x", "٢٠٢٥", "2025-01-01T00", "..", "/", "2025~", "-2025", "20250101", "20X5"]
    ends = ["..", "", "2025", "2025-03", "2025-34", "2026-01-01", "202X", "2024-02-29", "x"]
    chance = random.Random(2025)  # noqa: S311 -- the same texts at each call
    days = [
        f"{chance.choice(years)}-{chance.randint(0, 13):02d}-{chance.randint(0, 32):02d}"
        for _ in range(200)
    ]
    return [*units, *(f"{unit}/{end}" for unit in units for end in ends), *days]
