"""How requests are served, and what follows."""
