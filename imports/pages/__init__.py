"""Import pages of the admin: upload, preview, result, downloads. Decides nothing about rows."""
