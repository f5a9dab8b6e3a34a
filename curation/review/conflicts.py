"""Finds the open corrections that cannot be accepted any more, in sets; as `Correction.conflicts` for one of them."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from curation.choices import ProposalState
from curation.merging.row_changes import natural_key_columns
from curation.models import Proposal
from curation.review.corrections import Correction, parts_of
from records.choices import ReviewStatus
from records.models import Record
from records.public_rows import table_name
from records.sql import run_sql


def conflicting_corrections(proposals: QuerySet[Proposal]) -> set[int]:
    """Those of the proposals whose rows somebody else changed since, or whose record is no longer published."""
    is_open = Q(state=ProposalState.OPEN, data__has_key=Correction.ROWS)
    by_record: dict[type[Model], list[int]] = defaultdict(list)
    for key, type_id in proposals.filter(is_open).order_by().values_list("pk", "content_type_id"):
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        by_record[model].append(key)
    keys = [key for each in by_record.values() for key in each]
    if not keys:
        return set()
    labels = run_sql(
        "SELECT DISTINCT change ->> 'model' FROM curation_proposal proposal"
        " CROSS JOIN jsonb_array_elements(proposal.data -> 'rows') change WHERE proposal.id = ANY(%s)",
        [keys],
    )
    queries = [_changed_rows(apps.get_model(label)) for (label,) in labels]
    conflicting = {key for query in queries for (key,) in run_sql(query, [keys])}
    for model, of_model in by_record.items():
        if issubclass(model, Record):
            conflicting |= {key for (key,) in run_sql(_unpublished(model), [of_model])}
    return conflicting


def _changed_rows(model: type[Model]) -> str:
    """SQL of the proposals with a row of this table that is not as it was when they were made."""
    table = table_name(model)
    taken = " AND ".join(
        f"(other.{name} = added.{name}"
        + (f" OR other.{name} IS NULL AND added.{name} IS NULL)" if is_null else ")")
        for name, is_null in _key_columns(model)
    )
    return f"""
        SELECT DISTINCT proposal.id FROM curation_proposal proposal
        CROSS JOIN jsonb_array_elements(proposal.data -> 'rows') change
        LEFT JOIN {table} stored ON stored.id = (change ->> 'id')::bigint
        WHERE proposal.id = ANY(%s) AND change ->> 'model' = '{model._meta.label}'
        AND CASE
            WHEN jsonb_typeof(change -> 'before') = 'null' THEN EXISTS (
                SELECT FROM jsonb_populate_record(NULL::{table}, change -> 'after') added
                JOIN {table} other ON {taken}
            )
            WHEN stored.id IS NULL THEN jsonb_typeof(change -> 'after') <> 'null'
            {_added_parts(model)}
            ELSE EXISTS (
                SELECT FROM jsonb_each_text(change -> 'before') was
                WHERE to_jsonb(stored) ->> was.key IS DISTINCT FROM was.value
                AND (
                    jsonb_typeof(change -> 'after') = 'null'
                    OR to_jsonb(stored) ->> was.key IS DISTINCT FROM change -> 'after' ->> was.key
                )
            )
        END
    """  # noqa: S608 (table and column names of models)


def _added_parts(model: type[Model]) -> str:
    """SQL cases: a row that is to be removed has got rows that are not removed with it."""
    return "\n".join(
        f"""
            WHEN jsonb_typeof(change -> 'after') = 'null' AND EXISTS (
                SELECT FROM {table_name(part)} part
                WHERE part.{name} = stored.id AND NOT EXISTS (
                    SELECT FROM jsonb_array_elements(proposal.data -> 'rows') other
                    WHERE other ->> 'model' = '{part._meta.label}' AND (other ->> 'id')::bigint = part.id
                )
            ) THEN true
        """  # noqa: S608 (table and column names of models)
        for part, name in parts_of(model)
    )


def _key_columns(model: type[Model]) -> list[tuple[str, bool]]:
    """The columns of the natural key, and whether they can be empty."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return [(str(fields[name].column), fields[name].null) for name in natural_key_columns(model)]


def _unpublished(model: type[Model]) -> str:
    return (
        "SELECT proposal.id FROM curation_proposal proposal"  # noqa: S608 (table name of a model)
        f" LEFT JOIN {table_name(model)} record ON record.id = proposal.object_id"
        f" WHERE proposal.id = ANY(%s) AND record.review_status IS DISTINCT FROM '{ReviewStatus.PUBLISHED.value}'"
    )
