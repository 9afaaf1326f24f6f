"""What memory.py is made of: plain dicts of frozen values."""
