"""Proposed changes of published records, decisions on many at once, saved searches, and merges."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import CASCADE, PROTECT, F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from curation.choices import BatchDecision, BatchState, ItemState, ProposalState
from curation.numbered_rows import NumberedModel
from curation.types import AnyUser
from records.fields import LineField, ParagraphsField, user_key
from records.rules import check, one_of, unique
from records.sql import sql_file
from records.triggers import refuse

DECIDED = "This proposal has been decided on; that does not change."
STAYS = "A proposal stays as it was made; withdraw it and make another one."


class ProposalGroup(NumberedModel):
    """Proposals that were made together: the corrections of one import, or what undoes them."""

    name = LineField(max_length=255, editable=False)
    author = user_key()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("group of proposals")
        verbose_name_plural = _("groups of proposals")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.name} ({self.created_at:%Y-%m-%d %H:%M})"


class Proposal(NumberedModel):
    """One change of a published record, as its author sent the form; somebody else accepts or declines it."""

    # What it changes
    content_type = models.ForeignKey(ContentType, PROTECT, editable=False, related_name="+")
    object_id = models.PositiveBigIntegerField(editable=False)
    record = GenericForeignKey("content_type", "object_id")
    based_on = models.PositiveIntegerField(editable=False)
    data = models.JSONField(editable=False)
    before = models.JSONField(editable=False)
    difference = models.JSONField(editable=False)
    group = models.ForeignKey(
        ProposalGroup,
        PROTECT,
        null=True,
        related_name="proposals",
        verbose_name=_("import"),
        editable=False,
    )
    # Keys of the terms and places that its record would show, by table: until the decision they count as in use.
    terms = models.JSONField(default=dict, editable=False)

    # Author and reason
    author = user_key(related_name="proposals")
    note = ParagraphsField(blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    # Decision
    state = models.CharField(
        max_length=9, choices=ProposalState.choices, default=ProposalState.OPEN, editable=False
    )
    decided_by = user_key(null=True)
    decided_at = models.DateTimeField(null=True, editable=False)
    decision_note = ParagraphsField(blank=True, editable=False)

    class Meta:
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            one_of("state", ProposalState),
            check(
                "decided_by_another",
                ~Q(state__in=("accepted", "declined")) | ~Q(author=F("decided_by")),
                "You cannot decide on your own proposal; somebody else must.",
            ),
            check(
                "withdrawn_by_author",
                ~Q(state="withdrawn") | Q(author=F("decided_by")),
                "Only its author can withdraw a proposal.",
            ),
            check(
                "decision_is_signed",
                Q(state="open", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state="open") & Q(decided_by__isnull=False, decided_at__isnull=False),
                "A decision needs its author and time; an open proposal has neither.",
            ),
        ]
        indexes = [
            models.Index(
                name="curation_proposal_open",
                fields=["content_type", "object_id"],
                condition=Q(state="open"),
            ),
            models.Index(name="curation_proposal_author", fields=["author", "state"]),
            GinIndex(
                OpClass(F("terms"), name="jsonb_path_ops"),
                name="curation_proposal_terms",
                condition=Q(state="open"),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="decided_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=sql_file(
                    "curation/decided_once",
                    refuse_second_decision=refuse("proposal_decided_once", DECIDED),
                    refuse_change=refuse("proposal_stays_as_made", STAYS),
                ),
            ),
            pgtrigger.Trigger(
                name="kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse("proposal_kept", "Proposals are kept; withdraw it instead."),
            ),
            pgtrigger.Trigger(
                name="begins_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__state="open"),
                func=refuse("proposal_begins_open", "A new proposal is open."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} ({self.created_at:%Y-%m-%d})"


class ReviewBatch(NumberedModel):
    """One step of the review of many records, or one decision on many proposals; the worker makes it."""

    # What is done, and on which page its records were chosen
    decision = models.CharField(max_length=9, choices=BatchDecision.choices, editable=False)
    note = ParagraphsField(blank=True, editable=False)
    origin = models.CharField(max_length=2000, editable=False)

    # Who does it, and in which language the reasons are written
    user = user_key()
    language = models.CharField(max_length=10, editable=False)

    # How far it has come
    state = models.CharField(
        max_length=11, choices=BatchState.choices, default=BatchState.PREPARED, editable=False
    )
    task = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    heartbeat_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "review batches"
        default_permissions = ("view",)
        constraints = [one_of("decision", BatchDecision), one_of("state", BatchState)]

    if TYPE_CHECKING:
        user_id: int

    def __str__(self) -> str:
        return f"{self.get_decision_display()} ({self.created_at:%Y-%m-%d %H:%M})"

    @property
    def is_busy(self) -> bool:
        """Whether it is queued or running."""
        return self.state in {BatchState.QUEUED, BatchState.RUNNING}


class BatchItem(NumberedModel):
    """One record or proposal of a review batch, and what became of it."""

    batch = models.ForeignKey(ReviewBatch, CASCADE, related_name="items", editable=False)
    content_type = models.ForeignKey(ContentType, PROTECT, editable=False, related_name="+")
    object_id = models.PositiveBigIntegerField(editable=False)
    record = GenericForeignKey("content_type", "object_id")
    # The version that was shown for confirmation; proposals have none
    seen_version = models.PositiveIntegerField(null=True, editable=False)
    state = models.CharField(
        max_length=7, choices=ItemState.choices, default=ItemState.WAITING, editable=False
    )
    reason = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["id"]
        default_permissions = ("view",)
        constraints = [
            one_of("state", ItemState),
            unique(["batch", "content_type", "object_id"], "It is in this batch already."),
            check(
                "says_why_not",
                ~Q(state="refused") | ~Q(reason=""),
                "What was not done needs the reason.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.record)


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Saved searches."""

    def for_user(self, user: AnyUser) -> Self:
        """The user's own searches, and those that others share."""
        return self.filter(Q(owner_id=user.pk) | Q(is_shared=True)).select_related("owner")

    def get_by_natural_key(self, owner: str, table: str, name: str) -> "SavedSearch":
        return self.get(owner__username=owner, table=table, name=name)


class SavedSearch(models.Model):
    """The search text, filters and order of a list, saved for later."""

    owner = user_key(on_delete=CASCADE, related_name="saved_searches")
    table = models.CharField(max_length=100, help_text=_("The list, as application and table."))
    name = LineField(max_length=80, help_text=_("A name for the search, such as “Undated events”."))
    query = models.CharField(
        max_length=1000,
        help_text=_("Search text, filters and order, as in the address of the list."),
    )
    is_shared = models.BooleanField(
        default=False, help_text=_("Whether colleagues who may view the list see the search, too.")
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "saved searches"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="curation_savedsearch_name_unique",
                fields=["owner", "table", "name"],
                violation_error_message="You already have a search with this name for this list.",
            ),
            check("named", ~Q(name=""), "A saved search needs a name."),
            check(
                "asks", ~Q(query=""), "A saved search needs a search text, a filter or an order."
            ),
            check(
                "table_wellformed",
                Q(table__regex=r"^[a-z]+\.[a-z]+$"),
                "A list is named by application and table, such as events.event.",
            ),
        ]

    if TYPE_CHECKING:
        owner_id: int

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str, str]:
        return (self.owner.get_username(), self.table, self.name)


class Merge(NumberedModel):
    """One record that was merged into another, with all changes that the merge made."""

    # The two records
    content_type = models.ForeignKey(ContentType, PROTECT, editable=False, related_name="+")
    stayed_id = models.PositiveBigIntegerField(editable=False)
    stayed = models.CharField(max_length=300, editable=False)
    gone_id = models.PositiveBigIntegerField(editable=False)
    gone = models.CharField(max_length=300, editable=False)

    # The changes in their order: see curation/merging/record_merge.py
    changes = models.JSONField(editable=False)

    # Who and when
    merged_by = user_key()
    merged_at = models.DateTimeField(db_default=Now(), editable=False)
    undone_by = user_key(null=True)
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return _("%(gone)s into %(stayed)s") % {"gone": self.gone, "stayed": self.stayed}
