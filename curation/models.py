"""What curators keep for their own work."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db.models import (
    CASCADE,
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKey,
    Model,
    Q,
    QuerySet,
    UniqueConstraint,
)
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from records.constraints import rule


class SavedSearchQuerySet(QuerySet["SavedSearch"]):
    """Saved searches."""

    def for_user(self, user: Any) -> Self:
        """Those that somebody has saved, and those that others share."""
        return self.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner")

    def get_by_natural_key(self, owner: str, table: str, name: str) -> "SavedSearch":
        return self.get(owner__username=owner, table=table, name=name)


class SavedSearch(Model):
    """The words, filters and order of a list that somebody comes back to."""

    owner = ForeignKey(
        settings.AUTH_USER_MODEL, CASCADE, related_name="saved_searches", editable=False
    )
    table = CharField(max_length=100, help_text=_("The list, as application and table."))
    name = CharField(max_length=80, help_text=_("What to call it, such as “Undated events”."))
    query = CharField(
        max_length=1000, help_text=_("Words, filters and order, as in the address of the list.")
    )
    is_shared = BooleanField(
        default=False, help_text=_("Whether colleagues who may see the list see the search too.")
    )
    created_at = DateTimeField(db_default=Now(), editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "saved searches"
        default_permissions = ()
        constraints = [
            UniqueConstraint(
                name="curation_savedsearch_name_unique",
                fields=["owner", "table", "name"],
                violation_error_message="You have a search of this name for this list already.",
            ),
            rule("named", ~Q(name=""), "A saved search needs a name."),
            rule("asks", ~Q(query=""), "A saved search has words, a filter or an order."),
            rule(
                "table_wellformed",
                Q(table__regex=r"^[a-z]+\.[a-z]+$"),
                "A list is named by application and table, such as events.event.",
            ),
        ]

    if TYPE_CHECKING:
        owner_id: int

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str, str]:
        return (self.owner.get_username(), self.table, self.name)
