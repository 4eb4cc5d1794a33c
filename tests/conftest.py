"""What holds for every test."""

import os

# A core for each worker: small fits that ask for all of them wait for one another. Said before
# numpy is loaded, which reads it once.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

# The same examples everywhere, and no stop-watch: a slow machine is no broken law.
settings.register_profile("perennial", deadline=None, derandomize=True)
settings.load_profile("perennial")


@pytest.fixture(scope="session", autouse=True)
def _packages_looked_through_once() -> Iterator[None]:
    """Every AppTest looks for components in all that is installed: a sixth of a second each."""
    with pytest.MonkeyPatch.context() as patched:
        name = "scan_component_manifests"
        patched.setattr(manifest_scanner, name, cache(getattr(manifest_scanner, name)))
        yield
