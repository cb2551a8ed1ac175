"""Everything that is kept, on SQLite or PostgreSQL. Nothing outside this package commits."""
