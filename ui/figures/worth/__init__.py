"""What customers are worth, and what moves it."""
