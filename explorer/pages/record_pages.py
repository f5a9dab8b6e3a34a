"""The pages of each kind of record."""

from itertools import groupby

from actors.api.views import ActorViewSet, RelationshipViewSet
from actors.models import Actor, Relationship
from agreements.api.views import AgreementViewSet, ClauseViewSet, TopicViewSet
from agreements.models import Agreement
from events.api.views import EventTypeViewSet, EventViewSet, FigureViewSet, PlaceViewSet
from events.models import Event, Figure, Place
from explorer.api.claims import ClaimViewSet
from explorer.pages.bounds_in_words import WHEN, bounds_in_words
from explorer.pages.dates_in_words import in_words
from explorer.pages.facts import (
    Question,
    RecordAnswer,
    chosen,
    contradictions,
    dated,
    referred,
    written,
    yes_or_no,
)
from explorer.pages.views import LISTED, RecordPage
from explorer.pages.vocabulary import words_of
from records.choices import Lifecycle
from sources.api.views import SourceViewSet
from sources.models import Claim, Source

WITHOUT_TOPIC = "Other"


def latest_events(page: RecordPage, **asked: str) -> RecordAnswer:
    """The list of events that the API has for this question, the latest first."""
    return page.answer(EventViewSet, page_size=LISTED, sort="-date_from", **asked)


class AgreementPage(RecordPage, AgreementViewSet):
    """What an agreement says, who is bound by it, and how that is known."""

    template_name = "explorer/agreement.html"
    kind = "Agreement"
    expanded = (
        "claims.source",
        "parties.claims.source",
        "parties.actions.claims.source",
        "clauses.claims.source",
        "links.claims.source",
    )
    questions = (
        dated("Signed", "signed_on", edtf="signed_on_edtf"),
        Question("Title", ("title", "short_title"), lambda record: record["title"]),
        chosen("What it is", Agreement, "kind"),
        chosen("Status", Agreement, "status"),
        dated("In force since", "in_force_on", edtf="in_force_on_edtf"),
        dated("Terminated", "terminated_on", edtf="terminated_on_edtf"),
        chosen("Legally binding", Agreement, "bindingness"),
        yes_or_no("Others may join", "open_to_accession"),
        referred("The parties form", "bloc", "actors"),
        chosen("Text", Agreement, "text_status"),
    )

    def heading_of(self, record: RecordAnswer) -> str:
        return str(record["short_title"] or record["title"])

    def lists(self, record: RecordAnswer) -> RecordAnswer:
        events = self.answer(EventViewSet, agreement=record["slug"], page_size=LISTED)
        return {"clause_groups": clauses_by_topic(record["clauses"]), "events": events}


def clauses_by_topic(clauses: list[RecordAnswer]) -> list[tuple[str, list[RecordAnswer]]]:
    """The clauses below the label of their first topic, in the order of the first clause of each."""
    topics: dict[str, list[RecordAnswer]] = {}
    for clause in clauses:
        name = clause["topics"][0]["label"] if clause["topics"] else WITHOUT_TOPIC
        topics.setdefault(name, []).append(clause)
    return list(topics.items())


class EventPage(RecordPage, EventViewSet):
    """What happened, who took part, what led to it and what it led to, and how that is known."""

    template_name = "explorer/event.html"
    kind = "Event"
    expanded = ("claims.source", "participations.claims.source", "links.claims.source")
    questions = (
        WHEN,
        referred("Where", "place", "places"),
        referred("What it was", "type", "event-types", "label"),
        chosen("Did it happen?", Event, "modality"),
        referred("About the agreement", "agreement", "agreements", "title"),
        referred("Part of", "parent", "events", "title"),
    )

    def lists(self, record: RecordAnswer) -> RecordAnswer:
        out = [link for link in record["links"] if link["direction"] == "out"]
        into = [link for link in record["links"] if link["direction"] == "in"]
        disputed = contradictions(record["claims"]) > 0
        bounds = bounds_in_words(record)
        return {"causes": out, "effects": into, "is_disputed": disputed, "bounds": bounds}


def end_in_words(record: RecordAnswer) -> str:
    """When an actor ended, or that it goes on."""
    if record["lifecycle"] == Lifecycle.ONGOING:
        return "It goes on"
    return in_words(record["active_to_edtf"])


class ActorPage(RecordPage, ActorViewSet):
    """Who an actor is, what it agreed to, where it belongs and stands, and what it did."""

    template_name = "explorer/actor.html"
    kind = "Actor"
    heading, lead = "name", "description"
    questions = (
        written("Name", "name"),
        chosen("What it is", Actor, "kind"),
        referred("Country", "country", "actors"),
        dated("Since", "active_from", edtf="active_from_edtf"),
        Question("Until", ("active_to", "active_to_precision", "lifecycle"), end_in_words),
    )

    def lists(self, record: RecordAnswer) -> RecordAnswer:
        slug = record["slug"]
        relationships = self.answer(RelationshipViewSet, actor=slug, page_size=LISTED)["results"]
        relationships.sort(key=lambda row: row["kind"])
        kinds = [
            (kind, list(rows)) for kind, rows in groupby(relationships, lambda row: row["kind"])
        ]
        return {
            "relationships": kinds,
            "agreements": self.answer(AgreementViewSet, party=slug, page_size=LISTED),
            "events": latest_events(self, actor=slug),
        }


class RelationshipPage(RecordPage, RelationshipViewSet):
    """How one actor stands to another, since when, and how that is known."""

    kind = "Relationship"
    questions = (
        referred("Who", "subject", "actors"),
        chosen("Relationship", Relationship, "kind"),
        chosen("Status", Relationship, "status"),
        referred("To whom", "object", "actors"),
        written("What for", "title"),
        dated("Since", "start_on", edtf="start_on_edtf"),
        dated("Until", "end_on", edtf="end_on_edtf"),
        dated("Known to hold on", "as_of"),
    )

    def heading_of(self, record: RecordAnswer) -> str:
        status = words_of(Relationship, "status")[record["status"]]
        target = record["object"]["name"] if record["object"] else record["title"]
        return f"{record['subject']['name']}: {status.lower()} – {target}"


def number(figure: RecordAnswer) -> str:
    """The value of a figure with its sign and unit."""
    value = f"{figure['value']:,.10g}"
    if figure["value_max"] is not None:
        value = f"{value} to {figure['value_max']:,.10g}"
    if figure["comparator"] != "eq":
        value = f"{words_of(Figure, 'comparator')[figure['comparator']].lower()} {value}"
    return f"{value} {figure['currency'] or figure['unit']}".strip()


class FigurePage(RecordPage, FigureViewSet):
    """A number, what it counts, and how it is known."""

    kind = "Figure"
    questions = (
        chosen("What it counts", Figure, "metric"),
        Question("Value", ("value", "value_max", "comparator", "unit", "currency"), number),
        dated("As of", "as_of", edtf="as_of_edtf"),
        referred("Of", "actor", "actors"),
        referred("In the agreement", "agreement", "agreements", "title"),
        referred("In the event", "event", "events", "title"),
    )

    def heading_of(self, record: RecordAnswer) -> str:
        metric = words_of(Figure, "metric")[record["metric"]]
        return f"{metric}: {number(record)}"


class SourcePage(RecordPage, SourceViewSet):
    """A publication, how reliable it is, and what it says about which records."""

    template_name = "explorer/source.html"
    kind = "Source"
    lead = ""
    expanded = ()
    questions = (
        written("Author", "author"),
        written("Publisher", "publisher"),
        dated("Published", "published_on", edtf="published_on_edtf"),
        chosen("What it is", Source, "kind"),
        chosen("Reliability", Source, "reliability"),
        written("Language", "language"),
        dated("Accessed", "accessed_on"),
        written("Licence", "licence"),
    )

    def lists(self, record: RecordAnswer) -> RecordAnswer:
        claims = self.answer(ClaimViewSet, source=record["slug"], page_size=LISTED)
        return {"claims": claims}


class PlacePage(RecordPage, PlaceViewSet):
    """Where a place is, what it is called, and what happened there."""

    template_name = "explorer/with_events.html"
    kind = "Place"
    heading, lead = "name", ""
    expanded = ()
    questions = (
        chosen("What it is", Place, "kind"),
        referred("Country", "country", "actors"),
        referred("Part of", "parent", "places"),
    )

    def lists(self, record: RecordAnswer) -> RecordAnswer:
        return {"events": latest_events(self, place=record["slug"])}


class EventTypePage(RecordPage, EventTypeViewSet):
    """What counts as an event of a type, and the events that do."""

    template_name = "explorer/with_events.html"
    kind = "Type of event"
    heading, lead = "label", "definition"
    expanded = ()
    questions = (written("Code", "code"), referred("Part of", "parent", "event-types", "label"))

    def lists(self, record: RecordAnswer) -> RecordAnswer:
        return {"events": latest_events(self, type=record["code"])}


class TopicPage(RecordPage, TopicViewSet):
    """What a topic of clauses covers, and the clauses about it."""

    template_name = "explorer/topic.html"
    kind = "Topic"
    heading, lead = "label", "definition"
    expanded = ()
    questions = (written("Code", "code"), referred("Part of", "parent", "topics", "label"))

    def lists(self, record: RecordAnswer) -> RecordAnswer:
        return {"clauses": self.answer(ClauseViewSet, topic=record["code"], page_size=LISTED)}


class ClaimPage(RecordPage, ClaimViewSet):
    """What one source states about one record, where in it, and how it is graded."""

    template_name = "explorer/claim.html"
    kind = "Claim"
    lead = ""
    expanded = ("source",)
    questions = (
        chosen("What it does", Claim, "verdict"),
        chosen("What kind of claim", Claim, "kind"),
        written("Which row of the record", "part"),
        written("Which field of it", "field"),
        written("What it says", "asserted_value"),
        written("According to", "attributed_to"),
    )

    def lists(self, record: RecordAnswer) -> RecordAnswer:
        return {"boxes": [record]}

    def heading_of(self, record: RecordAnswer) -> str:
        kind, _, slug = record["record"].partition(":")
        return f"What {record['source']['title']} says about the {kind} {slug}"


RECORD_PAGES: dict[str, type[RecordPage]] = {
    "actors": ActorPage,
    "agreements": AgreementPage,
    "events": EventPage,
    "relationships": RelationshipPage,
    "figures": FigurePage,
    "sources": SourcePage,
    "places": PlacePage,
    "event-types": EventTypePage,
    "topics": TopicPage,
    "claims": ClaimPage,
}
# The first part of the address of the page of each kind of record
_FOLDERS = {page.queryset.model._meta.model_name: name for name, page in RECORD_PAGES.items()}


def page_address(kind: str, key: str) -> str:
    """The address of the page of a record; of a clause that of its agreement, and its place there."""
    if kind == "clause":
        agreement, _, number = key.rpartition(".")
        return f"/agreements/{agreement}/#clause-{number}"
    return f"/{_FOLDERS[kind]}/{key}/"
