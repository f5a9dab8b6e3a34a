"""A file of events as people bring them in, and the ways to bring it in that others have; see README.md."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from import_export import fields, resources, widgets
from import_export.instance_loaders import CachedInstanceLoader
from tablib import Dataset  # type: ignore[import-untyped]

from actors.models import Actor
from events.models import Event, EventClaim, EventType, Participation, Place
from sources.models import Source

HEADER = ["slug", "type", "title", "summary", "date", "place", "participants", "sources"]
TABLES = (Event, Participation, EventClaim)
FIRST_DAY = dt.date(1990, 1, 1)


def write_file(path: Path, count: int, *, changed: int = 0, bad: int = 0) -> None:
    """`count` events with two participants and two citations each; every so many changed or bad."""
    actors = list(Actor.objects.order_by("slug").values_list("slug", flat=True))
    types = list(EventType.objects.order_by("code").values_list("code", flat=True))
    places = list(Place.objects.order_by("slug").values_list("slug", flat=True))
    sources = list(Source.objects.order_by("slug").values_list("slug", flat=True))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for n in range(count):
            one, other = actors[n % len(actors)], actors[(n + 1 + n % 7) % len(actors)]
            first, second = sources[n % len(sources)], sources[(n + 1) % len(sources)]
            day = FIRST_DAY + dt.timedelta(days=n % 12000)
            mark = " again" if changed and n % changed == 0 else ""
            is_bad = bad and n % bad == 0
            writer.writerow(
                [
                    f"bench-{n}",
                    types[n % len(types)],
                    f"Delegations of {one} and {other} meet for talks number {n}{mark}",
                    f"Representatives of {one} and {other} met and spoke about cooperation in field {n % 97}.",
                    f"{day}x" if is_bad else day.isoformat(),
                    places[n % len(places)],
                    f"{one}:participant|{'nobody' if is_bad else other}:speaker",
                    f"{first}:p. {n % 300}|{second}:p. {n % 200}",
                ]
            )


def ready_rows(folder: Path) -> None:
    """The rows that an import wrote, as COPY gives them."""
    for model in TABLES:
        with (
            (folder / f"{model._meta.db_table}.csv").open("wb") as file,
            connection.cursor() as cursor,
        ):
            cursor.copy_expert(f"COPY ({_rows_of(model)}) TO STDOUT (FORMAT csv)", file)


def copy_ready_rows(folder: Path) -> None:
    """The floor: nothing is read, matched or checked but by the tables themselves."""
    with transaction.atomic(), connection.cursor() as cursor:
        # As imports do (imports/applying/engine.py), or the floor would be far higher.
        cursor.execute("SET LOCAL pgtrigger.ignore = '{}'")
        for model in TABLES:
            columns = ", ".join(_columns(model))
            with (folder / f"{model._meta.db_table}.csv").open("rb") as file:
                cursor.copy_expert(
                    f"COPY {model._meta.db_table} ({columns}) FROM STDIN (FORMAT csv)", file
                )


def _columns(model: Any) -> list[str]:
    # What the database keeps by itself is left to it, as imports do.
    kept = {"created_at", "updated_at", "version", "is_public"}
    fields = model._meta.local_concrete_fields
    return [f.column for f in fields if not f.generated and f.column not in kept]


def _rows_of(model: Any) -> str:
    event = "id" if model is Event else "event_id"
    columns = ", ".join(_columns(model))
    return (
        f"SELECT {columns} FROM {model._meta.db_table} t WHERE {event} IN"
        " (SELECT e.id FROM events_event e WHERE e.slug LIKE 'bench-%') ORDER BY id"
    )


class PlainEvent(resources.ModelResource):
    """As people write it: a widget for each key, children after each row."""

    type = fields.Field("type", "type", widgets.ForeignKeyWidget(EventType, "code"))
    place = fields.Field("place", "place", widgets.ForeignKeyWidget(Place, "slug"))

    class Meta:
        model = Event
        import_id_fields = ("slug",)
        fields = ("slug", "type", "title", "summary", "place")

    def before_save_instance(self, instance: Event, row: Any, **kwargs: Any) -> None:
        instance.date_from = instance.date_to = dt.date.fromisoformat(row["date"])
        instance.date_precision = "day"

    def after_save_instance(self, instance: Event, row: Any, **kwargs: Any) -> None:
        for part in row["participants"].split("|"):
            actor, role = part.split(":")
            Participation.objects.get_or_create(
                event=instance, actor=Actor.objects.get(slug=actor), role=role, toward=None
            )
        for part in row["sources"].split("|"):
            source, locator = part.split(":", 1)
            EventClaim.objects.get_or_create(
                event=instance, source=Source.objects.get(slug=source), locator=locator
            )


class TunedEvent(PlainEvent):
    """Tuned: in bulk, keys looked up once, children in bulk afterwards."""

    type = fields.Field("type", "type", widgets.CachedForeignKeyWidget(EventType, "code"))
    place = fields.Field("place", "place", widgets.CachedForeignKeyWidget(Place, "slug"))

    class Meta(PlainEvent.Meta):
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_html_diff = True
        force_init_instance = False
        instance_loader_class = CachedInstanceLoader

    def after_save_instance(self, instance: Event, row: Any, **kwargs: Any) -> None:
        """Children need the events' numbers, which come in bulk."""

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        events = dict(Event.objects.filter(slug__in=dataset["slug"]).values_list("slug", "id"))
        actors = dict(Actor.objects.values_list("slug", "id"))
        sources = dict(Source.objects.values_list("slug", "id"))
        parts, claims = [], []
        for row in dataset.dict:
            event = events[row["slug"]]
            for part in row["participants"].split("|"):
                actor, role = part.split(":")
                parts.append(Participation(event_id=event, actor_id=actors[actor], role=role))
            for part in row["sources"].split("|"):
                source, locator = part.split(":", 1)
                claims.append(
                    EventClaim(event_id=event, source_id=sources[source], locator=locator)
                )
        self.write_children(parts, claims)

    def write_children(self, parts: list[Participation], claims: list[EventClaim]) -> None:
        Participation.objects.bulk_create(parts, batch_size=1000)
        EventClaim.objects.bulk_create(claims, batch_size=1000)


class CheckedPlainEvent(PlainEvent):
    """As people write it who want each row checked, with what the library and Django have for it."""

    class Meta(PlainEvent.Meta):
        clean_model_instances = True

    def import_instance(self, instance: Event, row: Any, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        instance.date_from = instance.date_to = day_of(row["date"])
        instance.date_precision = "day"

    def before_save_instance(self, instance: Event, row: Any, **kwargs: Any) -> None:
        """The date is there already."""

    def after_save_instance(self, instance: Event, row: Any, **kwargs: Any) -> None:
        for part in row["participants"].split("|"):
            actor, role = part.split(":")
            child = Participation(event=instance, actor=Actor.objects.get(slug=actor), role=role)
            child.full_clean(exclude=["event", "actor"])
            child.save()
        for part in row["sources"].split("|"):
            source, locator = part.split(":", 1)
            claim = EventClaim(
                event=instance, source=Source.objects.get(slug=source), locator=locator
            )
            claim.full_clean(exclude=["event", "source"])
            claim.save()


class CheckedTunedEvent(TunedEvent):
    """Tuned, and each row and child checked before they are written in bulk."""

    class Meta(TunedEvent.Meta):
        clean_model_instances = True

    def import_instance(self, instance: Event, row: Any, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        instance.date_from = instance.date_to = day_of(row["date"])
        instance.date_precision = "day"

    def before_save_instance(self, instance: Event, row: Any, **kwargs: Any) -> None:
        """The date is there already."""

    def write_children(self, parts: list[Participation], claims: list[EventClaim]) -> None:
        for child in parts:
            child.full_clean(exclude=["event", "actor"])
        for claim in claims:
            claim.full_clean(exclude=["event", "source"])
        super().write_children(parts, claims)


def day_of(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError({"date_from": f"“{text}” is no day."}) from error


def bring_in_with(resource: type[resources.ModelResource], path: Path) -> None:
    """django-import-export with all its checks, in one transaction."""
    with path.open(encoding="utf-8", newline="") as file:
        dataset = Dataset().load(file, format="csv")
    resource().import_data(dataset, raise_errors=True, use_transactions=True)
