"""The only SQL: plain functions around one noun per file, on sqlite-utils."""
