"""Writes checked rows, and runs imports as background jobs."""
