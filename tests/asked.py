"""Counts the queries that an answer takes."""

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.publication import reader_role

# A savepoint, the settings of a reader, the stamps, and the way back: statements around every answer
AROUND = 5
WAYS = "SAVEPOINT|ROLLBACK|RELEASE|SELECT set_config"


def queries_of(client: Client, address: str) -> int:
    """How many queries a request makes inside its reading transaction."""
    return len([sql for sql in queries_of_any(client, address) if "records_stamp" not in sql])


def queries_of_any(client: Client, address: str, **options: Any) -> list[str]:
    """The queries that a request makes inside its reading transaction, that for the stamps too."""
    reader_role("default")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, **options).status_code in {200, 304}
    return [query["sql"] for query in captured if not re.match(WAYS, query["sql"])]
