"""The blocks of the front page of the admin: what the user has to do, and what has happened."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from curation.admin_urls import admin_url
from curation.choices import ProposalState
from curation.dashboard.blocks import ROWS, Block, RecordLine
from curation.dashboard.charts import Charts
from curation.history.recent_changes import RecentChange, sent_back
from curation.history.tracking import CHANNELS
from curation.lists.saved_searches import search_url, searches_for
from curation.lists.work_queues import MAX_COUNTED, QUEUE_PARAMETER, QUEUES, queue_counts, queues_of
from curation.models import Proposal
from curation.review.proposal_lists import GROUP, STATE
from curation.review.review_queue import groups_to_decide, proposals_to_decide


class SentBack(Block):
    """Drafts that the user submitted and a reviewer sent back, with the reviewer's note."""

    title = _("Sent back to me")

    @cached_property
    def content(self) -> list[RecordLine]:
        notes = sent_back(self.latest, self.request.user.pk or 0)
        return [replace(line, note=notes[line.row]) for line in self.drafts(notes)]


class MyWork(Block):
    """Drafts that the user added or changed recently, by a form, an import or otherwise."""

    title = _("My drafts")

    @cached_property
    def content(self) -> list[RecordLine]:
        user = self.request.user.pk
        return self.drafts(each.row for each in self.latest if each.context.get("user") == user)


class Waiting(Block):
    """Records that wait for review, the longest first."""

    title = _("Waiting for review")

    @cached_property
    def content(self) -> list[RecordLine]:
        managers: list[Any] = [model._default_manager for model in self.models]
        return self.lines(manager.waiting_for_review() for manager in managers)


class Proposals(Block):
    """Open proposals of others that the user may accept or decline, the oldest first."""

    title = _("Proposals to decide on")
    template = "admin/curation/proposal_lines.html"

    @cached_property
    def content(self) -> list[dict[str, Any]]:
        if not self.request.user.has_perm("curation.view_proposal"):
            return []
        to_decide = proposals_to_decide(self.request.user)
        found = [*groups_to_decide(to_decide).items()][:ROWS]
        groups = [self._group_line(*each) for each in found]
        waiting = list(to_decide.filter(group=None)[: ROWS - len(groups)])
        models: Any = {each.pk: each.content_type.model_class() for each in waiting}
        keys = defaultdict(list)
        for each in waiting:
            if models[each.pk] in self.models:
                keys[models[each.pk]].append(each.object_id)
        records = (model._default_manager.filter(pk__in=pks) for model, pks in keys.items())
        names = {line.row: line.name for line in self.lines(records)}
        return groups + [
            {
                "url": admin_url(Proposal, "change", each.pk),
                "name": names.get((models[each.pk]._meta.label_lower, each.object_id))
                or each.record,
                "kind": models[each.pk]._meta.verbose_name,
                "proposal": each,
            }
            for each in waiting
        ]

    def _group_line(self, group: int, keys: list[int]) -> dict[str, Any]:
        """Proposals that were made together, such as by an import, in one line."""
        proposal = Proposal.objects.select_related("author", "group").get(pk=keys[0])
        text = ngettext("%(count)s correction", "%(count)s corrections", len(keys))
        count = f"{len(keys)}+" if len(keys) == MAX_COUNTED else str(len(keys))
        query = {STATE: ProposalState.OPEN.value, GROUP: str(group)}
        return {
            "url": admin_url(Proposal, "changelist", query=query),
            "name": proposal.group.name if proposal.group else "",
            "kind": text % {"count": count},
            "proposal": {"author": proposal.author, "created_at": proposal.created_at},
        }


class Queues(Block):
    """The number of records in each work queue, with links to the lists."""

    title = _("Work queues")
    template = "admin/curation/queues.html"

    @cached_property
    def content(self) -> list[dict[str, Any]]:
        counts = iter(queue_counts(*self.models))
        lists = defaultdict(list)
        for model in self.models:
            for queue in queues_of(model):
                if count := next(counts):
                    query = {QUEUE_PARAMETER: queue.name}
                    url = admin_url(model, "changelist", query=query)
                    name = capfirst(model._meta.verbose_name_plural)
                    lists[queue.name].append({"url": url, "name": name, "count": count})
        return [{"queue": q, "lists": lists[q.name]} for q in QUEUES if q.name in lists]


class Searches(Block):
    """The user's own saved searches, and those that colleagues share."""

    title = _("Saved searches")
    template = "admin/curation/searches.html"

    @cached_property
    def content(self) -> list[dict[str, Any]]:
        return [
            {
                "search": search,
                "url": search_url(search),
                "list": capfirst(self.admins[search.table].opts.verbose_name_plural),
                "is_mine": search.owner_id == self.request.user.pk,
            }
            for search in searches_for(self.request, *self.admins)
        ]


class LatestChanges(Block):
    """The latest changes, made in the admin, by imports, by commands or with SQL."""

    title = _("Latest changes")
    template = "admin/curation/revision_lines.html"

    @cached_property
    def content(self) -> list[SimpleNamespace]:
        return self.revisions(self.latest)

    def revisions(self, changes: Iterable[RecentChange]) -> list[SimpleNamespace]:
        """The first revisions; names that the history does not hold are read in one query."""
        grouped = defaultdict(list)
        for change in changes:
            grouped[change.revision].append(change)
        shown = list(grouped.values())[:ROWS]
        unnamed = [group[0] for group in shown if not group[0].name]
        lines = self.lines(
            self.admins[each.table].model._default_manager.filter(pk=each.key) for each in unnamed
        )
        names = {line.row: line.name for line in lines}
        return [self._revision(group, names) for group in shown]

    def _revision(self, group: list[RecentChange], names: dict[Any, str]) -> SimpleNamespace:
        """A line: one of the records that the revision changed, and the number of others."""
        first = group[0]
        model = self.admins[first.table].model
        channel = CHANNELS.get(first.context.get("through", ""), _("outside the site"))
        return SimpleNamespace(
            url=admin_url(model, "history" if first.is_deletion else "change", first.key),
            name=first.name or names.get(first.row, str(first.key)),
            kind=str(model._meta.verbose_name),
            who=first.context.get("name", ""),
            channel=str(channel),
            why=first.context.get("why", ""),
            at=first.at,
            is_deletion=first.is_deletion,
            others=len({each.row for each in group}) - 1,
        )


class Deleted(LatestChanges):
    """The latest deletions, with links to the history, where the records can be restored."""

    title = _("Recently deleted")

    @cached_property
    def content(self) -> list[SimpleNamespace]:
        return self.revisions(each for each in self.latest if each.is_deletion)


# The front page, from top to bottom
BLOCKS = [SentBack, MyWork, Waiting, Proposals, Queues, Searches, LatestChanges, Deleted, Charts]


def blocks_for(request: HttpRequest, site: AdminSite) -> list[Block]:
    """The blocks with content for this user."""
    blocks = [block(request, site) for block in BLOCKS]
    return [block for block in blocks if block.admins and block.content]
