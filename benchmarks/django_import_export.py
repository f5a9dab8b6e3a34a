"""The same import with django-import-export: as commonly written and tuned, with and without validated rows."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import Model
from import_export import fields, resources, widgets
from import_export.instance_loaders import CachedInstanceLoader
from tablib import Dataset  # type: ignore[import-untyped]

from actors.models import Actor
from events.models import Event, EventClaim, EventType, Participation, Place
from sources.models import Source

Keys = dict[str, Any]
ModelClass = type[Model]


def participants_of(row: Keys) -> Iterator[list[str]]:
    """Actor and role of each participant in the cell."""
    return (part.split(":") for part in row["participants"].split("|"))


def citations_of(row: Keys) -> Iterator[list[str]]:
    """Source and locator of each citation in the cell."""
    return (part.split(":", 1) for part in row["sources"].split("|"))


class PlainEvent(resources.ModelResource):
    """As commonly written: a widget for each key, nested rows after each row."""

    type = fields.Field("type", "type", widgets.ForeignKeyWidget(EventType, "code"))
    place = fields.Field("place", "place", widgets.ForeignKeyWidget(Place, "slug"))

    class Meta:
        model = Event
        import_id_fields = ("slug",)
        fields = ("slug", "type", "title", "summary", "place")

    def import_instance(self, instance: Event, row: Keys, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        instance.date_from = instance.date_to = dt.date.fromisoformat(row["date"])
        instance.date_precision = "day"

    def after_save_instance(self, instance: Event, row: Keys, **kwargs: Any) -> None:
        for slug, role in participants_of(row):
            actor = Actor.objects.get(slug=slug)
            self.save_nested(Participation, event=instance, actor=actor, role=role, toward=None)
        for slug, locator in citations_of(row):
            source = Source.objects.get(slug=slug)
            self.save_nested(EventClaim, event=instance, source=source, locator=locator)

    def save_nested(self, model: ModelClass, **values: Any) -> None:
        if self._meta.clean_model_instances:
            row = model(**values)
            row.full_clean(exclude=["event", "actor", "source"])
            row.save()
        else:
            model._default_manager.get_or_create(**values)


class ValidatedPlainEvent(PlainEvent):
    """As commonly written, with each row and nested row validated."""

    class Meta(PlainEvent.Meta):
        clean_model_instances = True


class TunedEvent(PlainEvent):
    """Tuned: bulk writes, keys looked up once, nested rows in bulk afterwards."""

    type = fields.Field("type", "type", widgets.CachedForeignKeyWidget(EventType, "code"))
    place = fields.Field("place", "place", widgets.CachedForeignKeyWidget(Place, "slug"))

    class Meta(PlainEvent.Meta):
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_html_diff = True
        force_init_instance = False
        instance_loader_class = CachedInstanceLoader

    def after_save_instance(self, instance: Event, row: Keys, **kwargs: Any) -> None:
        """Nested rows are written in `after_import`, when the events have their ids."""

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        events = dict(Event.objects.filter(slug__in=dataset["slug"]).values_list("slug", "id"))
        actors = dict(Actor.objects.values_list("slug", "id"))
        sources = dict(Source.objects.values_list("slug", "id"))
        participations = [
            Participation(event_id=events[row["slug"]], actor_id=actors[actor], role=role)
            for row in dataset.dict
            for actor, role in participants_of(row)
        ]
        claims = [
            EventClaim(event_id=events[row["slug"]], source_id=sources[source], locator=locator)
            for row in dataset.dict
            for source, locator in citations_of(row)
        ]
        if self._meta.clean_model_instances:
            for nested in [*participations, *claims]:
                nested.full_clean(exclude=["event", "actor", "source"])
        Participation.objects.bulk_create(participations, batch_size=1000)
        EventClaim.objects.bulk_create(claims, batch_size=1000)


class ValidatedTunedEvent(TunedEvent):
    """Tuned, with each row and nested row validated."""

    class Meta(TunedEvent.Meta):
        clean_model_instances = True


def import_with(resource: type[resources.ModelResource], path: Path) -> None:
    """Import a file in one transaction; the first error stops it."""
    with path.open(encoding="utf-8", newline="") as file:
        dataset = Dataset().load(file, format="csv")
    resource().import_data(dataset, raise_errors=True, use_transactions=True)
