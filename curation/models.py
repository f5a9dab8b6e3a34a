"""Changes of published records that wait for another pair of eyes, and what curators keep for their own work."""

from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    CASCADE,
    PROTECT,
    BooleanField,
    CharField,
    DateTimeField,
    F,
    ForeignKey,
    Index,
    JSONField,
    Manager,
    Model,
    PositiveBigIntegerField,
    PositiveIntegerField,
    Q,
    QuerySet,
    TextField,
    UniqueConstraint,
)
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from curation.choices import ProposalState
from records.constraints import one_of, rule
from records.sql import sql_file
from records.triggers import refuse

DECIDED = "This proposal has been decided on; that does not change."
STAYS = "A proposal stays as it was made; withdraw it and make another one."


class ProposalManager(Manager):
    def get_by_natural_key(self, key: int) -> Any:
        return self.get(pk=key)


class Proposal(Model):
    """One change of a published record, as somebody sent its form; another one accepts or declines it."""

    # What it changes
    content_type = ForeignKey(ContentType, PROTECT, editable=False, related_name="+")
    object_id = PositiveBigIntegerField(editable=False)
    record = GenericForeignKey("content_type", "object_id")
    based_on = PositiveIntegerField(editable=False)
    data = JSONField(editable=False)
    before = JSONField(editable=False)
    difference = JSONField(editable=False)

    # Whose it is, and why
    author = ForeignKey(settings.AUTH_USER_MODEL, PROTECT, editable=False, related_name="proposals")
    note = TextField(blank=True, editable=False)
    created_at = DateTimeField(db_default=Now(), editable=False)

    # What became of it
    state = CharField(
        max_length=9,
        choices=ProposalState.choices,
        default=ProposalState.OPEN,
        editable=False,
    )
    decided_by = ForeignKey(
        settings.AUTH_USER_MODEL, PROTECT, null=True, editable=False, related_name="+"
    )
    decided_at = DateTimeField(null=True, editable=False)
    decision_note = TextField(blank=True, editable=False)

    objects = ProposalManager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            one_of("state", ProposalState),
            rule(
                "decided_by_another",
                ~Q(state__in=("accepted", "declined")) | ~Q(author=F("decided_by")),
                "Whoever proposed a change cannot decide on it: that takes another pair of eyes.",
            ),
            rule(
                "withdrawn_by_author",
                ~Q(state="withdrawn") | Q(author=F("decided_by")),
                "A proposal is withdrawn by who made it.",
            ),
            rule(
                "decision_is_signed",
                Q(state="open", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state="open") & Q(decided_by__isnull=False, decided_at__isnull=False),
                "A decision says who made it and when; an open proposal has none.",
            ),
        ]
        indexes = [
            Index(
                name="curation_proposal_open",
                fields=["content_type", "object_id"],
                condition=Q(state="open"),
            ),
            Index(name="curation_proposal_author", fields=["author", "state"]),
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

    def natural_key(self) -> tuple[int]:
        return (self.pk,)


class SavedSearchQuerySet(QuerySet["SavedSearch"]):
    """Saved searches."""

    def for_user(self, user: Any) -> Self:
        """Those that somebody has saved, and those that others share."""
        return self.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner")

    def get_by_natural_key(self, owner: str, table: str, name: str) -> "SavedSearch":
        return self.get(owner__username=owner, table=table, name=name)


class SavedSearch(Model):
    """The words, filters and order of a list that somebody comes back to."""

    owner = ForeignKey(
        settings.AUTH_USER_MODEL, CASCADE, related_name="saved_searches", editable=False
    )
    table = CharField(max_length=100, help_text=_("The list, as application and table."))
    name = CharField(max_length=80, help_text=_("What to call it, such as “Undated events”."))
    query = CharField(
        max_length=1000, help_text=_("Words, filters and order, as in the address of the list.")
    )
    is_shared = BooleanField(
        default=False, help_text=_("Whether colleagues who may see the list see the search too.")
    )
    created_at = DateTimeField(db_default=Now(), editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "saved searches"
        default_permissions = ()
        constraints = [
            UniqueConstraint(
                name="curation_savedsearch_name_unique",
                fields=["owner", "table", "name"],
                violation_error_message="You have a search of this name for this list already.",
            ),
            rule("named", ~Q(name=""), "A saved search needs a name."),
            rule("asks", ~Q(query=""), "A saved search has words, a filter or an order."),
            rule(
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


class MergeManager(Manager):
    def get_by_natural_key(self, key: int) -> Any:
        return self.get(pk=key)


class Merge(Model):
    """One record that was merged into another of its kind, and all that was moved, changed and deleted for it."""

    # Which
    content_type = ForeignKey(ContentType, PROTECT, editable=False, related_name="+")
    stayed_id = PositiveBigIntegerField(editable=False)
    stayed = CharField(max_length=300, editable=False)
    gone_id = PositiveBigIntegerField(editable=False)
    gone = CharField(max_length=300, editable=False)

    # What was done, in this order: see curation/merging/record_merge.py
    changes = JSONField(editable=False)

    # Who and when
    merged_by = ForeignKey(settings.AUTH_USER_MODEL, PROTECT, editable=False, related_name="+")
    merged_at = DateTimeField(db_default=Now(), editable=False)
    undone_by = ForeignKey(
        settings.AUTH_USER_MODEL, PROTECT, null=True, editable=False, related_name="+"
    )
    undone_at = DateTimeField(null=True, editable=False)

    objects = MergeManager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return _("%(gone)s into %(stayed)s") % {"gone": self.gone, "stayed": self.stayed}

    def natural_key(self) -> tuple[int]:
        return (self.pk,)
