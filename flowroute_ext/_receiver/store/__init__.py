"""Where events are kept: in SQLite, or in PostgreSQL for several machines."""
