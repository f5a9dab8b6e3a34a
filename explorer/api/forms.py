"""The parameters of the questions that span the apps."""

from api.errors import ParameterError
from api.filters.values import ChoiceField, DayField, NumberField
from api.form_views import REQUIRED_MESSAGE, ParameterForm, SlugField
from explorer.network import NetworkKind


class SignatoriesForm(ParameterForm):
    examples = {
        "agreement": "tirana-declaration-2025",
        "on": "2025-03-18",
        "member_of": "nato",
    }

    agreement = SlugField(help_text="Slug of the agreement.")
    on = DayField(required=False, help_text="Who had signed by this day; by today without it.")
    member_of = SlugField(
        required=False,
        help_text="Slug of an organisation: only those that were full members on that day.",
    )


class SnapshotForm(ParameterForm):
    examples = {
        "on": "2025-03-18",
    }

    on = DayField(help_text="The day to look at.", error_messages=REQUIRED_MESSAGE)


class SnapshotDiffForm(ParameterForm):
    examples = {"from": "2025-03-17", "to": "2025-04-02"}

    def find_errors(self) -> list[ParameterError]:
        found = super().find_errors()
        first, last = (self.cleaned_data.get(name) for name in ("from", "to"))
        if first and last and first >= last:
            found.append(ParameterError("to", "conflict", "This day must come after `from`."))
        return found


# No attribute can be called `from`.
SnapshotDiffForm.base_fields = {
    "from": DayField(help_text="The day before the changes.", error_messages=REQUIRED_MESSAGE),
    "to": DayField(help_text="The last day of the changes.", error_messages=REQUIRED_MESSAGE),
}


class NetworkForm(ParameterForm):
    examples = {
        "kind": "agreement",
        "on": "2025-04-02",
        "actor": "serbia",
        "min_weight": "2",
    }

    kind = ChoiceField(
        choices=NetworkKind.choices,
        help_text="What ties actors together.",
        error_messages=REQUIRED_MESSAGE,
    )
    on = DayField(
        required=False, help_text="Ties that hold, or came about, by this day; today without it."
    )
    actor = SlugField(
        required=False, help_text="Slug of an actor: only itself, those tied to it, their ties."
    )
    min_weight = NumberField(
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text="Only ties that rest on at least so many records; 1 without it.",
    )
