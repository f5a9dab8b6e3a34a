"""The way of a record through review, held by the database: from draft to review, published and retracted."""

from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from records.sql import sql_file
from records.triggers import refuse

# “on” in a transaction that loads data reviewed elsewhere, such as a release
LOADING = "records.loading"
# “on” in a transaction that tries a change out and rolls it back
TRIAL = "records.trial"
# “on” while an import tries rows out: they lock no terms, because they are rolled back
UNLOCKED_TERMS = "records.unlocked_terms"


@contextmanager
def loading(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Declares, for what is inside, that reviewed data is loaded: statuses are taken as they come."""
    with transaction.atomic(using=using):
        before = _declare("on", using)
        yield
        _declare(before, using)


def _declare(value: str, using: str) -> str:
    """Sets the declaration until the end of the transaction; what it was before."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [LOADING])
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config(%s, %s, true)", [LOADING, value])
    return before or ""


def reviewed_by_another() -> list[pgtrigger.Trigger]:
    """On a record's table: a status moves one step, with the user who moved it and the time.

    What is written to these columns between the steps is ignored, as version and times are. A merge
    retracts from any status; undoing it publishes again what was public or reviewed before.
    """
    func = sql_file(
        "records/reviewed_by_another",
        loading=LOADING,
        refuse_other_than_draft=refuse(
            "record_begins_as_draft", "A new record is a draft; it is published through review."
        ),
        refuse_without_submitter=refuse(
            "record_submitted_by_somebody", "Name the user who submits a record."
        ),
        refuse_without_reviewer=refuse(
            "record_reviewed_by_somebody",
            "Name the user who reviews a record, publishes it or sends it back.",
        ),
        refuse_without_reason=refuse(
            "record_retracted_for_a_reason", "A retraction needs its reason."
        ),
        refuse_other_steps=refuse(
            "record_status_moves_by_steps",
            "A draft is submitted for review; what is in review is published or sent back; "
            "what is published is retracted. There is no other way.",
        ),
    )
    # Nothing is refused or changed in a new draft that nobody has submitted or reviewed.
    is_plain = pgtrigger.Q(
        new__review_status="draft",
        new__submitted_by__isnull=True,
        new__submitted_at__isnull=True,
        new__reviewed_by__isnull=True,
        new__reviewed_at__isnull=True,
    )
    return [
        pgtrigger.Trigger(
            name="reviewed_by_another",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=func,
        ),
        pgtrigger.Trigger(
            name="reviewed_by_another_insert",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=~is_plain,
            func=func,
        ),
    ]
