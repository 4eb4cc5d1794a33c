"""How far the data can be relied on, and who can be reached."""
