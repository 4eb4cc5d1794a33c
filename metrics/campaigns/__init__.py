"""What a campaign brought about, and on whom it works."""
