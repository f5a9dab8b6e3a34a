"""Composes the apps into a site: settings, urls, servers, commands. Imported by nothing."""
