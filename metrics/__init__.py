"""The indicators and models: a scope in, a number with its interval or a tidy frame out."""
