"""Starts the history of all tables of the data set, and protects the log of the admin."""

from importlib import import_module

import pgtrigger
from django.apps import apps
from django.contrib.admin.models import LogEntry

from balkanwatch.apps import PUBLISHED_APPS
from curation.history.tracking import APPEND_ONLY, keep_history

# Models must be loaded before their history can be tracked.
for _app in ("curation", *PUBLISHED_APPS):
    import_module(f"{_app}.models")

keep_history(model for app in PUBLISHED_APPS for model in apps.all_models[app].values())
pgtrigger.register(APPEND_ONLY)(LogEntry)
