"""What people may do: five roles, each a group with the permissions declared here and no others.

The groups are made anew after each migration, so that they never say anything else. Whoever needs other
rights gets them from a group of another name.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

# Codenames begin with these; django-import-export asks for the last two.
READ = ("view",)
WRITE = ("view", "add", "change", "delete")
EXTRA = ("import", "export")
# What each role may do with every table of the data set
ROLES: dict[str, tuple[str, ...]] = {
    "viewer": READ,
    "curator": (*WRITE, "export"),
    "reviewer": (*WRITE, "export", "publish"),
    "importer": (*READ, "export", "import"),
    "administrator": (*WRITE, "export", "import", "publish"),
}
# What administrators may do besides: people are made inactive, not deleted
ADMINISTRATION = (
    "accounts.add_apikey",
    "accounts.view_apikey",
    "accounts.revoke_apikey",
    "auth.add_user",
    "auth.change_user",
    "auth.view_user",
    "auth.view_group",
)
# Whoever writes sees what was merged into what
WITH_MERGES = ("curation.view_merge",)


# Whoever writes sees the proposals too, which change what is published
WITH_PROPOSALS = ("curation.view_proposal",)

# Whoever imports sees what became of the files, and decides what names in them mean
IMPORTS = (
    *(f"imports.view_{name}" for name in ("import", "importrow", "importfault", "importchange")),
    *(f"imports.{action}_namematch" for action in ("view", "change", "delete")),
)


def make_roles(models: Iterable[type[Model]], using: str) -> None:
    """Makes the groups and what permissions they lack, for the tables of the data set."""
    tables = [model for model in models if not model._meta.auto_created]
    types = ContentType.objects.db_manager(using).get_for_models(*tables)
    _make_permissions(types, using)
    for role, actions in ROLES.items():
        permissions = Permission.objects.using(using).filter(
            _any_of(actions), content_type__in=types.values()
        )
        if "change" in actions:
            permissions |= Permission.objects.using(using).filter(
                _named(WITH_PROPOSALS + WITH_MERGES)
            )
        if role == "administrator":
            permissions |= Permission.objects.using(using).filter(_named(ADMINISTRATION))
        if "import" in actions:
            permissions |= Permission.objects.using(using).filter(_named(IMPORTS))
        group, _ = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set(permissions)


def _make_permissions(types: dict[Any, ContentType], using: str) -> None:
    """Those to import into each table and to export it; Django makes the others by the models."""
    Permission.objects.using(using).bulk_create(
        [
            Permission(
                content_type=content_type,
                codename=f"{action}_{model._meta.model_name}",
                name=f"Can {action} {model._meta.verbose_name}",
            )
            for model, content_type in types.items()
            for action in EXTRA
        ],
        ignore_conflicts=True,
    )


def _any_of(actions: Iterable[str]) -> Q:
    condition = Q()
    for action in actions:
        condition |= Q(codename__startswith=f"{action}_")
    return condition


def _named(permissions: Iterable[str]) -> Q:
    condition = Q()
    for permission in permissions:
        app, _, codename = permission.partition(".")
        condition |= Q(content_type__app_label=app, codename=codename)
    return condition
