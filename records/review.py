"""The way of a record through review, held by the database: from draft to review, published and retracted."""

from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from records.triggers import refuse

# “on” in a transaction that loads data reviewed elsewhere, such as a release
LOADING = "records.loading"


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


def reviewed_by_another() -> pgtrigger.Trigger:
    """On a record's table: a status moves one step, and whoever moved it is named with the time.

    What is written to these columns between the steps is ignored, as version and times are. A merge
    retracts from any status; undoing it publishes again what was public or reviewed before.
    """
    begins = refuse(
        "record_begins_as_draft", "A new record is a draft; it is published through review."
    )
    submitter = refuse("record_submitted_by_somebody", "Whoever submits a record is named.")
    reviewer = refuse(
        "record_reviewed_by_somebody",
        "Whoever reviews a record, publishes it or sends it back, is named.",
    )
    reason = refuse("record_retracted_for_a_reason", "A retraction needs its reason.")
    jump = refuse(
        "record_status_moves_by_steps",
        "A draft is submitted for review; what is in review is published or sent back; "
        "what is published is retracted. There is no other way.",
    )
    return pgtrigger.Trigger(
        name="reviewed_by_another",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("step", "text")],
        func=f"""
            IF current_setting('{LOADING}', true) = 'on' THEN
                RETURN NEW;
            END IF;
            IF TG_OP = 'INSERT' THEN
                IF NEW.review_status <> 'draft' THEN {begins} END IF;
                NEW.submitted_by_id := NULL; NEW.submitted_at := NULL;
                NEW.reviewed_by_id := NULL; NEW.reviewed_at := NULL;
                RETURN NEW;
            END IF;
            step := OLD.review_status || ' ' || NEW.review_status;
            IF step = 'draft in_review' THEN
                IF NEW.submitted_by_id IS NULL THEN {submitter} END IF;
                NEW.submitted_at := now();
                NEW.reviewed_by_id := NULL; NEW.reviewed_at := NULL;
                RETURN NEW;
            END IF;
            IF step = 'in_review draft' THEN
                IF NEW.reviewed_by_id IS NULL THEN {reviewer} END IF;
                NEW.submitted_by_id := NULL; NEW.submitted_at := NULL;
                NEW.reviewed_by_id := NULL; NEW.reviewed_at := NULL;
                RETURN NEW;
            END IF;
            NEW.submitted_by_id := OLD.submitted_by_id;
            NEW.submitted_at := OLD.submitted_at;
            NEW.reviewed_at := OLD.reviewed_at;
            IF step = 'in_review published' THEN
                IF NEW.reviewed_by_id IS NULL THEN {reviewer} END IF;
                NEW.reviewed_at := now();
                RETURN NEW;
            END IF;
            NEW.reviewed_by_id := OLD.reviewed_by_id;
            IF NEW.review_status = OLD.review_status THEN
                RETURN NEW;
            END IF;
            IF NEW.review_status = 'retracted' THEN
                IF OLD.merged_into_id IS NULL AND NEW.merged_into_id IS NOT NULL THEN
                    RETURN NEW;
                END IF;
                IF OLD.review_status = 'published' THEN
                    IF btrim(NEW.retraction_reason) = '' THEN {reason} END IF;
                    RETURN NEW;
                END IF;
            ELSIF step = 'retracted published' AND OLD.merged_into_id IS NOT NULL
                AND NEW.merged_into_id IS NULL
                AND coalesce(OLD.retracted_at, OLD.reviewed_at) IS NOT NULL THEN
                RETURN NEW;
            END IF;
            {jump}
        """,
    )
