"""Query methods of API keys."""

import hashlib
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

if TYPE_CHECKING:
    from accounts.models import ApiKey


class ApiKeyQuerySet(QuerySet["ApiKey"]):
    def valid(self) -> Self:
        """Keys that are neither revoked nor expired."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=Now()), revoked_at=None)

    def with_key(self, key: str) -> Self:
        """The row of this key."""
        return self.filter(digest=digest_of(key))

    def revoke(self, user: object) -> int:
        """Revokes keys permanently; returns how many were not revoked before."""
        return self.filter(revoked_at=None).update(revoked_at=Now(), revoked_by=user)

    def record_use(self) -> int:
        """Sets the time of last use to now."""
        return self.update(last_used_at=Now())

    def get_by_natural_key(self, digest: str) -> "ApiKey":
        return self.get(digest=digest)


def digest_of(key: str) -> str:
    """The stored hash of a key. A key has 256 random bits, so a fast hash without salt is enough."""
    return hashlib.sha256(key.encode()).hexdigest()
