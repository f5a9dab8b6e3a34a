"""Registers the curation app."""

from django.apps import AppConfig


class CurationConfig(AppConfig):
    name = "curation"

    def ready(self) -> None:
        # Registered here, because the module imports curation.admin.
        from curation.lists import saved_search_admin

        assert saved_search_admin
