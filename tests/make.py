"""Functions that create rows for tests, with sensible defaults: `make.event()` makes an event."""

import datetime as dt
import itertools
import uuid
from dataclasses import astuple
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import ApiKey
from actors.models import Actor, ActorName, Relationship
from agreements.models import (
    Agreement,
    AgreementLink,
    AgreementParty,
    Clause,
    PartyAction,
    Topic,
)
from curation.merging import record_merge
from curation.models import Merge, Proposal, ProposalGroup, ReviewBatch, SavedSearch
from events.models import Event, EventLink, EventType, Figure, Participation, Place, PlaceName
from evidence.anchoring.canonical import canonical
from evidence.models import ClaimAnchor, SnapshotFetch, SnapshotText, SourceSnapshot
from evidence.storing import file_digest, store
from imports.models import Import
from records.dates import WINDOW_COLUMNS, parse_date, parse_window
from sources.models import Source

TIRANA_DAY = dt.date(2025, 3, 18)
SUBOTICA_DAY = dt.date(2025, 4, 1)

_number = itertools.count(1)


def key(**overrides: Any) -> tuple[ApiKey, str]:
    """The row of an API key, and the key."""
    fields = {"name": "Dashboard", "owner": "Institute", "email": "office@institute.example"}
    row = ApiKey(**fields | overrides)
    key = row.make_key()
    row.save()
    return row, key


def submitter() -> User:
    """The curator who has submitted records that are in review."""
    return User.objects.get_or_create(username="submitter", defaults={"is_staff": True})[0]


def saved_search(**overrides: Any) -> SavedSearch:
    """A search for undated events, saved by another user."""
    if "owner" not in overrides:
        overrides["owner"], _ = User.objects.get_or_create(username="searcher", is_staff=True)
    fields = {"table": "events.event", "name": "Undated events", "query": "queue=undated"}
    return SavedSearch.objects.create(**fields | overrides)


def checked_import(file_name: str = "events.csv") -> Import:
    """A checked file with two rows, two faults and two changes."""
    import_job = Import.objects.create(file_name=file_name, resource="events", status="checked")
    for number in (1, 2):
        import_job.rows.create(number=number + 1, cells=["one"], state="bad")
        import_job.faults.create(number=number, line=number + 1, kind="missing", column="title")
        where = {"line": number + 1, "table": "events_event", "row": number}
        import_job.changes.create(number=number, stamp="1", **where)
    return import_job


def source(slug: str = "", **overrides: Any) -> Source:
    """A published news source."""
    slug = slug or f"source-{next(_number)}"
    fields = {"kind": "news", "title": slug, "publisher": slug, "review_status": "published"}
    return _create(Source, {"slug": slug} | fields | overrides)


def snapshot(
    source: Source, text: str = "The ministers signed a declaration in Tirana.", **overrides: Any
) -> SourceSnapshot:
    """A text file of a source, kept and read."""
    file = ContentFile(text.encode(), name="page.txt")
    digest = file_digest(file)
    store(file, digest)
    fields = {
        "media_type": "text/plain",
        "size": file.size,
        "file_name": "page.txt",
        "state": "ready",
    }
    made = SourceSnapshot.objects.create(source=source, digest=digest, **fields | overrides)
    values = {"text": text, "words": len(text.split()), "digest": canonical(text).digest}
    SnapshotText.objects.create(snapshot=made, extractor="plain 1", **values)
    return made


def anchor(text: SnapshotText, quote: str, **overrides: Any) -> ClaimAnchor:
    """A quote of no claim in a text in which it was searched; decided on by `decided_by`, if given."""
    decided = (
        {"decision": "kept", "decided_at": timezone.now()} if "decided_by" in overrides else {}
    )
    found = {"claim": uuid.uuid4(), "state": "changed", "start": 0, "length": 3}
    return ClaimAnchor.objects.create(text=text, quote=quote, **found | decided | overrides)


def fetch(source: Source, address: str, **overrides: Any) -> SnapshotFetch:
    """A page that a curator asked to fetch."""
    return SnapshotFetch.objects.create(
        source=source, address=address, **{"user": submitter()} | overrides
    )


def actor(slug: str = "", **overrides: Any) -> Actor:
    """A draft state."""
    slug = slug or f"actor-{next(_number)}"
    fields = {"kind": "state", "name": slug.replace("-", " ").title()}
    return _create(Actor, {"slug": slug} | fields | overrides)


def name(actor: Actor, name: str, language: str = "en", **overrides: Any) -> ActorName:
    return _create(ActorName, {"actor": actor, "name": name, "language": language} | overrides)


def identifier(record: Any, scheme: str, value: str, **overrides: Any) -> Any:
    """A code of a record of any kind, preferred."""
    return record.identifiers.create(scheme=scheme, value=value, **overrides)


def relationship(subject: Actor, object: Actor, **overrides: Any) -> Relationship:
    """A draft, ongoing membership since 2009."""
    fields = {"slug": f"relationship-{next(_number)}", "subject": subject, "object": object}
    fields |= {"kind": "membership", "status": "member", "start_on": "2009-04-01"}
    return _create(Relationship, {"lifecycle": "ongoing"} | fields | overrides)


def agreement(slug: str = "", **overrides: Any) -> Agreement:
    """A draft declaration signed on the day of Tirana."""
    slug = slug or f"agreement-{next(_number)}"
    fields = {"slug": slug, "kind": "declaration", "title": slug.replace("-", " ").title()}
    return _create(Agreement, {"status": "signed", "signed_on": TIRANA_DAY} | fields | overrides)


def party(
    agreement: Agreement,
    actor: Actor,
    *,
    status: str = "signed",
    status_on: dt.date | str | None = TIRANA_DAY,
    signatory: Actor | None = None,
    **overrides: Any,
) -> AgreementParty:
    """A party that signed on the day of Tirana, or did what `status` says; without a status it did nothing."""
    row = AgreementParty.objects.create(agreement=agreement, actor=actor, **overrides)
    if status:
        action(row, status, on=status_on, person=signatory)
    return row


def action(
    party: AgreementParty,
    kind: str = "signed",
    *,
    on: dt.date | str | None = TIRANA_DAY,
    person: Actor | None = None,
    **overrides: Any,
) -> PartyAction:
    """What a party did on the day `on`, in the time that its text means, or undated; and who acted."""
    day, precision = parse_date(str(on or ""))
    fields = {"kind": kind, "happened_on": day, "happened_precision": precision}
    row = _create(PartyAction, {"party": party} | fields | overrides)
    if person:
        row.representatives.create(person=person)
    return row


def topic(code: str, **overrides: Any) -> Topic:
    """A topic; its parents are created if missing."""
    return _term(Topic, code, **overrides)


def event_type(code: str, **overrides: Any) -> EventType:
    """An event type; its parents are created if missing."""
    return _term(EventType, code, **overrides)


def clause(agreement: Agreement, number: int = 1, **overrides: Any) -> Clause:
    topics = overrides.pop("topics", [])
    fields = {"heading": f"Clause {number}"}
    clause = Clause.objects.create(agreement=agreement, number=number, **fields | overrides)
    clause.topics.set(topics)
    return clause


def agreement_link(source: Agreement, kind: str, target: Agreement) -> AgreementLink:
    return AgreementLink.objects.create(source=source, kind=kind, target=target)


def place(slug: str = "", **overrides: Any) -> Place:
    """A settlement."""
    slug = slug or f"place-{next(_number)}"
    fields = {"kind": "settlement", "name": slug.replace("-", " ").title()}
    return Place.objects.create(slug=slug, **fields | overrides)


def place_name(place: Place, name: str, **overrides: Any) -> PlaceName:
    return _create(PlaceName, {"place": place, "name": name} | overrides)


def event(slug: str = "", *, on: dt.date | str | None = TIRANA_DAY, **overrides: Any) -> Event:
    """A draft signing on the day `on`, in the time that its text means, or undated."""
    slug = slug or f"event-{next(_number)}"
    fields: dict[str, Any] = {"title": slug.replace("-", " ").title()}
    if "type" not in overrides:
        fields["type"] = event_type("treaty.signing")
    window = parse_window(str(on or ""))
    fields |= dict(zip(WINDOW_COLUMNS, astuple(window), strict=True))
    return _create(Event, {"slug": slug} | fields | overrides)


def participation(
    event: Event, actor: Actor, role: str = "signatory", **overrides: Any
) -> Participation:
    return Participation.objects.create(event=event, actor=actor, role=role, **overrides)


def event_link(source: Event, kind: str, target: Event, **more: Any) -> EventLink:
    return EventLink.objects.create(source=source, kind=kind, target=target, **more)


def figure(**overrides: Any) -> Figure:
    """A draft number of troops; requires one of actor, agreement, event."""
    fields = {"slug": f"figure-{next(_number)}", "metric": "troops", "value": 4686}
    return _create(Figure, {"unit": "persons"} | fields | overrides)


def proposal(record: Any, author: User, **overrides: Any) -> Proposal:
    """An open proposal without changes."""
    fields: dict[str, Any] = {"based_on": getattr(record, "version", 0), "data": {}, "before": {}}
    content_type = ContentType.objects.get_for_model(record)
    fields |= {"content_type": content_type, "object_id": record.pk, "difference": []}
    return Proposal.objects.create(author=author, **fields | overrides)


def batch(decision: str, *records: Any, user: User, note: str = "") -> ReviewBatch:
    """A review batch that waits for its confirmation."""
    made = ReviewBatch.objects.create(decision=decision, user=user, note=note, origin="/admin/")
    for record in records:
        content_type = ContentType.objects.get_for_model(record)
        made.items.create(content_type=content_type, object_id=record.pk)
    return made


def proposal_group(author: User, name: str = "events.csv") -> ProposalGroup:
    """A group of proposals, as an import makes it."""
    return ProposalGroup.objects.create(name=name, author=author)


def claim(row: Any, cited: Source | None = None, **overrides: Any) -> Any:
    """A supporting claim about a row of any kind."""
    return row.claims.create(source=cited or source(), **overrides)


def merge(*, by: User) -> Merge:
    """A merge of two draft actors."""
    return record_merge.merge(duplicate=actor(), kept=actor(), by=by)[0]


def publish(*records: Any) -> Any:
    """Publishes records, each with a supporting claim; returns the last one."""
    for record in records:
        with transaction.atomic():
            if not isinstance(record, Source) and not record.claims.exists():
                claim(record)
            record.review_status = "published"
            record.save()
            record.refresh_from_db()
    return records[-1]


def _create(model: Any, fields: dict[str, Any]) -> Any:
    """A row; its dates may be texts, such as "2025-03", and records in review get a submitter."""
    for name in [each for each in fields if each.endswith(("_on", "_from", "_to", "_of"))]:
        precision = f"{name.removesuffix('_on')}_precision"
        if hasattr(model, precision) and fields[name] is not None:
            fields[name], found = parse_date(str(fields[name]))
            fields.setdefault(precision, found)
    if fields.get("review_status") == "in_review":
        fields.setdefault("submitted_by", submitter())
    return model.objects.create(**fields)


def _term(model: Any, code: str, **overrides: Any) -> Any:
    parent_code, dot, word = code.rpartition(".")
    fields = {"label": word.replace("_", " ").title(), "definition": code}
    fields |= overrides | {"parent": _term(model, parent_code) if dot else None}
    return model.objects.get_or_create(code=code, defaults=fields)[0]
