"""Answers of analyses as CSV tables."""

import csv
from typing import Any

import pytest
from django.test import Client

from api.compiler.csv_rows import unescape_formula
from api.rendering.exports import CUT_OFF
from events.api import chain
from explorer import network, snapshot
from explorer.api.urls import QUESTIONS
from tests import cases, make
from tests.project.contract import operations

PACTS = "tirana-declaration-2025,subotica-agreement-2025"
# Each with the columns of its table, and its rows in the JSON
TABLES: dict[str, tuple[dict[str, str], str, str]] = {
    "events/aggregate": ({"group_by": "year,type"}, "year,type,n", "rows"),
    "events/timeline": ({"interval": "year"}, "key,label,date,t,n", ""),
    "events/tirana-signing-2025/chain": (
        {},
        "source,source_title,source_date,target,target_title,target_date,kind,lag_days,claims",
        "links",
    ),
    "agreements/compare": ({"ids": PACTS}, "topic,label,agreement,clauses,n", "cells"),
    "network": ({"kind": "agreement"}, "source,target,kind,weight,statuses,rests_on", "links"),
    "signatories": ({"agreement": "tirana-declaration-2025"}, "", "signatories"),
    "snapshot": ({"on": "2025-04-02"}, "", ""),
    "snapshot/diff": ({"from": "2025-01-01", "to": "2025-04-02"}, "", ""),
    "search": ({"q": "tirana"}, "resource,kind,slug,url,title,snippet,rank", "results"),
    "suggest": ({"q": "ser"}, "resource,kind,slug,label", "results"),
    "changes": ({}, "number,at,kind,resource,key,url,merged_into", "results"),
}
each_table = cases("path", *TABLES)
pytestmark = pytest.mark.usefixtures("article_data")


def table(client: Client, path: str, **query: str) -> tuple[str, list[dict[str, str]]]:
    """The header of a table, and its rows."""
    response = client.get(f"/api/v1/{path}.csv", query)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    lines = response.content.decode().splitlines()
    return lines[0], list(csv.DictReader(lines))


def test_exist_for_every_analysis_and_question() -> None:
    formats = {
        path.removeprefix("/api/v1/").strip("/"): o.query_parameters["format"]["schema"]["enum"]
        for path, o in ((each.path, each) for each in operations())
        if not o.is_list and "fields" not in o.parameters and not path.endswith("/cite/")
    }

    without = {path for path, offered in formats.items() if "csv" not in offered}
    assert without == {"meta"}
    assert set(QUESTIONS) < set(formats)
    assert len(formats) == len(TABLES) + 1


@each_table
def test_are_chosen_by_suffix_parameter_or_header(client: Client, path: str) -> None:
    query = TABLES[path][0]
    address = f"/api/v1/{path}"

    suffix = client.get(f"{address}.csv", query)
    parameter = client.get(f"{address}/", {**query, "format": "csv"})
    header = client.get(f"{address}/", query, headers={"Accept": "text/csv"})

    assert suffix["Content-Disposition"].startswith("attachment; filename=")
    assert suffix["Content-Disposition"].endswith('.csv"')
    for response in (suffix, parameter, header):
        assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
        assert response.content == suffix.content
        assert "Accept" in response["Vary"]
    assert client.get(f"{address}.json", query).json()
    assert client.get(f"{address}.xml", query).status_code == 406
    both = client.get(f"{address}.csv", {**query, "format": "csv"})
    assert (both.status_code, both["Content-Type"]) == (400, "application/problem+json")


@each_table
def test_hold_the_rows_of_the_json(client: Client, path: str) -> None:
    query, columns, name = TABLES[path]
    body = client.get(f"/api/v1/{path}/", query).json()

    header, rows = table(client, path, **query)

    assert rows
    assert header == (columns or header)
    if not name:
        return
    assert len(rows) == len(body[name])
    for row, shown in zip(body[name], rows, strict=True):
        for column in set(row) & set(shown):
            value = row[column]
            text = " ".join(value) if column in {"clauses", "statuses", "rests_on"} else value
            if column != "claims":
                expected = "" if text is None else str(text)
                assert unescape_formula(shown[column]) == expected


def test_count_every_event_of_a_timeline_once(client: Client) -> None:
    days = {"one": "2025-03-18", "two": "2025-03", "three": "2025", "four": ""}
    for slug, day in days.items():
        make.publish(make.event(slug, on=day))

    _, rows = table(client, "events/timeline", interval="month", slug__in=",".join(days))

    assert [(row["date"], row["t"], row["n"]) for row in rows] == [
        ("dated", "2025-03-01", "2"),
        ("imprecise", "", "1"),
        ("undated", "", "1"),
    ]


def test_name_the_list_of_each_row(client: Client) -> None:
    _, held = table(client, "snapshot", on="2025-04-02")
    _, changed = table(client, "snapshot/diff", **{"from": "2025-03-17", "to": "2025-04-02"})
    body = client.get("/api/v1/snapshot/?on=2025-04-02").json()

    assert len(held) == sum(len(rows) for rows in body.values() if isinstance(rows, list))
    assert {row["list"] for row in held} >= {"memberships", "agreements_signed"}
    signed = {(r["list"], r["slug"], r["parties"]) for r in changed if r["change"] == "signed"}
    assert ("agreements", "tirana-declaration-2025", "albania croatia kosovo") in signed
    assert "tirana-signing-2025" in {r["slug"] for r in changed if r["change"] == "happened"}


def test_do_not_start_a_formula(client: Client) -> None:
    make.publish(make.event("x", title="=1+1 Evil"))

    _, rows = table(client, "search", q="Evil", kind="event")

    assert [row["title"] for row in rows] == ["'=1+1 Evil"]


def test_say_that_they_are_cut(client: Client, monkeypatch: Any) -> None:
    first, second, third = (make.event(name) for name in ("first", "second", "third"))
    make.publish(first, second, third)
    make.event_link(second, "response_to", first)
    make.event_link(third, "response_to", second)
    states = [make.publish(make.actor(name)) for name in ("a", "b", "c")]
    pact = make.agreement("pact")
    for state in states:
        make.party(pact, state)
    make.publish(pact)
    monkeypatch.setattr(chain, "MAX_LINKS", 1)
    monkeypatch.setattr(network, "MAX_TIES", 1)
    monkeypatch.setattr(snapshot, "MAX_SNAPSHOT_ROWS", 0)

    for path, query in (
        ("events/first/chain", {}),
        ("network", {"kind": "agreement"}),
        ("snapshot", {"on": "2025-04-02"}),
    ):
        response = client.get(f"/api/v1/{path}.csv", query)
        assert response.content.decode().splitlines()[-1].strip('"') == CUT_OFF


def test_give_the_next_changes_in_a_header(client: Client) -> None:
    make.publish(make.event(), make.event())

    response = client.get("/api/v1/changes.csv?page_size=1")

    assert (
        response["Link"] == '<http://testserver/api/v1/changes.csv?page_size=1&since=1>; rel="next"'
    )


def test_say_where_only_similar_names_match(client: Client) -> None:
    assert client.get("/api/v1/search.csv?q=tirnaa")["Answer-Notes"] == '{"as_written": false}'
    assert "Answer-Notes" not in client.get("/api/v1/search.csv?q=tirana")


def test_other_formats_are_suffixes_too(client: Client) -> None:
    make.publish(make.event("signing"))

    for path, kind in (
        ("network.graphml?kind=agreement", "application/graphml+xml"),
        ("events/signing/cite.bibtex", "text/x-bibtex"),
        ("events/cite.csl-json", "application/vnd.citationstyles.csl+json"),
    ):
        assert client.get(f"/api/v1/{path}")["Content-Type"] == f"{kind}; charset=utf-8"
