"""Campaigns told in columns of a file of customers become rows, one per customer and campaign."""

from pathlib import Path

import pytest

from data.intake import take_in
from data.scope import Scope
from data.store import Study
from metrics.campaigns.age_response import age_response
from metrics.quotients import overall
from metrics.registry import BY_NAME
from tests.house import ROOT
from tests.read_in import read_in
from tests.studies import AS_OF

FILE = Path(ROOT).parent / "shared/datasets/marketing_campaign/marketing_campaign.csv"


def campaigns(header: str, *rows: str) -> dict[str, list[bool]]:
    study = Study()
    take_in(study, [("customers.csv", "\n".join([header, *rows]).encode())])
    found = Scope(study, AS_OF).frame(
        "select campaign, is_converted from campaign_sends order by campaign, customer_id"
    )
    return {str(name): [*own] for name, own in found.groupby("campaign")["is_converted"]}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("AcceptedCmp1,AcceptedCmp2,Response", ["AcceptedCmp1", "AcceptedCmp2", "Response"]),
        ("活动1是否响应,活动2是否响应,年级", ["活动1是否响应", "活动2是否响应"]),
        # One such column may say anything, and an answer alone names no campaign.
        ("AcceptedCmp1,Complain,Response", []),
        ("Response,Responded,Complain", []),
    ],
)
def test_columns_of_yes_and_no_on_campaigns_are_campaigns(header: str, expected: list[str]) -> None:
    rows = [f"c{n},190{n % 10},{n % 2},{int(n < 3)},{int(n > 3)}" for n in range(8)]
    found = campaigns(f"customer_id,birth_year,{header}", *rows)
    assert sorted(found) == sorted(expected)
    if expected:
        assert found[expected[0]] == [False, True] * 4


def test_counts_are_no_answers() -> None:
    rows = [f"c{n},{n},{n % 2}" for n in range(8)]
    assert campaigns("customer_id,AcceptedCmp1,AcceptedCmp2", *rows) == {}


def test_a_published_file_tells_who_accepted_which_campaign_by_age() -> None:
    if not FILE.exists():
        pytest.skip("needs ../shared/datasets/marketing_campaign")
    scope = read_in(FILE)
    told = scope.frame("""select campaign, count(*) as sent, sum(cast(is_converted as int)) as yes
from campaign_sends group by campaign order by campaign""").set_index("campaign")
    assert told["sent"].unique().tolist() == [2240]
    # Counted in the file by hand, column by column.
    assert told["yes"].to_dict() == {
        "AcceptedCmp1": 144,
        "AcceptedCmp2": 30,
        "AcceptedCmp3": 163,
        "AcceptedCmp4": 167,
        "AcceptedCmp5": 163,
        "Response": 334,
    }
    row = overall(scope, [BY_NAME["campaign_conversion"]]).iloc[0]
    assert (row["base"], row["customers"]) == (6 * 2240, 2240)
    assert row["value"] == pytest.approx(1001 / 13440)
    assert set(age_response(scope, "is_converted").slopes["channel"]) == set(told.index)
