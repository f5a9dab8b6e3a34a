"""Five roles, each a group with exactly the permissions declared here.

The groups are reset after each migration. To give users other permissions, use a group of another name.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

# Prefixes of codenames; imports/permissions.py checks the last two.
READ = ("view",)
WRITE = ("view", "add", "change", "delete")
EXTRA = ("import", "export")
# Permissions of each role on every table of the data set
ROLES: dict[str, tuple[str, ...]] = {
    "viewer": READ,
    "curator": (*WRITE, "export"),
    "reviewer": (*WRITE, "export", "publish"),
    "importer": (*READ, "export", "import"),
    "administrator": (*WRITE, "export", "import", "publish"),
}
# Further permissions of administrators; users are deactivated, not deleted.
ADMINISTRATION = (
    *(f"accounts.{action}_apikey" for action in ("add", "view", "revoke")),
    *(f"auth.{action}_user" for action in ("add", "change", "view")),
    "auth.view_group",
)
# Further permissions of roles that write: merges, proposals to change published records, decisions on many, and
# snapshots of sources, whose texts belong to others, with the places of quotes in them
WRITERS = (
    "curation.view_merge",
    *(
        f"evidence.{name}"
        for name in (
            "add_sourcesnapshot",
            "view_sourcesnapshot",
            "view_snapshottext",
            "view_snapshotfetch",
            "view_claimanchor",
            "resolve_claimanchor",
        )
    ),
    *(
        f"curation.view_{name}"
        for name in ("proposal", "proposalgroup", "reviewbatch", "batchitem")
    ),
)
# Further permissions of roles that import: reports, decisions about names in files, and what files correct
IMPORTERS = (
    "curation.view_proposal",
    "curation.view_proposalgroup",
    *(f"imports.view_{name}" for name in ("import", "importrow", "importfault", "importchange")),
    *(f"imports.{action}_namematch" for action in ("view", "change", "delete")),
    *(f"imports.{action}_savedprofile" for action in ("view", "add", "change", "delete")),
)


def make_roles(models: Iterable[type[Model]], using: str) -> None:
    """Creates the groups with their permissions on the tables of the data set."""
    tables = [model for model in models if not model._meta.auto_created]
    types = ContentType.objects.db_manager(using).get_for_models(*tables)
    _make_permissions(types, using)
    for role, actions in ROLES.items():
        further: list[str] = []
        if "change" in actions:
            further += WRITERS
        if "import" in actions:
            further += IMPORTERS
        if role == "administrator":
            further += ADMINISTRATION
        allowed = _any_of(actions) & Q(content_type__in=types.values()) | _named(further)
        group, _ = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set(Permission.objects.using(using).filter(allowed))


def _make_permissions(types: Mapping[type[Model], ContentType], using: str) -> None:
    """Creates the permissions to import and export each table; Django creates the others."""
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
    return reduce(or_, (Q(codename__startswith=f"{action}_") for action in actions))


def _named(permissions: Iterable[str]) -> Q:
    pairs = (permission.split(".") for permission in permissions)
    return reduce(or_, (Q(content_type__app_label=app, codename=name) for app, name in pairs), Q())
