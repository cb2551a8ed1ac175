"""What people can ask for: one verb a file, one transaction a verb."""
