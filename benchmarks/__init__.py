"""Benchmarks: each measures a part of the project against an alternative, as README.md describes.

Run one from the project folder, for example `python -m benchmarks.api`.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")
# Requests are counted as in production, but the limit is never reached.
os.environ["API_RATE"] = "1000000"
django.setup()
