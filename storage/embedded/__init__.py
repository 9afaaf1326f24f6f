"""What tinydb.py is made of: rows in one SQLite file, written by one thread."""
