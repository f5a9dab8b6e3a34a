"""What autocomplete fields suggest."""

from collections import Counter
from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model


class AutocompleteView(AutocompleteJsonView):
    """Django's autocomplete, but adds the slug to the names that several suggested records share."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        self.names = Counter(str(row) for row in context["object_list"])
        return context

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        slug = getattr(obj, "slug", "")
        if slug and self.names[result["text"]] > 1:
            result["text"] += f" ({slug})"
        return result
