"""Extracts the text of a snapshot, in a process of its own with limits on time and memory.

Files of others can be made to harm the program that reads them: that process has no database, no settings, no secrets.
"""
