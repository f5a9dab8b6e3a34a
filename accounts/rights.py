"""What people may do, by themselves and by their groups, asked for at once."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission


class Rights(ModelBackend):
    """Django's own way of logging in, with one query for all permissions in place of two."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """As Django gives them, such as actors.change_actor."""
        asks = obj is None and user_obj.is_active and not user_obj.is_superuser
        if asks and not user_obj.is_anonymous and not hasattr(user_obj, "_perm_cache"):
            own, of_groups = (
                Permission.objects.filter(**{way: user_obj})
                .order_by()
                .values_list("content_type__app_label", "codename")
                for way in ("user", "group__user")
            )
            user_obj._perm_cache = {f"{app}.{name}" for app, name in own.union(of_groups)}
        found: set[str] = super().get_all_permissions(user_obj, obj)
        return found
