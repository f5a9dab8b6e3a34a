"""Abstract models: a curated record, a term of a vocabulary, and a term's counterpart elsewhere."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from records import fields, rules
from records.choices import CrosswalkMatch, ReviewStatus
from records.natural_keys import natural_key_of
from records.querysets import TableQuerySet, TermQuerySet
from records.review import reviewed_by_another
from records.triggers import RECORD_TRIGGERS, TERM_TRIGGERS
from records.visibility import public_once_published

# “publish” is to decide on changes that readers see
PERMISSIONS = ("add", "change", "delete", "view", "publish")


class KeyedRow(models.Model):
    """A row with a natural key (`records/natural_keys.py`)."""

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        return natural_key_of(self)


class Record(KeyedRow):
    """One curated row with a readable key and a review status."""

    # Foreign keys to records that show this one: their version increases with this one's
    shown_with: ClassVar[tuple[str, ...]] = ()

    # Identity
    slug = models.SlugField(
        max_length=120,
        db_index=False,
        help_text="Readable key in URLs, files and the API: lower-case words joined by hyphens. "
        "Fixed once published, and never reused.",
    )

    # Review
    review_status = fields.choice(
        ReviewStatus,
        10,
        "Only published records are visible to the public. The review actions change this.",
        default=ReviewStatus.DRAFT,
    )
    merged_into = fields.optional_reference(
        "self",
        "merged_from",
        "The record that replaced this one; requests for this slug are redirected to it.",
    )
    retraction_reason = fields.short_text(
        300,
        "Why it was retracted, in one neutral sentence; readers see it at its old URL.",
        blank=True,
    )
    note = fields.text("For other curators only; never published.")
    is_public = public_once_published()

    # Reviewers and times: set by a trigger, never public
    submitted_by = fields.user_key(null=True, db_index=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    reviewed_by = fields.user_key(null=True, db_index=False)
    reviewed_at = models.DateTimeField(null=True, editable=False)

    # Bookkeeping: set by a trigger, which ignores values written here
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    # Start of the creating transaction, whose further writes leave the version alone (versions.py)
    created_at = models.DateTimeField(db_default=TransactionNow(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    retracted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["slug"]
        default_permissions = PERMISSIONS
        constraints = [
            rules.unique(
                ["slug"],
                "This slug is already used, perhaps by a retracted record.",
                name="slug_unique",
            ),
            rules.check(
                "slug_wellformed",
                Q(slug__regex=rules.SLUG_PATTERN),
                "A slug has only lower-case letters, digits and single hyphens, such as tirana-signing-2025.",
            ),
            rules.one_of("review_status", ReviewStatus),
            rules.different("merged_into", "id", "A record cannot be merged into itself."),
            rules.check(
                "merged_is_retracted",
                Q(merged_into__isnull=True) | Q(review_status=ReviewStatus.RETRACTED),
                "A record merged into another one must be retracted.",
            ),
            rules.check(
                "in_review_has_submitter",
                ~Q(review_status=ReviewStatus.IN_REVIEW) | Q(submitted_by__isnull=False),
                "A record in review needs the user who submitted it.",
            ),
            rules.check(
                "reviewer_is_not_submitter",
                Q(submitted_by__isnull=True)
                | Q(reviewed_by__isnull=True)
                | ~Q(submitted_by=F("reviewed_by")),
                "You cannot review a record that you submitted; another curator must review it.",
            ),
            rules.check(
                "retraction_means_retracted",
                Q(retraction_reason="", retracted_at__isnull=True)
                | Q(review_status=ReviewStatus.RETRACTED),
                "Only a retracted record can have a retraction reason and time.",
            ),
        ]
        indexes = [
            models.Index(name="%(app_label)s_%(class)s_updated", fields=["updated_at", "id"]),
            models.Index(
                name="%(app_label)s_%(class)s_waiting",
                fields=["submitted_at", "id"],
                condition=Q(review_status=ReviewStatus.IN_REVIEW),
            ),
            # Work queues search the few records that are not published.
            models.Index(
                name="%(app_label)s_%(class)s_pending",
                fields=["review_status", "updated_at"],
                condition=~Q(review_status=ReviewStatus.PUBLISHED),
            ),
        ]
        triggers = [*RECORD_TRIGGERS, *reviewed_by_another()]

    def rows_from(self, other: Any, take: Collection[str]) -> list[models.Model]:
        """Rows to add to this record when `other`, whose columns `take` it gets, is merged into it."""
        return []


def own_fields(model: type[models.Model]) -> list[str]:
    """Names of the fields that curators write, in order, without those that every record has, and ids."""
    shared = {"id", "is_public", "public_id", "former_ids"}
    if issubclass(model, Record):
        shared |= {field.name for field in Record._meta.local_fields}
    return [
        field.name
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.name not in shared and not isinstance(field, models.GeneratedField)
    ]


def cited_fields(model: type[models.Model]) -> list[str]:
    """Names that a claim about a row can give as its field: what curators write in the row, or list with it."""
    return [*own_fields(model), *getattr(model, "cited_parts", ())]


class Term(KeyedRow):
    """One entry of a growing, hierarchical vocabulary."""

    code = fields.short_text(60, "Dotted path of lower-case words, such as treaty.signing.")
    label = fields.short_text(80, "Short name for people.")
    definition = fields.ParagraphsField(help_text="What counts as this term, and what does not.")
    parent = fields.optional_reference(
        "self", "children", "The broader term; empty for a term of the first level."
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = PERMISSIONS
        ordering = ["code"]
        constraints = [
            rules.unique(["code"], "This code is already used.", name="code_unique"),
            rules.check(
                "code_wellformed",
                Q(code__regex=r"^[a-z][a-z_]*(\.[a-z][a-z_]*)*$"),
                "A code consists of lower-case words joined by dots, such as treaty.signing.",
            ),
            rules.check(
                "dotted_code_has_parent",
                Q(parent__isnull=True, code__regex=r"^[^.]*$")
                | Q(parent__isnull=False, code__contains="."),
                "A code with dots needs a parent; a code without dots cannot have one.",
            ),
            rules.check("defined", ~Q(definition=""), "A term needs a definition."),
        ]
        triggers = TERM_TRIGGERS

    def __str__(self) -> str:
        return f"{self.label} ({self.code})"


class Crosswalk(KeyedRow):
    """A term's counterpart in another vocabulary; concrete tables add the term."""

    code = fields.short_text(60, "Code in the other vocabulary, as written there.")
    match = fields.choice(
        CrosswalkMatch,
        6,
        "How closely the two terms correspond (SKOS mapping relation).",
        default=CrosswalkMatch.CLOSE,
    )

    objects = TableQuerySet.as_manager()

    if TYPE_CHECKING:
        term: models.ForeignKey[Term, Term]
        scheme: models.CharField[str, str]

    class Meta:
        abstract = True
        ordering = ["term", "scheme", "code"]
        constraints = [
            rules.unique(["term", "scheme", "code"], "The term already has this counterpart."),
            rules.one_of("match", CrosswalkMatch),
            rules.check("code_given", ~Q(code=""), "A counterpart needs a code."),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"
