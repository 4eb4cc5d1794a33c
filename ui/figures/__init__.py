"""The figures of the pages: each asks one question of the view and draws the answer."""
