"""Changes of published records that wait for another pair of eyes."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    PROTECT,
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
    TextField,
)
from django.db.models.functions import Now

from curation.choices import ProposalState
from records.constraints import one_of, rule
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
                func=f"""
                    IF OLD.state <> 'open' THEN
                        {refuse("proposal_decided_once", DECIDED)}
                    END IF;
                    IF NEW.state = 'open' OR to_jsonb(NEW) - decision <> to_jsonb(OLD) - decision THEN
                        {refuse("proposal_stays_as_made", STAYS)}
                    END IF;
                    NEW.decided_at := now();
                    RETURN NEW;
                """,
                declare=[
                    (
                        "decision",
                        "text[] := ARRAY['state', 'decided_by_id', 'decided_at', 'decision_note']",
                    )
                ],
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
