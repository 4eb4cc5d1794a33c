"""Groups that are there are found, and where there are none this is said."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_info, threadpool_limits

from data.scope import Scope
from metrics.dimensions import dimension_called, is_dimension
from metrics.quotients import by
from metrics.refusals import NotComputableError, TooFewError
from metrics.registry import BY_NAME
from metrics.segments.cluster_groups import cluster_called, find_groups, offered_fields
from metrics.segments.clusters import clusters, nearest
from metrics.statistics.intervals import Numbers
from tests.opened_pages import is_sound, link, opened, page
from tests.studies import AS_OF, orders_on, study_of
from ui.labels import segment_label
from ui.links import Chip
from ui.words import words

CENTRES = np.array([[0.0, 0.0, 0.0], [4.0, 0.0, 0.0], [0.0, 4.0, 2.0]])


def test_planted_groups_are_found_with_their_members() -> None:
    random = np.random.default_rng(2)
    truth = random.integers(3, size=600)
    rows = CENTRES[truth] + random.normal(size=(600, 3)) * 0.7
    found = clusters(rows)
    assert len(found.centres) == 3
    assert found.stability.min() > 0.9
    crossed = pd.crosstab(truth, nearest(rows, found.centres))
    assert crossed.max(axis=1).sum() / 600 > 0.98


@pytest.mark.parametrize("shape", ["even", "round", "slanting"])
def test_one_heap_is_no_groups(shape: str) -> None:
    random = np.random.default_rng(3)
    rows = random.uniform(size=(600, 2)) if shape == "even" else random.normal(size=(600, 3))
    if shape == "slanting":
        rows = rows @ np.array([[2.0, 1.0, 0.0], [0.0, 1.0, 0.5], [0.0, 0.0, 0.3]])
    with pytest.raises(NotComputableError, match="no_groups"):
        clusters(rows)


def test_a_few_customers_make_no_groups() -> None:
    with pytest.raises(TooFewError):
        clusters(np.zeros((199, 2)))


@pytest.fixture(scope="module")
def shop() -> Scope:
    """150 who bought once, long ago, and 150 who buy a lot, to this day."""
    random = np.random.default_rng(4)
    rows: list[dict[str, Any]] = []
    for n in range(150):
        rows += orders_on(f"once{n}", f"2023-{1 + n % 3:02}-{1 + n % 28:02}", amount=20.0 + n % 5)
        days = [f"2024-{m:02}-{1 + int(random.integers(28)):02}" for m in range(3, 12)]
        rows += orders_on(f"often{n}", *days, amount=200.0 + n)
    study = study_of(orders=rows)
    return Scope(study, AS_OF, filled=study.filled())


def test_groups_tell_customers_apart_like_any_other_dimension(shop: Scope) -> None:
    assert offered_fields(shop) == ["recency_days", "order_days", "net_spend"]
    found = find_groups(shop, ["recency_days", "net_spend"])
    assert len(found.groups.centres) == 2
    members = shop.frame(found.dimension.members, **dict(found.dimension.parameters))
    kind = members["customer_id"].str.startswith("once")
    assert members.groupby(kind)["segment"].nunique().tolist() == [1, 1]
    rows = by(shop, [BY_NAME["average_order_value"]], found.dimension)
    assert sorted(rows["value"].round()) == [22, 274]
    # The name holds all it takes: a link opens the very same groups.
    assert cluster_called(found.dimension.name) == found.dimension


@pytest.mark.parametrize(
    "name",
    [
        "cluster:a~n1/1~1.2.3.4.5.6.7",
        "cluster:a;b~n1/1~1.2",
        "cluster:a~lx/1~1",
        "cluster:a~n1.2.3/1~1",
        "cluster:",
        "cluster:a;b~n1/1;n1/1~1.2.3",
    ],
)
def test_a_name_that_is_made_up_names_nothing(name: str) -> None:
    assert not is_dimension(name)


@pytest.mark.parametrize(
    ("group", "language", "said"),
    [
        ("group_1", "en", "Group 1: Net spend high, Days since the last order low"),
        ("group_2", "zh-Hans", "第 2 群：距上次下单的天数偏高、净消费偏低"),
    ],
)
def test_a_group_is_called_by_what_sets_it_apart(group: str, language: str, said: str) -> None:
    # In spreads from the mean: −1 and 1.5 in the first group, 0.8 and −0.6 in the second.
    made = "cluster:recency_days;age;net_spend~n100/50;n40/9;l5/1~-100.20.150.80.-10.-60"
    assert segment_label(words(language), dimension_called(made), group) == said


def test_a_link_to_groups_filters_by_them(shop: Scope) -> None:
    found = find_groups(shop, ["recency_days", "order_days", "net_spend"])
    chip = Chip(found.dimension.name, "group_1")
    app = page(opened(shop.study), "segments", by=found.dimension.name, **link(chip))
    assert is_sound(app)
    assert app.dataframe[0].value["segment"].nunique() == 1


def test_the_page_finds_groups_in_the_demo_company() -> None:
    app = page(name="groups")
    assert is_sound(app)
    app.button(key="clusters-use").click().run()
    assert is_sound(app)
    assert any("cluster:" in rule for rule in app.session_state["choices"].rules)


def test_one_thread_searches_so_that_a_busy_machine_does_not_wait_for_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: set[int] = set()

    def fit(rows: Numbers, count: int) -> KMeans:
        threads.update(pool["num_threads"] for pool in threadpool_info())
        return KMeans(count, n_init=1, random_state=0).fit(rows)

    monkeypatch.setattr("metrics.segments.clusters._fit", fit)
    with threadpool_limits(2):
        heaps = np.random.default_rng(0).normal(size=(200, 2))
        heaps[100:] += 9
        clusters(heaps)
    assert threads == {1}
