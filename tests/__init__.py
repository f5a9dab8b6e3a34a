"""Tests of the whole project."""

from typing import Any

import pytest


def cases(names: str, *rows: Any, ids: Any = None) -> pytest.MarkDecorator:
    """Runs a test with each of these rows: a value, or one for each name."""
    return pytest.mark.parametrize(names, rows, ids=ids)
