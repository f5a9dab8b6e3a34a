"""Registers the composing app, which holds the commands that concern the whole site."""

from django.apps import AppConfig


class BalkanWatchConfig(AppConfig):
    name = "balkanwatch"
    verbose_name = "BalkanWatch"
