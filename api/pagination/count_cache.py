"""Answers to small questions that lists ask again and again, remembered for as long as nothing public changes."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
# How many answers a process remembers
MAX_CACHED_ANSWERS = 1000
_answers: dict[Hashable, Any] = {}


def cached_answer(question: Hashable, version: Hashable, answer: Callable[[], T]) -> T:
    """The answer to a question about one version of the data; looked up where it is not known.

    The version must have been read before the answer is looked up, so that an answer can be newer
    than its version says, which nobody will read again, and never older. Nothing is remembered for
    an empty version.
    """
    key = (connection.settings_dict["NAME"], question, version)
    if version and key in _answers:
        return _answers[key]
    found = answer()
    if len(_answers) >= MAX_CACHED_ANSWERS:
        _answers.clear()
    if MAX_CACHED_ANSWERS and version:
        _answers[key] = found
    return found
