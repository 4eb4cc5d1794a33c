"""Who leaves, when, why, and who is next."""
