"""What every curated table shares, abstract only: record, term, dates, API machinery. Depends on nothing."""
