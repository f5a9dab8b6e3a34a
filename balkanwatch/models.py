"""Starts the history of all tables of the data set, and protects the log of the admin."""

from importlib import import_module

from django.apps import apps

from balkanwatch.apps import PUBLISHED_APPS
from curation.history.tracking import keep_history, keep_log

# Models must be loaded before their history can be tracked.
for _app in ("curation", *PUBLISHED_APPS):
    import_module(f"{_app}.models")

keep_history(model for app in PUBLISHED_APPS for model in apps.all_models[app].values())
keep_log()
