"""Merges two records of a kind: every reference moves, rows that become the same are one, and all can be undone.

Why it is so: docs/decisions/0011-concurrency-and-merging.md.
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

from curation.merging.row_changes import Changes, put_back, read, write
from curation.models import Merge
from records.choices import ReviewStatus
from records.models import Record
from records.public_rows import stored_columns
from records.triggers import FIXED


class MergeRefusedError(Exception):
    """Why two records cannot be merged, or a merge not be undone, for people; nothing has been done."""


@dataclass
class Outcome:
    """What a merge comes to: rows moved, and rows that are one now, by the name of their kind."""

    moved: dict[str, int] = field(default_factory=dict)
    joined: dict[str, list[str]] = field(default_factory=dict)


def merge(*, gone: Any, stays: Any, take: Iterable[str] = (), by: Any) -> tuple[Merge, Outcome]:
    """Merges `gone` into `stays`, in one transaction; raises MergeRefusedError, or IntegrityError of a rule.

    `take` names the columns in which `stays` gets the value of `gone`.
    """
    if reason := why_not(gone=gone, stays=stays):
        raise MergeRefusedError(reason)
    with transaction.atomic():
        _lock(gone, stays)
        work = _Work()
        work.join_records(gone=gone, stays=stays, take=take)
        connection.check_constraints()
        made = Merge.objects.create(
            content_type=ContentType.objects.get_for_model(stays),
            stayed_id=stays.pk,
            stayed=_label(stays),
            gone_id=gone.pk,
            gone=_label(gone),
            changes=work.changes.done,
            merged_by=by,
        )
    return made, work.outcome


def preview(*, gone: Any, stays: Any, take: Iterable[str] = (), by: Any) -> Outcome:
    """What the merge would come to; it is made and taken back. Raises what `merge` raises."""
    with transaction.atomic():
        _made, outcome = merge(gone=gone, stays=stays, take=take, by=by)
        transaction.set_rollback(True)
    return outcome


def undo(made: Merge, *, by: Any) -> None:
    """Puts everything back in one transaction; raises MergeRefusedError where later edits stand on it."""
    with transaction.atomic():
        locked = Merge.objects.select_for_update().get(pk=made.pk)
        if locked.undone_at:
            raise MergeRefusedError(_("This merge has been undone already."))
        if reasons := list(_stand_on(locked)):
            raise MergeRefusedError(" ".join(reasons))
        for change in reversed(locked.changes):
            _undo(change)
        try:
            connection.check_constraints()
        except IntegrityError as error:
            raise MergeRefusedError(str(error).partition("\n")[0]) from error
        locked.undone_by, locked.undone_at = by, timezone.now()
        locked.save(update_fields=["undone_by", "undone_at"])


def why_not(*, gone: Any, stays: Any) -> str:
    """Why the two cannot be merged, as far as it shows in them; empty if they can."""
    if type(gone) is not type(stays):
        return _("Only two records of one kind can be merged.")
    if gone.pk == stays.pk:
        return _("A record cannot be merged into itself.")
    if not isinstance(gone, Record):
        return ""
    if ReviewStatus.RETRACTED in (gone.review_status, stays.review_status):
        return _("A retracted record cannot be merged.")
    if gone.review_status == ReviewStatus.PUBLISHED and stays.review_status != gone.review_status:
        return _("What is public can only be merged into a record that is public too.")
    return ""


def permission_for(*records: Any) -> str:
    """What one must be allowed to do with the records to merge them: publish, where one is public."""
    fixed = any(getattr(record, "review_status", "") in FIXED for record in records)
    return "publish" if fixed else "change"


class _Work:
    """One merge under way."""

    def __init__(self) -> None:
        self.changes = Changes()
        self.outcome = Outcome()

    def join_records(self, *, gone: Any, stays: Any, take: Iterable[str] = ()) -> None:
        """One record stays; what public eyes have seen of the other leads to it, a draft goes whole."""
        model = type(stays)
        values = read(model, gone.pk) or {}
        more_names = stays.names_from(gone) if hasattr(stays, "names_from") else []
        self.move_references(model, gone.pk, stays.pk)
        if getattr(gone, "review_status", "") == ReviewStatus.PUBLISHED:
            retracted = {"review_status": ReviewStatus.RETRACTED.value, "merged_into_id": stays.pk}
            self.changes.update(model, gone.pk, retracted)
        else:
            self.changes.delete(model, gone.pk)
        self.changes.update(model, stays.pk, {name: values[name] for name in take})
        for row in more_names:
            self.changes.insert(row)

    def move_references(self, model: type[Model], gone: int, stays: int) -> None:
        """Every row that refers to the one refers to the other then."""
        for reference in references_to(model):
            table: Any = reference.model
            rows = table._default_manager.filter(**{reference.attname: gone}).order_by("pk")
            for row in rows:
                if twin := _twin(row, reference, stays):
                    self._join(row, twin)
                else:
                    self._give_way(row, reference, stays)
                    self.changes.update(table, row.pk, {reference.column: stays})
                    self._count(table)

    def _join(self, row: Any, twin: Any) -> None:
        """Two rows that say the same are one: the one that was there, with all that refers to either."""
        joined = self.outcome.joined.setdefault(_kind(type(row)), [])
        joined.append(str(row))
        if isinstance(row, Record):
            if reason := why_not(gone=row, stays=twin):
                raise MergeRefusedError(f"{row}: {reason}")
            self.join_records(gone=row, stays=twin)
            return
        self.move_references(type(row), row.pk, twin.pk)
        self.changes.delete(type(row), row.pk)

    def _give_way(self, row: Any, reference: ForeignKey, stays: int) -> None:
        """A mark that only one row may have, such as the preferred code, stays where it is."""
        for constraint in _unique(type(row), reference):
            mark = constraint.condition.children[0] if constraint.condition else None
            if not mark or mark[1] is not True or not getattr(row, mark[0]):
                continue
            others = _same(row, reference, stays, constraint.fields)
            if type(row)._default_manager.filter(others, constraint.condition).exists():
                self.changes.update(type(row), row.pk, {mark[0]: False})

    def _count(self, model: type[Model]) -> None:
        kind = _kind(model)
        self.outcome.moved[kind] = self.outcome.moved.get(kind, 0) + 1


def references_to(model: type[Model]) -> Iterator[Any]:
    """All foreign keys that point to rows of the model, those of many-to-many fields included."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        reference: Any = relation.field  # type: ignore[union-attr]
        # What refers to rows that may be gone, such as the history, tells what was.
        if reference.db_constraint and not reference.model._meta.proxy:
            yield reference


def _twin(row: Any, reference: Any, stays: int) -> Any:
    """The row that this one would be the same as, if it referred to the one that stays."""
    for constraint in _unique(type(row), reference):
        if constraint.condition:
            continue
        nulls = [name for name in constraint.fields if getattr(row, _attname(row, name)) is None]
        if nulls and constraint.nulls_distinct is not False:
            continue
        same = _same(row, reference, stays, constraint.fields)
        if found := type(row)._default_manager.filter(same).exclude(pk=row.pk).first():
            return found
    return _twin_of_pair(row, reference, stays)


def _twin_of_pair(row: Any, reference: Any, stays: int) -> Any:
    """The same for a row of a many-to-many field."""
    for names in type(row)._meta.unique_together:
        if reference.name in names:
            same = _same(row, reference, stays, names)
            return type(row)._default_manager.filter(same).exclude(pk=row.pk).first()
    return None


def _same(row: Any, reference: Any, stays: int, names: Iterable[str]) -> Q:
    """Condition: a row has the values of this one, but refers to the record that stays."""
    same = Q()
    for name in names:
        attname = _attname(row, name)
        value = stays if attname == reference.attname else getattr(row, attname)
        same &= Q(**{f"{attname}__isnull": True} if value is None else {attname: value})
    return same


def _unique(model: type[Model], reference: Any) -> Iterator[Any]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and reference.name in constraint.fields:
            yield constraint


def _stand_on(made: Merge) -> Iterator[str]:
    """Reasons why a merge cannot be undone: rows that are not any more as it left them."""
    for change in made.changes:
        model: Any = apps.get_model(change["model"])
        row = read(model, change["id"])
        kind = capfirst(str(model._meta.verbose_name))
        if change["what"] == "delete":
            continue
        if row is None:
            yield _("%(kind)s %(id)s was deleted since.") % {"kind": kind, "id": change["id"]}
        elif change["what"] == "update":
            later = [name for name, value in change["now"].items() if row[name] != value]
            later = [name for name in later if not _changed_again(made, change, name)]
            if later:
                yield _("%(kind)s %(id)s was changed since: %(columns)s.") % {
                    "kind": kind,
                    "id": change["id"],
                    "columns": ", ".join(later),
                }


def _changed_again(made: Merge, change: dict[str, Any], name: str) -> bool:
    """Whether the same merge went on to change or delete the row."""
    after = made.changes[made.changes.index(change) + 1 :]
    return any(
        (each["model"], each["id"]) == (change["model"], change["id"])
        and (each["what"] == "delete" or name in each.get("now", {}))
        for each in after
    )


def _undo(change: dict[str, Any]) -> None:
    model: Any = apps.get_model(change["model"])
    if change["what"] == "update":
        write(model, change["id"], change["was"])
    elif change["what"] == "insert":
        model._default_manager.filter(pk=change["id"]).delete()
    else:
        row = dict(change["was"])
        if row.get("review_status") == ReviewStatus.IN_REVIEW:
            # Review begins anew: what comes back is a draft.
            row["review_status"] = ReviewStatus.DRAFT.value
        put_back(model, row)


def _lock(*records: Any) -> None:
    """In the order of keys, as everybody does it."""
    keys = sorted(record.pk for record in records)
    rows = type(records[0])._default_manager.filter(pk__in=keys).order_by("pk")
    found = rows.select_for_update().values_list("pk", flat=True)
    if len(list(found)) != len(keys):
        raise MergeRefusedError(_("One of the two has been deleted meanwhile."))


def _attname(row: Any, name: str) -> str:
    return str(row._meta.get_field(name).attname)


def _kind(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural)


def _label(record: Any) -> str:
    return f"{record} ({record.slug})"[:300]


def columns_to_choose(model: type[Model]) -> set[str]:
    """Columns of a record of which one may choose whose value stays."""
    kept = {item.column for item in Record._meta.local_concrete_fields} | {"id", "is_public"}
    return {c.column for c in stored_columns(model) if not c.generated and c.column not in kept} - {
        "slug"
    }
