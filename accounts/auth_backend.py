"""Authentication backend that loads a user together with all permissions."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission, User
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat


class PermissionBackend(ModelBackend):
    """Django's backend, with one query for a user and all permissions instead of three."""

    def get_user(self, user_id: int) -> User | None:
        """The user with permissions, or None if there is none or they may not log in."""
        users = User.objects.annotate(permissions_=ArraySubquery(permissions_of(OuterRef("pk"))))
        user = users.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        if not user.is_superuser:
            setattr(user, "_perm_cache", set(user.permissions_))  # noqa: B010 (Django's cache)
        return user


def permissions_of(user: OuterRef) -> QuerySet[Permission, str]:
    """The permissions of a user and of their groups, such as actors.change_actor."""
    own = User.user_permissions.through._default_manager.filter(user_id=OuterRef(user))
    of_groups = Group.permissions.through._default_manager.filter(group__user=OuterRef(user))
    held = Q(pk__in=own.values("permission_id")) | Q(pk__in=of_groups.values("permission_id"))
    name = Concat(F("content_type__app_label"), Value("."), F("codename"))
    return Permission.objects.filter(held).order_by().values_list(name, flat=True)
