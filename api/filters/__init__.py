"""Query parameters: parsed, checked and turned into queryset filters. No output here."""
