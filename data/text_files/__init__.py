"""A stranger's text file: its encoding, its separators, its header and its damage."""
