"""The database backend: a real server in a folder of its own for each test."""
