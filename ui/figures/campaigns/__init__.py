"""Whom campaigns reached, and what they changed."""
