"""Records as schema.org describes them (JSON-LD), for search engines."""

import json
from typing import Any

from actors.choices import ActorKind
from explorer.pages.facts import RecordAnswer

DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# Types of schema.org by kind of actor; all others are organisations
ACTOR_TYPES = {ActorKind.PERSON: "Person", ActorKind.STATE: "Country", ActorKind.ENTITY: "Place"}
# What would end the element of a page that holds the text
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def linked_data(kind: str, record: RecordAnswer, page: str) -> str:
    """The record as JSON-LD, safe inside a `script` element; empty if no type of schema.org fits its kind.

    `kind` is the first part of the address of its page.
    """
    described = DESCRIPTIONS[kind](record) if kind in DESCRIPTIONS else {}
    if not described:
        return ""
    known = {name: value for name, value in described.items() if value}
    data = {"@context": "https://schema.org", "@id": page, "url": page, **known}
    return json.dumps(data, ensure_ascii=False).translate(ESCAPES)


def _actor(record: RecordAnswer) -> RecordAnswer:
    return {
        "@type": ACTOR_TYPES.get(record["kind"], "Organization"),
        "name": record["name"],
        "alternateName": sorted({row["name"] for row in record["names"]} - {record["name"]}),
        "description": record["description"],
    }


def _agreement(record: RecordAnswer) -> RecordAnswer:
    return {
        "@type": "CreativeWork",
        "name": record["title"],
        "abstract": record["summary"],
        "dateCreated": record["signed_on"],
        "contributor": [_named(party["actor"]) for party in record["parties"]],
        "license": DATA_LICENCE,
    }


def _event(record: RecordAnswer) -> RecordAnswer:
    place = record["place"]
    location: Any = place and {"@type": "Place", "name": place["name"]}
    if place and place["latitude"] is not None:
        location["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place["latitude"],
            "longitude": place["longitude"],
        }
    return {
        "@type": "Event",
        "name": record["title"],
        "description": record["summary"],
        "startDate": record["date_from"],
        "endDate": record["date_to"],
        "location": location,
        "contributor": [_named(row["actor"]) for row in record["participations"]],
    }


def _place(record: RecordAnswer) -> RecordAnswer:
    return {"@type": "Place", "name": record["name"]}


def _source(record: RecordAnswer) -> RecordAnswer:
    return {
        "@type": "CreativeWork",
        "name": record["title"],
        "author": record["author"] and {"@type": "Person", "name": record["author"]},
        "publisher": record["publisher"] and {"@type": "Organization", "name": record["publisher"]},
        "datePublished": record["published_on"],
        "inLanguage": record["language"],
        "sameAs": record["url"] if record["url"].startswith("http") else "",
    }


def _claim(record: RecordAnswer) -> RecordAnswer:
    return {
        "@type": "Claim",
        "text": record["quote"] or record["asserted_value"],
        "appearance": {"@type": "CreativeWork", "name": record["source"]["title"]},
        "about": record["record"],
    }


def _named(actor: RecordAnswer) -> RecordAnswer:
    return {"@type": ACTOR_TYPES.get(actor["kind"], "Organization"), "name": actor["name"]}


DESCRIPTIONS = {
    "actors": _actor,
    "agreements": _agreement,
    "events": _event,
    "places": _place,
    "sources": _source,
    "claims": _claim,
}
