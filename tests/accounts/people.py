"""Users and their login."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client

PASSWORD = "correct horse battery"


def make_person(name: str, *roles: str, **fields: Any) -> User:
    """A staff member with these roles."""
    person = User.objects.create_user(name, password=PASSWORD, **{"is_staff": True} | fields)
    person.groups.set(Group.objects.filter(name__in=roles))
    return person


def log_in(client: Client, user: User, password: str = PASSWORD, **options: Any) -> Any:
    """The response of the login page."""
    data = {"username": user.get_username(), "password": password}
    return client.post("/admin/login/?next=/admin/", data, **options)
