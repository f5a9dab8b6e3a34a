"""Actors, their names and codes, and the dated relationships between them.

What actors do belongs in events, what they sign in agreements. Depends on sources.
"""
