"""Runs a program of PostgreSQL, such as pg_dump, on the database of the settings."""

import os
import re
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
        database: Any = connection
        database.ensure_connection()
        server_version = database.pg_version // 10_000
        environment = environment_of_connection()
        connection.close()
        command = [program_for(options["program"], server_version), *options["arguments"]]
        result = subprocess.run(command, env=environment)  # noqa: S603 (the administrator's own command)
        if result.returncode:
            raise CommandError(
                f"{options['program']} failed with status {result.returncode}.",
                returncode=result.returncode,
            )


def environment_of_connection() -> dict[str, str]:
    """The environment in which a program of PostgreSQL connects as Django does."""
    parameters: dict[str, Any] = connection.get_connection_params()
    return os.environ | {
        variable: str(parameters[name])
        for name, variable in VARIABLES.items()
        if parameters.get(name)
    }


def program_for(name: str, server_version: int) -> str:
    """The path of a program: the bundled one, unless the server has a newer major version.

    pg_dump refuses to read from a newer server. Raises CommandError if there is no such program.
    """
    installed = shutil.which(name)
    try:
        bundled = str(program(name))
    except FileNotFoundError as error:
        if installed:
            return installed
        raise CommandError(str(error)) from None
    if not installed:
        return bundled
    said = subprocess.run([bundled, "--version"], capture_output=True, text=True).stdout  # noqa: S603
    numbers = [int(number) for number in re.findall(r"\) (\d+)", said)]
    return bundled if numbers and numbers[0] >= server_version else installed
