"""What autocomplete fields offer: rows by name, those of the same name with what tells them apart."""

from collections import Counter
from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView


class AutocompleteView(AutocompleteJsonView):
    """Django's answer to an autocomplete field; records of the same name are followed by their slug."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        self.names = Counter(str(row) for row in context["object_list"])
        return context

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        slug = getattr(obj, "slug", "")
        if slug and self.names[result["text"]] > 1:
            result["text"] += f" ({slug})"
        return result
