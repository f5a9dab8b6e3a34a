"""ASGI entry point, for servers that need one."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")

application = get_asgi_application()
