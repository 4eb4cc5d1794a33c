"""The demo company, table by table."""
