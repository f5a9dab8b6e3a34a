"""A page of the admin as its user meets it: what the form holds, rows added to it, and the answer to saving."""

from contextlib import nullcontext
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import Permission, User
from django.db import connection
from django.db.models import Model
from django.forms import ModelMultipleChoiceField
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


class AdminPage:
    """The form at an address: `data` is what a browser would send.

    The HTML of the page, which takes most of the time, is only written if it is `rendered`.
    """

    def __init__(
        self, client: Client, target: type[Model] | Model, *, rendered: bool = False
    ) -> None:
        self.client, self.url = client, url_of(target)
        rendering = nullcontext() if rendered else without_rendering()
        with CaptureQueriesContext(connection) as queries, rendering:
            self.response = client.get(self.url)
        assert self.response.status_code == 200, self.response.status_code
        self.queries = len(queries)
        context: Any = self.response.context_data
        inlines = context["inline_admin_formsets"]
        self.formsets = {inline.formset.prefix: inline.formset for inline in inlines}
        self.data = sent_by(context["adminform"].form)
        if made_from := context.get("made_from"):
            self.data["made_from"] = made_from
        for formset in self.formsets.values():
            for form in (formset.management_form, *formset.forms):
                self.data |= sent_by(form)

    def fill(self, prefix: str = "", **values: Any) -> None:
        """Types values into the record's form, or into the row of this prefix such as parties-0."""
        for name, value in values.items():
            key = f"{prefix}-{name}" if prefix else name
            assert key in self.data, f"{key} is not on the page"
            self.data[key] = value.pk if isinstance(value, Model) else value

    def add(self, rows: str, **values: Any) -> None:
        """“Add another”: one more row, with its initial values and these."""
        number = self.data[f"{rows}-TOTAL_FORMS"]
        row = sent_by(self.formsets[rows].empty_form)
        self.data |= {key.replace("__prefix__", str(number)): value for key, value in row.items()}
        self.data[f"{rows}-TOTAL_FORMS"] = number + 1
        self.fill(f"{rows}-{number}", **values)

    def save(self, button: str = "_continue") -> list[str]:
        """Sends the form; returns the errors that the answer shows, none if it was saved."""
        with CaptureQueriesContext(connection) as queries:
            self.response = self.client.post(self.url, self.data | {button: "1"})
        self.queries = len(queries)
        return [] if self.response.status_code == 302 else errors_of(self.response)

    def value(self, name: str) -> Any:
        """The value of a field of the record in the last answer."""
        context: Any = self.response.context_data
        return context["adminform"].form[name].value()


def without_rendering() -> Any:
    """Inside, admin pages are answered without HTML; their context is in `context_data`."""
    return patch.object(SimpleTemplateResponse, "rendered_content", "")


def sent_by(form: Any) -> dict[str, Any]:
    """What a browser sends for an untouched form."""
    sent = {}
    for field in form:
        value = field.value()
        if value is False or field.field.disabled:
            continue
        empty = [] if isinstance(field.field, ModelMultipleChoiceField) else ""
        sent[field.html_name] = "on" if value is True else empty if value is None else value
    return sent


def url_of(target: type[Model] | Model, page: str = "change") -> str:
    """Address of a page of a record, or of the form for a new one."""
    place = f"admin:{target._meta.app_label}_{target._meta.model_name}"
    if isinstance(target, type):
        return reverse(f"{place}_add")
    return reverse(f"{place}_{page}", args=[target.pk])


def list_url(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def errors_of(response: Any) -> list[str]:
    """The errors that a form shows."""
    assert response.status_code == 200, response.status_code
    return [str(error) for part in response.context["errors"] for error in part]


def messages_of(response: Any) -> list[str]:
    """The messages that a page shows."""
    assert response.status_code == 200, response.status_code
    return [str(message) for message in response.context["messages"]]


def act(client: Client, action: str, *rows: Model) -> list[str]:
    """Runs an action on rows of one list; returns the messages that follow."""
    data = {"action": action, "_selected_action": [row.pk for row in rows], "post": "yes"}
    return messages_of(client.post(list_url(type(rows[0])), data, follow=True))


def client_of(user: User) -> Client:
    """A browser in which this user is logged in."""
    client = Client()
    client.force_login(user)
    return client


def member_of_staff(client: Client, *permissions: str) -> Client:
    """Logs in somebody with these permissions, such as agreements.change_agreement."""
    user = User.objects.create_user("staff", is_staff=True)
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    client.force_login(user)
    return client
