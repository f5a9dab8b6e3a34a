"""Undoes imports: reverts what they wrote, takes their corrections back, and says what stays."""
