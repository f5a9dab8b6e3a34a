"""Access: roles, logins, second factor, sessions, API keys and rate limits.

Holds no data of the data set. Depends on curation, api and records.
"""
