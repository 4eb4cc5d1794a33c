"""Customers under contract: how long they stay, what moves their payments, why they leave."""
