"""Requests that nobody means well with, made from whatever the API offers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any
from urllib.parse import quote

from tests.project.contract import Operation, value

# Values as they stand in an address, already escaped
NASTY = [
    *(
        "%00",
        "a%00b",
        "%ED%A0%80",
        "%ED%BF%BF%ED%A0%80",
        "%FF%FE",
        "%C3%28",
        "%E2%82",
        "%",
        "%zz",
        "%u0041",
    ),
    *(
        "x" * 300,
        "x" * 9000,
        "%F0%9F%92%A3" * 70,
        "%E2%80%AE",
        "%0d%0aSet-Cookie:%20a=b",
        "%EF%BB%BF1",
    ),
    *(
        "%D9%A1",
        "%EF%BC%91",
        "%E2%85%A7",
        "-1",
        "0",
        "1e999",
        "NaN",
        "Infinity",
        "-0",
        "0x10",
        "1_0",
        "%2B1",
    ),
    *(
        "9" * 30,
        "9" * 4400,
        "1.5",
        "1e2",
        "00000000000000000001",
        "2147483648",
        "9223372036854775808",
    ),
    *(
        "'",
        "' OR 1=1--",
        "'); DROP TABLE events_event;--",
        '"',
        "\\",
        "$$",
        "%25",
        "_",
        "*)(uid=*))(|(uid=*",
    ),
    *("{{7*7}}", "${7*7}", "<%25= 7*7 %25>", "{0.__class__}", "%(x)s", "<script>alert(1)</script>"),
    *("../../etc/passwd", "..%2f..%2fetc%2fpasswd", "file:///etc/passwd", "|id", "`id`", "$(id)"),
    *(
        "0000-00-00",
        "0000-01-01",
        "10000-01-01",
        "-0001-01-01",
        "2025-02-30",
        "2025-13-01",
        "9999-12-31",
    ),
    *(
        "9998-12-31",
        "0001-01-01",
        "2025-W12",
        "2025-3-1",
        "2025-03-18T25:00:00Z",
        "2025-03-18T00:00:00+14:00",
    ),
    *(
        "../..",
        "..",
        "/",
        "//",
        "2025/",
        "/2025",
        "2025/2024",
        "2025-03/2025-03-18/2026",
        "2025~",
        "2025-XX",
    ),
    *(
        "{2025,2026}",
        "[2025..2026]",
        "Y170000002",
        "-2025/2025",
        "XXXX",
        "19XX",
        "2025-21",
        "1,2,3",
        ",,,,",
    ),
    *(
        "0,0,0,0",
        "180,90,-180,-90",
        "181,0,0,0",
        "0,91,0,92",
        "1e9,1,1,1",
        "NaN,NaN,NaN,NaN",
        ",,,",
        "a,b,c,d",
    ),
    *(
        "true",
        "null",
        "None",
        "undefined",
        "[]",
        "{}",
        '{"$gt":""}',
        "a:b:c",
        ":",
        "::",
        "serbia:",
        ":speaker",
    ),
    *(
        ",",
        "a,",
        ",a",
        "a,a",
        ",".join("a" * 101),
        ",".join(["serbia"] * 400),
        " ",
        "%20%20",
        "%09",
        "%0a",
    ),
]
NAMES = [
    *(
        "slug__regex",
        "slug__contains",
        "review_status",
        "note__icontains",
        "note",
        "is_public",
        "pk",
        "id__gt",
    ),
    *(
        "created_at",
        "merged_into__slug",
        "claims__source__note",
        "version",
        "__class__",
        "_state",
        "password",
    ),
    *(
        "a[]",
        "slug[]",
        "slug[0]",
        "kind[$ne]",
        "%00",
        "%FF",
        "",
        " ",
        "%C3%A9",
        "x" * 5000,
        "q.q",
        "q;q",
        "csrf",
    ),
]
METHODS = [
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "get",
    "GETX",
    "OPTIONS",
    "HEAD",
]
PATHS = [
    *(
        "//",
        "/..",
        "/../",
        "/./",
        "%2f",
        "%2F/",
        "%00",
        "%00/",
        ".",
        "./",
        "/.json/",
        ";a=b/",
        "/%2e%2e/",
        "%ff/",
    ),
    *(
        "/" + "a" * 5000 + "/",
        "/a" * 500 + "/",
        "/%ED%A0%80/",
        "/1/2/3/",
        "/null/",
        "/-/",
        "/__all__/",
        "/*/",
    ),
]
HEADERS: list[dict[str, str]] = [
    *(
        {"HTTP_ACCEPT": text}
        for text in ("", "*/*;q=x", "a", "text/html;q=0", "application/xml", "a/b;" * 500)
    ),
    *(
        {"HTTP_ACCEPT": text}
        for text in ("application/json;version=9", "image/*", "\x00", "*/json", ",,,")
    ),
    {"HTTP_RANGE": "bytes=0-0"},
    {"HTTP_RANGE": "bytes=99999999999999999999-1"},
    {"HTTP_IF_NONE_MATCH": '"' + "x" * 5000 + '"'},
    {"HTTP_IF_NONE_MATCH": 'W/"", ",,,\x00'},
    {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Foo 99999 99:99:99 GMT"},
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "a b"},
    {"HTTP_HOST": "[::1"},
    {"HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_X_FORWARDED_FOR": "1.1.1.1, " * 500},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
    {"HTTP_AUTHORIZATION": "Basic %%%"},
    {"HTTP_AUTHORIZATION": "Bearer " + "x" * 5000},
    {"HTTP_ACCEPT_LANGUAGE": "xx-" * 500},
    {"HTTP_COOKIE": "sessionid=" + "x" * 4000 + "; csrftoken=\x00"},
    {"CONTENT_TYPE": "application/json; charset=nonsense"},
]
# What is wrong for a parameter, by the sort of its value, and the codes that say so
WRONG: dict[str, tuple[list[str], set[str]]] = {
    "day": (
        [
            *(
                "2025-02-30",
                "0000-01-01",
                "10000-01-01",
                "-001-01-01",
                "2025-3-18",
                "20250318",
                "today",
            ),
            *(
                "2025-W12-2",
                "2025-03-18T00:00:00Z",
                "%D9%A2%D9%A0%D9%A2%D9%A5-03-18",
                "2025-03-18%00",
            ),
        ],
        {"invalid"},
    ),
    "moment": (["2025-03-18T25:00:00Z", "2025-03-18T00:00:00", "now", "1742256000"], {"invalid"}),
    "number": (["1.5", "1e3", "-1", "NaN", "0x1", "%D9%A1", "9" * 20, "1e999", "one"], {"invalid"}),
    "span": (
        ["2025-13", "../..", "/", "2025/2024", "2025-03/x", "199", "0000", "10000", "2025-XX"],
        {"invalid", "conflict"},
    ),
    "box": (
        ["1,2,3", "a,b,c,d", "181,0,0,0", "0,91,0,92", "0,5,1,4", "NaN,0,0,0", "1,2,3,4,5"],
        {"invalid", "out_of_range", "conflict"},
    ),
    "slug": (
        ["A B", "a__b", "..", "a'--", "%00", "-a", "a" * 300],
        {"invalid", "max_length", "empty"},
    ),
    "code": (["nope", "TREATY", "' OR 1=1--", "{{7*7}}", "treaty."], {"unknown_choice"}),
    "choice": (["nope", "%C3%A9", "' OR 1=1--", "a" * 300], {"unknown_choice"}),
    "text": (
        ["%00", "x" * 300],
        {"invalid", "max_length", "null_characters_not_allowed", "unknown_choice"},
    ),
}


@dataclass(frozen=True)
class Request:
    """One request, its address escaped already."""

    address: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def requests(operations: list[Operation], *, each: int) -> Iterator[Request]:
    """Every parameter with so many nasty values, and every operation in every other wrong way."""
    values = cycle(NASTY)
    for operation in operations:
        start = f"{operation.query()}{'&' if operation.needed else '?'}"
        for name in operation.asked:
            for text in islice(values, each):
                yield Request(f"{start}{name}={quote(text, safe='%')}")
        for name in NAMES:
            yield Request(f"{start}{quote(name, safe='%')}=1")
        yield from (Request(operation.address, method) for method in METHODS)
        yield from _twisted(operation, start)
    listed = [operation for operation in operations if "{" not in operation.path]
    for operation, headers in zip(cycle(listed), HEADERS * 2, strict=False):
        yield Request(operation.query(), headers=headers)
    for operation in operations:
        for path in PATHS:
            yield Request(operation.address.rstrip("/") + path)


def _twisted(operation: Operation, start: str) -> Iterator[Request]:
    names = list(operation.asked)
    yield Request(start + "&".join(f"{name}=" for name in names))
    yield Request(
        start + "&".join(f"{name}={quote(value(operation.asked[name]))}" for name in names * 2)
    )
    yield Request(start + ";".join(f"{name}=1" for name in names))
    yield Request(start + "&".join(f"p{number}=1" for number in range(1100)))
    yield Request(start + "&&&=&=1&=%3D&?&#")
    yield Request(operation.query(), body=b'{"review_status": "draft"}')
    yield Request(
        operation.query(),
        "POST",
        {"CONTENT_TYPE": "application/x-www-form-urlencoded"},
        b"\xff=\x00",
    )
    yield Request(operation.query(), "POST", {"HTTP_X_HTTP_METHOD_OVERRIDE": "GET"}, b"format=json")


def sorts_of_values(
    meta: dict[str, Any], operations: list[Operation]
) -> dict[tuple[str, str], str]:
    """What is expected of each parameter, by path and name, as /meta/ and the schema say."""
    told = {
        (f"/api/v1/{about['name']}/", p["name"]): p["type"]
        for about in [*meta["resources"], *meta["questions"]]
        for p in about.get("filters", about.get("parameters"))
    }
    events = {name: kind for (path, name), kind in told.items() if path == "/api/v1/events/"}
    found = {}
    for operation in operations:
        for name, parameter in operation.asked.items():
            listed = operation.path.removesuffix("cite/")
            kind = told.get((listed, name)) or _sort(parameter, events.get(name))
            if kind and name not in {"format", "cursor"}:
                found[operation.path, name] = kind
    return found


def _sort(parameter: dict[str, Any], of_events: str | None) -> str | None:
    schema = parameter["schema"].get("items", parameter["schema"])
    if "enum" in schema:
        return "choice"
    if schema.get("format") == "date":
        return "day"
    return "number" if schema.get("type") == "integer" else of_events
