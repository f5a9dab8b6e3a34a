"""Counts the queries that an answer takes."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.publication import reader_role

# A savepoint, the settings of a reader, and the way back: statements around every answer
AROUND = 4


def queries_of(client: Client, address: str) -> int:
    """How many queries a request makes inside its reading transaction."""
    reader_role("default")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    around = "SAVEPOINT|ROLLBACK|RELEASE|SELECT set_config"
    return len([query for query in captured if not re.match(around, query["sql"])])
