"""Who may import and export what: a file needs the right to each table that its rows go to."""

from functools import cache
from typing import Any

from django.contrib.auth import get_permission_codename
from django.db.models import Model

from imports.checking.columns import PartsColumn
from imports.profiles.profiles import Profile, known_profiles
from imports.resources import TableResource, known_resources


@cache
def tables_of(name: str) -> list[type[Model]]:
    """The tables that rows of a file go to, those of lists in a cell included."""
    found: list[type[Model]] = []
    for route in known_resources()[name].routes():
        parts = [each.model for each in route.columns if isinstance(each, PartsColumn)]
        # Links of many to many are rights of the table that they start from.
        found += [route.model, *(part for part in parts if not part._meta.auto_created)]
    return list(dict.fromkeys(found))


def may_import(user: Any, name: str) -> bool:
    """Whether somebody may import files of this name."""
    return name in known_resources() and all(
        _may(user, "import", model) for model in tables_of(name)
    )


def may_export(user: Any, name: str) -> bool:
    """Whether somebody may export files of this name."""
    return name in known_resources() and all(
        _may(user, "export", model) for model in tables_of(name)
    )


def importable(user: Any) -> dict[str, type[TableResource]]:
    """The files that somebody may import, compact ones for people first."""
    known = known_resources()
    return {name: known[name] for name in sorted(known, key=_place) if may_import(user, name)}


def profiles_for(user: Any) -> dict[str, Profile]:
    """The profiles all of whose files somebody may import."""
    return {
        name: profile
        for name, profile in known_profiles().items()
        if all(may_import(user, resource) for resource in profile.resources)
    }


def _place(name: str) -> tuple[bool, str]:
    return "_" in name, name


def _may(user: Any, action: str, model: type[Model]) -> bool:
    codename = get_permission_codename(action, model._meta)
    return bool(user.has_perm(f"{model._meta.app_label}.{codename}"))
