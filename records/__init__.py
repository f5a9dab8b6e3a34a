"""What every curated table shares, abstract only: record, term, dates, admin and API machinery. Depends on nothing."""
