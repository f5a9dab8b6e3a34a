"""Fixtures that several test files share."""

from typing import Any

import pytest
from django.core.management import call_command


@pytest.fixture(scope="session")
def article_data(django_db_setup: Any, django_db_blocker: Any) -> None:
    """The data set of fixtures/, loaded once; tests that ask for it see it beside their own rows."""
    with django_db_blocker.unblock():
        call_command("load_fixtures", verbosity=0)
