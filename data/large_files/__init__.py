"""Text files too large for memory, read line by line once and by the engine once."""
