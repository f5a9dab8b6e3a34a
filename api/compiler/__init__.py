"""Compiles serializers to SQL: PostgreSQL writes the JSON and CSV of each row. No HTTP here."""
