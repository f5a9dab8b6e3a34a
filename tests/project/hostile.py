"""Hostile requests, made from everything that the API offers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any
from urllib.parse import quote

from tests.project.contract import Operation, example_of

# Values as they stand in a URL, already escaped: broken text, numbers, code in many languages, dates and
# periods, bounding boxes, JSON, pairs, lists
VALUES = r"""
%00 a%00b %ED%A0%80 %ED%BF%BF%ED%A0%80 %FF%FE %C3%28 %E2%82 % %zz %u0041 %E2%80%AE %EF%BB%BF1
%0d%0aSet-Cookie:%20a=b %20 %20%20 %09 %0a
%D9%A1 %EF%BC%91 %E2%85%A7 -1 0 1e999 NaN Infinity -0 0x10 1_0 %2B1 1.5 1e2
00000000000000000001 2147483648 9223372036854775808
' " \ $$ %25 _ *)(uid=*))(|(uid=* '%20OR%201=1-- ');%20DROP%20TABLE%20events_event;--
{{7*7}} ${7*7} {0.__class__} %(x)s <%25=%207*7%20%25> <script>alert(1)</script> |id `id` $(id)
../../etc/passwd ..%2f..%2fetc%2fpasswd file:///etc/passwd
0000-00-00 0000-01-01 10000-01-01 -0001-01-01 2025-02-30 2025-13-01 9999-12-31 9998-12-31
0001-01-01 2025-W12 2025-3-1 2025-21 2025-03-18T25:00:00Z 2025-03-18T00:00:00+14:00
../.. .. / // 2025/ /2025 2025/2024 2025-03/2025-03-18/2026 -2025/2025 2025~ 2025-XX
{2025,2026} [2025..2026] Y170000002 XXXX 19XX
1,2,3 0,0,0,0 180,90,-180,-90 181,0,0,0 0,91,0,92 1e9,1,1,1 NaN,NaN,NaN,NaN ,,,, ,,, a,b,c,d
true null None undefined [] {} {"$gt":""} a:b:c : :: serbia: :speaker , a, ,a a,a
"""
NAMES = """
slug__regex slug__contains review_status note__icontains note is_public pk id__gt created_at
merged_into__slug claims__source__note version __class__ _state password
a[] slug[] slug[0] kind[$ne] %00 %FF %C3%A9 %20 q.q q;q csrf
"""
PATHS = """
// /.. /../ /./ %2f %2F/ %00 %00/ . ./ /.json/ ;a=b/ /%2e%2e/ %ff/
/%ED%A0%80/ /1/2/3/ /null/ /-/ /__all__/ /*/
"""
LONG = "a" * 300
HOSTILE_VALUES = [
    *VALUES.split(),
    *(LONG, "x" * 9000, "%F0%9F%92%A3" * 70, "9" * 30, "9" * 4400),
    *(",".join("a" * 101), ",".join(["serbia"] * 400)),
]
HOSTILE_NAMES = [*NAMES.split(), "", "x" * 5000]
HOSTILE_PATHS = [*PATHS.split(), "/" + "a" * 5000 + "/", "/a" * 500 + "/"]
METHODS = ["POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"]
METHODS += ["get", "GETX", "OPTIONS", "HEAD"]
HOSTILE_ACCEPT = [
    *("", "*/*;q=x", "a", "text/html;q=0", "application/xml", "a/b;" * 500),
    *("application/json;version=9", "image/*", "\x00", "*/json", ",,,"),
]
HOSTILE_HEADERS: list[dict[str, str]] = [
    *({"HTTP_ACCEPT": text} for text in HOSTILE_ACCEPT),
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
# Invalid values by the type of the parameter, and the error codes that they may get
INVALID_VALUES: dict[str, tuple[str, set[str]]] = {
    "day": (
        "2025-02-30 0000-01-01 10000-01-01 -001-01-01 2025-3-18 20250318 today 2025-W12-2"
        " 2025-03-18T00:00:00Z %D9%A2%D9%A0%D9%A2%D9%A5-03-18 2025-03-18%00",
        {"invalid"},
    ),
    "moment": ("2025-03-18T25:00:00Z 2025-03-18T00:00:00 now 1742256000", {"invalid"}),
    "number": ("1.5 1e3 -1 NaN 0x1 %D9%A1 99999999999999999999 1e999 one", {"invalid"}),
    "span": ("2025-13 ../.. / 2025/2024 2025-03/x 199 0000 10000 2025-XX", {"invalid", "conflict"}),
    "box": (
        "1,2,3 a,b,c,d 181,0,0,0 0,91,0,92 0,5,1,4 NaN,0,0,0 1,2,3,4,5",
        {"invalid", "out_of_range", "conflict"},
    ),
    "slug": (f"A%20B a__b .. a'-- %00 -a {LONG}", {"invalid", "max_length", "empty"}),
    "code": ("nope TREATY '%20OR%201=1-- {{7*7}} treaty.", {"unknown_choice"}),
    "choice": (f"nope %C3%A9 '%20OR%201=1-- {LONG}", {"unknown_choice"}),
    "text": (
        f"%00 {LONG}",
        {"invalid", "max_length", "null_characters_not_allowed", "unknown_choice"},
    ),
}


@dataclass(frozen=True)
class HostileRequest:
    """One request; its address is escaped already."""

    address: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def hostile_requests(operations: list[Operation], *, values_each: int) -> Iterator[HostileRequest]:
    """Every parameter with some hostile values, and every operation in every other hostile way."""
    values = cycle(HOSTILE_VALUES)
    for operation in operations:
        start = f"{operation.url()}{'&' if operation.required else '?'}"
        for name in operation.query_parameters:
            for text in islice(values, values_each):
                yield HostileRequest(f"{start}{name}={quote(text, safe='%')}")
        for name in HOSTILE_NAMES:
            yield HostileRequest(f"{start}{quote(name, safe='%')}=1")
        yield from (HostileRequest(operation.address, method) for method in METHODS)
        yield from _malformed(operation, start)
        for path in HOSTILE_PATHS:
            yield HostileRequest(operation.address.rstrip("/") + path)
    without_keys = [operation for operation in operations if "{" not in operation.path]
    for operation, headers in zip(cycle(without_keys), HOSTILE_HEADERS * 2, strict=False):
        yield HostileRequest(operation.url(), headers=headers)


def _malformed(operation: Operation, start: str) -> Iterator[HostileRequest]:
    """Requests with malformed queries and with bodies."""
    names = list(operation.query_parameters)
    examples = [f"{n}={quote(example_of(p))}" for n, p in operation.query_parameters.items()]
    yield HostileRequest(start + "&".join(f"{name}=" for name in names))
    yield HostileRequest(start + "&".join(examples * 2))
    yield HostileRequest(start + ";".join(f"{name}=1" for name in names))
    yield HostileRequest(start + "&".join(f"p{number}=1" for number in range(1100)))
    yield HostileRequest(start + "&&&=&=1&=%3D&?&#")
    url = operation.url()
    form = {"CONTENT_TYPE": "application/x-www-form-urlencoded"}
    yield HostileRequest(url, body=b'{"review_status": "draft"}')
    yield HostileRequest(url, "POST", form, b"\xff=\x00")
    yield HostileRequest(url, "POST", {"HTTP_X_HTTP_METHOD_OVERRIDE": "GET"}, b"format=json")


def parameter_types(
    meta: dict[str, Any], operations: list[Operation]
) -> dict[tuple[str, str], str]:
    """The type of each parameter, by path and name, from /meta/ and the schema."""
    declared = {
        (f"/api/v1/{about['name']}/", parameter["name"]): parameter["type"]
        for about in [*meta["resources"], *meta["questions"]]
        for parameter in about.get("filters", about.get("parameters"))
    }
    types = {}
    for operation in operations:
        list_path = operation.path.removesuffix("cite/")
        for name, parameter in operation.query_parameters.items():
            of_events = declared.get(("/api/v1/events/", name))
            kind = declared.get((list_path, name)) or _type_in_schema(parameter) or of_events
            if kind and name not in {"format", "cursor"}:
                types[operation.path, name] = kind
    return types


def _type_in_schema(parameter: dict[str, Any]) -> str | None:
    schema = parameter["schema"].get("items", parameter["schema"])
    if "enum" in schema:
        return "choice"
    if schema.get("format") == "date":
        return "day"
    return "number" if schema.get("type") == "integer" else None
