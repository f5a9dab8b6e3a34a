"""What clients and caches rely on: both forms of lists, compression, Vary, and preflights."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests import cases
from tests.project.contract import example_of, generated_schema, operations

pytestmark = pytest.mark.usefixtures("article_data")
GZIP = {"Accept-Encoding": "gzip"}


def test_every_list_parameter_may_be_given_several_times(client: Client) -> None:
    asked, differing = set[str](), []
    for operation in operations():
        path, required = operation.address, operation.required
        for each in operation.query_parameters.values():
            values = example_of(each).split(",")
            if each["schema"].get("type") != "array" or len(values) < 2 or each["name"] in asked:
                continue
            asked.add(each["name"])
            joined = client.get(path, {**required, each["name"]: ",".join(values)})
            repeated = client.get(path, {**required, each["name"]: values})
            same = (joined.status_code, joined.content) == (200, repeated.content)
            if not same or joined["ETag"] != repeated["ETag"]:
                differing.append((path, each["name"], joined.status_code, repeated.status_code))

    assert len(asked) > 25
    assert differing == []


def test_a_single_value_is_still_given_once(client: Client) -> None:
    response = client.get("/api/v1/actors/?kind=state&kind=igo")

    assert [error["code"] for error in response.json()["errors"]] == ["repeated"]


@cases("format", "json", "csv", "ndjson", "geojson")
def test_compressed_answers_hold_the_same_bytes(client: Client, format: str) -> None:
    address = f"/api/v1/events/?format={format}"

    plain = client.get(address)
    # A file takes one of few slots until it has been read.
    whole = body_of(plain)
    small = client.get(address, headers=GZIP)

    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(body_of(small)) == whole
    for response in (plain, small):
        assert "Accept-Encoding" in response["Vary"]
    assert small.get("ETag") == plain.get("ETag")


def test_a_client_with_the_compressed_answer_gets_304(client: Client) -> None:
    first = client.get("/api/v1/events/", headers=GZIP)

    again = {"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]}

    assert client.get("/api/v1/events/", headers=again).status_code == 304


def test_pages_of_the_admin_and_spreadsheets_are_not_compressed(client: Client) -> None:
    for address in ("/admin/login/", "/api/v1/events/?format=xlsx"):
        response = client.get(address, headers=GZIP)
        assert "Content-Encoding" not in response
        body_of(response)


def test_lists_say_that_they_depend_on_the_format_asked_for(client: Client) -> None:
    for operation in operations():
        formats = operation.query_parameters["format"]["schema"]["enum"]
        if len(formats) > 1:
            varying = client.get(operation.url()).get("Vary", "")
            assert "Accept" in varying.split(", "), operation.path


def test_preflights_allow_the_headers_that_clients_send(client: Client) -> None:
    response = client.options(
        "/api/v1/events/",
        headers={"Access-Control-Request-Method": "GET", "Origin": "https://a.example"},
    )

    allowed = response["Access-Control-Allow-Headers"].split(", ")
    for name in (
        "Content-Type",
        "X-Requested-With",
        "Cache-Control",
        "Pragma",
        "If-Modified-Since",
    ):
        assert name in allowed


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


@cases(
    "name, meant",
    ("ordering", "sort"),
    ("limit", "page_size"),
    ("offset", "page"),
    ("search", "q"),
    ("kinds", "kind"),
)
def test_suggests_our_name_for_a_parameter_of_other_apis(
    client: Client, name: str, meant: str
) -> None:
    (error,) = client.get(f"/api/v1/actors/?{name}=5").json()["errors"]

    assert (error["code"], error["did_you_mean"]) == ("unknown_parameter", meant)


@cases("method", "TRACE", "POST", "DELETE")
def test_refuses_a_method_before_it_looks_at_parameters(client: Client, method: str) -> None:
    for address in ("/api/v1/events/?colour=red", "/api/v1/network/?kind=x", "/api/v1/meta/?x=1"):
        assert client.generic(method, address).status_code == 405


@cases("format", "json", "csv", "ndjson", "xlsx", "geojson")
def test_answers_say_where_only_similar_names_match(client: Client, format: str) -> None:
    for words, header in (("Kuçovë", None), ("Kucofe", '{"as_written": false}')):
        response = client.get("/api/v1/places/", {"q": words, "format": format})

        assert response.get("Answer-Notes") == header
        text = body_of(response)
        if format == "json":
            body = json.loads(text)
            assert (body["count"] > 0, body["as_written"]) == (True, header is None)


@cases("path", "events", "events/timeline", "events/aggregate", "events/cite", "actors")
def test_counts_and_citations_say_it_too(client: Client, path: str) -> None:
    for words, is_similar in (("Tirana", False), ("Tirnaa", True), ("zzzzzzzz", True), ("", False)):
        query = {"q": words} if words else {}
        if path == "events/aggregate":
            query["group_by"] = "year"
        response = client.get(f"/api/v1/{path}/", query)

        assert ("Answer-Notes" in response) is is_similar
        if "cite" not in path:
            assert response.json()["as_written"] is not is_similar


def test_rows_have_every_field_unless_some_are_selected(client: Client) -> None:
    components = generated_schema()["components"]["schemas"]

    def missing(value: Any, schema: Any, path: str) -> Iterator[str]:
        """Fields of the schema that a value lacks."""
        if isinstance(value, list):
            for item in value:
                yield from missing(item, schema["items"], path)
        if not isinstance(value, dict):
            return
        parts = [schema, *schema.get("oneOf", []), *schema.get("allOf", [])]
        [name] = [part["$ref"] for part in parts if "$ref" in part]
        for field, inner in components[name.rpartition("/")[2]]["properties"].items():
            if field not in value:
                yield f"{path}.{field}"
            else:
                yield from missing(value[field], inner, f"{path}.{field}")

    for operation in (each for each in operations() if each.is_list):
        answer = generated_schema()["paths"][operation.path]["get"]["responses"]["200"]
        page = answer["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        row = components[page]["properties"]["results"]["items"]
        rows = client.get(operation.url(page_size="500")).json()["results"]
        assert set(missing(rows, {"items": row}, operation.path)) == set()


def test_every_format_is_the_same_once_decoded(client: Client) -> None:
    compared = 0
    for operation in operations():
        for format in operation.query_parameters["format"]["schema"]["enum"]:
            if format == "xlsx":
                continue
            url = operation.url(format=format)
            plain, small = body_of(client.get(url)), client.get(url, headers=GZIP)
            body = body_of(small)
            if "Content-Encoding" in small:
                body = gzip.decompress(body)
                compared += 1
            assert body == plain, url

    assert compared > 60


@cases("address", "events/?format=csv", "events.csv", "events/timeline.csv")
def test_the_format_in_the_address_counts_more_than_the_header(
    client: Client, address: str
) -> None:
    response = client.get(f"/api/v1/{address}", headers={"Accept": "application/json"})

    body_of(response)
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")


def test_an_expanded_place_fits_the_schema_of_its_reference(client: Client) -> None:
    reference = generated_schema()["components"]["schemas"]["PlaceReference"]
    [row] = client.get("/api/v1/events/?slug__in=tirana-signing-2025&expand=place").json()[
        "results"
    ]

    assert row["place"]["country"]["slug"] == "albania"
    kinds = reference["properties"]["country"]["anyOf"]
    assert {"$ref": "#/components/schemas/ActorReference"} in kinds
