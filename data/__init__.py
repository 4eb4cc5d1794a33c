"""From a stranger's file to clean tables, and the one door to the engine."""
