"""Who customers are: groups, kinds, classes, personas, and what they buy together."""
