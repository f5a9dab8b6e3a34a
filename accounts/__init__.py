"""Who may ask and how much: keys of the API, limits on requests. Depends on records."""
