"""Ordering, cursors, pages and counts of lists. What is in a list is decided by filters."""
