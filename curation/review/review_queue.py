"""What a reviewer decides on next: the records and proposals of others that wait for a decision."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from curation.choices import ProposalState
from curation.lists.record_list import WAITING_SINCE, record_url
from curation.lists.saved_searches import record_admins
from curation.lists.work_queues import MAX_COUNTED
from curation.models import Proposal
from curation.review.transitions import may
from curation.types import AnyUser


def next_to_review(site: AdminSite, request: HttpRequest) -> str:
    """Address of the record, of any kind, that has waited longest for a review by this user; empty if none does."""
    models = {
        table: page.model
        for table, page in record_admins(site, request).items()
        if may(request.user, "publish", page.model)
    }
    waiting = [_longest_waiting(table, model, request.user) for table, model in models.items()]
    found = sorted(waiting[0].union(*waiting[1:], all=True)) if waiting else []
    return record_url(models[found[0][1]], found[0][2]) if found else ""


def proposals_to_decide(user: AnyUser) -> QuerySet[Proposal]:
    """The open proposals of others that this user may accept or decline, the oldest first."""
    types = ContentType.objects.get_for_models(*_decided_models(user)).values()
    waiting = Proposal.objects.filter(state=ProposalState.OPEN, content_type__in=[*types])
    return waiting.exclude(author=user.pk).select_related("author", "content_type").order_by("pk")


def groups_to_decide(proposals: QuerySet[Proposal]) -> dict[int, list[int]]:
    """The groups of these proposals, such as imports, the oldest first, with the keys of up to `MAX_COUNTED` in all."""
    found: dict[int, list[int]] = defaultdict(list)
    in_groups = proposals.exclude(group=None).values_list("group", "pk")
    for group, key in in_groups[:MAX_COUNTED]:
        found[group].append(key)
    return found


def _longest_waiting(table: str, model: type[Model], user: AnyUser) -> QuerySet:
    """Since when the record has waited that has waited longest, its table and its key."""
    records: Any = model._default_manager
    waiting = records.waiting_for_review().exclude(submitted_by=user.pk)
    since = Coalesce(F(WAITING_SINCE), F("updated_at"))
    rows = waiting.annotate(since=since, table=Value(table, CharField()))
    return rows.order_by("since", "pk").values_list("since", "table", "pk")[:1]


def _decided_models(user: AnyUser) -> Iterable[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if "publish" in model._meta.default_permissions
        and may(user, "publish", model)
        and may(user, "change", model)
    ]
