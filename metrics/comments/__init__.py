"""What customers write: how it sounds, and what it is about."""
