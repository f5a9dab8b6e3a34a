"""The words of models in the reader's language: names, help, choices and messages stay plain where they are declared.

`translate_model_labels` makes them lazy translations once all models are loaded, those too that Django derives from the
names of fields. `words` lists them, so that they find their way into the catalogues.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.db.models import Choices, Field, Model
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

LETTER = re.compile(r"[^\W\d_]")
# Where a rule's trigger says what is wrong; a quote is doubled in SQL.
TRIGGER_MESSAGE = re.compile(r"MESSAGE = '((?:[^']|'')*)'")


def translate_model_labels(labels: Collection[str]) -> None:
    """Makes the words of these apps speak the language that is active where they are shown."""
    for model in _models(labels):
        # Django's own plural is lazy, but only adds an “s”.
        if "verbose_name_plural" not in model._meta.original_attrs:
            model._meta.verbose_name_plural = str(model._meta.verbose_name_plural)
    for owner, name in _named(labels):
        setattr(owner, name, _translated(getattr(owner, name)))
    for field in _fields(labels):
        if field.choices:
            field.choices = [(value, _translated(label)) for value, label in field.flatchoices]


def words(labels: Collection[str]) -> Iterator[tuple[str, str]]:
    """Every word of these apps in English, with the name of what says it; some more than once."""
    for owner, name in _named(labels):
        if LETTER.search(text := str(getattr(owner, name))):
            yield text, str(owner)
    for field in _fields(labels):
        for _, label in field.flatchoices:
            if LETTER.search(str(label)):
                yield str(label), str(field)
    for model in _models(labels):
        for trigger in getattr(model._meta, "triggers", []):
            for message in TRIGGER_MESSAGE.findall(trigger.render_func(model)):
                yield message.replace("''", "'"), str(trigger)


def translated(message: str) -> str:
    """What the database said in English, in the active language where it is known."""
    return gettext(message) if message else ""


def _named(labels: Collection[str]) -> Iterator[tuple[Any, str]]:
    """Every object that holds a word for people, and the name of its attribute."""
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
    for choices in _choices(Choices):
        app, _, module = choices.__module__.partition(".")
        # Those that stand elsewhere are words of the API alone.
        if app in labels and module == "choices":
            yield from ((member, "_label_") for member in choices)


def _configs(labels: Collection[str]) -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.label in labels]


def _models(labels: Collection[str]) -> list[type[Model]]:
    """All but the tables of the history: what they are called is never shown."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in labels and not hasattr(model, "pgh_tracked_model")
    ]


def _fields(labels: Collection[str]) -> Iterator[Field]:
    for model in _models(labels):
        yield from (*model._meta.local_fields, *model._meta.local_many_to_many)


def _choices(kind: type[Choices]) -> Iterator[Any]:
    for each in kind.__subclasses__():
        yield from (each, *_choices(each))


def _translated(text: Any) -> Any:
    return text if isinstance(text, Promise) or not text else gettext_lazy(text)
