"""Where customers stand on their way, and how they move."""
