"""Imports and exports: reads, checks, applies and undoes files.

Knows no table of the data set: each app declares its files as django-import-export resources in its resources.py.
"""
