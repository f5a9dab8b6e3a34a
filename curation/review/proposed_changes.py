"""The kinds of change that a proposal can hold: a form as it was sent, a restore, a merge, and undoing a merge."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from curation.database_errors import ChangeRefusedError
from curation.editing import form_diff
from curation.editing.form_diff import RowDiff
from curation.editing.paging import PagedRowsMixin
from curation.history.restoring import RestorePlan
from curation.history.revisions import RecordTree, RowChange, RowKey
from curation.history.timeline import changed_rows
from curation.history.tracking import history_context, with_reason
from curation.merging.merge_changes import merge_changes, merge_digest
from curation.merging.record_merge import later_changes, merge, merge_refusal, undo_merge
from curation.models import Merge
from curation.review.transitions import PUBLISHED
from records.models import Record
from records.second_person import trial
from records.term_use import ShownTerms, shown_terms

# What a proposal stores, as a form does: the values by name; a correction has rows instead of texts
ProposedData = dict[str, list[str]]
# What a browser sends apart from the fields of the record
NOT_FIELDS = {
    "csrfmiddlewaretoken",
    "proposal_note",
    "_save",
    "_continue",
    "_addanother",
    "_saveasnew",
}


class ProposedChange(ABC):
    """A change of `row` that waits for a second person; subclasses say what it is."""

    row: Any
    data: ProposedData
    # What the form showed before, to find later changes
    before: dict[str, Any]

    def refusal(self) -> str:
        """Why the change cannot be made any more, whatever was proposed; empty if it can."""
        return "" if is_changeable(self.row) else gettext("The record is no longer published.")

    @abstractmethod
    def difference(self) -> list[RowDiff]:
        """What would change, as long as there are no conflicts."""

    @abstractmethod
    def conflicts(self) -> list[RowDiff]:
        """What has changed since the proposal was made, so that it cannot be accepted."""

    def terms(self) -> ShownTerms:
        """The terms and places that the record would show; raises IntegrityError if a rule refuses the change."""
        with trial():
            self.apply("")
            connection.check_constraints()
            return shown_terms(self.row)

    @abstractmethod
    def apply(self, why: str) -> None:
        """Makes the change; raises IntegrityError, with the reason for people, if a rule refuses it."""


class FormChange(ProposedChange):
    """The form of an admin page as its author sent it."""

    def __init__(
        self, admin: PagedRowsMixin, request: HttpRequest, row: Any, data: ProposedData
    ) -> None:
        self.admin, self.request, self.row = admin, request, row
        self.data = {name: values for name, values in data.items() if name not in NOT_FIELDS}
        self.before: dict[str, Any] = {}
        self._terms: ShownTerms = {}

    @classmethod
    def sent(
        cls, admin: PagedRowsMixin, request: HttpRequest, row: Model, terms: ShownTerms
    ) -> "FormChange":
        """The form that was just sent; it was tried out, and nothing of it may be saved."""
        change = cls(admin, request, row, dict(request.POST.lists()))
        change.before, change._terms = change._state_now(), terms
        return change

    def terms(self) -> ShownTerms:
        return self._terms

    def difference(self) -> list[RowDiff]:
        return form_diff.page_changes(self._filled())

    def conflicts(self) -> list[RowDiff]:
        return form_diff.compare_states(self.before, self._state_now())

    def apply(self, why: str) -> None:
        page = self._filled()
        if not page.is_valid:
            raise ChangeRefusedError(" ".join(page.errors))
        form: Any = page.form
        sent = form_diff.request_with_data(self.request, self._query(), is_accepting=True)
        with with_reason(why):
            self.admin.save_model(sent, form.instance, form, True)
            self.admin.save_related(sent, form, page.formsets, True)
        message = self.admin.construct_change_message(sent, form, page.formsets, False)
        self.admin.log_change(sent, form.instance, message)

    def _state_now(self) -> dict[str, Any]:
        unsent = form_diff.fill_page(self.admin, self.request, self._read(), None)
        return dict(form_diff.page_state(unsent))

    def _filled(self) -> form_diff.FilledPage:
        return form_diff.fill_page(self.admin, self.request, self._read(), self._query())

    def _read(self) -> Model:
        """The row read again, because a form changes the one it is given."""
        return self.admin.get_object(self.request, str(self.row.pk))

    def _query(self) -> QueryDict:
        data = QueryDict(mutable=True)
        for name, values in self.data.items():
            data.setlist(name, values)
        return data


class RequestedChange(ProposedChange):
    """A change that a button makes, without a form."""

    def __init__(self, request: HttpRequest, row: Any, data: ProposedData) -> None:
        self.request, self.row, self.data, self.before = request, row, data, {}


class RestoreChange(RequestedChange):
    """Restoring a row, or a part of it, from the history."""

    TARGET, SEAL = "restore", "seal"

    @classmethod
    def planned(cls, request: HttpRequest, row: Model, plan: RestorePlan) -> "RestoreChange":
        return cls(request, row, {cls.TARGET: [plan.target], cls.SEAL: [plan.digest]})

    def difference(self) -> list[RowDiff]:
        plan = self._plan()
        return row_diffs(plan.tree, plan.changes)

    def conflicts(self) -> list[RowDiff]:
        if self._plan().digest == self.data[self.SEAL][0]:
            return []
        return self.difference() or [_changed(str(self.row))]

    def apply(self, why: str) -> None:
        said: Any = {"user": self.request.user, "why": why, "what": self.request.path}
        with history_context(through="restore", **said):
            self._plan().apply()

    def _plan(self) -> RestorePlan:
        """What would be restored now."""
        return RestorePlan(RecordTree(type(self.row), self.row.pk), self.data[self.TARGET][0])


class MergeChange(RequestedChange):
    """Merging another record into this one."""

    DUPLICATE, TAKE, SEAL = "merge", "take", "seal"

    def __init__(self, request: HttpRequest, row: Any, data: ProposedData) -> None:
        super().__init__(request, row, data)
        self.duplicate: Any = type(row)._default_manager.filter(pk=data[self.DUPLICATE][0]).first()

    @classmethod
    def of(
        cls, request: HttpRequest, *, duplicate: Model, kept: Model, take: Iterable[str]
    ) -> "MergeChange":
        """`take` names the columns in which the record that stays gets the value of the other one."""
        change = cls(request, kept, {cls.DUPLICATE: [str(duplicate.pk)], cls.TAKE: [*take]})
        change.data[cls.SEAL] = [change._tried[0]]
        return change

    def refusal(self) -> str:
        if self.duplicate is None:
            return gettext("The record to merge no longer exists.")
        return merge_refusal(duplicate=self.duplicate, kept=self.row)

    def difference(self) -> list[RowDiff]:
        return self._tried[1]

    def terms(self) -> ShownTerms:
        return self._tried[2]

    def conflicts(self) -> list[RowDiff]:
        if self._tried[0] == self.data[self.SEAL][0]:
            return []
        return [_changed(str(self.duplicate)), _changed(str(self.row))]

    def apply(self, why: str) -> None:
        with with_reason(why):
            self._merge()

    @cached_property
    def _tried(self) -> tuple[str, list[RowDiff], ShownTerms]:
        """A digest of what the merge would change, the rows, the terms shown; raises IntegrityError if refused."""
        with trial():
            made = self._merge()
            tree = RecordTree(type(self.row), self.row.pk)
            differences = row_diffs(tree, merge_changes(made))
            return merge_digest(made), differences, shown_terms(self.row)

    def _merge(self) -> Merge:
        take = self.data[self.TAKE]
        made, _ = merge(duplicate=self.duplicate, kept=self.row, take=take, by=self.request.user)
        return made


class UndoMergeChange(RequestedChange):
    """Undoing a merge into this record."""

    MERGE = "undo_merge"

    def __init__(self, request: HttpRequest, row: Any, data: ProposedData) -> None:
        super().__init__(request, row, data)
        self.made = Merge.objects.get(pk=data[self.MERGE][0])

    @classmethod
    def of(cls, request: HttpRequest, row: Model, made: Merge) -> "UndoMergeChange":
        return cls(request, row, {cls.MERGE: [str(made.pk)]})

    def refusal(self) -> str:
        return gettext("This merge has already been undone.") if self.made.undone_at else ""

    def difference(self) -> list[RowDiff]:
        changes = [RowChange(c.row, c.after, c.before) for c in merge_changes(self.made)]
        return row_diffs(RecordTree(type(self.row), self.row.pk), changes)

    def conflicts(self) -> list[RowDiff]:
        return [_changed(reason) for reason in later_changes(self.made)]

    def apply(self, why: str) -> None:
        with with_reason(why):
            undo_merge(self.made, by=self.request.user)


def is_changeable(row: Model) -> bool:
    """Whether a proposal can change the row: a published record, or a row without a status."""
    return not isinstance(row, Record) or row.review_status == PUBLISHED


def row_diffs(
    tree: RecordTree, changes: list[RowChange], references: dict[RowKey, Model] | None = None
) -> list[RowDiff]:
    """Changes of rows as proposals show them: all of them, since all are published together.

    `references` are rows that the changes refer to, if they are known already.
    """
    return [
        {
            "row": row.title,
            "what": "removed" if row.kind == "deleted" else row.kind,
            "fields": [
                {"label": f.label, "old": f.old, "new": f.new, "name": f.name} for f in row.fields
            ],
            "key": f"{change.row[0]._meta.label_lower}:{change.row[1]}",
        }
        for change, row in zip(changes, changed_rows(tree, changes, references), strict=True)
    ]


def _changed(text: str) -> RowDiff:
    return {"row": text, "what": "changed", "fields": []}
