"""Writes checked rows, reverts imports, and runs both as background jobs."""
