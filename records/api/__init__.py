"""Shared machinery of the public API: pages, errors, fields, views."""
