"""The front page of the admin: blocks and charts."""
