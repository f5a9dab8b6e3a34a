"""The hash of passwords."""

import threading
import time
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password

from accounts import passwords


def test_hashes_are_those_of_argon2(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["accounts.passwords.BoundedArgon2PasswordHasher"]
    stored = make_password("a password")
    assert stored.startswith("argon2$")
    assert check_password("a password", stored)

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert check_password("a password", stored)


def test_computes_few_hashes_at_once(monkeypatch: Any) -> None:
    running, most = [], []

    def verify(*_: object) -> bool:
        running.append(1)
        most.append(len(running))
        time.sleep(0.02)
        running.pop()
        return True

    monkeypatch.setattr(Argon2PasswordHasher, "verify", verify)
    hasher = passwords.BoundedArgon2PasswordHasher()
    threads = [threading.Thread(target=hasher.verify, args=("a", "b")) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert max(most) == passwords.MAX_HASHES
