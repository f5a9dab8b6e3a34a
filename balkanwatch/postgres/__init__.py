"""The database backend: a configured PostgreSQL, or an embedded one that starts and stops by itself.

Knows no other package of the project and, except `base.py` and `explain.py`, no Django models.
"""
