"""Files that are no plain text: archives, workbooks, JSON and Parquet."""
