"""The indicators, family by family: each a quotient with its words, its base and its minimum."""
