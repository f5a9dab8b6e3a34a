"""The types of the whole project are right."""

import subprocess
import sys

from django.conf import settings


def test_mypy_finds_nothing_wrong() -> None:
    """In a process of its own, beside the other tests."""
    command = [sys.executable, "-m", "mypy", "."]

    found = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)

    assert found.returncode == 0, found.stdout + found.stderr
