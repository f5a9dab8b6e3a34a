"""Registers the composing app, which holds the commands that concern the whole site."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.db.models.signals import post_migrate, pre_migrate

from records.installation import install
from records.label_translation import speak
from records.publication import withdraw_schema

# Whose tables readers see, as views over the public rows.
PUBLISHED_APPS = ("sources", "actors", "agreements", "events")


class BalkanWatchConfig(AppConfig):
    name = "balkanwatch"
    verbose_name = "BalkanWatch"

    def ready(self) -> None:
        speak({config.label for config in our_apps()})
        # Sent once for each app that has models; one of ours stands for all.
        once = apps.get_app_config("records")
        pre_migrate.connect(_before_migrating, sender=once)
        post_migrate.connect(_after_migrating, sender=once)
        # The last to be told, when the permissions of all apps are there.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(_after_permissions, sender=last)


def our_apps() -> list[AppConfig]:
    """The apps of this project, in the order of the settings."""
    here = Path(__file__).parent.parent
    return [config for config in apps.get_app_configs() if Path(config.path).parent == here]


def published_models() -> list[type[Model]]:
    """The models of all tables that readers see, those of many-to-many fields included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in PUBLISHED_APPS and not model._meta.proxy
    ]


def publish(using: str = DEFAULT_DB_ALIAS) -> None:
    """Installs functions, triggers and what readers see, unless all is there as the code wants it."""
    # The API can be imported only after all apps are ready.
    from balkanwatch.public_resources import shown_resources

    install(published_models(), shown_resources(), using)


def _before_migrating(using: str, plan: Any = (), **kwargs: Any) -> None:
    if any(migration.app_label in ("records", *PUBLISHED_APPS) for migration, _ in plan):
        withdraw_schema(using)


def _after_migrating(using: str, plan: Any = (), **kwargs: Any) -> None:
    if _is_migrated_to_the_end(using):
        publish(using)


def _after_permissions(using: str, **kwargs: Any) -> None:
    from accounts.roles import make_roles  # knows models, which are not there when apps register

    if _is_migrated_to_the_end(using):
        make_roles(published_models(), using)


def _is_migrated_to_the_end(using: str) -> bool:
    """Whether all tables are there as the models know them; not after `migrate events zero`."""
    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
