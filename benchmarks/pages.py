"""How long the server works for each page: on the demo, and on one million orders.

    python -m benchmarks.pages [ORDERS]

A page is run three times in one session and the median of the later two runs is told: the first
one pays for what is kept.
"""

import sys
import time
from statistics import median

from streamlit.testing.v1 import AppTest

from benchmarks.world import study_of
from ui.opened import Opened

PAGES = ("overview", "satisfaction", "loyalty", "churn", "segments", "lifecycle", "definitions")


def main() -> None:
    """Print a table of milliseconds, page by page."""
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"| page | demo, first | demo, again | {orders:,} orders, first | again |")
    print("|---|---|---|---|---|")
    demo, large = _session(None), _session(Opened(study_of(orders), "large", "0" * 12))
    for page in PAGES:
        cells = " | ".join(f"{ms:,.0f}" for ms in (*_timed(demo, page), *_timed(large, page)))
        print(f"| {page} | {cells} |")


def _session(opened: Opened | None) -> AppTest:
    app = AppTest.from_file("../app.py", default_timeout=300)
    if opened is not None:
        app.session_state["opened"] = opened
    return app.run()


def _timed(app: AppTest, page: str) -> tuple[float, float]:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        app.switch_page(f"pages/{page}.py").run()
        times.append((time.perf_counter() - start) * 1000)
        assert not app.exception
        assert not app.error
    return times[0], median(times[1:])


if __name__ == "__main__":
    main()
