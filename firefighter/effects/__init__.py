"""What is done outside the database: one effect a file, done once, in order, by the worker."""
