"""How long requests wait, how far they come, and times that cannot be: all worked by hand."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.intake import take_in
from data.scope import Scope
from data.store import Study
from metrics.quotients import overall
from metrics.registry import BY_NAME
from metrics.service.impossible_times import impossible_tickets, impossible_times
from metrics.service.service_steps import service_steps
from metrics.service.waits import curve, medians, quantiles, waits
from metrics.service.working_hours import WORKING_HOURS
from metrics.stated.service_facts import SERVICE
from metrics.statistics.survival import reached_interval, survival_curve
from tests.house import ROOT
from tests.opened_pages import is_sound, opened, page, say, texts
from tests.studies import AS_OF, scope_of, study_of
from tests.test_indicators_service import ticket
from ui.document_service import channels
from ui.document_service import waits as waits_told
from ui.formats import Formats
from ui.words import languages, words

LOOK_ALIKE = ROOT.parent / "shared/datasets/support_tickets_lookalike/customer_support_tickets.csv"


def replied(customer_id: str, hours: float | None) -> dict[str, object]:
    """A request of the evening before the year's last day, replied to after so many hours."""
    opened_at = pd.Timestamp("2024-12-30 20:00")
    reply = opened_at + pd.Timedelta(hours=hours) if hours is not None else pd.NaT
    more = {} if hours is None else {"first_replied_at": reply}
    return ticket(customer_id, str(opened_at), None) | more


def test_a_request_without_a_reply_waits_until_the_day_it_is_seen_from() -> None:
    requests = [replied("a", 1), replied("b", 2), replied("c", 4), replied("d", None)]
    found = waits(scope_of(tickets=requests), "reply").sort_values("hours")
    assert found["hours"].tolist() == [1, 2, 4, 28]
    assert found["is_ended"].tolist() == [True, True, True, False]
    told = quantiles(found).set_index("share")
    assert told.loc[0.5, "hours"] == 2
    # Three in four are replied to; within how long nine in ten are, nobody can know yet.
    assert told.loc[0.9, ["hours", "high"]].isna().all()


def test_the_curve_counts_those_who_gave_up_waiting_only_until_they_did() -> None:
    settled = ticket("s", "2024-12-30 20:00", "2024-12-30 23:00")
    several = [replied(f"c{n}", 1 if n < 15 else 5) for n in range(30)]
    steps = curve(waits(scope_of(tickets=[settled, *several]), "reply")).set_index("time")
    assert steps["at_risk"].to_dict() == {0: 31, 1: 31, 3: 16, 5: 15}
    assert steps.loc[3, "survival"] == pytest.approx(16 / 31)
    assert steps.loc[5, "survival"] == 0


@pytest.mark.parametrize(
    ("began", "ended", "hours"),
    [
        ("2024-10-04 17:00", "2024-10-07 10:00", 2),  # Friday to Monday
        ("2024-10-05 10:00", "2024-10-06 20:00", 0),  # within a weekend
        ("2024-10-07 08:00", "2024-10-08 23:00", 18),
        ("2024-10-07 12:15", "2024-10-07 12:45", 0.5),
    ],
)
def test_working_hours_leave_out_nights_and_weekends(began: str, ended: str, hours: float) -> None:
    one, other = pd.Series([pd.Timestamp(began)]), pd.Series([pd.Timestamp(ended)])
    assert WORKING_HOURS.between(one, other).tolist() == [hours]


STEPS = [
    ticket("a", "2024-10-01", None),
    ticket("b", "2024-10-01", None, first_replied_at="2024-10-02"),
    ticket("c", "2024-10-01", "2024-10-03", first_replied_at="2024-10-02"),
    # Solved without a reply is taken up all the same.
    ticket("d", "2024-10-01", "2024-10-03", followed_up_at="2024-10-05"),
    ticket("e", "2024-10-01", "2024-10-03", first_replied_at="2024-10-04"),
]


def filled(tickets: list[dict[str, Any]]) -> Scope:
    """The scope that knows which columns these requests fill."""
    study = study_of(tickets=tickets)
    return Scope(study, AS_OF, filled=study.filled())


def test_each_step_of_the_funnel_is_a_share_of_the_one_before() -> None:
    rows = service_steps(filled(STEPS)).set_index("step")
    assert rows["ticket_count"].to_dict() == {
        "received": 5,
        "analysed": 4,
        "solved": 3,
        "followed_up": 1,
    }
    assert rows["share"].iloc[1:].tolist() == pytest.approx([4 / 5, 3 / 4, 1 / 3])


def test_times_that_cannot_be_are_counted_shown_and_in_no_average() -> None:
    broken = ticket("f", "2024-10-09", "2024-10-01", due_at="2024-10-10")
    scope = scope_of(tickets=[*STEPS, broken])
    counts = impossible_times(scope).set_index("kind")
    assert counts["ticket_count"].to_dict() == {
        "resolved_before_opened": 1,
        "resolved_before_replied": 1,
    }
    assert counts.loc["resolved_before_opened", "base"] == 4
    listed = impossible_tickets(scope).set_index("customer_id")["fault"]
    assert listed.to_dict() == {"f": "resolved_before_opened", "e": "resolved_before_replied"}
    assert len(waits(scope, "solution")) == 5
    # Of those replied to: b still open, c solved a day later; e was solved before its reply.
    work = waits(scope, "work").set_index("customer_id")
    assert work["is_ended"].to_dict() == {"b": False, "c": True}
    assert work.loc["c", "hours"] == 24
    assert overall(scope, [BY_NAME["sla_hit"]])["base"].iloc[0] == 0


def test_seen_from_an_earlier_day_what_came_later_has_not_happened() -> None:
    before = filled(STEPS).on(date(2024, 10, 1))
    assert not waits(before, "solution")["is_ended"].any()
    assert service_steps(before)["ticket_count"].tolist() == [5, 0, 0, 0]


@pytest.fixture(scope="module")
def look_alike() -> Study:
    if not LOOK_ALIKE.exists():
        pytest.skip("../shared/datasets/support_tickets_lookalike is missing")
    study = Study()
    take_in(study, [(LOOK_ALIKE.name, LOOK_ALIKE.read_bytes())])
    return study


def test_the_look_alike_s_impossible_times_are_reported_on_the_page(look_alike: Study) -> None:
    own = opened(look_alike)
    scope = Scope(look_alike, date(2023, 6, 2), filled=look_alike.filled())
    clean = pd.read_csv(LOOK_ALIKE, parse_dates=["First Response Time", "Time to Resolution"])
    solved = clean.dropna(subset="Time to Resolution")
    backwards = int((solved["Time to Resolution"] < solved["First Response Time"]).sum())
    told = impossible_times(scope).iloc[0].to_dict()
    assert told == {
        "kind": "resolved_before_replied",
        "ticket_count": backwards,
        "base": len(solved),
    }
    assert len(waits(scope, "work")) == len(clean) - backwards
    app = page(own, "service")
    assert is_sound(app)
    assert any(f"{backwards:,} of {len(solved):,}" in text for text in texts(app))


def test_a_time_that_half_have_not_reached_is_told_as_such_and_draws_no_bar(
    look_alike: Study,
) -> None:
    app = page(opened(look_alike), "service")
    seen = "\n".join(texts(app))
    assert say("service_times.told_unreached", n="7,177", waiting="5,661") in seen
    assert say("hours.unseen") not in seen
    assert say("service_ways.none_reached") in seen
    assert not any(str(chart.key).startswith("service-ways") for chart in app.get("plotly_chart"))


def test_nine_in_ten_not_reached_yet_are_no_number() -> None:
    asked = [replied(f"c{n}", n / 16 if n % 4 else None) for n in range(60)]
    seen = "\n".join(texts(page(opened(study_of(tickets=asked)), "service")))
    assert say("service_times.most_unreached") in seen
    assert say("hours.unseen") not in seen


def test_marks_for_service_are_led_to_from_where_satisfaction_is_asked(look_alike: Study) -> None:
    app = page(opened(look_alike), "satisfaction")
    led = [link.proto.label for link in app.get("page_link")]
    assert say("scores.marked_for_service", page=say("service.title")) in led


def by_channels() -> list[dict[str, object]]:
    """Mail: 30 replied to after three hours, 10 not yet; telephone: two, too few to tell; chat: one
    in four of 40, each after 5 hours.
    """
    mail = [replied(f"m{n}", 3 if n < 30 else None) | {"channel": "mail"} for n in range(40)]
    chat = [replied(f"c{n}", 5 if n < 10 else None) | {"channel": "chat"} for n in range(40)]
    return [*mail, *chat, *(replied(f"t{n}", 1) | {"channel": "telephone"} for n in range(2))]


def test_each_channel_s_half_counts_those_who_still_wait() -> None:
    scope = filled(by_channels())
    # Nobody was helped in full: the time to a solution is not known.
    rows = medians(scope, "reply", "channel").set_index("segment")
    assert rows["base"].to_dict() == {"chat": 40, "mail": 40, "telephone": 2}
    assert rows["ended_count"].to_dict() == {"chat": 10, "mail": 30, "telephone": 2}
    assert rows.loc[["mail", "telephone"], "value"].tolist() == [3, 1]
    assert pd.isna(rows.loc["chat", "value"])
    assert rows["is_small"].to_dict() == {"chat": False, "mail": False, "telephone": True}
    facts: Any = SERVICE["service_channels"].facts(scope)
    reply = next(one for one in facts["waits"] if one["span"] == "reply")
    told = {row["segment"]: row for row in reply["channels"]}
    assert [row["segment"] for row in reply["channels"]][-1] == "telephone"
    assert told["mail"]["value"] == 3
    assert told["mail"]["low"] == 3
    assert told["mail"]["ended_count"] == 30
    assert told["chat"]["value"] is None


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            (
                "**First reply** — ",
                "mail: half within 3.0 hours (95% 3.0 hours – 3.0 hours), 40 requests, 10",
                "chat: fewer than half done so far, 40 requests, 30 still waiting",
                "telephone: too few to tell (n 2)",
            ),
        ),
        (
            "zh-Hans",
            (
                "mail：一半在 3.0 小时内（95% 区间 3.0 小时 – 3.0 小时），共 40 张工单，10",
                "chat：至今等到结果的不到一半，共 40 张工单，30 张仍在等",
                "telephone：工单太少，说不准（n 2）",
            ),
        ),
    ],
)
def test_the_report_tells_each_channel_s_wait(language: str, lines: tuple[str, ...]) -> None:
    say_in = words(language)
    facts: Any = SERVICE["service_channels"].facts(filled(by_channels()))
    line = channels(facts, say_in, Formats(say_in("language.locale")))
    for one in lines:
        assert one in line


@pytest.mark.parametrize("language", sorted(languages()))
def test_the_report_tells_nine_in_ten_and_how_many_still_wait(language: str) -> None:
    """Of 40, half within 3 hours, nine in ten (36) within 6, two still waiting."""
    hours = [3] * 20 + [6] * 18
    asked = [replied(f"c{n}", hour) for n, hour in enumerate([*hours, None, None])]
    facts: Any = SERVICE["service_waits"].facts(filled(asked))
    reply = facts["spans"][0]
    assert (reply["requests"], reply["ended"]) == (40, 38)
    assert (reply["median"]["hours"], reply["nine_in_ten"]["hours"]) == (3, 6)
    say_in = words(language)
    line = waits_told(facts, say_in, Formats(say_in("language.locale")))
    told = {
        "en": ("half within 3.0 hours", "nine in ten within **6.0 hours**", "40 requests, 2 still"),
        "zh-Hans": ("一半在 3.0 小时内", "九成在 **6.0 小时** 内", "共 40 张工单，2 张仍在等"),
    }
    assert all(one in line for one in told[language]), line


def test_where_all_left_at_once_the_interval_is_that_time() -> None:
    stays = pd.DataFrame({"months": [5.0] * 20, "is_ended": [True] * 20})
    assert reached_interval(survival_curve(stays), 0.5) == (5.0, 5.0)
    nobody = reached_interval(survival_curve(stays.assign(is_ended=False)), 0.5)
    assert np.isnan(nobody).all()
