"""Caches answers to small repeated queries, such as counts, until something public changes."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
# Cached answers per process
MAX_CACHED_ANSWERS = 1000
_answers: dict[Hashable, Any] = {}


def cached_answer(question: Hashable, version: Hashable, compute: Callable[[], T]) -> T:
    """The answer to a question about one version of the data; computed if it is not cached.

    The version must be read before the answer is computed. Then an answer can be newer than its
    version, which does no harm, but never older. Nothing is cached for an empty version.
    """
    key = (connection.settings_dict["NAME"], question, version)
    if version and key in _answers:
        return _answers[key]
    answer = compute()
    if len(_answers) >= MAX_CACHED_ANSWERS:
        _answers.clear()
    if MAX_CACHED_ANSWERS and version:
        _answers[key] = answer
    return answer
