"""Finds the words of a passage again in another text of the same source, or says that they cannot be found for sure.

Nothing here reads the database.
"""
