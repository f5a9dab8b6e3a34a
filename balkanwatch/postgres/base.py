"""The database backend, ENGINE "balkanwatch.postgres"; embedded when EMBEDDED_DIR is set."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from functools import cached_property
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgresWrapper
from django.db.backends.postgresql.client import DatabaseClient as PostgresClient
from django.db.backends.postgresql.features import DatabaseFeatures as PostgresFeatures
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations

from balkanwatch.postgres.explain import ExplainingErrorWrapper
from balkanwatch.postgres.folder import SUPERUSER, Folder, program
from balkanwatch.postgres.server import connection_info, ensure_running
from records.lock_waits import lock_wait

# Permits truncating history tables until the end of the transaction (curation/history/tracking.py)
ALLOW_EMPTYING_HISTORY = "SELECT set_config('history.emptying', 'on', true);"


class DatabaseFeatures(PostgresFeatures):
    """Requires PostgreSQL 15."""

    minimum_database_version = (15,)


class DatabaseOperations(PostgresOperations):
    """`manage.py flush` truncates the history, too; nothing else may."""

    def sql_flush(self, *args: Any, **kwargs: Any) -> list[str]:
        statements = super().sql_flush(*args, **kwargs)
        return [ALLOW_EMPTYING_HISTORY, *statements] if statements else []


class DatabaseClient(PostgresClient):
    """`manage.py dbshell`, with the bundled psql for the embedded server."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        directory = settings_dict.get("EMBEDDED_DIR")
        if not directory:
            return super().settings_to_cmd_args_env(settings_dict, parameters)
        info = asdict(ensure_running(directory))
        reachable = settings_dict | {name.upper(): value for name, value in info.items()}
        args, env = super().settings_to_cmd_args_env(reachable, parameters)
        return [str(program("psql")), *args[1:]], env


class DatabaseWrapper(PostgresWrapper):
    """A connection that starts the embedded server when needed."""

    client_class = DatabaseClient
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations

    @cached_property
    def wrap_database_errors(self) -> ExplainingErrorWrapper:
        return ExplainingErrorWrapper(self)

    def init_connection_state(self) -> None:
        """Sets pgtrigger.ignore, whatever the database or the role say, so that no trigger is ignored; turns off JIT.

        Queries of this project are too short for JIT compilation to pay off.
        """
        super().init_connection_state()
        with self.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pgtrigger.ignore', '{}', false), set_config('jit', 'off', false)"
            )

    def _set_autocommit(self, autocommit: bool) -> None:
        """A transaction that begins while waits for locks are limited gives up waiting after that time."""
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit and (seconds := lock_wait.get()):
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{seconds}s"])

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        directory = self.settings_dict.get("EMBEDDED_DIR")
        return params | asdict(connection_info(directory)) if directory else params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        directory = self.settings_dict.get("EMBEDDED_DIR")
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            # The server may have been killed since it was last verified: start it. If it is running, the
            # second attempt fails for the same reason as the first.
            if not directory:
                raise
            info = ensure_running(directory)
            return super().get_new_connection(conn_params | asdict(info))

    def run_as_superuser(self, statements: str) -> None:
        """Runs the statements as superuser of the embedded server; on another server it does nothing.

        They run outside the transaction of this connection, and not at all if they would wait for it.
        """
        directory = self.settings_dict.get("EMBEDDED_DIR")
        if not directory:
            return
        ensure_running(directory)
        with (
            suppress(self.Database.Error),
            Folder(directory).connect(SUPERUSER, str(self.settings_dict["NAME"])) as superuser,
            superuser.cursor() as cursor,
        ):
            cursor.execute(f"SET lock_timeout = '2s'; {statements}")
