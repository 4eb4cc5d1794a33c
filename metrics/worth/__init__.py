"""What customers are worth: so far, in time to come, and all together."""
