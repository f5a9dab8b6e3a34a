"""Records what a server answers to thousands of requests, and compares two recordings; see README.md.

compare_answers.py generate REQUESTS [RECORDED ...]  writes recorded requests, then generated ones
compare_answers.py record REQUESTS URL ANSWERS       sends them to a server
compare_answers.py compare BEFORE AFTER [NAME ...]   fails on differences; members NAME may be new
"""

import datetime as dt
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

SCHEMA = Path(__file__).parents[1] / "balkanwatch" / "openapi.json"
SEED, GENERATED = 20250318, 2000
WRONG = ["", "nope", "-1", "0", "9" * 20, "2025-02-30", "a,b", "%", "\0", "'", "nobody-has-this"]
METHODS = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
# The first key is valid where the database has its digest.
HEADERS = {
    "If-None-Match": ["*"],
    "Accept": ["text/html", "application/xml", "text/csv", "application/json;q=0.5, */*;q=0.1"],
    "Authorization": ["Bearer bw_" + "x" * 43, "Bearer bw_" + "y" * 43, "Basic eDp5"],
}
IGNORED = {"etag", "date", "content-length"}
STRING = r'"(?:[^"\\]|\\.)*"'


def generated(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Endless requests of all operations, in turn: examples, choices, wrong values, other headers."""
    dice = random.Random(SEED)  # noqa: S311 (which requests are sent is no secret)
    operations = [(path, m["get"].get("parameters", [])) for path, m in schema["paths"].items()]
    examples = sorted({word for _, ps in operations for p in ps for word in words_of(p)})
    for path, parameters in cycle(operations):
        wrong = [] if dice.random() < 0.7 else [*WRONG, dice.choice(examples)]
        query = {"page_sise": "1"} if wrong and dice.random() < 0.2 else {}
        for parameter in parameters:
            name, value = parameter["name"], value_of(parameter, wrong, dice)
            if parameter["in"] == "path":
                path = path.replace(f"{{{name}}}", quote(value, safe=""))
            elif parameter.get("required") or dice.random() < 2.5 / len(parameters):
                query[name] = value
        if not wrong:
            query.pop("cursor", None)
        if dice.random() < 0.1:
            path = path.rstrip("/") + dice.choice(["", ".csv", ".json", ".xlsx", ".geojson"])
        yield {
            "method": dice.choice(METHODS) if dice.random() < 0.12 else "GET",
            "path": f"{path}?{urlencode(query, quote_via=quote)}" if query else path,
            "headers": {n: dice.choice(v) for n, v in HEADERS.items() if dice.random() < 0.06},
        }


def words_of(parameter: dict[str, Any]) -> list[str]:
    """The values that the example of a parameter lists."""
    example = parameter["example"]
    return [str(word) for word in (example if isinstance(example, list) else [example])]


def value_of(parameter: dict[str, Any], wrong: list[str], dice: random.Random) -> str:
    """A wrong value now and then, where there are any; else a choice or the example."""
    if wrong and dice.random() < 0.4:
        return dice.choice(wrong)
    schema = parameter["schema"]
    choices = schema.get("items", schema).get("enum", [])
    if choices and dice.random() < 0.7:
        return ",".join(dice.sample(choices, k=min(len(choices), 1 + ("items" in schema))))
    return ",".join(words_of(parameter))


def record(requests: Iterable[dict[str, Any]], url: str) -> Iterator[dict[str, Any]]:
    """Each request with its answer and the day."""
    site = HTTPConnection(urlsplit(url).netloc, timeout=120)
    for request in requests:
        found = answer(site, request) or answer(site, request) or {"status": "none"}
        yield {"day": str(dt.datetime.now(dt.UTC).date()), "request": request, **found}


def answer(site: HTTPConnection, request: dict[str, Any]) -> dict[str, Any] | None:
    """Status, headers and body; None where the connection was closed instead."""
    body = request.get("body", "").encode("latin-1")
    headers = {"Host": "localhost", **request.get("headers", {}), "Content-Length": str(len(body))}
    try:
        method, path = request["method"], request["path"]
        site.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            site.putheader(name, value.encode("latin-1"))
        site.endheaders(body)
        found = site.getresponse()
        text = found.read().decode("utf-8", "surrogateescape")
    except (HTTPException, OSError):
        site.close()
        return None
    shown = sorted([name.lower(), value] for name, value in found.getheaders())
    return {"status": found.status, "headers": shown, "body": text}


def differences(one: dict[str, Any], other: dict[str, Any], added: list[str]) -> Iterator[str]:
    """How two answers differ, apart from texts for people, ignored headers and added members."""
    if one["status"] != other["status"]:
        yield f"status {one['status']}, now {other['status']}"
    # Directives of a policy come in another order in each process.
    before, after = (
        [(n, sorted(v.split("; "))) for n, v in each.get("headers", []) if n not in IGNORED]
        for each in (one, other)
    )
    yield from (f"header gone: {pair}" for pair in before if pair not in after)
    yield from (f"header new: {pair}" for pair in after if pair not in before)
    old, new = without_texts(one), without_texts(other)
    if old != new and (new := without_added(old, new, added)) != old:
        same = zip(old, new, strict=False)
        at = next((i for i, (a, b) in enumerate(same) if a != b), min(len(old), len(new)))
        part = slice(max(0, at - 60), at + 60)
        yield f"body at {at}: {old[part]!r}, now {new[part]!r}"


def without_texts(each: dict[str, Any]) -> str:
    """The body without what is written for people: pages, messages, descriptions."""
    kind, request = dict(each.get("headers", [])).get("content-type", ""), each["request"]
    body: str = "" if kind.startswith("text/html") else each.get("body", "")
    if "problem+json" in kind:
        names = "title|detail"
    elif re.search(r"/(meta/|openapi\.json)", request["path"]) or request["method"] == "OPTIONS":
        names = "title|detail|summary|description"
    else:
        return body
    return re.sub(rf'("(?:{names})":\s*){STRING}', r"\1…", body)


def without_added(before: str, after: str, names: list[str]) -> str:
    """The later body without new members (JSON) and fields (BibTeX) of these names."""
    named, kept, at = "|".join(names), "", 0
    member = rf',\s*"(?:{named})":\s*(?:{STRING}|null|[\d.]+)|\n  (?:{named}) = {{.*}},'
    for found in re.finditer(member, after):
        kept += after[at : found.start()]
        if before.startswith(found[0], len(kept)):
            kept += found[0]
        at = found.end()
    return kept + after[at:]


def compare(before: str, after: str, *added: str) -> int:
    """Prints every difference; 1 if there is any."""
    statuses: Counter[Any] = Counter()
    different = 0
    for one, other in zip(read(before), read(after), strict=True):
        asked = one["request"]
        assert asked == other["request"], "These are answers to other requests."
        assert one["day"] == other["day"], "Answers depend on the day: record both on the same one."
        statuses[one["status"]] += 1
        if found := list(differences(one, other, list(added))):
            different += 1
            print(f"{asked['method']} {asked['path'][:300]}", *found, sep="\n    ")
    print(f"{statuses.total()} requests compared, {different} answered differently; {statuses}")
    return min(1, different)


def read(path: str) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def write(path: str, rows: Iterable[dict[str, Any]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in rows)


def main(action: str, *arguments: str) -> int:
    if action == "compare":
        return compare(*arguments)
    if action == "record":
        requests, url, answers = arguments
        write(answers, record(read(requests), url))
        return 0
    target, *recorded = arguments
    found = {json.dumps(each): each for path in recorded for each in read(path)}
    wanted = len(found) + GENERATED
    for each in generated(json.loads(SCHEMA.read_text(encoding="utf-8"))):
        if len(found) == wanted:
            break
        found[json.dumps(each)] = each
    write(target, found.values())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
