"""The steps of cleaning: what is looked for in the rows of a file, and what becomes of them."""
