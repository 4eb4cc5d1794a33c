"""What a reader does and sees, in a real browser on a real server."""
