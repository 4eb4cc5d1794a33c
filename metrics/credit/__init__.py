"""How business customers pay, and how they are doing."""
