"""What lists of agreements, clauses and topics can be narrowed to."""

from typing import Any

from actors.models import Actor
from agreements.choices import AgreementKind, AgreementStatus, Commitment, Strength
from agreements.models import Agreement, Topic
from records.api.filters import (
    ChildFilter,
    ChoiceFilter,
    ChoiceInFilter,
    DayFilter,
    Filters,
    ReferenceFilter,
    SinceFilter,
    SlugFilter,
    TermFilter,
    TextFilter,
    UntilFilter,
    having_child,
    on_either,
)


class AgreementFilters(Filters):
    q = TextFilter(
        ask="titled", help_text="Part of the titles or summary, whatever case and diacritics."
    )
    kind = ChoiceFilter(choices=AgreementKind.choices, help_text="Sort of instrument.")
    kind__in = ChoiceInFilter(
        field_name="kind", choices=AgreementKind.choices, help_text="Any of these sorts."
    )
    status = ChoiceFilter(choices=AgreementStatus.choices, help_text="How far it has come.")
    status__in = ChoiceInFilter(
        field_name="status", choices=AgreementStatus.choices, help_text="Any of these."
    )
    party = ChildFilter(
        {"parties": "actor__slug"}, help_text="Slug of an actor that has any role towards it."
    )
    topic = TermFilter(
        terms=Topic, ask="on_topic", help_text="Code of a topic of its clauses, or of one above."
    )
    signed_on__gte = SinceFilter(
        field_name="signed_on", help_text="Signed on this day or later, as far as known."
    )
    signed_on__lte = UntilFilter(
        field_name="signed_on", help_text="Signed on this day or earlier, as far as known."
    )
    in_force_on = DayFilter(ask="in_force_on", help_text="Known to be in force on this day.")
    bloc = ReferenceFilter(Actor, help_text="Slug of the group of actors it forms.")
    source = ChildFilter(
        {"claims": "source__slug"}, help_text="Slug of a source that says something about it."
    )


class ClauseFilters(Filters):
    q = TextFilter(method="by_text", help_text="Words of the heading or text.")
    agreement = ReferenceFilter(Agreement, help_text="Slug of the agreement.")
    topic = TermFilter(
        terms=Topic, ask="on_topic", help_text="Code of a topic, or of one above it."
    )
    commitment = ChoiceFilter(choices=Commitment.choices, help_text="Obligation type (ATOP).")
    commitment__in = ChoiceInFilter(
        field_name="commitment", choices=Commitment.choices, help_text="Any of these."
    )
    strength = ChoiceFilter(choices=Strength.choices, help_text="How strongly it binds.")
    strength__in = ChoiceInFilter(
        field_name="strength", choices=Strength.choices, help_text="Any of these."
    )
    concerns = ReferenceFilter(
        Actor, help_text="Slug of an actor it speaks about that is not acting in it."
    )
    party = SlugFilter(
        method="by_party", help_text="Slug of an actor that has any role towards its agreement."
    )

    def by_text(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(on_either("heading", "text", text=value))

    def by_party(self, rows: Any, name: str, value: str) -> Any:
        agreements = Agreement.objects.all()
        with_party = having_child(agreements, "parties", actor__slug=value)
        return rows.filter(agreement__in=agreements.filter(with_party))


class TopicFilters(Filters):
    parent = TermFilter(
        terms=Topic, field_name="parent__code", help_text="Code of the broader topic."
    )
