"""What lists of actors and of relationships can be narrowed to."""

from typing import Any

from actors.choices import (
    MEMBER_STATUSES,
    ActorKind,
    IdentifierScheme,
    RelationshipKind,
    RelationshipStatus,
)
from actors.models import Actor
from records.api.errors import Fault
from records.api.filters import (
    ChildFilter,
    ChoiceFilter,
    ChoiceInFilter,
    DayFilter,
    Filters,
    ReferenceFilter,
    SlugFilter,
    TextFilter,
    having_child,
)
from records.api.values import pair_of


class ActorFilters(Filters):
    q = TextFilter(ask="named", help_text="Part of a name or alias, whatever case and diacritics.")
    kind = ChoiceFilter(choices=ActorKind.choices, help_text="Sort of actor.")
    kind__in = ChoiceInFilter(
        field_name="kind", choices=ActorKind.choices, help_text="Any of these sorts."
    )
    iso3 = ChildFilter(
        {"identifiers": "value"},
        also={"scheme": IdentifierScheme.ISO3, "preferred": True},
        regex=r"^[A-Z]{3}$",
        error_messages={"invalid": "This is an ISO 3166-1 code such as SRB."},
        help_text="ISO 3166-1 alpha-3 code, such as SRB.",
    )
    identifier = TextFilter(
        method="by_identifier",
        validators=[pair_of(IdentifierScheme.values, "cow:345")],
        help_text="System and code, such as cow:345 or wikidata:Q403; finds the actor to which "
        "the code belongs first (`preferred`).",
    )
    country = ReferenceFilter(Actor, help_text="Slug of the country of a person, body or force.")
    member_of = SlugFilter(
        method="by_membership",
        help_text="Slug of an organisation: its full members on the day `on`, today without it.",
    )
    on = DayFilter(method="with_membership", help_text="Day for `member_of`.")
    active_on = DayFilter(ask="existing_on", help_text="Known to have existed on this day.")

    def faults(self) -> list[Fault]:
        found = super().faults()
        if "on" in self.data and "member_of" not in self.data:
            found.append(Fault("on", "incomplete", "This day needs `member_of`."))
        return found

    def by_identifier(self, rows: Any, name: str, value: str) -> Any:
        scheme, _, code = value.partition(":")
        code_of = having_child(rows, "identifiers", scheme=scheme, value=code, preferred=True)
        return rows.filter(code_of)

    def by_membership(self, rows: Any, name: str, value: str) -> Any:
        membership = having_child(
            rows,
            "relations_from",
            kind=RelationshipKind.MEMBERSHIP,
            status__in=MEMBER_STATUSES,
            object__slug=value,
            period__contains=self.form.cleaned_data.get("on") or self.today,
        )
        return rows.filter(membership)

    def with_membership(self, rows: Any, name: str, value: Any) -> Any:
        return rows


class RelationshipFilters(Filters):
    kind = ChoiceFilter(choices=RelationshipKind.choices, help_text="Sort of standing.")
    kind__in = ChoiceInFilter(
        field_name="kind", choices=RelationshipKind.choices, help_text="Any of these sorts."
    )
    status = ChoiceFilter(choices=RelationshipStatus.choices, help_text="The standing itself.")
    status__in = ChoiceInFilter(
        field_name="status", choices=RelationshipStatus.choices, help_text="Any of these."
    )
    subject = ReferenceFilter(Actor, help_text="Slug of the member, office holder, recogniser.")
    object = ReferenceFilter(Actor, help_text="Slug of the organisation, state, recognised.")
    actor = ReferenceFilter(Actor, "subject", "object", help_text="Slug of either side.")
    on = DayFilter(ask="in_force_on", help_text="Known to hold on this day.")
