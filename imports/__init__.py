"""Imports and exports: reads, checks, applies and undoes files.

Knows no table of the data set: each app declares its files in its resources.py.
"""
