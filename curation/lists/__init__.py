"""Record lists in the admin: columns, bounded counts, work queues, saved searches."""
