"""Who is loyal, and how that shows."""
