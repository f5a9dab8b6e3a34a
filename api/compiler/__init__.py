"""Compiles serializers to SQL, so that PostgreSQL writes the JSON or CSV of each row. No HTTP here."""
