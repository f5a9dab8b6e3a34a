"""The shared parts of the admin: base classes of pages, review, history, merging, lists and the front page.

Belongs here: what the admin pages of several tables share. Does not belong here: the admin of a
particular table (`<app>/admin.py`), and rules about rows (`records`).
"""
