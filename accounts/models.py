"""API keys."""

import datetime as dt
import secrets
from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.querysets import ApiKeyQuerySet, digest_of
from records.fields import LineField, user_key
from records.rules import check
from records.sql import sql_file
from records.triggers import refuse

# A key is this prefix and 43 letters of base64url (256 random bits); the first eight letters are stored.
KEY_SIGN = "bw_"
KEY_PATTERN = rf"{KEY_SIGN}[A-Za-z0-9_-]{{43}}"
STORED_LETTERS = len(KEY_SIGN) + 8
NOT_CHANGED = "A key cannot be changed or reactivated; revoke it and create another."


class ApiKey(models.Model):
    """A key that allows more API requests; the key itself is not stored."""

    # Owner
    name = LineField(
        max_length=100, help_text="What the key is used for, such as “Dashboard of the institute”."
    )
    owner = LineField(
        max_length=100, help_text="The person or organisation responsible for its use."
    )
    email = models.EmailField(
        help_text="Where to tell the owner about problems or the end of the key."
    )

    # Limits
    rate = models.PositiveIntegerField(
        null=True, blank=True, help_text="Requests per minute; empty for the default rate."
    )
    expires_at = models.DateTimeField(
        null=True, blank=True, help_text="When the key expires (UTC); empty for never."
    )

    # The key
    prefix = models.CharField(
        max_length=STORED_LETTERS,
        editable=False,
        help_text="First letters of the key, to recognise it.",
    )
    digest = models.CharField(max_length=64, editable=False)

    # Log
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = user_key(null=True)
    last_used_at = models.DateTimeField(
        null=True, editable=False, help_text="Time of last use, to the minute."
    )
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = user_key(null=True)

    objects = ApiKeyQuerySet.as_manager()
    # The key itself, only on the instance that created it
    key: str

    class Meta:
        verbose_name = "API key"
        default_permissions = ("add", "view", "revoke")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                name="accounts_apikey_digest_unique",
                fields=["digest"],
                violation_error_message="This key already exists.",
            ),
            check(
                "rate_positive",
                Q(rate__isnull=True) | Q(rate__gt=0),
                "A key must allow at least one request per minute; to allow none, revoke it.",
            ),
            check(
                "end_lies_ahead",
                Q(expires_at__isnull=True) | Q(expires_at__gt=F("created_at")),
                "A key must expire in the future.",
            ),
        ]
        triggers: ClassVar[list[Any]] = [
            pgtrigger.Trigger(
                name="kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse("api_key_kept", "A key cannot be deleted; revoke it instead."),
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
        """Whether the key is accepted at this time."""
        return not self.revoked_at and (self.expires_at is None or self.expires_at > moment)

    def make_key(self) -> str:
        """Creates the key of a row that is not saved yet; it cannot be read again later."""
        self.key = KEY_SIGN + secrets.token_urlsafe(32)
        self.prefix, self.digest = self.key[:STORED_LETTERS], digest_of(self.key)
        return self.key
