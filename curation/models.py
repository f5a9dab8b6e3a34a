"""Tables of the history are made here, from the tables they are kept of (curation/history.py)."""
