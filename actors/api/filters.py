"""What lists of actors and of relationships can be narrowed to."""

from typing import Any, ClassVar

from actors.choices import (
    ActorKind,
    IdentifierScheme,
    RelationshipKind,
    RelationshipStatus,
)
from actors.models import Actor
from actors.querysets import ActorQuerySet
from api.errors import ParameterError
from api.filters.base import ChoiceFilter, ChoiceInFilter, DayFilter, SlugFilter, TextFilter
from api.filters.facets import Facet
from api.filters.multi_value import (
    ChoiceNotFilter,
    RecordFilterSet,
    ReferenceInFilter,
    SlugInFilter,
)
from api.filters.references import ChildFilter, ReferenceFilter
from api.filters.values import day_asked, kind_value_validator

# Parameters about relationships on the day `on`, each with the method that answers it
RELATED_ON_A_DAY = {
    "member_of": "members_of",
    "member_of__not": "not_members_of",
    "recognising": "recognising",
    "not_recognising": "not_recognising",
}


class ActorFilters(RecordFilterSet):
    facets: ClassVar = {
        "kind": Facet("kind"),
        "country": Facet("country__slug", "country__name"),
    }
    examples = {
        "slug__in": "albania,nato",
        "updated_at__gte": "2025-01-01",
        "q": "Vučić",
        "kind": "state",
        "kind__in": "state,igo",
        "kind__not": "person,group",
        "iso3": "SRB",
        "identifier": "cow:345",
        "country": "serbia",
        "country__in": "serbia,albania",
        "member_of": "nato",
        "member_of__not": "nato",
        "recognising": "kosovo",
        "not_recognising": "kosovo",
        "on": "2025-03-18",
        "active_on": "1990-01-01",
        "party_to": "tirana-declaration-2025",
    }

    q = TextFilter(
        queryset_method="matching",
        help_text="Words of a name, an alias or the description, in any script.",
    )
    kind = ChoiceFilter(choices=ActorKind.choices, help_text="Sort of actor.")
    kind__in = ChoiceInFilter(
        field_name="kind", choices=ActorKind.choices, help_text="Any of these sorts."
    )
    kind__not = ChoiceNotFilter(
        field_name="kind", choices=ActorKind.choices, help_text="None of these sorts."
    )
    iso3 = ChildFilter(
        {"identifiers": "value"},
        child_lookups={"scheme": IdentifierScheme.ISO3, "preferred": True},
        regex=r"^[A-Z]{3}$",
        error_messages={"invalid": "An ISO 3166-1 code is needed, such as SRB."},
        help_text="ISO 3166-1 alpha-3 code, such as SRB.",
    )
    identifier = TextFilter(
        method="by_identifier",
        validators=[kind_value_validator(IdentifierScheme.values, "cow:345")],
        help_text="System and code, such as cow:345 or wikidata:Q403; finds the actor to which "
        "the code belongs first (`preferred`).",
    )
    country = ReferenceFilter(Actor, help_text="Slug of the country of a person, body or force.")
    country__in = ReferenceInFilter(
        Actor, field_name="country", help_text="Slugs of countries of persons, bodies or forces."
    )
    member_of = SlugFilter(
        method="on_the_day",
        help_text="Slug of an organisation: its full members on the day `on`, today without it.",
    )
    member_of__not = SlugInFilter(
        method="on_the_day",
        help_text="Slugs of organisations: who is not known to be a full member of any of them on "
        "the day `on`, today without it.",
    )
    recognising = SlugFilter(
        method="on_the_day",
        help_text="Slug of a state: who is known to recognise it on the day `on`, today without it.",
    )
    not_recognising = SlugFilter(
        method="on_the_day",
        help_text="Slug of a state: who is known not to recognise it on the day `on`; silence "
        "does not count.",
    )
    on = DayFilter(
        method="with_standing",
        help_text="Day for `member_of`, `member_of__not`, `recognising` and `not_recognising`.",
    )
    party_to = ChildFilter(
        {"agreement_roles": "agreement__slug"},
        help_text="Slug of an agreement: who has any role towards it.",
    )
    active_on = DayFilter(
        queryset_method="existing_on", help_text="Known to have existed on this day."
    )

    def find_errors(self) -> list[ParameterError]:
        found = super().find_errors()
        if "on" in self.data and not any(name in self.data for name in RELATED_ON_A_DAY):
            needed = ", ".join(f"`{name}`" for name in RELATED_ON_A_DAY)
            found.append(ParameterError("on", "incomplete", f"This day needs one of {needed}."))
        return found

    def by_identifier(self, rows: ActorQuerySet, name: str, value: str) -> ActorQuerySet:
        scheme, _, code = value.partition(":")
        return rows.filter(
            rows.child_exists("identifiers", scheme=scheme, value=code, preferred=True)
        )

    def on_the_day(self, rows: ActorQuerySet, name: str, value: str | list[str]) -> ActorQuerySet:
        """Rows with, or without, a relationship that holds on the day `on`."""
        others = self.keys_of(Actor, [value] if isinstance(value, str) else value)
        return getattr(rows, RELATED_ON_A_DAY[name])(
            *others, on=day_asked(self.form.cleaned_data, self.today)
        )

    def with_standing(self, rows: Any, name: str, value: Any) -> Any:
        return rows


class RelationshipFilters(RecordFilterSet):
    facets: ClassVar = {
        "kind": Facet("kind"),
        "status": Facet("status"),
        "subject": Facet("subject__slug", "subject__name"),
        "object": Facet("object__slug", "object__name"),
    }
    examples = {
        "slug__in": "serbia-membership-nato",
        "updated_at__gte": "2025-01-01",
        "kind": "membership",
        "kind__in": "membership,office",
        "kind__not": "membership,office",
        "status": "member",
        "status__in": "member,founding",
        "status__not": "member,recognised",
        "subject": "albania",
        "subject__in": "albania,croatia",
        "object": "nato",
        "object__in": "nato,european-union",
        "actor": "kosovo",
        "on": "2025-03-18",
    }

    kind = ChoiceFilter(choices=RelationshipKind.choices, help_text="Sort of standing.")
    kind__in = ChoiceInFilter(
        field_name="kind", choices=RelationshipKind.choices, help_text="Any of these sorts."
    )
    status = ChoiceFilter(choices=RelationshipStatus.choices, help_text="The standing itself.")
    kind__not = ChoiceNotFilter(
        field_name="kind", choices=RelationshipKind.choices, help_text="None of these sorts."
    )
    status__in = ChoiceInFilter(
        field_name="status", choices=RelationshipStatus.choices, help_text="Any of these."
    )
    status__not = ChoiceNotFilter(
        field_name="status", choices=RelationshipStatus.choices, help_text="None of these."
    )
    subject = ReferenceFilter(Actor, help_text="Slug of the member, office holder, recogniser.")
    object = ReferenceFilter(Actor, help_text="Slug of the organisation, state, recognised.")
    actor = ReferenceFilter(Actor, "subject", "object", help_text="Slug of either side.")
    subject__in = ReferenceInFilter(
        Actor, field_name="subject", help_text="Any of these members, office holders, recognisers."
    )
    object__in = ReferenceInFilter(
        Actor, field_name="object", help_text="Any of these organisations, states, recognised."
    )
    on = DayFilter(queryset_method="in_force_on", help_text="Known to hold on this day.")
