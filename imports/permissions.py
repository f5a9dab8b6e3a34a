"""Who may import and export which files: a file needs the permission for each table it is written to.

Which permission that is say the settings of django-import-export: IMPORT_EXPORT_IMPORT_PERMISSION_CODE and
IMPORT_EXPORT_EXPORT_PERMISSION_CODE. Without a code nobody may, unlike in the library, where everybody may.
"""

from functools import cache

from django.conf import settings
from django.db.models import Model

from curation.review.transitions import may
from curation.types import AnyUser
from imports.checking.related_columns import ListColumn
from imports.profiles.profile import Profile
from imports.profiles.saved import all_profiles
from imports.resources import TableResource, known_resources


@cache
def resource_tables(name: str) -> list[type[Model]]:
    """The tables that a file is written to, including those of its lists."""
    found: list[type[Model]] = []
    for route in known_resources()[name].routes():
        lists = [
            inner.model
            for each in route.columns
            if isinstance(each, ListColumn)
            for inner in each.nested
        ]
        # Many-to-many links need the permission for the table that they start from.
        found += [route.model, *(model for model in lists if not model._meta.auto_created)]
    return list(dict.fromkeys(found))


def may_import(user: AnyUser, name: str) -> bool:
    """Whether the user may import files of this resource."""
    return _has_permissions(user, settings.IMPORT_EXPORT_IMPORT_PERMISSION_CODE, name)


def may_export(user: AnyUser, name: str) -> bool:
    """Whether the user may export files of this resource."""
    return _has_permissions(user, settings.IMPORT_EXPORT_EXPORT_PERMISSION_CODE, name)


def importable(user: AnyUser) -> dict[str, type[TableResource]]:
    """The resources that the user may import; compact files come before whole tables."""
    known = known_resources()
    names = sorted(known, key=lambda name: ("_" in name, name))
    return {name: known[name] for name in names if may_import(user, name)}


def importable_profiles(user: AnyUser) -> dict[str, Profile]:
    """The profiles all of whose resources the user may import."""
    return {
        name: profile
        for name, profile in all_profiles().items()
        if all(may_import(user, resource) for resource in profile.resources)
    }


def files_of(model: type[Model]) -> list[str]:
    """The files whose rows are rows of the table; the compact file comes first."""
    return _files_by_table().get(model, [])


@cache
def _files_by_table() -> dict[type[Model], list[str]]:
    files: dict[type[Model], list[str]] = {}
    for name, resource in sorted(
        known_resources().items(), key=lambda item: ("_" in item[0], item[0])
    ):
        for model in resource.tables():
            files.setdefault(model, []).append(name)
    return files


def _has_permissions(user: AnyUser, action: str | None, name: str) -> bool:
    if not action or name not in known_resources():
        return False
    return all(may(user, action, model) for model in resource_tables(name))
