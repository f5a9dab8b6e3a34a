"""Registers the curation app."""

from django.apps import AppConfig


class CurationConfig(AppConfig):
    name = "curation"
    verbose_name = "Curation"

    def ready(self) -> None:
        # A page of ours that is not in admin.py: that is the machinery it stands on.
        from curation.lists import saved_search_admin

        assert saved_search_admin
