"""Customers without a contract: who buys again, how often and when next."""
