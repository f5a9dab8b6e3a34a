"""The hash of passwords."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

# Each hash takes 100 MB of memory while it is computed.
MAX_HASHES = 2
_hashing = BoundedSemaphore(MAX_HASHES)


class BoundedArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2, computed only a few times at once in a process: many logins at once cannot use up the memory."""

    def encode(self, password: str, salt: str) -> str:
        with _hashing:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _hashing:
            return super().verify(password, encoded)
