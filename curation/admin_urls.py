"""Addresses of admin pages."""

from collections.abc import Mapping

from django.contrib.admin.utils import quote
from django.db.models import Model
from django.urls import reverse


def admin_url(
    model: type[Model] | Model, page: str, *keys: object, query: Mapping[str, str] | None = None
) -> str:
    """Address of an admin page of a model: "changelist", or with a key "change", "history" and so on."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[quote(str(key)) for key in keys], query=query)
