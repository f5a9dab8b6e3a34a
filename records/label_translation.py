"""Translation of model texts: names, help texts, choices and messages are plain English where they are declared.

`translate_model_labels` makes them lazy translations once all models are loaded, including the names that
Django derives from field names. `model_texts` lists them for the message catalogues.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.db.models import Choices, Field, Model
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

LETTER = re.compile(r"[^\W\d_]")
# The message in the SQL of a trigger; SQL doubles quotes.
TRIGGER_MESSAGE = re.compile(r"MESSAGE = '((?:[^']|'')*)'")


def translate_model_labels(labels: Collection[str]) -> None:
    """Makes all texts of the models of these apps lazy translations."""
    for model in _models(labels):
        # Django's own plural is lazy, but only adds an “s”.
        if "verbose_name_plural" not in model._meta.original_attrs:
            model._meta.verbose_name_plural = str(model._meta.verbose_name_plural)
    for owner, name in _text_attributes(labels):
        setattr(owner, name, _lazy(getattr(owner, name)))
    for field in _fields(labels):
        if field.choices:
            field.choices = [(value, _lazy(label)) for value, label in field.flatchoices]


def model_texts(labels: Collection[str]) -> Iterator[str]:
    """All English texts of the models of these apps; some more than once."""
    texts = [str(getattr(owner, name)) for owner, name in _text_attributes(labels)]
    texts += [str(label) for field in _fields(labels) for _, label in field.flatchoices]
    yield from filter(LETTER.search, texts)


def messages_in_sql(script: str) -> Iterator[str]:
    """The messages of all triggers and functions that a script installs; some more than once."""
    for message in TRIGGER_MESSAGE.findall(script):
        yield message.replace("''", "'")


def translate_message(message: str) -> str:
    """An English message of the database in the active language, if there is a translation.

    A message may end with the names of rows: “…: treaty 1999, pact 1955/1991”.
    """
    if not message:
        return ""
    translated, (sentence, colon, names) = gettext(message), message.partition(": ")
    if translated == message and colon:
        return f"{gettext(sentence)}: {names}"
    return translated


def _text_attributes(labels: Collection[str]) -> Iterator[tuple[Any, str]]:
    """Every object that holds a text for people, and the name of the attribute."""
    for config in _configs(labels):
        yield config, "verbose_name"
    for model in _models(labels):
        yield model._meta, "verbose_name"
        yield model._meta, "verbose_name_plural"
        for constraint in model._meta.constraints:
            if constraint.violation_error_message != constraint.default_violation_error_message:
                yield constraint, "violation_error_message"
    for field in _fields(labels):
        yield field, "verbose_name"
        if field.help_text:
            yield field, "help_text"
    for choices in _subclasses(Choices):
        app, _, module = choices.__module__.partition(".")
        # Choices declared elsewhere belong to the API, which is not translated.
        if app in labels and module == "choices":
            yield from ((member, "_label_") for member in choices)


def _configs(labels: Collection[str]) -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.label in labels]


def _models(labels: Collection[str]) -> list[type[Model]]:
    """All models but the history tables, whose names are never shown."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in labels and not hasattr(model, "pgh_tracked_model")
    ]


def _fields(labels: Collection[str]) -> Iterator[Field]:
    for model in _models(labels):
        yield from (*model._meta.local_fields, *model._meta.local_many_to_many)


def _subclasses(kind: type[Choices]) -> Iterator[type[Choices]]:
    for each in kind.__subclasses__():
        yield from (each, *_subclasses(each))


def _lazy(text: Any) -> Any:
    return text if isinstance(text, Promise) or not text else gettext_lazy(text)
