"""The front page of the admin, made of blocks.

Blocks only show what the other packages know; other apps may add blocks of their own.
"""
