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
    "../1999": Window(None, _D(1999, 12, 31), "year"),
    "[2025-03-18..2025-04-01]": Window(_D(2025, 3, 18), _D(2025, 4, 1), "range"),
    "[2025-03..]": Window(_D(2025, 3, 1), None, "month"),
    "[..2025-03-18]": Window(None, _D(2025, 3, 18), "day"),
    "1995/1995-12-14": Window(_D(1995, 1, 1), _D(1995, 12, 14), "year", "day"),
    "[2025-03-18..2025-04]": Window(_D(2025, 3, 18), _D(2025, 4, 30), "day", "month"),
    "2008~": Window(_D(2008, 1, 1), _D(2008, 12, 31), "year", "", "~", "~"),
    "2025-03-18?": Window(_D(2025, 3, 18), _D(2025, 3, 18), "day", "", "?", "?"),
    "1984%/2004-06": Window(_D(1984, 1, 1), _D(2004, 6, 30), "year", "month", "%", ""),
    "2004/2004~": Window(_D(2004, 1, 1), _D(2004, 12, 31), "year", "", "", "~"),
    "[..1984~]": Window(None, _D(1984, 12, 31), "year", "", "", "~"),
    "2025-21": Window(_D(2025, 3, 1), _D(2025, 5, 31), "season"),
    "2023-24": Window(_D(2023, 12, 1), _D(2024, 2, 29), "season"),
    "2023-24/2025-22": Window(_D(2023, 12, 1), _D(2025, 8, 31), "season"),
    "19XX": Window(_D(1900, 1, 1), _D(1999, 12, 31), "century"),
    "2025-04-01/..": Window(_D(2025, 4, 1), None, "day"),
    "": UNDATED,
}
REFUSED = {
    "18.03.2025": "form",
    "yesterday": "form",
    "2025-3-18": "form",
    "2025/": "form",
    "/2025": "form",
    "../..": "form",
    "[..]": "form",
    "[2025]": "form",
    "[2025..2024]": "reversed",
    "2008~~": "form",
    "2004-06~-11": "form",
    "{1960,1961-12}": "form",
    "1999-XX": "form",
    "2001-29": "form",
    "-0999": "form",
    "２０２５": "form",
    "2025-02-30": "calendar",
    "2025-13": "form",
    "2025-40": "form",
    "0000": "calendar",
    "9999": "calendar",
    "2025-04-01/2025-03-18": "reversed",
    "00XX": "calendar",
    "99XX": "calendar",
    "9998-24": "calendar",
}


# What forms read as EDTF, though files and the API do not
TYPED = {
    "18.03.2025": "2025-03-18",
    "18. 3. 2025.": "2025-03-18",
    "1.4.2025": "2025-04-01",
    "2025.03.18.": "2025-03-18",
    "18 March 2025": "2025-03-18",
    "18  march  2025": "2025-03-18",
    "1. Sept. 2025": "2025-09-01",
    "18 Mar 2025": "2025-03-18",
    "18.03.2025/1 April 2025": "2025-03-18/2025-04-01",
    "18.03.2025/..": "2025-03-18/..",
    "[18.03.2025..1 April 2025]": "[2025-03-18..2025-04-01]",
    "[..18.03.2025]": "[..2025-03-18]",
    "18 Marchember 2025": "18 Marchember 2025",
    "2025-03": "2025-03",
    "": "",
}
# What forms say of other texts: the code of the hint, what to type, and a number
HINTED = {
    "31.02.2025": ("days", "2025-02", "28"),
    "30 February 2024": ("days", "2024-02", "29"),
    "2025-04-31": ("days", "2025-04", "30"),
    "2025-03-00": ("days", "2025-03", "31"),
    "31.02.2025/01.03.2025": ("days", "2025-02", "28"),
    "2025-03-01/2025-02-30": ("days", "2025-02", "28"),
    "18.13.2025": ("month", "", ""),
    "2025-13": ("month", "", ""),
    "2025-42": ("month", "", ""),
    "2025-40": ("other", "", ""),
    "spring 2025": ("form", "2025-21", ""),
    "Early autumn of 2025": ("form", "2025-23", ""),
    "[2025-02-30..]": ("days", "2025-02", "28"),
    "2025-02-30?": ("days", "2025-02", "28"),
    "2025-29": ("other", "", ""),
    "March 2025": ("form", "2025-03", ""),
    "3.2025": ("form", "2025-03", ""),
    "March 18, 2025": ("form", "2025-03-18", ""),
    "18th of March 2025": ("form", "2025-03-18", ""),
    "2025-3-18": ("form", "2025-03-18", ""),
    "2025-3": ("form", "2025-03", ""),
    "2025/03/18": ("form", "2025-03-18", ""),
    "20250318": ("form", "2025-03-18", ""),
    "Q1 2025": ("form", "2025-33", ""),
    "2025-Q4": ("form", "2025-36", ""),
    "the 1990s": ("form", "199X", ""),
    "18/03/2025": ("slashes", "", ""),
    "18.03.25": ("short_year", "", ""),
    "circa 2008": ("form", "2008~", ""),
    "2025-03 ?": ("form", "2025-03?", ""),
    "unknown": ("unknown", "", ""),
    "0000": ("years", "", ""),
    "9999-01-01": ("years", "", ""),
    "999X": ("years", "", ""),
    "yesterday": ("other", "", ""),
    "2025/": ("other", "", ""),
}


def typed_texts() -> list[str]:
    """Texts that people type, valid and invalid; the same at each call."""
    days, months, years = (
        ("0", "1", "09", "30", "32"),
        ("0", "02", "2", "13"),
        ("2025", "25", "0000"),
    )
    names = ("January", "feb", "Sept", "Spring", "q1", "x")
    texts = [
        "".join(parts) for parts in product(days, (".", ". ", "/", "-"), months, (".", " "), years)
    ]
    texts += [
        f"{day}{dot} {name} {year}"
        for day, dot, name, year in product(days, ("", ".", "th"), names, years)
    ]
    texts += [f"{name} {rest}" for name, rest in product(names, ("2025", "18, 2025", "3 2025", ""))]
    return [
        *texts,
        *(f"{text}/.." for text in texts[::7]),
        *(f"2025-01-01/{text}" for text in texts[::7]),
    ]


def generated_texts() -> list[str]:
    """Valid and invalid texts of every form, alone and as intervals; the same at each call."""
    years = ("0000", "0001", "1999", "2024", "9998", "9999", "199X", "000X", "999X", "19XX", "00XX")
    rests = ("", "-00", "-01", "-12", "-13", "-21", "-24", "-25", "-33", "-36", "-37", "-1")
    units = [f"{year}{rest}" for year, rest in product(years, rests)]
    units += ["2024-02-29", "2025-02-29", "2025-04-31", "9999-01-01", "0001-01-01", "2025-1-1"]
    units += ["x", "٢٠٢٥", "2025-01-01T00", "..", "/", "2025~", "-2025", "20250101", "20X5"]
    ends = ["..", "", "2025", "2025-03", "2025-34", "2026-01-01", "202X", "2024-02-29", "x"]
    chance = random.Random(2025)  # noqa: S311 -- the same texts at each call
    days = [
        f"{chance.choice(years)}-{chance.randint(0, 13):02d}-{chance.randint(0, 32):02d}"
        for _ in range(200)
    ]
    qualified = [f"{unit}{sign}" for unit in units for sign in ("~", "?", "%", "~?")]
    pairs = [(unit, end) for unit in units for end in ends]
    pairs += [("", "2025"), ("..", "2025-21"), ("2024~", "2025-03-18%"), ("2024", "2024?")]
    return [
        *units,
        *qualified,
        *(f"{start}/{end}" for start, end in pairs),
        *(f"[{start}..{'' if end == '..' else end}]" for start, end in pairs),
        *days,
    ]
