"""What the machinery of the admin keeps: merges, so that each can be taken back."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    PROTECT,
    CharField,
    DateTimeField,
    ForeignKey,
    JSONField,
    Manager,
    Model,
    PositiveBigIntegerField,
)
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class MergeManager(Manager):
    def get_by_natural_key(self, key: int) -> Any:
        return self.get(pk=key)


class Merge(Model):
    """One record that was merged into another of its kind, and all that was moved, changed and deleted for it."""

    # Which
    content_type = ForeignKey(ContentType, PROTECT, editable=False, related_name="+")
    stayed_id = PositiveBigIntegerField(editable=False)
    stayed = CharField(max_length=300, editable=False)
    gone_id = PositiveBigIntegerField(editable=False)
    gone = CharField(max_length=300, editable=False)

    # What was done, in this order: see curation/merging.py
    changes = JSONField(editable=False)

    # Who and when
    merged_by = ForeignKey(settings.AUTH_USER_MODEL, PROTECT, editable=False, related_name="+")
    merged_at = DateTimeField(db_default=Now(), editable=False)
    undone_by = ForeignKey(
        settings.AUTH_USER_MODEL, PROTECT, null=True, editable=False, related_name="+"
    )
    undone_at = DateTimeField(null=True, editable=False)

    objects = MergeManager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return _("%(gone)s into %(stayed)s") % {"gone": self.gone, "stayed": self.stayed}

    def natural_key(self) -> tuple[int]:
        return (self.pk,)
