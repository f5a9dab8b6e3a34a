"""Whatever the schema allows or forbids is answered as the schema says."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import (
    CoveragePhaseConfig,
    PhasesConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from balkanwatch.wsgi import application
from tests.long import IS_LONG

pytest_plugins = ["schemathesis.pytest.plugin"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("article_data")]

# Requests for each operation, besides the examples; `make test-long` asks for every value at the edge of
# what each parameter allows, too
EXAMPLES = 60 if IS_LONG else 4
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

edges = PhasesConfig(coverage=CoveragePhaseConfig(enabled=IS_LONG))
schema = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json",
    application,
    config=SchemathesisConfig(projects=ProjectsConfig(default=ProjectConfig(phases=edges))),
)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keeps the connection of the test, which the server would close after each request."""
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
def test_is_answered_as_the_schema_says(case: Any):
    if "fields" in (case.query or {}):
        # What is not named is left out, required or not; with all fields the rest is proven.
        case.call_and_validate(checks=[c for c in CHECKS if c is not response_schema_conformance])
        del case.query["fields"]
    case.call_and_validate(checks=CHECKS)
