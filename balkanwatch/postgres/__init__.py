"""The database backend: PostgreSQL as configured, or an embedded one that keeps itself up."""
