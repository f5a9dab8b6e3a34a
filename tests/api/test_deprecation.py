"""What is deprecated is declared once; answers and the schema say so."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from api import deprecation
from api.deprecation import Deprecation
from tests import cases

SINCE, SUNSET = dt.date(2027, 1, 1), dt.date(2028, 1, 1)
POLICY = '<http://testserver/api/v1/docs/#changes>; rel="deprecation"; type="text/html"'
pytestmark = pytest.mark.usefixtures("article_data")


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deprecated operation, and deprecated parameters of two others."""
    given: dict[str, Any] = {"since": SINCE, "sunset": SUNSET, "instead": "Use `facets`."}
    older: dict[str, Any] = {**given, "since": dt.date(2026, 12, 1), "sunset": dt.date(2028, 6, 1)}
    declarations = (
        Deprecation("event-timeline", **given),
        Deprecation("event-list", parameter="during", **given),
        Deprecation("event-list", parameter="count", **older),
        Deprecation("network", parameter="min_weight", **given),
        Deprecation("actor-detail", **given),
    )
    monkeypatch.setattr(deprecation, "DEPRECATIONS", declarations)


@cases(
    "path",
    "events/timeline/",
    "events/timeline.csv",
    "events/?during=2025",
    "events.csv?during=2025",
    "network/?kind=agreement&min_weight=1",
    "actors/albania/",
    "actors/albania.json",
    "events/timeline/?colour=red",
)
def test_answers_that_use_it_have_the_headers(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")
    b"".join(response if response.streaming else [])

    assert response["Deprecation"] == "@1798761600"
    assert response["Sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"
    assert POLICY in response["Link"].split(", ")
    assert {"Deprecation", "Sunset"} <= set(response["Access-Control-Expose-Headers"].split(", "))


@cases("path", "events/", "events/aggregate/?group_by=year", "network/?kind=agreement", "actors/")
def test_other_answers_have_not(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")

    assert not {"Deprecation", "Sunset"} & set(response.headers)
    assert "deprecation" not in response.get("Link", "")


def test_the_headers_have_the_earliest_days_and_other_links(client: Client) -> None:
    response = client.get("/api/v1/events/?during=2000/..&count=none&page_size=1")

    assert response["Deprecation"] == "@1796083200"
    assert response["Sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"
    assert 'rel="next"' in response["Link"]
    assert response["Link"].endswith(f", {POLICY}")


def test_a_client_that_has_the_answer_is_told_too(client: Client) -> None:
    first = client.get("/api/v1/events/?during=2025")

    again = client.get("/api/v1/events/?during=2025", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again["Sunset"]) == (304, first["Sunset"])


def test_the_schema_marks_it_and_says_what_to_use() -> None:
    schema: Any = SchemaGenerator().get_schema(request=None, public=True)
    marked = {
        (path, each.get("name", ""))
        for path, methods in schema["paths"].items()
        for each in (methods["get"], *methods["get"]["parameters"])
        if each.get("deprecated")
    }

    assert marked == {
        ("/api/v1/events/timeline/", ""),
        ("/api/v1/events/", "during"),
        ("/api/v1/events/", "count"),
        ("/api/v1/network/", "min_weight"),
        ("/api/v1/actors/{slug}/", ""),
    }
    text = schema["paths"]["/api/v1/events/timeline/"]["get"]["description"]
    assert text.endswith(
        "Deprecated since 2027-01-01, removed on 2028-01-01 or later. Use `facets`."
    )


def test_the_policy_is_where_the_link_leads(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()

    assert 'id="changes"' in page
    assert "Sunset" in page


def test_the_notice_is_a_year() -> None:
    with pytest.raises(ValueError, match="too short"):
        Deprecation("event-list", since=SINCE, sunset=SINCE + dt.timedelta(days=364), instead="")


@cases("operation, parameter", ("event-lists", ""), ("event-list", "durin"))
def test_refuses_to_deprecate_what_does_not_exist(
    monkeypatch: pytest.MonkeyPatch, operation: str, parameter: str
) -> None:
    wrong = Deprecation(operation, SINCE, SUNSET, "", parameter)
    monkeypatch.setattr(deprecation, "DEPRECATIONS", (wrong,))

    with pytest.raises(LookupError, match="nothing to deprecate"):
        SchemaGenerator().get_schema(request=None, public=True)
