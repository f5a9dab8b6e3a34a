"""Checks rows of text against the database and reports every fault. Writes no record."""
