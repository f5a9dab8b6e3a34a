"""Bounds of the days of events: the triggers that keep them, and what is said of them.

Why it is so: docs/decisions/0022-bounds.md.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.choices import ActionKind
from events.choices import CHRONOLOGICAL_LINKS
from records.dates import window_text_of
from records.public_changes import SOURCES
from records.public_rows import rows_differ
from records.sql import fill, run_sql, sql_file

if TYPE_CHECKING:
    from events.models import Event

# The bounds of an event: earliest and latest start, or day of what happened once, and the same of the end of a span
BOUNDS = ("start_from", "start_to", "end_from", "end_to")
_SAID = {
    "start_from": gettext_lazy("not before %(day)s (%(why)s)"),
    "start_to": gettext_lazy("not after %(day)s (%(why)s)"),
    "end_from": gettext_lazy("not ended before %(day)s (%(why)s)"),
    "end_to": gettext_lazy("ended by %(day)s (%(why)s)"),
}
# Lower and upper bounds that contradict each other where they cross
_CROSSING = (("start_from", "start_to"), ("end_from", "end_to"), ("start_from", "end_to"))
# Why, by the ground and the direction of a link: “out” if the event that is bounded is the effect, or the part
_WHY = {
    ("response_to", "out"): gettext_lazy("%(this)s responds to %(other)s"),
    ("response_to", "in"): gettext_lazy("%(other)s responds to %(this)s"),
    ("caused_by", "out"): gettext_lazy("%(this)s was caused by %(other)s"),
    ("caused_by", "in"): gettext_lazy("%(other)s was caused by %(this)s"),
    ("follows", "out"): gettext_lazy("%(this)s follows %(other)s"),
    ("follows", "in"): gettext_lazy("%(other)s follows %(this)s"),
    ("implements", "out"): gettext_lazy(
        "%(this)s implements %(other)s, a weak ground: first steps can come before"
    ),
    ("implements", "in"): gettext_lazy(
        "%(other)s implements %(this)s, a weak ground: first steps can come before"
    ),
    ("part", "out"): gettext_lazy("%(this)s happened within the time of %(other)s"),
    ("part", "in"): gettext_lazy("%(other)s happened within the time of %(this)s"),
    ("span", ""): gettext_lazy("%(this)s ends after it begins"),
    ("stated", ""): gettext_lazy("%(this)s has the date %(date)s"),
    ("reported", ""): gettext_lazy("%(other)s reports %(this)s"),
    ("continuing", ""): gettext_lazy("%(other)s reports %(this)s as continuing"),
    ("lifetime", ""): gettext_lazy("%(other)s, who acted in %(this)s, existed then"),
    ("acted", ""): gettext_lazy("%(this)s is the action of %(other)s in %(agreement)s"),
    ("signed", ""): gettext_lazy("%(this)s is the signing of %(other)s"),
}
# The actions of parties that events of a type are
_ACTS = {
    "treaty.signing": (ActionKind.SIGNED, ActionKind.DEFINITIVELY_SIGNED),
    "treaty.initialling": (ActionKind.INITIALLED,),
    "treaty.ratification": (ActionKind.RATIFIED,),
    "treaty.acceptance": (ActionKind.ACCEPTED,),
    "treaty.approval": (ActionKind.APPROVED,),
    "treaty.accession": (ActionKind.ACCEDED,),
    "treaty.succession": (ActionKind.SUCCEEDED,),
    "treaty.suspension": (ActionKind.SUSPENDED,),
    "treaty.withdrawal": (ActionKind.WITHDRAWN,),
}
GROUNDS = list(dict.fromkeys(ground for ground, _direction in _WHY))
# Columns of each table on which bounds depend, and SQL of the events that a changed row concerns
WATCHED: dict[str, tuple[Sequence[str], str]] = {
    "events_event": (
        (
            *("date_from", "date_to", "date_precision", "end_precision", "date_qualifier"),
            *("end_qualifier", "is_span", "lifecycle", "modality", "type_id", "agreement_id"),
            *("parent_id", "part_in_time", "is_public"),
        ),
        "SELECT :row.id",
    ),
    "events_eventlink": (
        ("source_id", "target_id", "kind", "lag", "lag_unit", "is_public"),
        "SELECT unnest(ARRAY[:row.source_id, :row.target_id])",
    ),
    "events_eventclaim": (
        ("event_id", "link_id", "source_id", "verdict", "kind", "field", "is_public"),
        "SELECT :row.event_id UNION ALL SELECT unnest(ARRAY[link.source_id, link.target_id])"
        " FROM public.events_eventlink AS link WHERE link.id = :row.link_id",
    ),
    "events_participation": (
        ("event_id", "actor_id", "on_behalf_of_id", "role", "is_public"),
        "SELECT :row.event_id",
    ),
    "sources_source": (
        ("kind", "published_on", "published_precision"),
        "SELECT claim.event_id FROM public.events_eventclaim AS claim WHERE claim.source_id = :row.id",
    ),
    "actors_actor": (
        ("kind", "active_from", "active_to", "active_to_precision"),
        "SELECT part.event_id FROM public.events_participation AS part WHERE part.actor_id = :row.id",
    ),
    "agreements_agreement": (
        ("signed_on", "signed_precision", "is_public"),
        "SELECT event.id FROM public.events_event AS event WHERE event.agreement_id = :row.id",
    ),
    "agreements_agreementparty": (
        ("agreement_id", "actor_id"),
        "SELECT event.id FROM public.events_event AS event WHERE event.agreement_id = :row.agreement_id",
    ),
    "agreements_partyaction": (
        ("party_id", "kind", "happened_on", "happened_precision", "is_public"),
        "SELECT event.id FROM public.events_event AS event JOIN public.agreements_agreementparty AS party"
        " ON party.agreement_id = event.agreement_id WHERE party.id = :row.party_id",
    ),
}
# Nothing refers to a new source, actor or agreement yet, and a deleted one has nothing left that does.
_ONLY_UPDATED = {"sources_source", "actors_actor", "agreements_agreement"}


def bound_lines(event: "Event") -> list[str]:
    """What other rows say of the days of an event: a contradiction first, then a line for each inferred bound."""
    [(inferred,)] = run_sql("SELECT event_bounds(%s)", [event.pk])
    if not inferred:
        return []
    dates = _dates_of(inferred, event)
    lines = {each["bound"]: _line(each, event, dates) for each in inferred}
    columns = ", ".join(BOUNDS)
    query = f"SELECT {columns} FROM events_bound WHERE event_id = %s ORDER BY is_public LIMIT 1"  # noqa: S608 (our own names)
    [days] = run_sql(query, [event.pk])
    contradictions = []
    by_itself = _("by its own date, %(date)s") % {"date": window_text_of(event)}
    for lower, upper in _CROSSING:
        first, last = (days[BOUNDS.index(name)] for name in (lower, upper))
        if first and last and first > last:
            sides = {"lower": lines.get(lower, by_itself), "upper": lines.get(upper, by_itself)}
            contradictions.append(
                _("These rows contradict each other: %(lower)s, but %(upper)s.") % sides
            )
    circles = [each["bound"] for each in inferred if each["day"] is None]
    if circles:
        contradictions.append(_("No day fits: %(why)s.") % {"why": lines[circles[0]]})
    shown = [name for name in lines if name not in circles]
    return [*contradictions[:1], *(f"{lines[name][0].upper()}{lines[name][1:]}." for name in shown)]


def _line(bound: dict[str, Any], event: "Event", dates: dict[str, str]) -> str:
    return bound_in_words(bound, event.slug, lambda kind, slug: f"“{slug}”", dates=dates)


def bound_in_words(
    bound: dict[str, Any],
    slug: str,
    name: Callable[[str, str], str],
    *,
    day: Callable[[str], str] = str,
    dates: Mapping[str, str] | None = None,
) -> str:
    """One inferred bound of the event with this slug and the rows that it follows from, as the end of a sentence.

    `name` says what a row is called: a kind of record and its slug. `dates` are the dates of events by their slugs;
    without them the text ends at the event with the date.
    """
    this = _("it")
    statements: list[str] = []
    for step in bound["why"]:
        if step["ground"] == "stated" and dates is None and statements:
            continue
        kind = next(kind for kind in ("event", "source", "actor", "agreement") if step[kind])
        is_itself = step[kind] == slug and step["direction"]
        other = _("it") if is_itself else name(kind, step[kind])
        date = (dates or {}).get(step["event"], "")
        values = {"this": this, "other": other, "date": date}
        if step["ground"] == "acted":
            values["agreement"] = name("agreement", step["agreement"])
        statements.append(str(_WHY[step["ground"], step["direction"] or ""]) % values)
        if step["direction"]:
            this = other
    why = "; ".join(statements)
    if bound["day"] is None:
        return why
    return str(_SAID[bound["bound"]]) % {"day": day(bound["day"]), "why": why}


def _dates_of(inferred: list[dict[str, Any]], event: "Event") -> dict[str, str]:
    """The dates of the events that the bounds lead to, as texts by slug."""
    steps = (step for bound in inferred for step in bound["why"])
    slugs = {step["event"] for step in steps if step["ground"] == "stated"}
    found = type(event)._base_manager.filter(slug__in=slugs)
    return {other.slug: window_text_of(other) for other in found}


def bounds_sql(schema: str) -> str:
    """SQL of the functions and triggers that keep the bounds."""
    kinds = [str(kind) for kind in CHRONOLOGICAL_LINKS]
    acts = ", ".join(f"('{code}', '{kind}')" for code, found in _ACTS.items() for kind in found)
    parts = [
        sql_file("events/bound_arcs", schema=schema, kinds=kinds, acts=acts),
        sql_file("events/bounds", schema=schema, endless=1_000_000_000),
        sql_file("events/bound_storage", schema=schema),
    ]
    for table, (columns, concerned) in WATCHED.items():
        for operation in SOURCES:
            if operation == "UPDATE" or table not in _ONLY_UPDATED:
                parts.append(_trigger(schema, table, operation, columns, concerned))
    parts += [sql_file("events/bound_changes", schema=schema), sql_file("events/bound_reasons")]
    return "\n".join(parts)


def _trigger(
    schema: str, table: str, operation: str, columns: Sequence[str], concerned: str
) -> str:
    rows, transition_tables = SOURCES[operation]
    written = {"INSERT": ["new_row"], "DELETE": ["old_row"], "UPDATE": ["old_row", "new_row"]}
    differs = rows_differ(columns, "old_row", "new_row") if operation == "UPDATE" else "true"
    if (table, operation) == ("events_event", "INSERT"):
        # Nothing refers to it yet.
        differs = "new_row.agreement_id IS NOT NULL OR new_row.parent_id IS NOT NULL"
    events = " UNION ALL ".join(
        fill(
            "SELECT found.id FROM :rows CROSS JOIN LATERAL (:concerned) AS found (id) WHERE :differs",
            rows=rows.format(table=table),
            concerned=fill(concerned, row=row),
            differs=differs,
        )
        for row in written[operation]
    )
    return sql_file(
        "events/bound_trigger",
        schema=schema,
        table=table,
        operation=operation,
        transition_tables=transition_tables,
        function=f"{table}_{operation.lower()}_bounds",
        trigger=f"settles_bounds_{operation.lower()}",
        events=events,
    )
