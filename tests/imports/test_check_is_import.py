"""What the check of a faulty file says is what importing it says."""

import csv
import io
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from imports.exporting import export_rows
from imports.models import Import
from imports.resources import known_resources
from sources.triggers import CONFIRMED_MESSAGE
from tests import cases, database, make
from tests.imports.files import check, import_text
from tests.imports.world import World
from tests.long import IS_LONG

FILES = 300 if IS_LONG else 30
ROWS = 12
# Cells that are wrong in most columns, or that break a rule across rows
WRONG = (
    *(
        "",
        "nowhere",
        "9999-99-99",
        "2025-02-30",
        "1,234",
        "-1",
        "maybe",
        "x" * 400,
        "a:b:c",
        "|",
        "\\",
    ),
    *(
        "state-0",
        "state-1",
        "actor-0",
        "event-0",
        "event-1",
        "talks",
        "talks.one",
        "arms.two",
        "1",
        "true",
    ),
    *(
        "2025-01-01",
        "1900",
        "supports",
        "contradicts",
        "title",
        "345",
        "cow",
        "response_to",
        "Not A Slug",
    ),
    *(
        "cow:345",
        "cow:345|iso2:AL",
        "iso2:AL",
        "state-0:signatory|state-0:signatory",
        "source-0|source-0",
    ),
)

Rows = list[list[str]]


def exported_rows(name: str) -> Rows:
    text = b"".join(export_rows(known_resources()[name])).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def outcome(run: Callable[[str, str], Import], name: str, text: str) -> Any:
    """The counts and faults of a check or an import, which is taken back."""
    with transaction.atomic():
        import_job = run(name, text)
        faults = import_job.faults.order_by("line", "column", "kind", "value", "expected")
        values = list(faults.values_list("line", "kind", "column", "value", "expected", "nearest"))
        states = list(import_job.rows.order_by("number").values_list("number", "state"))
        found = (import_job.counts, values, states)
        transaction.set_rollback(True)
    return found


def spoilt(rows: Rows, chance: random.Random) -> Rows:
    """Some of the rows, with a few wrong cells, repeated rows, a missing or an unknown column."""
    header, *body = rows
    chosen = [list(row) for row in chance.sample(body, min(len(body), ROWS))]
    for _fault in range(chance.randint(1, 4)):
        row = chance.choice(chosen)
        row[chance.randrange(len(header))] = chance.choice([*WRONG, *chance.choice(chosen)])
    if chance.random() < 0.3:
        chosen.append(list(chance.choice(chosen)))
    if chance.random() < 0.2:
        # A new row that differs from an existing one in its first cell alone
        chosen.append([f"{chance.choice(chosen)[0]}-new", *chance.choice(chosen)[1:]])
    if chance.random() < 0.1:
        at = chance.randrange(len(header))
        header = [*header[:at], chance.choice(["", "unknown", header[0]]), *header[at + 1 :]]
    return [header, *chosen]


def as_text(rows: Rows) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


@pytest.mark.slow
def test_says_the_same_about_generated_files():
    World(40).make()
    database.settle()
    chance = random.Random(20250318)  # noqa: S311 (the same files each time)
    names = [name for name in sorted(known_resources()) if len(exported_rows(name)) > 2]
    rows = {name: exported_rows(name) for name in names}
    different, faulty = [], 0

    for _file in range(FILES):
        name = chance.choice(names)
        text = as_text(spoilt(rows[name], chance))
        checked, imported = outcome(check, name, text), outcome(import_text, name, text)
        faulty += bool(checked[1])
        if checked != imported:
            different.append((name, text, checked, imported))

    assert different == []
    assert faulty > FILES * 0.8


def broken_files() -> Iterator[tuple[str, str, int, str]]:
    """Files that only a rule across rows refuses, with the line and the message."""
    yield (
        "claims",
        "source,about,row,credibility\nbbc,event,talks,1\nbbc,event,tirana,6",
        2,
        CONFIRMED_MESSAGE,
    )
    cause = "A cause cannot be later than its effect"
    yield "events_eventlink", "source,kind,target\ntalks,response_to,tirana", 2, cause
    parent = "A term’s code is the code of its parent, a dot and one word."
    terms = "code,label,definition,parent\nwar,War,War,\npeace.treaty,Treaty,Treaty,war"
    yield "events_eventtype", terms, 3, parent
    code = "The actor has a preferred code in this system already."
    yield "actors_actoridentifier", "actor,scheme,value\nalbania,iso2,AL\nalbania,iso3,ALX", 3, code


@cases("name, text, line, message", *broken_files())
@cases("run", check, import_text)
def test_names_the_line_of_a_rule_that_only_the_database_knows(
    run: Callable[[str, str], Import], name: str, text: str, line: int, message: str
):
    make.source("bbc")
    make.event("talks", on="2025-01-01")
    make.event("tirana", on="2025-03-18")
    make.identifier(make.actor("albania"), "iso3", "ALB")
    database.settle()

    import_job = run(name, text)

    [fault] = import_job.faults.all()
    assert (fault.line, message in str(fault)) == (line, True), str(fault)
    assert import_job.counts["bad"] == 1
    assert import_job.rows.get(state="bad").number == line


@cases("run", check, import_text)
def test_a_rejected_row_does_not_make_rows_wrong_that_refer_to_others(
    run: Callable[[str, str], Import],
):
    effect, cause = make.event("effect", on="2025-03-01"), make.event("cause", on="2025-02-01")
    make.event_link(effect, "response_to", cause)
    database.settle()
    dates = "2025-12-01,2025-12-01,day"
    children = "".join(f"e{n},treaty.signing,Event,,,unknown,e{n + 20}\n" for n in range(20))
    parents = "".join(f"e{n},treaty.signing,Event,,,unknown,\n" for n in range(20, 40))
    header = "slug,type,title,date_from,date_to,date_precision,parent\n"

    import_job = run(
        "events_event", f"{header}{children}cause,treaty.signing,Cause,{dates},\n{parents}"
    )

    [fault] = import_job.faults.all()
    assert (fault.line, "A cause cannot be later" in str(fault)) == (22, True), str(fault)
