"""The project file: SQLite, one writer."""
