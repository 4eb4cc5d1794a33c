"""The import page's parts, in the order in which a reader meets them."""
