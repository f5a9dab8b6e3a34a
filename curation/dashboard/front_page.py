"""The front page of the admin: blocks of what somebody has to do and what has happened, each a class."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from curation.dashboard.blocks import ROWS, Block, Line
from curation.dashboard.charts import Charts
from curation.history.recent_changes import Change, sent_back
from curation.history.tracking import CHANNELS
from curation.lists.record_list import page_url
from curation.lists.saved_searches import search_url, searches_for
from curation.lists.work_queues import PARAMETER, QUEUES, queue_counts, queues_of


@dataclass(frozen=True)
class Revision:
    """What somebody did at once: the first record that it changed, and how many others."""

    url: str
    name: str
    kind: str
    who: str
    way: str
    why: str
    at: dt.datetime
    is_deletion: bool
    others: int


class SentBack(Block):
    """Drafts that somebody has submitted and a reviewer sent back, with what was said."""

    title = _("Sent back to me")
    template = "admin/curation/lines.html"

    @cached_property
    def content(self) -> list[Line]:
        notes = sent_back(self.latest, self.request.user.pk or 0)
        return [replace(line, note=notes[line.row]) for line in self.drafts(notes)]


class MyWork(Block):
    """Drafts that somebody has added or changed lately, by whatever way."""

    title = _("My drafts")
    template = "admin/curation/lines.html"

    @cached_property
    def content(self) -> list[Line]:
        user = self.request.user.pk
        return self.drafts(each.row for each in self.latest if each.said.get("user") == user)


class Waiting(Block):
    """Records that wait for their review, the longest first."""

    title = _("Waiting for review")
    template = "admin/curation/lines.html"

    @cached_property
    def content(self) -> list[Line]:
        return self.lines(
            page.model._default_manager.waiting_for_review() for page in self.pages.values()
        )


class Queues(Block):
    """How much is in each work queue, with the way to it."""

    title = _("Work queues")
    template = "admin/curation/queues.html"

    @cached_property
    def content(self) -> list[dict[str, Any]]:
        models = [page.model for page in self.pages.values()]
        counts = iter(queue_counts(*models))
        found: dict[str, dict[str, Any]] = {
            queue.name: {"queue": queue, "lists": []} for queue in QUEUES
        }
        for model in models:
            for queue in queues_of(model):
                if count := next(counts):
                    address = f"{_list_url(model._meta)}?{PARAMETER}={queue.name}"
                    name = capfirst(model._meta.verbose_name_plural)
                    entry = {"url": address, "name": name, "count": count}
                    found[queue.name]["lists"].append(entry)
        return [group for group in found.values() if group["lists"]]


class Searches(Block):
    """One's own saved searches, and those that colleagues share."""

    title = _("Saved searches")
    template = "admin/curation/searches.html"

    @cached_property
    def content(self) -> list[dict[str, Any]]:
        return [
            {
                "search": search,
                "url": search_url(search),
                "list": capfirst(self.pages[search.table].opts.verbose_name_plural),
                "is_mine": search.owner_id == self.request.user.pk,
            }
            for search in searches_for(self.request, *self.pages)
        ]


class LatestChanges(Block):
    """What has been done last, in the admin, by imports, by commands and beside the site."""

    title = _("Latest changes")
    template = "admin/curation/changes.html"

    @cached_property
    def content(self) -> list[Revision]:
        return self.revisions(self.latest)

    def revisions(self, changes: Iterable[Change]) -> list[Revision]:
        """The first ones, with their names, in one query where the history does not say them."""
        grouped: dict[tuple[int, str], list[Change]] = {}
        for change in changes:
            grouped.setdefault(change.revision, []).append(change)
        shown = list(grouped.values())[:ROWS]
        names = self._names([group[0] for group in shown if not group[0].name])
        return [self._revision(group, names) for group in shown]

    def _names(self, changes: list[Change]) -> dict[tuple[str, int], str]:
        lines = self.lines(
            self.pages[each.table].model._default_manager.filter(pk=each.key) for each in changes
        )
        return {line.row: line.name for line in lines}

    def _revision(self, group: list[Change], names: dict[tuple[str, int], str]) -> Revision:
        first = group[0]
        opts = self.pages[first.table].opts
        address = page_url(opts, first.key, "")
        if first.is_deletion:
            place = f"admin:{opts.app_label}_{opts.model_name}_history"
            address = reverse(place, args=[first.key])
        return Revision(
            url=address,
            name=first.name or names.get(first.row, str(first.key)),
            kind=str(opts.verbose_name),
            who=first.said.get("name", ""),
            way=str(CHANNELS.get(first.said.get("through", ""), _("outside the site"))),
            why=first.said.get("why", ""),
            at=first.at,
            is_deletion=first.is_deletion,
            others=len({each.row for each in group}) - 1,
        )


class Deleted(LatestChanges):
    """What has been deleted last, with the way to its history, from which it can be restored."""

    title = _("Deleted lately")

    @cached_property
    def content(self) -> list[Revision]:
        return self.revisions(each for each in self.latest if each.is_deletion)


# The front page, from top to bottom
BLOCKS: list[type[Block]] = [
    SentBack,
    MyWork,
    Waiting,
    Queues,
    Searches,
    LatestChanges,
    Deleted,
    Charts,
]


def blocks_for(request: HttpRequest, site: Any) -> list[Block]:
    """The blocks that somebody sees: of records that they may view, and those with content alone."""
    blocks = [block(request, site) for block in BLOCKS]
    return [block for block in blocks if block.pages and block.content]


def _list_url(opts: Any) -> str:
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
