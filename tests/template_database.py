"""Migrated databases that are kept between runs, empty or with the data set. Tests work on copies.

The name of a template is a digest of everything that it is made of, so a changed migration leads to a
new template. What Django does after each migration (views for readers, triggers, roles) is repeated on
a template when any other code has changed.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from balkanwatch.management.commands.write_schema import connected_to
from tests import database

PREFIX = "balkanwatch_template_"
KEPT = 4  # templates: those of a few branches or checkouts
# An advisory lock of the server, held while a template is built, copied or dropped
LOCK = 7_230_514_309
PROJECT_IMPORT = re.compile(r"^\s*(?:from|import) ((?:\w+\.)+\w+)", re.MULTILINE)
# What rows of the data set depend on, apart from the migrations
DATA_SET = ("fixtures/*.json", "*/models.py", "balkanwatch/fixtures.py")


class TemplateDatabases:
    """The templates for the present code.

    `built_by` names the test run if it must build them itself, even where an earlier run has.
    """

    def __init__(self, announce: Callable[[str], None], built_by: str | None = None) -> None:
        self.announce = announce
        self.built_by = built_by

    @contextmanager
    def copied(self, *, with_data_set: bool = False) -> Iterator[None]:
        """Inside, Django works on a new copy of a template."""
        with connection._nodb_cursor() as cursor:
            with _only_one(cursor):
                _drop_unused(cursor)
                template = self._empty(cursor)
                if with_data_set:
                    template = self._with_data_set(cursor, template)
                # While this session lasts no other has its number, so the name says who uses the copy.
                cursor.execute("SELECT pg_backend_pid()")
                copy = f"test_balkanwatch_{cursor.fetchone()[0]}"
                cursor.execute(f"CREATE DATABASE {copy} TEMPLATE {template}")
            with connected_to(copy):
                yield
            database.drop(cursor, copy)

    def _empty(self, cursor: Any) -> str:
        def migrate() -> None:
            call_command("migrate", verbosity=0, interactive=False)

        digest = _digest(_migration_files(), *_environment(cursor))
        return self._up_to_date(cursor, PREFIX + digest, "the migrated database", migrate)

    def _with_data_set(self, cursor: Any, empty: str) -> str:
        def load() -> None:
            call_command("load_fixtures", verbosity=0)

        files = sorted(path for pattern in DATA_SET for path in settings.BASE_DIR.glob(pattern))
        name = PREFIX + _digest(files, empty)
        return self._up_to_date(cursor, name, "the database with the data set", load, copy_of=empty)

    def _up_to_date(
        self,
        cursor: Any,
        name: str,
        what: str,
        fill: Callable[[], None],
        copy_of: str = "template1",
    ) -> str:
        """The name of a template, which is built or updated if necessary."""
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        built_by, _, built_from = ((cursor.fetchone() or [""])[0] or "").partition(" ")
        present = _digest(_code_files())
        if not built_from or self.built_by not in (None, built_by):
            self.announce(f"Building {what} that tests copy ...")
            built_by = self.built_by or "-"
            _build(cursor, name, fill, copy_of)
        elif built_from != present:
            with connected_to(name):
                emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        else:
            return name
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{built_by} {present}'")
        return name


@contextmanager
def _only_one(cursor: Any) -> Iterator[None]:
    cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _build(cursor: Any, name: str, fill: Callable[[], None], copy_of: str) -> None:
    unfinished = f"{name}_unfinished"
    database.drop(cursor, unfinished)
    cursor.execute(f"CREATE DATABASE {unfinished} TEMPLATE {copy_of}")
    with connected_to(unfinished):
        fill()
    database.drop(cursor, name)
    cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")


def _drop_unused(cursor: Any) -> None:
    """Drops all but the newest templates, and copies whose test process was killed."""
    ours = "FROM pg_database WHERE pg_get_userbyid(datdba) = current_user"
    cursor.execute(
        f"(SELECT datname {ours} AND datname ~ %s ORDER BY oid DESC OFFSET {KEPT}) UNION ALL"
        f" SELECT datname {ours} AND substring(datname FROM '^test_balkanwatch_(\\d+)$')::int"
        " NOT IN (SELECT pid FROM pg_stat_activity)",
        [f"^{PREFIX}[0-9a-f]+$"],
    )
    for (name,) in cursor.fetchall():
        database.drop(cursor, name)


def _environment(cursor: Any) -> Iterable[str]:
    """What the same migrations depend on besides: the server, its user, settings, packages."""
    cursor.execute("SELECT version(), current_user")
    yield from cursor.fetchone()
    yield settings.READER_ROLE
    yield (settings.BASE_DIR / "requirements.txt").read_text()


def _migration_files() -> list[Path]:
    """All migrations, the modules of the project that they import, and all SQL."""
    migrations = set(settings.BASE_DIR.glob("*/migrations/*.py"))
    imported = {
        settings.BASE_DIR / f"{module.replace('.', '/')}.py"
        for path in migrations
        for module in PROJECT_IMPORT.findall(path.read_text())
    }
    sql = {path for folder in _packages() for path in folder.rglob("*.sql")}
    return sorted(path for path in migrations | imported | sql if path.is_file())


def _code_files() -> list[Path]:
    return sorted(path for folder in _packages() for path in folder.rglob("*.py"))


def _packages() -> list[Path]:
    names = [app.partition(".")[0] for app in settings.INSTALLED_APPS]
    return [folder for name in names if (folder := settings.BASE_DIR / name).is_dir()]


def _digest(paths: Iterable[Path], *more: str) -> str:
    parts = [
        str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes() for path in paths
    ]
    parts += [text.encode() for text in more]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
