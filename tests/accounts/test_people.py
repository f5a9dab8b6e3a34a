"""Administrators manage users but cannot extend their own rights."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client

from accounts.roles import ROLES
from balkanwatch.fixtures import models_in_load_order
from tests import cases, database
from tests.accounts.people import make_person
from tests.admin_page import AdminPage, act, list_url, url_of

# Apps with tables that do not belong to the data set
OTHER_APPS = {"accounts", "auth", "curation", "evidence", "imports"}


@pytest.fixture
def administrator(client: Client) -> User:
    person = make_person("admin", "administrator")
    client.force_login(person)
    return person


def test_gives_people_roles(client: Client, administrator: User):
    person = make_person("ana")
    page = AdminPage(client, person)
    page.data |= {"groups": [Group.objects.get(name="curator").pk]}

    assert page.save("_save") == []
    assert [group.name for group in person.groups.all()] == ["curator"]


def test_makes_nobody_a_superuser(client: Client, administrator: User):
    page = AdminPage(client, administrator)
    everything = Permission.objects.get(codename="delete_user")
    page.data |= {"is_superuser": "on", "user_permissions": [everything.pk]}
    page.save("_save")

    assert not database.stored(administrator, "is_superuser")
    assert not administrator.user_permissions.exists()


@cases("address", "", "password/")
def test_changes_no_superuser(client: Client, administrator: User, address: str):
    root = User.objects.create_superuser("root")
    url = url_of(root) if not address else f"/admin/auth/user/{root.pk}/{address}"

    assert client.post(url, {"username": "root", "is_active": ""}).status_code == 403
    act(client, "reset_second_factor", root)


def test_deletes_nobody(client: Client):
    person = make_person("ana")
    client.force_login(User.objects.create_superuser("root"))

    assert client.post(f"/admin/auth/user/{person.pk}/delete/", {"post": "yes"}).status_code == 403


def test_keeps_the_groups_of_the_roles_as_declared(client: Client):
    client.force_login(User.objects.create_superuser("root"))
    role, other = Group.objects.get(name="viewer"), Group.objects.create(name="guests")

    assert client.post(url_of(role), {"name": "x"}).status_code == 403
    assert client.get(url_of(role)).status_code == 200
    assert client.post(url_of(other), {"name": "friends"}).status_code == 302

    role.permissions.set(Permission.objects.all())
    call_command("migrate", verbosity=0)
    assert {p.codename.partition("_")[0] for p in role.permissions.all()} == {"view"}


def test_shows_no_secret_of_a_second_factor(client: Client):
    client.force_login(User.objects.create_superuser("root"))

    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert client.get("/admin/otp_static/staticdevice/").status_code == 404


@cases("role", *ROLES)
def test_gives_each_role_what_is_declared_on_every_table_of_the_data_set(role: str):
    found: dict[str, set[str]] = {}
    for permission in Permission.objects.filter(group__name=role).select_related("content_type"):
        action, _, model = permission.codename.partition("_")
        if permission.content_type.app_label not in OTHER_APPS:
            found.setdefault(model, set()).add(action)

    assert len(found) == len(models_in_load_order())
    assert all(actions <= set(ROLES[role]) for actions in found.values())
    assert found["actor"] == set(ROLES[role])


def test_lists_people(client: Client, administrator: Any):
    assert client.get(list_url(User)).status_code == 200


def test_who_sets_the_password_of_a_colleague_stands_in_the_history(
    client: Client, administrator: User
):
    person = make_person("ana", "curator")
    data = {"password1": "a-long-new-password", "password2": "a-long-new-password"}

    answer = client.post(f"/admin/auth/user/{person.pk}/password/", data)
    assert answer.status_code == 302
    act(client, "reset_second_factor", person)

    history = client.get(url_of(person, "history")).context["action_list"]
    said = [(entry.user, entry.get_change_message()) for entry in history]
    assert sorted(said, key=str) == [
        (administrator, "Changed password."),
        (administrator, "Second factor reset."),
    ]
