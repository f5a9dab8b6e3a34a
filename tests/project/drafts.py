"""Turns a part of the data set into drafts, and removes drafts without a trace."""

import random
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from balkanwatch.fixtures import models_in_load_order
from records.models import Record
from tests.builders import make_submitter

HIDDEN = ("draft", "in_review")
# Nullable foreign keys that a row needs if it has one; the arcs of claims are like that, too.
NEEDED = {
    "Figure": {"actor", "agreement", "event"},
    "Participation": {"toward"},
}


def hide_some(*, share: float, seed: int) -> int:
    """Turns this share of all records into drafts where the rules allow it; returns how many."""
    dice = random.Random(seed)  # noqa: S311 (not for security)
    hidden = 0
    with connection.cursor() as cursor:
        for model in records():
            # The trigger forbids turning published records into drafts.
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass"
                " AND tgname LIKE '%%never_a_draft_again%%'",
                [model._meta.db_table],
            )
            [(name,)] = cursor.fetchall()
            cursor.execute(f'ALTER TABLE {model._meta.db_table} DISABLE TRIGGER "{name}"')
    for model in records():
        for record in model._default_manager.order_by("pk"):
            if dice.random() < share and _turn_into(record, dice.choice(HIDDEN)):
                hidden += 1
    return hidden


def remove_drafts() -> None:
    """Deletes every draft with all dependent rows; published rows stay the same to the byte."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in models_in_load_order():
            # Without triggers, so that removing a reference creates no new version.
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")
        for model in records():
            _delete(model, model._default_manager.filter(review_status__in=HIDDEN))
        for model in models_in_load_order():
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER USER")


def records() -> list[Any]:
    return [model for model in models_in_load_order() if issubclass(model, Record)]


def _turn_into(record: Record, status: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            record.review_status = status
            record.submitted_by = make_submitter()
            record.save(update_fields=["review_status", "submitted_by"])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        return False
    return True


def _delete(model: type[Model], rows: Iterable[Model]) -> None:
    keys = [row.pk for row in rows]
    if not keys:
        return
    for relation in model._meta.related_objects:
        if relation.many_to_many:
            continue
        field: Any = relation.field
        others = field.model._base_manager.filter(**{f"{field.name}__in": keys})
        needed = NEEDED.get(field.model.__name__, set()) | set(getattr(field.model, "arc", ()))
        if field.null and field.name not in needed:
            others.update(**{field.name: None})
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
