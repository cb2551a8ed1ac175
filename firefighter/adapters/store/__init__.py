"""The store, on SQLite or PostgreSQL. Nothing outside this package commits."""
