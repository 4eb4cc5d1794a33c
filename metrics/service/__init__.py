"""How requests and complaints are served, and what follows from it."""
