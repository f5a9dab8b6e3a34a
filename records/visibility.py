"""What is public, decided by the database: a flag in every row that can be hidden, kept by triggers.

A record is public once published. A row that is part of others, or that cannot do without them, is
public while all of them are. Readers get views over the public rows: see records/publication.py.
"""

import pgtrigger
from django.db.models import BooleanField, ExpressionWrapper, GeneratedField, Q

from records.choices import ReviewStatus
from records.sql import fill, sql_file


class Visibility(pgtrigger.Trigger):
    """Sets a row's flag from those of the rows it depends on, by the foreign keys in `others`.

    It is on changed rows; for added ones records/added_rows.py makes triggers from its `body`.
    """

    others: dict[str, str]
    published: bool
    body: str


def public_once_published() -> GeneratedField:
    """The flag of a record that depends on no other."""
    return GeneratedField(
        expression=ExpressionWrapper(
            Q(review_status=ReviewStatus.PUBLISHED), output_field=BooleanField()
        ),
        output_field=BooleanField(),
        db_persist=True,
        editable=False,
    )


def public_with_others() -> BooleanField:
    """The flag of a row that depends on others; `visible_with` keeps it, whatever is written to it."""
    return BooleanField(default=False, db_default=False, editable=False)


def visible_with(*, published: bool = False, **others: str) -> Visibility:
    """On a table that depends on others: sets the flag from theirs.

    `others` gives the table behind each foreign key; an empty reference hides nothing. `published`
    says that the row has a review status of its own. The rows looked at are locked against change,
    so that none of them is hidden unseen while this one is written.
    """
    looks = [
        sql_file("records/visibility_of_other", key=f"{name}_id", table=table)
        for name, table in others.items()
    ]
    body = sql_file(
        "records/visibility",
        own="NEW.review_status = 'published'" if published else "true",
        others="".join(looks),
    )
    trigger = Visibility(
        name="visibility", when=pgtrigger.Before, operation=pgtrigger.Update, func=body
    )
    trigger.others, trigger.published, trigger.body = others, published, body
    return trigger


def shows(table: str, *names: str) -> pgtrigger.Trigger:
    """On a table that others depend on: rows of `table` whose foreign keys point here look again."""
    look_again = 'UPDATE :"table" SET is_public = is_public WHERE :"key" = NEW.id;'
    looks = [fill(look_again, table=table, key=f"{name}_id") for name in names]
    return pgtrigger.Trigger(
        name=f"shows_{table}",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__is_public__df=pgtrigger.F("new__is_public")),
        func="\n".join([*looks, "RETURN NULL;"]),
    )
