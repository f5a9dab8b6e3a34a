"""Turns part of the data set into drafts, and deletes drafts as if they had never existed."""

import random
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from balkanwatch.fixtures import models_in_load_order
from records.models import Record
from tests import database, make

DRAFT_STATUSES = ("draft", "in_review")
# Nullable references that a row with one cannot lose, as the subject of a claim
REQUIRED_REFERENCES = {"Figure": {"actor", "agreement", "event"}, "Participation": {"toward"}}


def make_some_drafts(*, share: float, seed: int) -> int:
    """Makes drafts of this share of all records where the rules allow it; returns their number."""
    generator = random.Random(seed)  # noqa: S311 (no secret)
    drafts = 0
    # A published record cannot become a draft again; here it never was published.
    triggers = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname ~ %s"
    for table in (model._meta.db_table for model in records()):
        [(name,)] = database.rows(triggers, table, "never_a_draft_again")
        database.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{name}"')
    for model in records():
        for record in model._default_manager.order_by("pk"):
            if generator.random() < share and _set_status(record, generator.choice(DRAFT_STATUSES)):
                drafts += 1
    return drafts


def delete_drafts() -> None:
    """Deletes every draft with its parts; published rows stay the same to the byte."""
    tables = [model._meta.db_table for model in models_in_load_order()]
    # Without triggers: removing a reference is no new version of the row that had it.
    disabled = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
    database.execute("SET CONSTRAINTS ALL IMMEDIATE", *disabled)
    for model in records():
        _delete(model, model._default_manager.filter(review_status__in=DRAFT_STATUSES))
    database.execute(*(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables))


def records() -> list[Any]:
    return [model for model in models_in_load_order() if issubclass(model, Record)]


def _set_status(record: Record, status: str) -> bool:
    try:
        with transaction.atomic():
            record.review_status = status
            record.submitted_by = make.submitter()
            record.save(update_fields=["review_status", "submitted_by"])
            database.settle()
    except IntegrityError:
        return False
    return True


def about_references(model: Any) -> Iterable[tuple[str, str]]:
    """Columns that say something about a reference, each with that."""
    return getattr(model, "about_references", {}).items()


def _delete(model: type[Model], rows: Iterable[Model]) -> None:
    keys = [row.pk for row in rows]
    if not keys:
        return
    for relation in model._meta.related_objects:
        if relation.many_to_many:
            continue
        field: Any = relation.field
        others = field.model._base_manager.filter(**{f"{field.name}__in": keys})
        needed = {*REQUIRED_REFERENCES.get(field.model.__name__, ())}
        needed |= {*getattr(field.model, "arc", ())}
        if field.null and field.name not in needed:
            said = [name for name, of in about_references(field.model) if of == field.name]
            others.update(**{field.name: None}, **dict.fromkeys(said, False))
        else:
            _delete(field.model, others)
    for field in model._meta.local_many_to_many:
        through: Any = getattr(model, field.name).through
        through.objects.filter(**{f"{model._meta.model_name}__in": keys}).delete()
    for relation in model._meta.related_objects:
        if relation.many_to_many:
            through = getattr(relation, "through")  # noqa: B009 (of many-to-many relations only)
            through.objects.filter(**{f"{model._meta.model_name}__in": keys}).delete()
    model._base_manager.filter(pk__in=keys)._raw_delete("default")
