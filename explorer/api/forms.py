"""Forms of the parameters of questions across apps."""

from api.errors import ParameterError
from api.filters.values import ChoiceField, DayField, NumberField
from api.form_views import ParameterForm, SlugField
from explorer.network import NetworkKind


class SignatoriesForm(ParameterForm):
    examples = {"agreement": "tirana-declaration-2025", "on": "2025-03-18", "member_of": "nato"}

    agreement = SlugField(help_text="Slug of the agreement.")
    on = DayField(required=False, help_text="Actors that had signed by this day; default: today.")
    member_of = SlugField(
        required=False, help_text="Slug of an organisation; only its full members on that day."
    )


class SnapshotForm(ParameterForm):
    examples = {"on": "2025-03-18"}

    on = DayField(help_text="The day of the snapshot.")


class SnapshotDiffForm(ParameterForm):
    examples = {"from": "2025-03-17", "to": "2025-04-02"}

    def find_errors(self) -> list[ParameterError]:
        found = super().find_errors()
        first, last = (self.cleaned_data.get(name) for name in ("from", "to"))
        if first and last and first >= last:
            found.append(ParameterError("to", "conflict", "This day must come after `from`."))
        return found


# `from` is a keyword and cannot be an attribute.
SnapshotDiffForm.base_fields = {
    "from": DayField(help_text="The day before the first changes."),
    "to": DayField(help_text="The last day of the changes."),
}


class NetworkForm(ParameterForm):
    examples = {"kind": "agreement", "on": "2025-04-02", "actor": "serbia", "min_weight": "2"}

    kind = ChoiceField(choices=NetworkKind.choices, help_text="Kind of ties between actors.")
    on = DayField(required=False, help_text="Ties that exist on this day; default: today.")
    actor = SlugField(
        required=False,
        help_text="Slug of an actor; only this actor, those tied to it, and the ties among them.",
    )
    min_weight = NumberField(
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text="Minimum number of records behind a tie; default: 1.",
    )
