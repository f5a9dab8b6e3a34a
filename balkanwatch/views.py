"""The front page: what the site is, how much is published, and links."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.views.generic import TemplateView

from actors.models import Actor, Relationship
from agreements.models import Agreement
from api.pagination.count_cache import cached_answer
from events.models import Event
from records.publication import reading
from sources.models import Source


class FrontPage(TemplateView):
    template_name = "balkanwatch/front.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        models = (Actor, Relationship, Agreement, Event, Source)
        with reading() as stamps:
            counts = cached_answer(
                "front page",
                tuple(stamps.items()),
                lambda: [
                    (
                        str(model._meta.verbose_name_plural).capitalize(),
                        reverse(f"{model._meta.model_name}-list"),
                        model.objects.count(),
                    )
                    for model in models
                ],
            )
        return super().get_context_data(**kwargs, counts=counts, footnote=settings.STATUS_FOOTNOTE)
