"""Who customers are, and what they buy."""
