"""EDTF texts are read and written without loss; invalid texts are refused with a reason."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from records.dates import UNDATED, Window, date_text, parse_date, parse_window, window_text

D = dt.date

WINDOWS = {
    "2025-03-18": Window(D(2025, 3, 18), D(2025, 3, 18), "day"),
    "2025-03": Window(D(2025, 3, 1), D(2025, 3, 31), "month"),
    "2024-02": Window(D(2024, 2, 1), D(2024, 2, 29), "month"),
    "2025-34": Window(D(2025, 4, 1), D(2025, 6, 30), "quarter"),
    "2008": Window(D(2008, 1, 1), D(2008, 12, 31), "year"),
    "199X": Window(D(1990, 1, 1), D(1999, 12, 31), "decade"),
    "2025-03-18/2025-04-01": Window(D(2025, 3, 18), D(2025, 4, 1), "range"),
    "2025-03/2025-05": Window(D(2025, 3, 1), D(2025, 5, 31), "month"),
    "1999/..": Window(D(1999, 1, 1), None, "year"),
    "2025-04-01/..": Window(D(2025, 4, 1), None, "day"),
    "": UNDATED,
}


@pytest.mark.parametrize("text", WINDOWS)
def test_reads_and_writes_a_window(text: str) -> None:
    window = parse_window(text)

    assert window == WINDOWS[text]
    assert window_text(window.date_from, window.date_to, window.precision) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("18.03.2025", "form"),
        ("yesterday", "form"),
        ("2025-3-18", "form"),
        ("../2025", "form"),
        ("2025/", "form"),
        ("2008~", "form"),
        ("２０２５", "form"),
        ("2025-02-30", "calendar"),
        ("2025-13", "form"),
        ("2025-21", "form"),
        ("2025-40", "form"),
        ("0000", "calendar"),
        ("9999", "calendar"),
        ("2025-04-01/2025-03-18", "reversed"),
        ("2025-03/2025-04-01", "mixed_precision"),
    ],
)
def test_refuses_an_invalid_window(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_window(text)

    assert refused.value.code == code
    assert text in refused.value.messages[0]


def test_reads_a_single_date() -> None:
    assert parse_date(" 2025-03 ") == (D(2025, 3, 1), "month")
    assert parse_date("") == (None, "unknown")
    assert date_text(D(2020, 1, 1), "year") == "2020"
    assert date_text(None, "unknown") == ""


def test_refuses_an_interval_as_a_date() -> None:
    with pytest.raises(ValidationError, match="interval"):
        parse_date("2025/2026")


@pytest.mark.django_db
@pytest.mark.parametrize("text", [text for text in WINDOWS if text and "/" not in text])
def test_agrees_with_the_sql_functions(text: str) -> None:
    window = parse_window(text)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT first_day_of(%s, %s), last_day_of(%s, %s)",
            [window.date_to, window.precision, window.date_from, window.precision],
        )

        assert cursor.fetchone() == (window.date_from, window.date_to)
