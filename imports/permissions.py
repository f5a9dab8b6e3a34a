"""Who may import and export which files: a file needs the permission for each table it is written to."""

from functools import cache

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
        lists = [each.model for each in route.columns if isinstance(each, ListColumn)]
        # Many-to-many links need the permission for the table that they start from.
        found += [route.model, *(model for model in lists if not model._meta.auto_created)]
    return list(dict.fromkeys(found))


def may_import(user: AnyUser, name: str) -> bool:
    """Whether the user may import files of this resource."""
    return _has_permissions(user, "import", name)


def may_export(user: AnyUser, name: str) -> bool:
    """Whether the user may export files of this resource."""
    return _has_permissions(user, "export", name)


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


def _has_permissions(user: AnyUser, action: str, name: str) -> bool:
    is_known = name in known_resources()
    return is_known and all(may(user, action, model) for model in resource_tables(name))
