"""`make quick`: a few fast tests of everything, and the tests of the apps that were changed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Structure, dates, and the rules of each app
ALWAYS = [
    "tests/project/test_layers.py",
    "tests/project/test_conventions.py",
    "tests/records/test_dates.py",
    "tests/sources/test_api.py",
    "tests/actors/test_models.py",
    "tests/agreements/test_models.py",
    "tests/events/test_models.py",
]
# They start a browser or servers, or take longer than all others of their app.
SLOW = ("tests/browser", "tests/postgres")


def changed_files() -> list[str]:
    """What differs from the last commit; if nothing does, what that commit changed."""
    names = _git("diff", "--name-only", "HEAD") + _git("ls-files", "--others", "--exclude-standard")
    return names or _git("diff-tree", "--no-commit-id", "--name-only", "-r", "HEAD")


def tests_of(name: str) -> Path:
    """The test file itself, or the tests of the app that a file belongs to."""
    path = Path(name)
    if path.name.startswith("test_"):
        return path
    app = path.parts[1] if path.parts[0] == "tests" and len(path.parts) > 2 else path.parts[0]
    return Path("tests", app)


def selected(changed: list[str]) -> list[str]:
    """The tests to run, each once."""
    found = {str(tests_of(name)) for name in changed}
    existing = {name for name in found if (ROOT / name).exists() and not name.startswith(SLOW)}
    return sorted({*ALWAYS, *existing})


def _git(*arguments: str) -> list[str]:
    command = ["git", *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()


if __name__ == "__main__":
    sys.exit(pytest.main(selected(changed_files())))
