"""The HTTP server of `manage.py run`, the processes it consists of, and its health checks.

Nothing here is needed behind another WSGI server, apart from the health checks.
"""
