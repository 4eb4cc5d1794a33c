"""Every mark Perennial draws, a module each: tidy rows and wording in, a plotly figure out."""
