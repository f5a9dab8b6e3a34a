"""Filters of the lists of agreements, clauses and topics."""

from typing import ClassVar

from actors.models import Actor
from agreements.choices import (
    AgreementKind,
    AgreementStatus,
    Commitment,
    Strength,
)
from agreements.models import Agreement, Topic
from agreements.querysets import AgreementQuerySet, ClauseQuerySet
from api.filters.base import (
    ChoiceFilter,
    ChoiceInFilter,
    DayFilter,
    NotAfterFilter,
    NotBeforeFilter,
    NumberFilter,
    SlugFilter,
    StrictFilterSet,
    TermFilter,
    TextFilter,
)
from api.filters.facets import Facet
from api.filters.multi_value import (
    MAX_CONDITIONS,
    ChildAllFilter,
    ChildInFilter,
    ChoiceNotFilter,
    RecordFilterSet,
    ReferenceInFilter,
    TermInFilter,
)
from api.filters.references import ChildFilter, ReferenceFilter


class AgreementFilters(RecordFilterSet):
    facets: ClassVar = {
        "kind": Facet("kind"),
        "status": Facet("status"),
        "party": Facet("parties__actor__slug", "parties__actor__name"),
        "topic": Facet("clauses__topics__code", "clauses__topics__label"),
        "bloc": Facet("bloc__slug", "bloc__name"),
    }
    examples = {
        "slug__in": "tirana-declaration-2025",
        "updated_at__gte": "2025-01-01",
        "q": "Tirana",
        "kind": "declaration",
        "kind__in": "declaration,military_cooperation",
        "kind__not": "strategy",
        "status": "signed",
        "status__in": "signed,adopted",
        "status__not": "signed",
        "party": "kosovo",
        "party__in": "kosovo,hungary",
        "party__all": "albania,kosovo",
        "party__not": "serbia",
        "party_count__gte": "3",
        "topic": "hyb",
        "topic__in": "dev.industry,hyb",
        "topic__all": "dev.industry,hyb",
        "topic__not": "hyb",
        "signed_on__gte": "2025-03-18",
        "signed_on__lte": "2025-03-18",
        "in_force_on": "2025-04-02",
        "bloc": "adriatic-bloc",
        "source": "gardner-2025-new-alliances",
    }

    q = TextFilter(
        queryset_method="matching", help_text="Words of the titles or the summary, in any script."
    )
    kind = ChoiceFilter(choices=AgreementKind.choices, help_text="Kind of instrument.")
    kind__in = ChoiceInFilter("kind", AgreementKind)
    kind__not = ChoiceNotFilter("kind", AgreementKind)
    status = ChoiceFilter(choices=AgreementStatus.choices, help_text="Status of the agreement.")
    status__in = ChoiceInFilter("status", AgreementStatus)
    status__not = ChoiceNotFilter("status", AgreementStatus)
    party = ChildFilter(
        {"parties": "actor__slug"}, help_text="Slug of an actor with any role in it."
    )
    party__in = ChildInFilter(
        {"parties": "actor__slug"}, help_text="Slugs of actors; at least one has a role in it."
    )
    party__all = ChildAllFilter(
        {"parties": "actor__slug"}, help_text="Slugs of actors; each has a role in it."
    )
    party__not = ChildInFilter(
        {"parties": "actor__slug"},
        exclude=True,
        help_text="Slugs of actors; none has a role in it.",
    )
    party_count__gte = NumberFilter(
        method="by_party_count",
        min_value=1,
        help_text="Minimum number of actors that are party to it or signed it.",
    )
    topic = TermFilter(
        terms=Topic,
        queryset_method="on_topic",
        help_text="Code of a topic of its clauses, or of a broader one.",
    )
    topic__in = TermInFilter(
        terms=Topic,
        queryset_method="on_topic",
        help_text="Codes of topics; a clause is about at least one.",
    )
    topic__all = TermInFilter(
        terms=Topic,
        queryset_method="on_all_topics",
        at_most=MAX_CONDITIONS,
        help_text="Codes of topics; for each there is a clause about it.",
    )
    topic__not = TermInFilter(
        terms=Topic,
        queryset_method="not_on_topic",
        help_text="Codes of topics; no clause is about any of them.",
    )
    signed_on__gte = NotBeforeFilter(
        field_name="signed_on", help_text="Signed on this day or later, as far as known."
    )
    signed_on__lte = NotAfterFilter(
        field_name="signed_on", help_text="Signed on this day or earlier, as far as known."
    )
    in_force_on = DayFilter(
        queryset_method="in_force_on", help_text="Known to be in force on this day."
    )
    bloc = ReferenceFilter(Actor, help_text="Slug of the group of actors that it forms.")
    source = ChildFilter(
        {"claims": "source__slug"}, help_text="Slug of a source that has a claim about it."
    )

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
    examples = {
        "q": "hybrid",
        "agreement": "tirana-declaration-2025",
        "agreement__in": "tirana-declaration-2025,subotica-agreement-2025",
        "topic": "hyb",
        "topic__in": "dev.industry,hyb",
        "commitment": "cooperation",
        "commitment__in": "cooperation,support",
        "strength": "pledge",
        "strength__in": "pledge,intent",
        "concerns": "kosovo",
        "party": "kosovo",
    }

    q = TextFilter(
        queryset_method="matching", help_text="Words of the heading or the text, in any script."
    )
    agreement = ReferenceFilter(Agreement, help_text="Slug of the agreement.")
    agreement__in = ReferenceInFilter(
        Agreement,
        field_name="agreement",
        help_text="Slugs of agreements; it belongs to one of them.",
    )
    topic = TermFilter(
        terms=Topic, queryset_method="on_topic", help_text="Code of a topic, or of a broader one."
    )
    topic__in = TermInFilter(
        terms=Topic,
        queryset_method="on_topic",
        help_text="Codes of topics, or of broader ones; it is about at least one.",
    )
    commitment = ChoiceFilter(choices=Commitment.choices, help_text="Obligation type (ATOP).")
    commitment__in = ChoiceInFilter("commitment", Commitment)
    strength = ChoiceFilter(choices=Strength.choices, help_text="How strongly it binds.")
    strength__in = ChoiceInFilter("strength", Strength)
    concerns = ReferenceFilter(
        Actor, help_text="Slug of an actor that the clause is about but that does not act in it."
    )
    party = SlugFilter(
        method="by_party", help_text="Slug of an actor with any role in its agreement."
    )

    def by_party(self, rows: ClauseQuerySet, name: str, value: str) -> ClauseQuerySet:
        agreements = Agreement.objects.all()
        actors = self.public_ids(Actor, [value])
        with_party = agreements.child_exists("parties", actor__in=actors)
        return rows.filter(agreement__in=agreements.filter(with_party))


class TopicFilters(StrictFilterSet):
    examples = {
        "parent": "hyb",
    }

    parent = TermFilter(
        terms=Topic, field_name="parent__code", help_text="Code of the broader topic."
    )
