"""`import_csv` says what it detected, and ends with a sentence whatever is wrong with the file."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from events.models import Event
from imports.applying import engine
from imports.models import Import
from tests import cases, make
from tests.imports.files import write

HEADER = "slug;type;title;date;note\n"
ROW = "one;treaty.signing;Čačak;2025-03-18;1,5\n"


@pytest.fixture(autouse=True)
def cast() -> None:
    make.event_type("treaty.signing")


def said(path: Path, capsys: Any, *options: str) -> list[str]:
    """The lines that the command prints, with the message of its end if it fails."""
    try:
        call_command("import_csv", str(path), *options)
    except CommandError as error:
        return [*capsys.readouterr().err.splitlines(), str(error)]
    return capsys.readouterr().err.splitlines()


@cases("encoding, told", ("cp852", "cp852"), ("cp1250", "windows-1250"), ("utf-16", "UTF-16"))
def test_prints_what_it_detected(tmp_path: Path, capsys: Any, encoding: str, told: str) -> None:
    lines = said(write(tmp_path, (HEADER + ROW).encode(encoding), "events.csv"), capsys)

    assert lines[0] == "1 rows: 1 new, 0 changed, 0 unchanged, 0 invalid."
    assert any(line.startswith(f"Read as {told}.") for line in lines)
    assert "Separator: semicolon." in lines
    assert "Decimal sign: comma." in lines
    assert Event.objects.get().title == "Čačak"


def test_takes_all_options_for_reading(tmp_path: Path, capsys: Any) -> None:
    text = "Events\n\n" + (HEADER + ROW).replace(";", "\t")
    path = write(tmp_path, text.encode("cp852"), "events.csv")
    options = ("--encoding=cp852", "--separator=tab", "--decimal=,", "--header=3")

    lines = said(path, capsys, *options)

    assert "Read as cp852, as chosen." in lines
    assert Event.objects.get().title == "Čačak"
    assert Import.objects.get().options["header"] == 3


@cases(
    "content, message",
    (HEADER + 'one;treaty.signing;"One;;\n', "has an opening quotation mark without a closing"),
    (
        HEADER + "one;a;b;;\n" * 70 + 'x;treaty.signing;"One;;\n',
        "The row in line 72 has an opening",
    ),
    (b"\x00\x01\x02\n" * 99, "The file is not text: it contains null bytes."),
    (
        (HEADER + "a;b;Čačak;;\nc;d;Niš;;\n").encode() + b"e;f;\x8aabac;;\n",
        "Line 4 is in another encoding",
    ),
    (b"", "The file is empty."),
)
def test_refuses_an_unreadable_file_in_one_sentence(
    tmp_path: Path, capsys: Any, content: str | bytes, message: str
) -> None:
    lines = said(write(tmp_path, content, "events.csv"), capsys)

    assert lines[-1].startswith("Nothing was imported: ")
    assert message in lines[-1]
    assert not Import.objects.filter(status="queued").exists()


def test_names_a_file_of_invalid_rows_only_if_there_are_any(tmp_path: Path, capsys: Any) -> None:
    header = said(write(tmp_path, "titel;title\na;b\n", "events.csv"), capsys)
    assert header[-1] == "Nothing was imported. See the faults above."
    assert header[0] == "1 rows, which were not checked."
    assert not (tmp_path / "events.bad.csv").exists()

    rows = said(write(tmp_path, HEADER + ROW.replace("2025", "20x5"), "events.csv"), capsys)
    assert rows[-1].startswith("Nothing was imported. The invalid rows are in ")
    assert (tmp_path / "events.bad.csv").exists()


def test_lists_doubts_and_refuses_them_if_strict(tmp_path: Path, capsys: Any) -> None:
    path = write(tmp_path, HEADER + ROW.replace("1,5", "n/a"), "events.csv")

    strict = said(path, capsys, "--strict")
    assert strict[-1].startswith("Nothing was imported. The invalid rows are in ")
    usual = said(path, capsys)

    assert "Doubtful: Line 2, column note: “n/a” looks like a placeholder. " in usual[-1]
    assert Event.objects.count() == 1


def test_says_no_sql(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    def fail(*_: object, **__: object) -> None:
        cause = Exception("ERROR: relation\nCONTEXT: SQL statement")
        raise DatabaseError("ERROR: relation\nCONTEXT: SQL statement") from cause

    monkeypatch.setattr(engine, "stage_file", fail)

    lines = said(write(tmp_path, HEADER + ROW, "events.csv"), capsys)

    assert lines == [
        "Nothing was imported: The database reported an unexpected error (DatabaseError); the log has the details."
    ]
    assert "SQL" not in Import.objects.get().error


def test_ends_an_interrupted_import(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "stage_file", interrupt)

    lines = said(write(tmp_path, HEADER + ROW, "events.csv"), capsys)

    assert lines == ["Nothing was imported: it was interrupted."]
    assert not Event.objects.exists()


INTERRUPTED = """
import os, signal, sys
sys.argv = ["manage.py", "import_csv", "events.csv"]
os.environ["DJANGO_SETTINGS_MODULE"] = "balkanwatch.settings"
import django
django.setup()
from imports.management.commands import import_csv
import manage
def interrupt(*args, **options):
    os.kill(os.getpid(), signal.SIGINT)
    import time; time.sleep(5)
import_csv.Command._import = interrupt
manage.main()
"""


def without_standard_input() -> None:
    os.close(0)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_is_interrupted_without_standard_input_in_one_sentence(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
        preexec_fn=without_standard_input,
    )

    assert ended.returncode == 130
    assert ended.stderr.strip() == "CommandError: Nothing was imported: it was interrupted."


def test_detects_the_file_type_by_the_columns(tmp_path: Path, capsys: Any) -> None:
    said(write(tmp_path, HEADER + ROW, "our events 2025.csv"), capsys)

    assert (Event.objects.get().title, Import.objects.get().resource) == ("Čačak", "events")


def test_says_what_to_do_with_columns_of_another_data_set(tmp_path: Path, capsys: Any) -> None:
    lines = said(write(tmp_path, "Naziv;Datum\nSamit;2025\n", "događaji.csv"), capsys)

    assert "These are not the columns of a BalkanWatch file: Naziv, Datum." in lines[-1]
    assert "make a profile from this file" in lines[-1]
