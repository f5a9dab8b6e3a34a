"""When an event happened, in English: its date, and what other rows say about its days, with links to those rows."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from events.bounds import bound_in_words
from events.choices import UndatedReason
from explorer.pages.dates_in_words import in_words
from explorer.pages.facts import Question, RecordAnswer

# The first part of the address of the page of a record, by its kind
_PAGES = {"event": "events", "source": "sources", "actor": "actors", "agreement": "agreements"}
# Why an event has no date
_REASONS = {"": ""} | {value: f"{label}." for value, label in UndatedReason.choices}
WHEN = Question(
    "When",
    ("date_from", "date_to", "date_precision", "is_span", "undated_reason"),
    lambda record: in_words(record["date"]),
    note=lambda record: _REASONS[record["undated_reason"]],
)


def bounds_in_words(event: RecordAnswer) -> list[SafeString]:
    """One sentence of HTML for each bound in the answer about an event; its `claims` have their sources."""
    names = _names_around(event)

    def link(kind: str, slug: str) -> str:
        name = names.get((kind, slug), slug)
        return format_html('<a href="/{}/{}/">{}</a>', _PAGES[kind], slug, name)

    lines = []
    for bound in event["bounds"]:
        line = bound_in_words(bound, event["slug"], link, day=in_words)
        line = line if bound["day"] else f"no day fits: {line}"
        # The words are ours, and the links are escaped.
        lines.append(mark_safe(f"{line[0].upper()}{line[1:]}."))  # noqa: S308
    return lines


def _names_around(event: RecordAnswer) -> dict[tuple[str, str], str]:
    """What the records are called that the answer about an event names: by kind and slug."""
    names = {
        ("source", claim["source"]["slug"]): claim["source"]["title"] for claim in event["claims"]
    }
    names |= {
        ("actor", row["actor"]["slug"]): row["actor"]["name"] for row in event["participations"]
    }
    named = [link["event"] for link in event["links"]] + [event["parent"], event]
    names |= {("event", other["slug"]): other["title"] for other in named if other}
    if agreement := event["agreement"]:
        names["agreement", agreement["slug"]] = agreement["title"]
    return names
