"""Combines the apps into a site: settings, URLs, the API router, releases, commands for the whole site.

Anything about a single app belongs there. No app imports this package.
"""
