"""HTTP framework of the public read-only API: views, filters, SQL compiler, renderers.

It knows no table: the apps declare their resources with it (`<app>/api/`), `balkanwatch/api.py` their URLs.
"""
