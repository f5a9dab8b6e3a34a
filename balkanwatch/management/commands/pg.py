"""Runs a program of PostgreSQL, such as pg_dump, on the database of the settings."""

import os
import shutil
import subprocess
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from balkanwatch.postgres.folder import program

# How libpq takes each parameter of a connection from the environment
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


class Command(BaseCommand):
    help = (
        "Runs a program of PostgreSQL on this site's database, such as `manage.py pg pg_dump --file=backup.sql`. "
        "The embedded server is started, and stays until the program ends."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("program", help="pg_dump, pg_restore, psql, vacuumdb …")
        parser.add_argument("arguments", nargs="...", help="Its own options.")

    def handle(self, *args: Any, **options: Any) -> None:
        connection.ensure_connection()
        parameters = connection.get_connection_params()
        connection.close()
        environment = {
            variable: str(parameters[name])
            for name, variable in VARIABLES.items()
            if parameters.get(name)
        }
        command = [self._path(options["program"]), *options["arguments"]]
        result = subprocess.run(command, env=os.environ | environment)  # noqa: S603 (the administrator's own command)
        if result.returncode:
            raise CommandError(
                f"{options['program']} failed with status {result.returncode}.",
                returncode=result.returncode,
            )

    def _path(self, name: str) -> str:
        """The bundled program for the embedded server; on another server, the installed one if there is one."""
        installed = shutil.which(name)
        if installed and not connection.settings_dict.get("EMBEDDED_DIR"):
            return installed
        try:
            return str(program(name))
        except FileNotFoundError as error:
            if installed:
                return installed
            raise CommandError(str(error)) from None
