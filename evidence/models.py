"""Snapshots of sources, the texts of these, and where claims have their quotes in them. None of it is public."""

import datetime as dt

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CASCADE, PROTECT, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curation.numbered_rows import NumberedModel
from evidence.choices import AnchorDecision, AnchorState, FetchState, MediaType, TextState
from records.fields import user_key
from records.rules import check, one_of, one_of_or_empty, unique
from records.triggers import refuse
from sources.models import Source

# Fetching and extraction take at most two minutes; after this the worker has died.
LONGEST_JOB = dt.timedelta(minutes=4)
KEPT = "A snapshot stays as it was made; attach another one instead."
# What may change: how far the text is, and the source, where two sources are merged
CHANGING = ["source", "state", "failure", "began_at", "task"]
FOUND = "Where a quote was found stays as it was; decide on it once, or attach another snapshot."
# What a decision sets, once
DECISION_COLUMNS = ["start", "length", "decision", "decided_by", "decided_at"]


class SourceSnapshot(NumberedModel):
    """The bytes of a source as somebody read them: a page, a document or a picture, with digest, time and origin."""

    # What it is
    source = models.ForeignKey(
        Source, PROTECT, related_name="snapshots", editable=False, verbose_name=_("source")
    )
    digest = models.CharField(_("SHA-256"), max_length=64, editable=False)
    media_type = models.CharField(
        _("type"), max_length=80, choices=MediaType.choices, editable=False
    )
    size = models.PositiveBigIntegerField(_("bytes"), editable=False)

    # Where it is from
    file_name = models.CharField(_("file"), max_length=255, blank=True, editable=False)
    address = models.CharField(_("address"), max_length=2000, blank=True, editable=False)
    taken_at = models.DateTimeField(_("added"), db_default=Now(), editable=False)
    added_by = user_key(null=True, verbose_name=_("added by"))

    # Its text
    state = models.CharField(
        _("text"),
        max_length=7,
        choices=TextState.choices,
        default=TextState.WAITING,
        editable=False,
    )
    failure = models.TextField(_("failure"), blank=True, editable=False)
    began_at = models.DateTimeField(null=True, editable=False)
    task = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["-id"]
        default_permissions = ("add", "view")
        constraints = [
            one_of("media_type", MediaType),
            one_of("state", TextState),
            check(
                "digest_wellformed",
                Q(digest__regex="^[0-9a-f]{64}$"),
                "The digest of a snapshot has 64 lower-case hexadecimal digits (SHA-256).",
            ),
            check("not_empty", Q(size__gt=0), "A snapshot has at least one byte."),
            check(
                "failure_is_failed",
                Q(failure="") | Q(state=TextState.FAILED),
                "Only a text that could not be extracted has a failure.",
            ),
        ]
        indexes = [models.Index(name="evidence_sourcesnapshot_bytes", fields=["digest"])]
        triggers = [
            pgtrigger.Trigger(
                name="kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse("evidence_sourcesnapshot_kept", KEPT),
            ),
            pgtrigger.Trigger(
                name="stays_as_made",
                # After the constraints, whose messages say more.
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=CHANGING),
                func=refuse("evidence_sourcesnapshot_kept", KEPT),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or self.address or self.digest[:12]

    @property
    def is_busy(self) -> bool:
        """Whether its text is waited for."""
        return self.state == TextState.WAITING or (
            self.state == TextState.RUNNING and not self.is_lost
        )

    @property
    def is_lost(self) -> bool:
        """Whether the worker that extracted its text has died."""
        began = self.began_at or self.taken_at
        return self.state == TextState.RUNNING and began < timezone.now() - LONGEST_JOB


class SnapshotText(NumberedModel):
    """The text of a snapshot as one version of an extractor found it, with the places at which its pages begin."""

    # Where it is from
    snapshot = models.ForeignKey(
        SourceSnapshot, CASCADE, related_name="texts", editable=False, verbose_name=_("snapshot")
    )
    extractor = models.CharField(_("extractor"), max_length=60, editable=False)
    made_at = models.DateTimeField(_("extracted"), db_default=Now(), editable=False)

    # What it is; `digest` is that of its canonical form
    text = models.TextField(_("text"), editable=False)
    pages = ArrayField(models.PositiveIntegerField(), default=list, editable=False)
    words = models.PositiveIntegerField(_("words"), editable=False)
    digest = models.CharField(_("digest"), max_length=64, editable=False)

    class Meta:
        verbose_name = _("text of a snapshot")
        verbose_name_plural = _("texts of snapshots")
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            unique(["snapshot", "extractor"], "This extractor has read the snapshot already."),
            check(
                "digest_wellformed",
                Q(digest__regex="^[0-9a-f]{64}$"),
                "The digest of a text has 64 lower-case hexadecimal digits (SHA-256).",
            ),
            check("not_empty", ~Q(text=""), "A snapshot without text has no row for its text."),
        ]
        indexes = [models.Index(name="evidence_snapshottext_digest", fields=["digest"])]

    def __str__(self) -> str:
        return f"{self.snapshot} ({self.extractor})"


class SnapshotFetch(NumberedModel):
    """A page that somebody asked the worker to fetch as a snapshot of a source, and what became of it."""

    # What is asked
    source = models.ForeignKey(
        Source, PROTECT, related_name="fetches", editable=False, verbose_name=_("source")
    )
    address = models.CharField(_("address"), max_length=2000, editable=False)
    user = user_key(verbose_name=_("asked by"))
    created_at = models.DateTimeField(_("asked"), db_default=Now(), editable=False)

    # What became of it
    state = models.CharField(
        _("state"),
        max_length=7,
        choices=FetchState.choices,
        default=FetchState.WAITING,
        editable=False,
    )
    failure = models.TextField(_("failure"), blank=True, editable=False)
    began_at = models.DateTimeField(null=True, editable=False)
    snapshot = models.ForeignKey(
        SourceSnapshot,
        PROTECT,
        related_name="fetches",
        null=True,
        editable=False,
        verbose_name=_("snapshot"),
    )

    class Meta:
        verbose_name = _("fetched page")
        verbose_name_plural = _("fetched pages")
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            one_of("state", FetchState),
            check(
                "done_has_snapshot",
                Q(state=FetchState.DONE, snapshot__isnull=False)
                | ~Q(state=FetchState.DONE) & Q(snapshot__isnull=True),
                "A page that was fetched has a snapshot; another one has none.",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_busy(self) -> bool:
        """Whether it is waited for; not if the worker has died meanwhile."""
        began = self.began_at or self.created_at
        is_lost = self.state == FetchState.RUNNING and began < timezone.now() - LONGEST_JOB
        return self.state in {FetchState.WAITING, FetchState.RUNNING} and not is_lost


class ClaimAnchor(NumberedModel):
    """Where the quoted words of a claim are in one text of its source, or what became of them there."""

    # What was searched: the claim by its public id, its words, and the anchor in an older text that led to them
    claim = models.UUIDField(_("claim"), editable=False)
    quote = models.TextField(_("quote"), editable=False)
    text = models.ForeignKey(
        SnapshotText, CASCADE, related_name="anchors", editable=False, verbose_name=_("text")
    )
    searched_from = models.ForeignKey(
        "self", CASCADE, related_name="+", null=True, editable=False, verbose_name=_("older place")
    )

    # What was found; start and length count characters of the text; suggestions are pairs of them
    state = models.CharField(_("state"), max_length=9, choices=AnchorState.choices, editable=False)
    start = models.PositiveIntegerField(_("start"), null=True, editable=False)
    length = models.PositiveIntegerField(_("length"), null=True, editable=False)
    changed_words = ArrayField(models.TextField(), default=list, editable=False)
    suggestions = models.JSONField(default=list, editable=False)
    found_at = models.DateTimeField(_("searched"), db_default=Now(), editable=False)

    # What a person decided
    decision = models.CharField(
        _("decision"), max_length=6, choices=AnchorDecision.choices, blank=True, editable=False
    )
    decided_by = user_key(null=True, verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)

    class Meta:
        verbose_name = _("quote in a text")
        verbose_name_plural = _("quotes in texts")
        ordering = ["-id"]
        default_permissions = ("view", "resolve")
        constraints = [
            unique(["text", "claim", "quote"], "The quote was searched in this text before."),
            one_of("state", AnchorState),
            one_of_or_empty("decision", AnchorDecision),
            check(
                "has_place",
                Q(start__isnull=False, length__gt=0)
                | Q(start__isnull=True, length__isnull=True)
                & Q(state__in=[AnchorState.AMBIGUOUS, AnchorState.LOST]),
                "A quote that was found has a start and a length.",
            ),
            check(
                "decided_by_somebody",
                Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False),
                "A decision has its person and its time.",
            ),
        ]
        indexes = [
            models.Index(
                name="evidence_claimanchor_open", fields=["state", "id"], condition=Q(decision="")
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stays_as_found",
                # After the constraints, whose messages say more.
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=DECISION_COLUMNS),
                func=refuse("evidence_claimanchor_kept", FOUND),
            ),
            pgtrigger.Trigger(
                name="decided_once",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__decision=""),
                func=refuse("evidence_claimanchor_kept", FOUND),
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.quote}”"
