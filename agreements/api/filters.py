"""Filters of the lists of agreements, clauses and topics."""

import datetime as dt
from typing import ClassVar

from actors.models import Actor
from agreements.choices import (
    AgreementKind,
    AgreementScheme,
    AgreementStatus,
    Commitment,
    Strength,
)
from agreements.models import Agreement, Topic
from agreements.querysets import AgreementQuerySet, ClauseQuerySet
from api.filters import filters
from api.filters.base import RecordFilterSet, StrictFilterSet
from api.filters.facets import Facet


class AgreementFilters(RecordFilterSet):
    facets: ClassVar = {
        "kind": Facet("kind"),
        "status": Facet("status"),
        "party": Facet("parties__actor__slug", "parties__actor__name"),
        "topic": Facet("clauses__topics__code", "clauses__topics__label"),
        "bloc": Facet("bloc__slug", "bloc__name"),
    }
    examples = {"slug__in": "tirana-declaration-2025"}

    q = filters.SearchFilter("Words of the titles or the summary, in any script.", example="Tirana")
    identifier = filters.IdentifierFilter(AgreementScheme, "unts:541")
    kind = filters.ChoiceFilter(AgreementKind, "Kind of instrument.", example="declaration")
    kind__in = filters.ChoiceInFilter(
        "kind", AgreementKind, example="declaration,military_cooperation"
    )
    kind__not = filters.ChoiceNotFilter("kind", AgreementKind, example="strategy")
    status = filters.ChoiceFilter(AgreementStatus, "Status of the agreement.", example="signed")
    status__in = filters.ChoiceInFilter("status", AgreementStatus, example="signed,adopted")
    status__not = filters.ChoiceNotFilter("status", AgreementStatus, example="signed")
    party = filters.ChildFilter(
        "parties__actor__slug", "Slug of an actor with any role in it.", example="kosovo"
    )
    party__in = filters.ChildInFilter(
        "parties__actor__slug",
        "Slugs of actors; at least one has a role in it.",
        example="kosovo,hungary",
    )
    party__all = filters.ChildAllFilter(
        "parties__actor__slug", "Slugs of actors; each has a role in it.", example="albania,kosovo"
    )
    party__not = filters.ChildInFilter(
        "parties__actor__slug",
        "Slugs of actors; none has a role in it.",
        exclude=True,
        example="serbia",
    )
    party_count__gte = filters.NumberFilter(
        "Minimum number of actors that are party to it or signed it.",
        method="by_party_count",
        min_value=1,
        example="3",
    )
    topic = filters.TermFilter(
        Topic, "Code of a topic of its clauses, or of a broader one.", "on_topic", example="hyb"
    )
    topic__in = filters.TermInFilter(
        Topic,
        "Codes of topics; a clause is about at least one.",
        "on_topic",
        example="dev.industry,hyb",
    )
    topic__all = filters.TermInFilter(
        Topic,
        "Codes of topics; for each there is a clause about it.",
        "on_all_topics",
        at_most=filters.MAX_CONDITIONS,
        example="dev.industry,hyb",
    )
    topic__not = filters.TermInFilter(
        Topic, "Codes of topics; no clause is about any of them.", "not_on_topic", example="hyb"
    )
    signed_on__gte = filters.NotBeforeFilter(
        "signed_on", "Signed on this day or later, as far as known.", example="2025-03-18"
    )
    signed_on__lte = filters.NotAfterFilter(
        "signed_on", "Signed on this day or earlier, as far as known.", example="2025-03-18"
    )
    in_force_on = filters.DayFilter(
        "Known to be in force on this day.", queryset_method="in_force_on", example="2025-04-02"
    )
    on = filters.DayFilter(
        "Day of the status of each party; default: today.",
        method="no_filter_by_day",
        example="2025-04-02",
    )
    bloc = filters.ReferenceFilter(
        Actor, "Slug of the group of actors that it forms.", example="adriatic-bloc"
    )
    source = filters.ChildFilter(
        "claims__source__slug",
        "Slug of a source that has a claim about it.",
        example="gardner-2025-new-alliances",
    )

    def no_filter_by_day(
        self, rows: AgreementQuerySet, name: str, value: dt.date
    ) -> AgreementQuerySet:
        """`no_filter` for days: the schema takes the type from the annotation."""
        return rows

    def by_party_count(self, rows: AgreementQuerySet, name: str, value: int) -> AgreementQuerySet:
        return rows.with_signatory_count().filter(signatory_count__gte=value)


class ClauseFilters(StrictFilterSet):
    facets: ClassVar = {
        "agreement": Facet("agreement__slug", "agreement__title"),
        "topic": Facet("topics__code", "topics__label"),
        "commitment": Facet("commitment"),
        "strength": Facet("strength"),
        "concerns": Facet("concerns__slug", "concerns__name"),
    }

    q = filters.SearchFilter("Words of the heading or the text, in any script.", example="hybrid")
    agreement = filters.ReferenceFilter(
        Agreement, "Slug of the agreement.", example="tirana-declaration-2025"
    )
    agreement__in = filters.ReferenceInFilter(
        Agreement,
        "Slugs of agreements; it belongs to one of them.",
        "agreement",
        example="tirana-declaration-2025,subotica-agreement-2025",
    )
    topic = filters.TermFilter(
        Topic, "Code of a topic, or of a broader one.", "on_topic", example="hyb"
    )
    topic__in = filters.TermInFilter(
        Topic,
        "Codes of topics, or of broader ones; it is about at least one.",
        "on_topic",
        example="dev.industry,hyb",
    )
    commitment = filters.ChoiceFilter(Commitment, "Obligation type (ATOP).", example="cooperation")
    commitment__in = filters.ChoiceInFilter("commitment", Commitment, example="cooperation,support")
    strength = filters.ChoiceFilter(Strength, "How strongly it binds.", example="pledge")
    strength__in = filters.ChoiceInFilter("strength", Strength, example="pledge,intent")
    concerns = filters.ReferenceFilter(
        Actor,
        "Slug of an actor that the clause is about but that does not act in it.",
        example="kosovo",
    )
    party = filters.SlugFilter(
        "Slug of an actor with any role in its agreement.", method="by_party", example="kosovo"
    )

    def by_party(self, rows: ClauseQuerySet, name: str, value: str) -> ClauseQuerySet:
        agreements = Agreement.objects.all()
        actors = self.public_ids(Actor, [value])
        with_party = agreements.child_exists("parties", actor__in=actors)
        return rows.filter(agreement__in=agreements.filter(with_party))


class TopicFilters(StrictFilterSet):
    parent = filters.TermFilter(
        Topic, "Code of the broader topic.", field_name="parent__code", example="hyb"
    )
