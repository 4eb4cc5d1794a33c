"""The page of campaigns as a reader meets it: Hillstrom's mails, no control group, no campaigns."""

from typing import Any

import pytest

from data.intake import take_in
from data.store import Study
from tests.files import dataset
from tests.opened_pages import is_sound, opened, page, say, says, texts
from tests.studies import orders_on, study_of


def sends(count: int, **more: Any) -> list[dict[str, Any]]:
    return [
        {"customer_id": f"c{n}", "campaign": "spring", "is_converted": n % 5 == 0} | more
        for n in range(count)
    ]


def test_the_demo_company_shows_every_part_and_says_what_was_won_back() -> None:
    app = page(name="campaigns")
    assert is_sound(app)
    assert len(app.header) == 8
    assert any("Double 11 member gift" in option for box in app.selectbox for option in box.options)
    assert any("**+12.4 pp**" in text.replace("\\", "") for text in texts(app))


@pytest.mark.slow
def test_hillstroms_upload_tells_both_mails_apart_and_refuses_to_aim_the_mens() -> None:
    study = Study()
    take_in(study, [dataset("hillstrom/hillstrom.csv")])
    app = page(opened(study), "campaigns")
    assert is_sound(app)
    told = "\n".join(texts(app)).replace("\\", "")
    assert "**Mens E-Mail**: 18.3% against 10.6%" in told
    assert "**+4.5 pp** (95% interval +3.9 pp to +5.2 pp)" in told
    app.selectbox(key="targeting-outcome").select("converted")
    app.toggle(key="targeting-learn").set_value(True).run(timeout=120)
    assert is_sound(app)
    assert any("**Targeting is no better than random here.**" in text for text in texts(app))


@pytest.mark.parametrize("more", [{}, {"is_control": False}, {"is_control": None}])
def test_without_a_control_group_the_page_says_what_cannot_be_known(more: dict[str, Any]) -> None:
    app = page(opened(study_of(campaign_sends=sends(300, **more))), "campaigns")
    assert is_sound(app)
    assert says(app, "effects.no_control")
    assert says(app, "effects.no_control_why")


def test_a_study_without_campaigns_names_the_column_that_opens_them() -> None:
    app = page(opened(study_of(orders=orders_on("a", "2024-05-01"))), "campaigns")
    assert is_sound(app)
    column = say(
        "passport.column_of", column=say("column.campaign"), table=say("table.campaign_sends")
    )
    assert any(column in text for text in texts(app))


def test_groups_of_other_sizes_than_planned_are_warned_of_first() -> None:
    rows = sends(300) + [
        {"customer_id": f"k{n}", "campaign": "spring", "is_control": True, "is_converted": n < 20}
        for n in range(150)
    ]
    own = opened(
        study_of(campaign_sends=[row | {"is_control": "is_control" in row} for row in rows])
    )
    app = page(own, "campaigns")
    assert not app.warning
    app.number_input(key="effects-planned-spring").set_value(50.0).run()
    assert [w.value for w in app.warning if "not of the planned sizes" in w.value]
