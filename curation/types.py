"""Types that several modules of the admin use."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser, User

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
