"""The imports on the front page of the admin: what is being worked on, and what was brought in last."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _

from curation.dashboard.blocks import Block
from imports.models import Import
from imports.pages.previews import progress_of

# So many imports are shown
SHOWN = 5


class Imports(Block):
    """Running imports before past ones, of the files that somebody may import, with how far each is."""

    title = _("Imports")
    template = "admin/imports/block.html"

    @cached_property
    def content(self) -> list[tuple[Import, str]]:
        page = self.site._registry[Import]
        if not page.has_view_permission(self.request):
            return []
        found = page.get_queryset(self.request).whole().busy_first().select_related("who")[:SHOWN]
        return [(each, progress_of(each) if each.is_busy else "") for each in found]
