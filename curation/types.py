"""Types that several modules of the admin use, and what they ask about users."""

from typing import TYPE_CHECKING

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText
else:
    from django.utils.functional import Promise as LazyText

AnyUser = User | AnonymousUser
# A text for people, translated when it is shown
Text = str | LazyText


def user_id(user: AnyUser) -> int:
    """The key of a user who is logged in."""
    assert user.pk is not None
    return user.pk


def may(user: AnyUser, action: str, record: type[Model] | Model) -> bool:
    """Whether the user has a permission such as publish for records of this model."""
    opts = record._meta
    return user.has_perm(f"{opts.app_label}.{get_permission_codename(action, opts)}")
