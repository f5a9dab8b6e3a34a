"""The questions of the API guide, each answered by one request."""

from typing import Any, NamedTuple


class GuideQuestion(NamedTuple):
    """A question, the path of its request, and the fields of the response to show."""

    text: str
    path: str
    show: tuple[str, ...]


GUIDE_QUESTIONS = [
    GuideQuestion(
        "Which Tirana signatories were NATO members that day?",
        "/api/v1/signatories/?agreement=tirana-declaration-2025&on=2025-03-18&member_of=nato",
        ("on", "member_of", "signatories.actor", "signatories.status", "signatories.status_on"),
    ),
    GuideQuestion(
        "Which events followed from the signing in Tirana?",
        "/api/v1/events/tirana-signing-2025/chain/?direction=out&depth=1&kind__in=response_to",
        ("root", "nodes.slug", "nodes.title", "nodes.date", "nodes.depth", "truncated"),
    ),
    GuideQuestion(
        "Which NATO members do not recognise Kosovo?",
        "/api/v1/actors/?not_recognising=kosovo&member_of=nato&on=2025-03-18",
        ("count", "results.slug", "results.name", "results.kind"),
    ),
    GuideQuestion(
        "How do we know that Serbia and Hungary signed?",
        "/api/v1/claims/?record=event:subotica-signing-2025&verdict=supports&page_size=3",
        (
            "count",
            "results.about",
            "results.part",
            "results.source.title",
            "results.locator",
            "results.verdict",
            "results.credibility",
        ),
    ),
    GuideQuestion(
        "Where do sources contradict what is recorded about events?",
        "/api/v1/claims/?verdict=contradicts&sort=-key&page_size=3",
        (
            "count",
            "results.record",
            "results.field",
            "results.source.slug",
            "results.verdict",
            "results.asserted_value",
        ),
    ),
    GuideQuestion(
        "Where did Serbia speak in March or April 2025?",
        "/api/v1/events/?during=2025-03/2025-04&actor_role=serbia:speaker",
        ("count", "results.slug", "results.title", "results.date"),
    ),
    GuideQuestion(
        "Which clauses are about hybrid threats, or anything below that topic?",
        "/api/v1/clauses/?topic=hyb",
        ("count", "results.key", "results.heading", "results.topics"),
    ),
    GuideQuestion(
        "What do the two agreements have in common?",
        "/api/v1/agreements/compare/?ids=tirana-declaration-2025,subotica-agreement-2025",
        ("agreements.slug", "common", "jaccard"),
    ),
    GuideQuestion(
        "What was signed between 17 March and 2 April 2025?",
        "/api/v1/snapshot/diff/?from=2025-03-17&to=2025-04-02",
        ("from", "to", "agreements.signed"),
    ),
    GuideQuestion(
        "How many events of each type were there in each quarter since 2025?",
        "/api/v1/events/timeline/?interval=quarter&split=type&date__gte=2025-01-01",
        ("interval", "split", "series", "total"),
    ),
]


def excerpt(answer: Any, fields: tuple[str, ...]) -> Any:
    """The answer with these fields only; “…” stands for omitted fields."""
    if isinstance(answer, list):
        return [excerpt(item, fields) for item in answer]
    if not isinstance(answer, dict) or not fields:
        return answer
    kept = {
        name: excerpt(value, below)
        for name, value in answer.items()
        if (below := _fields_below(name, fields)) is not None
    }
    return kept if len(kept) == len(answer) else {**kept, "…": "…"}


def _fields_below(name: str, fields: tuple[str, ...]) -> tuple[str, ...] | None:
    """The fields to show below this one; empty for all, None if it is omitted."""
    if name in fields:
        return ()
    below = tuple(f.removeprefix(f"{name}.") for f in fields if f.startswith(f"{name}."))
    return below or None
