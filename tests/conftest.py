"""What holds for every test."""

from hypothesis import settings

# The same examples everywhere, and no stop-watch: a slow machine is no broken law.
settings.register_profile("perennial", deadline=None, derandomize=True)
settings.load_profile("perennial")
