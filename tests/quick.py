"""`make quick`: lint, a few fast tests of everything, and tests of the apps that were changed, in ten seconds."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
# No further test begins so many seconds after the first; what was left out is said.
SECONDS = 6
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
SLOW = ("tests/browser", "tests/postgres", "tests/upgrades", "tests/server")
LINTERS = (["check", "--quiet", "."], ["format", "--check", "--quiet", "."])


class TimeLimit:
    """Leaves out the tests that would begin too late, and says how many."""

    def __init__(self) -> None:
        self.end = 0.0
        self.left_out = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        self.end = self.end or time.monotonic() + SECONDS
        if time.monotonic() < self.end:
            return None
        self.left_out += 1
        return True

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.left_out:
            terminalreporter.write_line(
                f"{self.left_out} tests were left out after {SECONDS} s; `make test` runs all."
            )


def changed_files() -> list[str]:
    """What differs from the last commit; if nothing does, what that commit changed."""
    names = _git("diff", "--name-only", "HEAD") + _git("ls-files", "--others", "--exclude-standard")
    return names or _git("diff-tree", "--no-commit-id", "--name-only", "-r", "HEAD")


def tests_of(name: str) -> list[Path]:
    """The test file itself, or those of the app that a file belongs to, the most similar names first."""
    path = Path(name)
    if path.name.startswith("test_"):
        return [path]
    app = path.parts[1] if path.parts[0] == "tests" and len(path.parts) > 2 else path.parts[0]
    words = {word for part in path.with_suffix("").parts[1:] for word in part.split("_")}
    found = sorted(Path(ROOT, "tests", app).glob("test_*.py"))
    # Forms take longest.
    found.sort(key=lambda file: (-len(words & set(file.stem.split("_"))), "admin" in file.stem))
    return [file.relative_to(ROOT) for file in found]


def selected(changed: list[str]) -> list[str]:
    """The tests to run, each once: those of the changed files first."""
    found = [str(path) for name in changed for path in tests_of(name)]
    existing = [name for name in found if (ROOT / name).exists() and not name.startswith(SLOW)]
    return list(dict.fromkeys([*existing, *ALWAYS]))


def _git(*arguments: str) -> list[str]:
    command = ["git", *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()


def main() -> int:
    linters = [
        subprocess.Popen([sys.executable, "-m", "ruff", *arguments], cwd=ROOT)
        for arguments in LINTERS
    ]
    arguments = ["-m", "not slow", *selected(changed_files())]
    tests = pytest.main(arguments, plugins=[TimeLimit()])
    return max(int(tests), *(linter.wait() for linter in linters))


if __name__ == "__main__":
    sys.exit(main())
