"""Requests generated from the schema, valid and invalid, get the responses that it promises."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import config
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from tests.long import IS_LONG

pytest_plugins = ["schemathesis.pytest.plugin"]
pytestmark = pytest.mark.usefixtures("article_data")

# Generated requests for each operation, in addition to the examples; `make test-long` sends more, and every
# value at the limits of each parameter
EXAMPLES = 60 if IS_LONG else 4
# The WSGI client does not decompress answers.
PLAIN = {"Accept-Encoding": "identity"}
CHECKS = [not_a_server_error, checks.status_code_conformance, checks.content_type_conformance]

application = get_wsgi_application()


def finished(environ: Any, start_response: Any) -> list[bytes]:
    """The site behind a server that reads answers to their end and closes them, as every server does."""
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


edges = config.PhasesConfig(coverage=config.CoveragePhaseConfig(enabled=IS_LONG))
projects = config.ProjectsConfig(default=config.ProjectConfig(phases=edges))
schema = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json",
    finished,
    config=config.SchemathesisConfig(projects=projects),
)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keeps the connection of the test open, which the server would close after each request."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_answers_as_the_schema_promises(case: Any):
    case.call_and_validate(headers=PLAIN, checks=[*CHECKS, checks.response_schema_conformance])
