"""Blocks say how long ago something was, also when it has just happened."""

import datetime as dt

from django.utils import timezone

from curation.templatetags.ages import ago, lasting
from tests import cases, make


@cases(
    "seconds, since, before",
    (0, "just now", "just now"),
    (59, "just now", "just now"),
    (-5, "just now", "just now"),
    (61, "for 1\xa0minute", "1\xa0minute ago"),
    (7200, "for 2\xa0hours", "2\xa0hours ago"),
)
def test_says_how_long_ago(seconds, since, before):
    moment = timezone.now() - dt.timedelta(seconds=seconds)

    assert (lasting(moment), ago(moment)) == (since, before)


def test_the_front_page_says_just_now(admin_client):
    make.actor(review_status="in_review")

    page = admin_client.get("/admin/").content.decode()

    assert "just now" in page
    assert "0\xa0minutes" not in page
