"""Pages for readers: the answers of the API as HTML, each fact with its sources."""
