"""Registers the imports app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "imports"

    def ready(self) -> None:
        from curation.dashboard.front_page import BLOCKS, LatestChanges
        from curation.lists.record_list import FURTHER_FILTERS
        from imports.pages.lists import Imports
        from imports.pages.written_records import ImportFilter

        if Imports not in BLOCKS:
            BLOCKS.insert(BLOCKS.index(LatestChanges), Imports)
        if ImportFilter not in FURTHER_FILTERS:
            FURTHER_FILTERS.append(ImportFilter)
