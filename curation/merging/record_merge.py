"""Merges two records of a kind: moves all references, joins rows that become equal, and can undo it all.

The reasons are in docs/decisions/0011-concurrency-and-merging.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.models import ForeignKey, Model, Q, UniqueConstraint
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from curation.database_errors import ChangeRefusedError
from curation.merging.row_changes import ChangeLog, insert_row, read_row, write_row
from curation.models import Merge
from curation.types import AnyUser, user_id
from records.choices import ReviewStatus
from records.models import Record
from records.public_ids import IdentifiedRow
from records.public_rows import stored_columns
from records.second_person import trial
from records.triggers import FIXED


class MergeRefusedError(ChangeRefusedError):
    """Two records cannot be merged, or a merge cannot be undone; nothing was changed."""


@dataclass
class Outcome:
    """What a merge does: the number of rows moved and the rows joined, by the plural name of their kind."""

    moved: dict[str, int] = field(default_factory=dict)
    joined: dict[str, list[str]] = field(default_factory=dict)


def merge(
    *, duplicate: Model, kept: Model, take: Iterable[str] = (), by: AnyUser
) -> tuple[Merge, Outcome]:
    """Merges `duplicate` into `kept`, in one transaction; raises MergeRefusedError, or IntegrityError of a rule.

    `take` names the columns in which `kept` gets the value of `duplicate`.
    """
    if reason := merge_refusal(duplicate=duplicate, kept=kept):
        raise MergeRefusedError(reason)
    with transaction.atomic():
        _lock(duplicate, kept)
        work = _RunningMerge()
        work.join_records(duplicate=duplicate, kept=kept, take=take)
        connection.check_constraints()
        made = Merge.objects.create(
            content_type=ContentType.objects.get_for_model(kept),
            stayed_id=kept.pk,
            stayed=_label(kept),
            gone_id=duplicate.pk,
            gone=_label(duplicate),
            changes=work.log.entries,
            merged_by_id=user_id(by),
        )
    return made, work.outcome


def preview_merge(
    *, duplicate: Model, kept: Model, take: Iterable[str] = (), by: AnyUser
) -> Outcome:
    """What the merge would do, once a second person has agreed where one must. Raises what `merge` raises."""
    with trial():
        _made, outcome = merge(duplicate=duplicate, kept=kept, take=take, by=by)
    return outcome


def undo_merge(made: Merge, *, by: AnyUser) -> None:
    """Undoes everything in one transaction; raises MergeRefusedError if rows were changed since."""
    with transaction.atomic():
        locked = Merge.objects.select_for_update().get(pk=made.pk)
        if locked.undone_at:
            raise MergeRefusedError(_("This merge has already been undone."))
        if reasons := list(later_changes(locked)):
            raise MergeRefusedError(" ".join(reasons))
        for change in reversed(locked.changes):
            _undo_change(change)
        try:
            connection.check_constraints()
        except IntegrityError as error:
            raise MergeRefusedError(str(error).partition("\n")[0]) from error
        locked.undone_by_id, locked.undone_at = by.pk, timezone.now()
        locked.save(update_fields=["undone_by", "undone_at"])


def merge_refusal(*, duplicate: Model, kept: Model) -> str:
    """Why the two cannot be merged, as far as they themselves show; empty if they can."""
    if type(duplicate) is not type(kept):
        return _("Only two records of the same kind can be merged.")
    if duplicate.pk == kept.pk:
        return _("A record cannot be merged into itself.")
    if not isinstance(duplicate, Record) or not isinstance(kept, Record):
        return ""
    if ReviewStatus.RETRACTED in (duplicate.review_status, kept.review_status):
        return _("A retracted record cannot be merged.")
    if duplicate.review_status == ReviewStatus.PUBLISHED != kept.review_status:
        return _("A published record can only be merged into another published record.")
    return ""


def merge_permission(*records: Model) -> str:
    """The permission that merging these records takes: publish, if one of them is public."""
    is_fixed = any(getattr(record, "review_status", "") in FIXED for record in records)
    return "publish" if is_fixed else "change"


class _RunningMerge:
    """One merge while it is made."""

    def __init__(self) -> None:
        self.log = ChangeLog()
        self.outcome = Outcome()

    def join_records(self, *, duplicate: Model, kept: Any, take: Iterable[str] = ()) -> None:
        """Joins two records: a published one is retracted and leads to the other, a draft is deleted."""
        model = type(kept)
        values = read_row(model, duplicate.pk) or {}
        take = list(take)
        more_rows = kept.rows_from(duplicate, take) if hasattr(kept, "rows_from") else []
        self._move_references(model, duplicate.pk, kept.pk)
        if getattr(duplicate, "review_status", "") == ReviewStatus.PUBLISHED:
            retracted = {"review_status": ReviewStatus.RETRACTED.value, "merged_into_id": kept.pk}
            self.log.update(model, duplicate.pk, retracted)
        else:
            self.log.delete(model, duplicate.pk)
        self.log.update(model, kept.pk, {name: values[name] for name in take})
        for row in more_rows:
            self.log.insert(row)

    def _move_references(self, model: type[Model], duplicate: int, kept: int) -> None:
        """Makes every row that refers to the one refer to the other."""
        for reference in references_to(model):
            table = reference.model
            rows = table._default_manager.filter(**{reference.attname: duplicate})
            for row in rows.order_by("pk"):
                if twin := _twin(row, reference, kept):
                    self._join(row, twin)
                else:
                    self._clear_marks(row, reference, kept)
                    self.log.update(table, row.pk, {reference.column: kept})
                    kind = _kind(table)
                    self.outcome.moved[kind] = self.outcome.moved.get(kind, 0) + 1

    def _join(self, row: Model, twin: Model) -> None:
        """Joins two rows that become equal: the existing one stays, with all that refers to either."""
        self.outcome.joined.setdefault(_kind(type(row)), []).append(str(row))
        if isinstance(row, Record):
            if reason := merge_refusal(duplicate=row, kept=twin):
                raise MergeRefusedError(f"{row}: {reason}")
            self.join_records(duplicate=row, kept=twin)
            return
        self._move_references(type(row), row.pk, twin.pk)
        if isinstance(row, IdentifiedRow) and isinstance(twin, IdentifiedRow):
            self.log.update(type(row), twin.pk, {"former_ids": twin.ids_with(row)})
        self.log.delete(type(row), row.pk)

    def _clear_marks(self, row: Model, reference: ForeignKey, kept: int) -> None:
        """Clears a mark that only one row may have, such as the preferred code, if another row has it."""
        for constraint in _unique_constraints(type(row), reference):
            mark = constraint.condition.children[0] if constraint.condition else None
            if not mark or mark[1] is not True or not getattr(row, mark[0]):
                continue
            others = _equal_rows(row, reference, kept, constraint.fields)
            if type(row)._default_manager.filter(others, constraint.condition).exists():
                self.log.update(type(row), row.pk, {mark[0]: False})


def references_to(model: type[Model]) -> Iterator[ForeignKey]:
    """All foreign keys that refer to rows of the model, also those of many-to-many tables."""
    relation: Any
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        reference: Any = relation.field
        # Keys without a database constraint, such as those of the history, may refer to deleted rows.
        if reference.db_constraint and not reference.model._meta.proxy:
            yield reference


def _twin(row: Model, reference: ForeignKey, kept: int) -> Model | None:
    """The row that this one would be equal to, if it referred to the record that stays."""
    for constraint in _unique_constraints(type(row), reference):
        if constraint.condition:
            continue
        nulls = [name for name in constraint.fields if getattr(row, _attname(row, name)) is None]
        if nulls and constraint.nulls_distinct is not False:
            continue
        if found := _other_row(row, reference, kept, constraint.fields):
            return found
    # Rows of a many-to-many field
    for names in type(row)._meta.unique_together:
        if reference.name in names:
            return _other_row(row, reference, kept, names)
    return None


def _other_row(row: Model, reference: ForeignKey, kept: int, names: Iterable[str]) -> Model | None:
    equal = _equal_rows(row, reference, kept, names)
    return type(row)._default_manager.filter(equal).exclude(pk=row.pk).first()


def _equal_rows(row: Model, reference: ForeignKey, kept: int, names: Iterable[str]) -> Q:
    """Condition for rows with the same values in these fields that refer to the record that stays."""
    equal = Q()
    for name in names:
        attname = _attname(row, name)
        value = kept if attname == reference.attname else getattr(row, attname)
        equal &= Q(**{f"{attname}__isnull": True} if value is None else {attname: value})
    return equal


def _unique_constraints(model: type[Model], reference: ForeignKey) -> Iterator[Any]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and reference.name in constraint.fields:
            yield constraint


def later_changes(made: Merge) -> Iterator[str]:
    """The rows that are no longer as the merge left them, which prevents undoing it."""
    for place, change in enumerate(made.changes):
        if change["what"] == "delete":
            continue
        model = apps.get_model(change["model"])
        row = read_row(model, change["id"])
        names = {"kind": capfirst(str(model._meta.verbose_name)), "id": change["id"]}
        if row is None:
            yield _("%(kind)s %(id)s was deleted since.") % names
        elif change["what"] == "update":
            changed = [name for name, value in change["now"].items() if row[name] != value]
            following = made.changes[place + 1 :]
            later = [name for name in changed if not _changed_again(change, name, following)]
            if later:
                names["columns"] = ", ".join(later)
                yield _("%(kind)s %(id)s was changed since: %(columns)s.") % names


def _changed_again(change: dict[str, Any], name: str, following: list[dict[str, Any]]) -> bool:
    """Whether the same merge later changed this column or deleted the row."""
    return any(
        (each["model"], each["id"]) == (change["model"], change["id"])
        and (each["what"] == "delete" or name in each.get("now", {}))
        for each in following
    )


def _undo_change(change: dict[str, Any]) -> None:
    model = apps.get_model(change["model"])
    if change["what"] == "update":
        write_row(model, change["id"], change["was"])
    elif change["what"] == "insert":
        model._default_manager.filter(pk=change["id"]).delete()
    else:
        row = dict(change["was"])
        if row.get("review_status") == ReviewStatus.IN_REVIEW:
            # The review starts again from a draft.
            row["review_status"] = ReviewStatus.DRAFT.value
        insert_row(model, row)


def _lock(*records: Model) -> None:
    """Locks the records in the order of their keys, which avoids deadlocks."""
    keys = [record.pk for record in records]
    rows = type(records[0])._default_manager.filter(pk__in=keys).order_by("pk")
    if len(rows.select_for_update().values_list("pk")) != len(keys):
        raise MergeRefusedError(_("One of the two records has been deleted meanwhile."))


def _attname(row: Model, name: str) -> str:
    field: Any = row._meta.get_field(name)
    return str(field.attname)


def _kind(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural)


def _label(record: Any) -> str:
    return f"{record} ({record.slug})"[:300]


def choosable_columns(model: type[Model]) -> set[str]:
    """The columns of a record for which one can choose whose value stays."""
    fixed = {column.column for column in Record._meta.local_concrete_fields}
    fixed |= {"id", "is_public", "slug", "causal_rank"}
    return {c.column for c in stored_columns(model) if not c.generated} - fixed
