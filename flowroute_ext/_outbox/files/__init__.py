"""Files of rows as offices have them: CSV, workbooks and JSON Lines, each row with its line."""
