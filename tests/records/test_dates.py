"""EDTF texts are read and written without loss; invalid texts are refused with a reason."""

import datetime as dt
import re
from dataclasses import astuple

import pytest
from django.core.exceptions import ValidationError

from records.dates import Window, date_text, parse_date, parse_window, window_text
from tests import cases, database
from tests.date_grammar import ACCEPTED, REFUSED, generated_texts


@cases("text", *ACCEPTED)
def test_reads_and_writes_a_window(text: str) -> None:
    window = parse_window(text)

    assert window == ACCEPTED[text]
    assert window_text(*astuple(window), is_span="/" in text) == text


@cases("text", *REFUSED)
def test_refuses_an_invalid_window(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_window(text)

    assert refused.value.code == REFUSED[text]
    assert text in refused.value.messages[0]


def test_reads_a_single_date() -> None:
    assert parse_date(" 2025-03 ") == (dt.date(2025, 3, 1), "month")
    assert parse_date("") == (None, "unknown")
    assert date_text(dt.date(2020, 1, 1), "year") == "2020"
    assert date_text(None, "unknown") == ""


def test_refuses_an_interval_as_a_date() -> None:
    with pytest.raises(ValidationError, match="interval"):
        parse_date("2025/2026")


def test_reads_and_writes_dates_in_sql_as_in_python() -> None:
    def read(text: str) -> Window | None:
        try:
            return parse_window(text)
        except ValidationError:
            return None

    texts = [text for text in (*ACCEPTED, *REFUSED, *generated_texts()) if text]
    columns = "w.date_from, w.date_to, w.exactness, w.end_exactness, w.qualifier, w.end_qualifier"
    written = f"window_text({columns}, position('/' in t) > 0)"
    read_all = f"SELECT t, {columns}, {written} FROM unnest(%s) t, read_window(t) w"
    found = {text: (tuple(w), shown) for text, *w, shown in database.rows(read_all, texts)}

    for text in texts:
        window = read(text)
        shown = window and window_text(*astuple(window), is_span="/" in text)
        assert found[text] == (astuple(window) if window else (None,) * 6, shown), text


@cases("text", *[text for text in ACCEPTED if re.fullmatch(r"[\dX-]+", text)])
def test_agrees_with_the_sql_functions(text: str) -> None:
    window = parse_window(text)
    query = "SELECT first_day_of(%s, %s), last_day_of(%s, %s)"
    ends = (window.date_to, window.precision, window.date_from, window.precision)

    assert database.rows(query, *ends) == [(window.date_from, window.date_to)]
