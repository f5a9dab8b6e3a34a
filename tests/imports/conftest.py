"""Fixtures that tests of imports share."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.accounts.people import make_person


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS_DIR = tmp_path / "uploads"


@pytest.fixture
def importer(client: Client) -> Client:
    """A client that is logged in as an importer."""
    client.force_login(make_person("mira", "importer"))
    return client
