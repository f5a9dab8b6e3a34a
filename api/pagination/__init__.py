"""Ordering, cursors, pages and counts of lists. Filters decide which rows a list has."""
