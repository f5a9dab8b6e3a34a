"""The base of tables whose rows have no other key than their number."""

from django.db import models


class NumberedManager(models.Manager):
    """Rows identified by their number alone."""

    def get_by_natural_key(self, number: int) -> models.Model:
        return self.get(pk=number)


class NumberedModel(models.Model):
    """Base of rows that have no other key than their number."""

    objects = NumberedManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[int]:
        return (self.pk,)
