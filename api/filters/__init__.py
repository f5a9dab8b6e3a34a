"""Query parameters: how values are parsed, checked and turned into queryset filters. No output here."""
