"""What holds for every test."""

import os

# A core for each worker: small fits that ask for all of them wait for one another. Said before
# numpy is loaded, which reads it once.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from hypothesis import settings

# The same examples everywhere, and no stop-watch: a slow machine is no broken law.
settings.register_profile("perennial", deadline=None, derandomize=True)
settings.load_profile("perennial")
