"""Keys of the API."""

import datetime as dt
import secrets
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db.models import (
    PROTECT,
    CharField,
    DateTimeField,
    EmailField,
    F,
    ForeignKey,
    Model,
    PositiveIntegerField,
    Q,
    UniqueConstraint,
)
from django.db.models.functions import Now

from accounts.querysets import ApiKeyQuerySet, digest_of
from records.constraints import rule
from records.sql import sql_file
from records.triggers import refuse

# A key is this and 43 letters of base64url, which hold 256 random bits; the first eight are kept.
SIGN = "bw_"
KEY_PATTERN = rf"{SIGN}[A-Za-z0-9_-]{{43}}"
LETTERS_KEPT = len(SIGN) + 8
NOT_CHANGED = "A key is never changed and never valid again: revoke it and make another."


class ApiKey(Model):
    """Somebody’s leave to ask the API more often; the key itself is not stored."""

    # Whose it is
    name = CharField(
        max_length=100, help_text="What it is used for, such as “Dashboard of the institute”."
    )
    owner = CharField(max_length=100, help_text="The person or body that answers for its use.")
    email = EmailField(help_text="Where the owner is told of a fault or of an end of the key.")

    # What it allows
    rate = PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Requests a minute; empty for the rate that all keys have.",
    )
    expires_at = DateTimeField(
        null=True,
        blank=True,
        help_text="Moment (UTC) from which it is no longer valid; empty for none.",
    )

    # The key
    prefix = CharField(
        max_length=LETTERS_KEPT, editable=False, help_text="Its beginning, to recognise it by."
    )
    digest = CharField(max_length=64, editable=False)

    # What happened
    created_at = DateTimeField(db_default=Now(), editable=False)
    created_by = ForeignKey(
        settings.AUTH_USER_MODEL, PROTECT, related_name="+", null=True, editable=False
    )
    last_used_at = DateTimeField(null=True, editable=False, help_text="To the minute.")
    revoked_at = DateTimeField(null=True, editable=False)
    revoked_by = ForeignKey(
        settings.AUTH_USER_MODEL, PROTECT, related_name="+", null=True, editable=False
    )

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "API key"
        default_permissions = ("add", "view", "revoke")
        constraints: ClassVar[list[Any]] = [
            UniqueConstraint(
                name="accounts_apikey_digest_unique",
                fields=["digest"],
                violation_error_message="This key is there already.",
            ),
            rule(
                "rate_positive",
                Q(rate__isnull=True) | Q(rate__gt=0),
                "A key allows at least one request a minute; to allow none, revoke it.",
            ),
            rule(
                "end_lies_ahead",
                Q(expires_at__isnull=True) | Q(expires_at__gt=F("created_at")),
                "The end of a key lies ahead.",
            ),
        ]
        triggers: ClassVar[list[Any]] = [
            pgtrigger.Trigger(
                name="kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse("api_key_kept", "A key is revoked, not deleted."),
            ),
            pgtrigger.Trigger(
                name="fixed",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                func=sql_file("accounts/key_fixed", refuse=refuse("api_key_fixed", NOT_CHANGED)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def natural_key(self) -> tuple[str]:
        return (self.digest,)

    def is_valid_at(self, moment: dt.datetime) -> bool:
        """Whether requests with it are answered."""
        return not self.revoked_at and (self.expires_at is None or self.expires_at > moment)

    def make_key(self) -> str:
        """A new key for a row that is not stored yet; afterwards nobody can read it again."""
        key = SIGN + secrets.token_urlsafe(32)
        self.prefix, self.digest = key[:LETTERS_KEPT], digest_of(key)
        return key
