"""Registers the app and keeps the published schema and the roles up to date after migrations."""

from collections.abc import Sequence
from pathlib import Path

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.db.models.signals import post_migrate, pre_migrate

from records.installation import Published, declare, install
from records.label_translation import translate_model_labels
from records.publication import withdraw_schema
from records.stored_texts import clean_stored_texts
from records.verification import also_verify, repair

# Readers see the public rows of the tables of these apps, as views.
PUBLISHED_APPS = ("sources", "actors", "agreements", "events")
# Their SQL functions
SQL_FUNCTIONS = (
    "actors/lifetimes",
    "agreements/standing",
    "agreements/actions_text",
    "agreements/lifetimes",
    "agreements/new_day",
)


MigrationPlan = Sequence[tuple[Migration, bool]]


class BalkanWatchConfig(AppConfig):
    name = "balkanwatch"
    verbose_name = "BalkanWatch"

    def ready(self) -> None:
        from balkanwatch import checks  # noqa: F401 (registers them)
        from balkanwatch.upgrades import findings_about_version

        translate_model_labels({config.label for config in project_apps()})
        declare(published)
        also_verify(findings_about_version)
        # Both signals are sent once per app; connect to one app only.
        once = apps.get_app_config("records")
        pre_migrate.connect(_before_migrating, sender=once)
        post_migrate.connect(_after_migrating, sender=once)
        # The last app in the order of signals: the permissions of all apps exist by then.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(_after_permissions, sender=last)


def project_apps() -> list[AppConfig]:
    """The apps of this project, in the order of the settings."""
    here = Path(__file__).parent.parent
    return [config for config in apps.get_app_configs() if Path(config.path).parent == here]


def published_models() -> list[type[Model]]:
    """The models of all published tables, including those of many-to-many fields."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in PUBLISHED_APPS and not model._meta.proxy
    ]


def published() -> Published:
    """What readers see."""
    # The API can be imported only after all apps are ready.
    from balkanwatch.public_resources import public_resources
    from curation.models import Proposal

    return Published(published_models(), public_resources(), Proposal, functions=SQL_FUNCTIONS)


def publish(using: str = DEFAULT_DB_ALIAS) -> None:
    """Installs functions, triggers and views, and sets the rights of readers, where they are not as the code wants."""
    if install(using):
        _clean_texts(using)
    repair(using)


def _clean_texts(using: str) -> None:
    """Cleans what was stored before there were triggers that do it, or by other rules."""
    from curation.history.tracking import history_context
    from curation.models import SavedSearch
    from imports.models import NameMatch

    # Proposals and keys stay as they were made.
    why = "Invisible characters and spaces removed, letters composed"
    with history_context(through="command", what="migrate", why=why):
        clean_stored_texts([*published_models(), SavedSearch, NameMatch], using)


def _before_migrating(using: str, plan: MigrationPlan = (), **kwargs: object) -> None:
    if any(migration.app_label in ("records", *PUBLISHED_APPS) for migration, _ in plan):
        withdraw_schema(using)


def _after_migrating(using: str, **kwargs: object) -> None:
    if _is_fully_migrated(using):
        publish(using)


def _after_permissions(using: str, **kwargs: object) -> None:
    # Imports models, which do not exist before apps are ready.
    from accounts.roles import make_roles

    if _is_fully_migrated(using):
        make_roles(published_models(), using)


def _is_fully_migrated(using: str) -> bool:
    """Whether all migrations are applied; false after `migrate events zero`."""
    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
