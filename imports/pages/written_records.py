"""The records that an import wrote: as a filter of their lists, and as what can be reviewed from its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from curation.admin_urls import admin_url
from curation.choices import BatchDecision
from curation.history.tracking import ENTRIES
from curation.lists.saved_searches import record_admins
from curation.models import Proposal
from curation.review.batches import MAX_AT_ONCE
from curation.review.transitions import TRANSITIONS, may
from imports.choices import ImportStatus
from imports.models import Import
from imports.permissions import resource_tables
from imports.resources import known_resources
from records.choices import ReviewStatus
from records.sql import quote_name, quote_text
from records.versions import is_record, key_of_root, paths_to_records

# Imports that the filter of a list offers
IMPORTS_OFFERED = 20
# The longest number of an import in an address
MOST_DIGITS = 18
REVIEW_STEPS = (BatchDecision.SUBMIT, BatchDecision.PUBLISH, BatchDecision.SEND_BACK)


class ImportFilter(admin.SimpleListFilter):
    """The rows that one import wrote, in lists of records; in that of proposals those that it made."""

    title = _("import")
    parameter_name = "imported"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        # Read only where the choices are shown, not with every record opened from a list.
        self.model = model_admin.model
        return []

    def has_output(self) -> bool:
        # A filter without output is not applied: what the address asks for would be ignored.
        return self.value() is not None or bool(_resources_of(self.model))

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        # A search needs the queries that a list may have: then only the chosen import is offered.
        if self.value() is not None or not changelist.query:
            self.lookup_choices = [
                (str(each.pk), _name(each)) for each in _offered(self.model, self.value())
            ]
        yield from super().choices(changelist)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        number = self.value()
        if number is None:
            return queryset
        if not _is_number(number):
            raise IncorrectLookupParameters(f"“{number}” is not the number of an import.")
        return rows_written(queryset, int(number))


@dataclass(frozen=True)
class WrittenRecords:
    """The records of one kind that an import wrote: how many, and where they are listed."""

    name: str
    url: str
    counts: list[tuple[str, int]]


@dataclass(frozen=True)
class ReviewStep:
    """A step of the review that the user can make for records of an import: how many, and how many at once."""

    decision: BatchDecision
    count: int
    at_once: int


def rows_written(rows: QuerySet, import_id: int) -> QuerySet:
    """Those of the rows that a finished import wrote, or of which it wrote parts, such as participants.

    Of proposals: those that it made, and those that undo them.
    """
    if rows.model is Proposal:
        job = Import.objects.filter(pk=import_id).values_list("proposals", "undoing_proposals")
        return rows.filter(group__in=[group for pair in job for group in pair if group])
    table = rows.model._meta.db_table
    of_import = (
        f"SELECT part.id FROM imports_import AS whole JOIN imports_import AS part"  # noqa: S608 (a number, and names of tables)
        f" ON part.id = whole.id OR part.part_of_id = whole.id"
        f" WHERE whole.id = {int(import_id)} AND whole.status = {quote_text(ImportStatus.DONE)}"
    )
    found = [f'SELECT row FROM written WHERE "table" = {quote_text(table)}']  # noqa: S608 (names of tables)
    found += [
        f"SELECT {root} FROM {quote_name(part)} AS part JOIN written"  # noqa: S608 (names of tables)
        f' ON written.row = part.id AND written."table" = {quote_text(part)}'
        for part, root in _parts_of(rows.model._meta.label)
    ]
    keys = (
        f'WITH written AS MATERIALIZED (SELECT "table", row FROM imports_importchange'  # noqa: S608 (names of tables)
        f" WHERE of_id IN ({of_import})) {' UNION '.join(found)}"
    )
    return rows.filter(pk__in=RawSQL(keys, []))  # noqa: S611 (our own tables and a number)


def review_steps(
    import_job: Import, request: HttpRequest, site: admin.AdminSite
) -> tuple[list[WrittenRecords], list[ReviewStep]]:
    """The records of an import that the user may view, by kind and status; and the steps that the user can make."""
    listed, counts = [], dict.fromkeys(REVIEW_STEPS, 0)
    for model, rows in _records_of(import_job, request, site):
        statuses = {
            status: rows.filter(review_status=status).count() for status in ReviewStatus.values
        }
        if not any(statuses.values()):
            continue
        url = admin_url(model, "changelist", query={"imported": str(import_job.pk)})
        shown = [(str(ReviewStatus(s).label), n) for s, n in statuses.items() if n]
        listed.append(WrittenRecords(str(capfirst(model._meta.verbose_name_plural)), url, shown))
        for step in REVIEW_STEPS:
            counts[step] += _movable(rows, step, request).count()
    steps = [ReviewStep(step, n, min(n, MAX_AT_ONCE)) for step, n in counts.items() if n]
    return listed, steps


def records_for_step(
    import_job: Import, step: BatchDecision, request: HttpRequest, site: admin.AdminSite
) -> list[QuerySet]:
    """The records of an import for which the user can make this step, up to the number that is possible at once."""
    chosen, left = [], MAX_AT_ONCE
    for model, rows in _records_of(import_job, request, site):
        keys = list(
            _movable(rows, step, request).order_by("pk").values_list("pk", flat=True)[:left]
        )
        left -= len(keys)
        if keys:
            chosen.append(model._default_manager.filter(pk__in=keys))
    return chosen


def _movable(rows: QuerySet, step: BatchDecision, request: HttpRequest) -> QuerySet:
    """The records from whose status the step leads, if the user may make it; not those that another must publish."""
    transition = TRANSITIONS[step]
    if not may(
        request.user,
        "publish" if step == BatchDecision.SEND_BACK else transition.permission,
        rows.model,
    ):
        return rows.none()
    found = rows.filter(review_status=transition.origin)
    is_own = Q(submitted_by=request.user.pk)
    return found.exclude(is_own) if step == BatchDecision.PUBLISH else found


def _records_of(
    import_job: Import, request: HttpRequest, site: admin.AdminSite
) -> Iterator[tuple[type[Model], QuerySet]]:
    tables = {
        table._meta.db_table for name in import_job.resources() for table in resource_tables(name)
    }
    for page in record_admins(site, request).values():
        parts = {part for part, _root in _parts_of(page.model._meta.label)}
        if tables & {page.model._meta.db_table, *parts}:
            yield page.model, rows_written(page.model._default_manager.all(), import_job.pk)


@cache
def _parts_of(label: str) -> list[tuple[str, str]]:
    """The tables of the parts of a record, each with the SQL that leads from a row `part` to the key of the record."""
    model = apps.get_model(label)
    if not is_record(model):
        return []
    return [
        (each._meta.db_table, key_of_root(path, "part"))
        for each in ENTRIES
        if not is_record(each)
        for path in paths_to_records(each)
        if path[-1].model is model
    ]


def _resources_of(model: type[Model]) -> list[str]:
    """The names of the files that are written to the table of the model, or to those of its parts."""
    tables = {model._meta.db_table, *(part for part, _root in _parts_of(model._meta.label))}
    return [
        name
        for name in known_resources()
        if tables & {table._meta.db_table for table in resource_tables(name)}
    ]


def _offered(model: type[Model], chosen: str | None) -> list[Import]:
    """The latest imports into the table, and the chosen one."""
    names = _resources_of(model)
    parts = Import.objects.filter(resource__in=names, part_of__isnull=False)
    latest = (
        Import.objects.without_parts()
        .filter(Q(resource__in=names) | Q(pk__in=parts.values("part_of")), status=ImportStatus.DONE)
        .order_by("-pk")
        .select_related("user")
    )
    found = list(latest[:IMPORTS_OFFERED])
    if chosen and _is_number(chosen) and int(chosen) not in {each.pk for each in found}:
        found += Import.objects.filter(pk=int(chosen)).select_related("user")
    return found


def _name(import_job: Import) -> str:
    """What the filter calls an import: its file, who imported it, and when."""
    day = date_format(
        localtime(import_job.finished_at or import_job.created_at), "SHORT_DATE_FORMAT"
    )
    who = f"{import_job.user}, " if import_job.user else ""
    return f"{import_job.file_name} ({who}{day})"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
