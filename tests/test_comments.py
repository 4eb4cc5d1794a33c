"""What customers wrote: scripts, marks, themes and how content it sounds, worked by hand."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.intake import take_in
from data.scope import Condition, Scope
from data.store import Study
from metrics.comments.lexicon import rough_chance
from metrics.comments.moods import at_odds, moods
from metrics.comments.samples import verbatims
from metrics.comments.sentiment import SCORED_NEEDED, heard
from metrics.comments.signs import sign_counts
from metrics.comments.taught_themes import Labels, taught, to_label
from metrics.comments.terms import suggested_terms
from metrics.comments.theme_members import theme_dimension
from metrics.comments.themes import Theme, pattern, standard_themes, themes_said
from metrics.comments.written import comments
from metrics.dimensions import dimension_called, is_dimension
from metrics.refusals import NotComputableError
from tests.studies import scope_of

PRICE = Theme("price", ("贵", "price*"))


def answer(
    customer: str, comment: str | None, score: float | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "customer_id": customer,
        "answered_at": pd.Timestamp("2024-06-01"),
        "response_id": f"r-{customer}-{comment}",
        "instrument": "csat",
        "score": score,
        "scale_min": 1.0,
        "scale_max": 5.0,
        "comment": comment,
    } | more


def answers(*rows: dict[str, Any]) -> Scope:
    return scope_of(survey_responses=list(rows))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("这个app很好用", "zh"),
        ("Great tea and cups, 很好", "en"),
        ("iPhone 14 Pro Max 很好用，推荐", "zh"),
        ("Sehr schön", "en"),
    ],
)
def test_the_script_of_a_comment_is_told_by_its_letters(text: str, language: str) -> None:
    assert comments(answers(answer("a", text)))["language"].tolist() == [language]


def test_what_has_no_letters_is_no_comment() -> None:
    assert comments(answers(answer("a", " 5555 "), answer("b", "  "), answer("c", None))).empty
    assert themes_said(answers(answer("a", "!!!", 5.0), answer("b", "ok", 5.0)), [PRICE]).base == 1


@pytest.mark.parametrize(
    ("more", "mark", "content"),
    [
        ({"score": 2.0}, 25, 0),
        ({"score": 3.0}, 50, None),
        ({"score": 4.0}, 75, 1),
        ({"score": 6.0, "instrument": "nps", "scale_min": 0.0, "scale_max": 10.0}, 60, 0),
        ({"score": 8.0, "instrument": "nps", "scale_min": 0.0, "scale_max": 10.0}, 80, None),
        ({"score": 1.0, "scale_min": 0.0, "scale_max": 1.0}, 100, 1),
        # The older question on effort runs the other way; how important something is says nothing.
        ({"score": 1.0, "instrument": "ces"}, None, None),
        ({"score": 1.0, "instrument": "importance"}, None, None),
    ],
)
def test_a_mark_is_low_or_high_at_the_ends_of_its_scale(
    more: dict[str, Any], mark: float | None, content: int | None
) -> None:
    found = comments(answers(answer("a", "fine tea", **more))).iloc[0]
    told = [None if pd.isna(found[name]) else found[name] for name in ("mark", "is_content")]
    assert told == [mark, content]


def test_one_comment_to_several_questions_is_one_with_the_mark_that_says_most() -> None:
    same = {"response_id": "r1"}
    rows = comments(
        answers(
            answer("a", "fine tea", 5.0, **same),
            answer("a", "fine tea", 0.0, instrument="nps", scale_min=0.0, scale_max=10.0, **same),
        )
    )
    assert rows[["mark", "is_content"]].to_numpy().tolist() == [[100, 1]]


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        ("price", "prices rose", True),
        ("price", "pricey", False),
        ("deliver*", "delivering", True),
        ("late", "chocolate", False),
        ("贵", "太贵了", True),
        ("a.c", "abc", False),
        ("*", "anything", False),
    ],
)
def test_a_latin_word_stands_for_itself_and_a_chinese_one_wherever_it_is(
    word: str, text: str, is_found: bool
) -> None:
    scope = answers(answer("a", text))
    found = scope.frame("select regexp_matches($text, $p) as f", text=text, p=pattern((word,)))
    assert bool(found["f"].iloc[0]) is is_found


def spoken() -> Scope:
    """Forty who write of prices, marking 1 and 2 in turn; sixty of tea, marking 5; a late one."""
    dear = [answer(f"p{n}", f"the price rose {n}", 1.0 + n % 2) for n in range(40)]
    fine = [answer(f"t{n}", f"lovely tea {n}", 5.0) for n in range(60)]
    late = answer("late", "price price", 1.0, answered_at=pd.Timestamp("2025-01-01"))
    return answers(*dear, *fine, late)


def test_a_theme_has_its_share_and_the_gap_of_its_marks_from_the_rest() -> None:
    said = themes_said(spoken(), (PRICE, Theme("none", ("coffee",))))
    row = said.table.set_index("theme").loc["price"]
    assert (said.base, said.uncovered, row["comments"], row["customers"]) == (100, 60, 40, 40)
    assert row["share"] == 0.4
    # Wilson's interval of 40 out of 100.
    assert (row["low"], row["high"]) == (
        pytest.approx(0.3094, abs=1e-4),
        pytest.approx(0.498, abs=1e-4),
    )
    # Marks of 0 and 25 in turn against 100; without them the mean of 65 would be 100.
    assert (row["mark"], row["rest_mark"], row["gap"], row["pull"]) == (12.5, 100, -87.5, -35)
    # The error is 12.5 / √40; t of 99 is 1.984.
    assert row["gap_high"] - row["gap"] == pytest.approx(1.984 * 12.5 / 40**0.5, abs=1e-3)
    assert row["is_notable"]
    assert said.table["gap"].isna().tolist() == [False, True]


def test_many_comments_of_one_customer_make_a_share_no_surer() -> None:
    one = [answer("a", f"the price rose {n}", 1.0) for n in range(100)]
    others = [answer(f"t{n}", f"lovely tea {n}", 5.0) for n in range(100)]
    row = themes_said(answers(*one, *others), (PRICE,)).table.iloc[0]
    assert row["share"] == 0.5
    assert row["high"] - row["low"] > 0.5


def test_the_people_of_a_theme_are_as_many_as_its_bar_says() -> None:
    scope = spoken().on(date(2024, 12, 31), date(2024, 1, 1))
    for theme in (PRICE, Theme("tea", ("tea",)), standard_themes()[4]):
        dimension = dimension_called(theme_dimension(theme, scope.since).name)
        chip = Condition(dimension.members, (theme.name,), parameters=dimension.parameters)
        within = Scope(scope.study, scope.as_of, scope.since, (chip,))
        people = within.frame("select count(*) as people from customers")["people"].iloc[0]
        assert people == themes_said(scope, (theme,)).table["customers"].iloc[0] > 0


@pytest.mark.parametrize(
    "name", ["theme:", "theme:nothing", "theme:price:2024-99-99", "theme:a=b:c"]
)
def test_a_link_that_names_no_theme_names_no_dimension(name: str) -> None:
    assert not is_dimension(name)


def test_verbatims_are_those_with_the_lowest_marks_and_no_text_comes_twice() -> None:
    rows = [
        answer("a", "price too high for me", 3.0),
        answer("b", "a price to pay, really", 1.0),
        answer("c", "a price to pay, really", 2.0),
        answer("d", "price!", 1.0),
    ]
    found = verbatims(answers(*rows), PRICE)
    assert found[["customer_id", "mark"]].to_numpy().tolist() == [["b", 0], ["a", 50]]
    assert verbatims(answers(*rows), PRICE, "high")["customer_id"].tolist() == ["a", "c"]


def test_a_mark_is_shown_as_it_was_given() -> None:
    said = verbatims(answers(answer("a", "much too high a price", 1.0)), PRICE).iloc[0]
    assert (said["score"], said["scale_max"], said["mark"]) == (1, 5, 0)


def complaints(count: int) -> tuple[Scope, Labels]:
    """Every other comment is of a long wait, in words of which no list has one; all are labelled
    but the last forty.
    """
    slow, fine = ("stood about for ages", "queued an hour", "sat there half a day"), ("lovely tea",)
    rows = [
        answer(f"c{n}", f"{slow[n % 3] if n % 2 else fine[0]}, visit {n}", 3.0)
        for n in range(count + 40)
    ]
    labels = tuple((row["comment"], ("speed",) if n % 2 else ()) for n, row in enumerate(rows))
    return answers(*rows), labels[:count]


def test_enough_labels_teach_a_theme_that_no_word_tells() -> None:
    scope, labels = complaints(80)
    learned = taught(scope, labels)
    (lesson,) = learned.lessons
    assert (lesson.theme, lesson.language) == ("speed", "en")
    assert (lesson.labelled, lesson.with_theme) == (80, 40)
    assert lesson.quality is not None
    assert lesson.quality.auc == 1.0
    speed = (Theme("speed", ("slow",)),)
    assert themes_said(scope, speed).table["comments"].tolist() == [0]
    # Half of all, those that nobody labelled among them.
    assert themes_said(scope, speed, learned).table["comments"].tolist() == [60]


def test_a_label_stands_whatever_was_learned() -> None:
    scope, labels = complaints(80)
    own = ((labels[0][0], ("speed",)), *labels[1:])
    learned = taught(scope, own)
    rows = comments(scope)
    told = learned.corrected(rows, ["speed"], np.zeros((len(rows), 1), bool))[:, 0]
    said = dict(own)
    known = [said.get(text) for text in rows["comment"]]
    pairs = zip(told, known, strict=True)
    assert all(bool(is_told) == bool(label) for is_told, label in pairs if label is not None)


def test_below_thirty_labels_of_either_kind_words_count() -> None:
    scope, labels = complaints(58)
    learned = taught(scope, labels)
    assert learned.lessons == ()
    tea = (Theme("speed", ("lovely",)),)
    assert themes_said(scope, tea, learned).table["comments"].tolist() == [49]


def test_comments_to_label_are_drawn_by_lot_and_never_twice() -> None:
    scope, labels = complaints(80)
    first = to_label(scope, labels, pattern(("nothing",)))
    assert len(first) == 10
    assert to_label(scope, labels, pattern(("nothing",))) == first
    rest = to_label(scope, (*labels, *((text, ()) for text in first)), pattern(("tea",)), 100)
    assert len(rest) == 30
    assert not {text for text, _ in labels} & {*first, *rest}
    assert not {*first} & {*rest}


def test_half_of_the_comments_to_label_hold_a_themes_words_where_hardly_any_do() -> None:
    rows = [answer(f"t{n}", f"lovely tea {n}") for n in range(400)]
    rows += [answer(f"p{n}", f"the price rose {n}") for n in range(8)]
    drawn = to_label(answers(*rows), (), pattern(PRICE.words))
    assert len(drawn) == 10
    assert sum("price" in text for text in drawn) >= 5


def test_a_theme_learned_from_nothing_leaves_the_words_to_count() -> None:
    scope, labels = complaints(120)
    lots = np.random.default_rng(3).random(len(labels)) < 0.5
    noise = tuple(
        (text, ("speed",) if lot else ()) for (text, _), lot in zip(labels, lots, strict=True)
    )
    learned = taught(scope, noise)
    (lesson,) = learned.lessons
    assert lesson.quality is not None
    assert (lesson.quality.is_guess, lesson.is_used, learned.themes) == (True, False, frozenset())
    half_a_day = (Theme("speed", ("half a day",)),)
    by_words = themes_said(scope, half_a_day).table["comments"].tolist()
    assert themes_said(scope, half_a_day, learned).table["comments"].tolist() == by_words


def test_a_theme_learned_without_words_shows_what_was_written_on_it() -> None:
    scope, labels = complaints(80)
    speed = Theme("speed", ("slow",))
    assert verbatims(scope, speed).empty
    found = verbatims(scope, speed, most=100, taught=taught(scope, labels))
    assert len(found) == 60
    assert not found["comment"].str.contains("tea").any()


def test_terms_that_no_theme_covers_are_found_without_their_pieces() -> None:
    rows = [answer(f"p{n}", f"价格又涨了 {n}", 1.0) for n in range(30)]
    ends = ("太小", "很远", "收钱", "没位子", "关门了", "黑")
    rows += [answer(f"t{n}", f"停车场{ends[n % 6]}{n}", 2.0) for n in range(36)]
    rows += [answer(f"e{n}", f"the parking lot was full {n}", 2.0) for n in range(20)]
    found = suggested_terms(answers(*rows), (Theme("price", ("价格",)),))
    assert sorted(found) == ["parking lot", "停车场"]


@pytest.mark.parametrize(
    ("text", "language", "chance"),
    [
        ("质量很好，推荐", "zh", 1.0),
        ("质量不好", "zh", 0.0),
        ("不错", "zh", 1.0),
        ("好像没什么特别", "zh", None),
        ("物流快但是态度差", "zh", 0.0),
        ("Good value, but late", "en", 0.5),
        ("not very good", "en", 0.0),
        ("No problem at all", "en", 1.0),
        ("I don’t recommend it", "en", 0.0),
    ],
)
def test_word_lists_read_a_comment_roughly_and_turn_what_is_negated(
    text: str, language: str, chance: float | None
) -> None:
    found = rough_chance(pd.Series([text], dtype="str"), language)[0]
    assert (None if np.isnan(found) else found) == chance


def test_texts_are_counted_by_runs_of_signs_that_never_cross_from_one_to_the_next() -> None:
    both = sign_counts(["茶好", "差"], "zh")
    # A blank before and after: 4, 3 and 2 runs of the first, 3, 2 and 1 of the second.
    assert [both[0].nnz, both[1].nnz] == [8, 5]
    assert (both[1] != sign_counts(["差"], "zh")[0]).nnz == 0
    assert sign_counts([], "zh").shape[0] == 0


def written(count: int, seed: int = 1, **more: Any) -> list[dict[str, Any]]:
    """Comments whose words go with their marks in nine cases of ten."""
    random = np.random.default_rng(seed)
    good, bad = ("lovely", "fresh", "warm", "kind"), ("stale", "cold", "late", "grim")
    rows = []
    for n in range(count):
        is_content = random.random() < 0.6
        sounds = is_content if random.random() < 0.9 else not is_content
        words = " ".join(random.choice(good if sounds else bad, 2))
        day = pd.Timestamp("2023-01-01") + pd.Timedelta(days=n % 700)
        text = f"the tea was {words} on visit {n}"
        score = 5.0 if is_content else 1.0
        rows.append(answer(f"c{n % 180}", text, score, **({"answered_at": day} | more)))
    return rows


def test_enough_marks_are_learned_from_and_tried_on_later_comments() -> None:
    found = heard(answers(*written(500)))
    (english,) = found.languages
    assert not english.is_rough
    assert english.evaluated_on == "later"
    assert english.quality is not None
    assert english.since is not None
    # One comment in ten says the opposite of its mark: no reader can pass .9 by much.
    assert 0.8 < english.quality.auc < 0.95
    assert english.quality.auc_low < english.quality.auc < english.quality.auc_high
    is_later = pd.to_datetime(found.rows["answered_at"]) >= pd.Timestamp(english.since)
    assert (found.rows["tested"].notna() == is_later).all()


def test_without_days_other_customers_are_left_out_in_turn() -> None:
    found = heard(answers(*written(400, answered_at=None)))
    assert found.languages[0].evaluated_on == "other_customers"
    assert found.rows["tested"].notna().all()


def test_words_that_were_learned_from_are_no_test() -> None:
    rows = [answer(f"c{n}", "fine" if n % 2 else "foul", 5.0 if n % 2 else 1.0) for n in range(400)]
    found = heard(answers(*rows))
    assert found.languages[0].quality is None


def test_below_three_hundred_marks_a_word_list_reads_them_and_says_so() -> None:
    assert SCORED_NEEDED == 300
    found = heard(answers(*written(299)))
    assert found.languages[0].is_rough
    assert found.languages[0].evaluated_on == "all"


def test_each_script_is_read_for_itself() -> None:
    chinese = [
        answer(f"z{n}", f"茶叶很新鲜 {n}" if n % 2 else f"包装太差 {n}", 1.0 + 4 * (n % 2))
        for n in range(40)
    ]
    found = heard(answers(*written(400), *chinese))
    assert [(one.language, one.is_rough, one.comments) for one in found.languages] == [
        ("en", False, 400),
        ("zh", True, 40),
    ]


def test_marks_that_go_with_nothing_are_no_better_than_a_guess() -> None:
    random = np.random.default_rng(5)
    rows = [row | {"score": float(random.choice([1, 5]))} for row in written(600)]
    quality = heard(answers(*rows)).languages[0].quality
    assert quality is not None
    assert quality.auc_low <= 0.5 <= quality.auc_high


def test_what_sounds_unhappy_is_told_by_the_mark_that_came_with_it() -> None:
    unmarked = [row | {"score": None, "response_id": "new"} for row in written(50, 2)]
    rows = [*written(500), *unmarked]
    scope = answers(*rows)
    found = heard(scope)
    table = moods(scope, found).set_index("mark_kind")
    assert table.loc["low", "share"] > 0.75 > 0.25 > table.loc["high", "share"]
    assert table.loc["none", "base"] == 50
    odd = at_odds(scope, found)
    assert ((odd["mark"] - 100 * odd["chance"]).abs() >= 80).all()
    assert len(odd) > 0


def test_without_comments_nothing_can_be_read() -> None:
    with pytest.raises(NotComputableError):
        heard(answers(answer("a", None, 5.0)))


def test_a_file_of_words_alone_is_understood_and_read_by_the_word_lists() -> None:
    told = ["物流太慢了，等了很久", "价格实惠，茶叶很新鲜"]
    rows = [f'K{n:03},2024-03-{1 + n % 28:02},"{told[n % 2]}{n}"' for n in range(60)]
    study = Study()
    take_in(
        study,
        [
            (
                "反馈.csv",
                "\n".join(["客户编号,评价时间,评论内容", *rows, "K900,2024-03-01,"]).encode(),
            )
        ],
    )
    scope = Scope(study, date(2024, 12, 31), filled=study.filled())
    found = heard(scope)
    assert [(one.comments, one.scored, one.is_rough) for one in found.languages] == [(60, 0, True)]
    table = moods(scope, found)
    assert table[["mark_kind", "share", "base"]].to_numpy().tolist() == [["none", 0.5, 60]]
    said = themes_said(scope, standard_themes()).table.set_index("theme")
    assert said.loc["delivery", "comments"] == said.loc["price", "comments"] == 30


@pytest.mark.parametrize(
    ("labels", "marks"), [(("0", "1"), [0, 100]), (("negative", "positive"), [0, 100])]
)
def test_a_label_of_good_or_bad_beside_a_review_is_its_mark(
    labels: tuple[str, str], marks: list[float]
) -> None:
    rows = [f"{labels[n % 2]},the tea of visit {n} came as it always does" for n in range(60)]
    study = Study()
    take_in(study, [("reviews.csv", "\n".join(["label,review", *rows]).encode())])
    found = comments(Scope(study, date(2024, 12, 31), filled=study.filled()))
    assert sorted(set(found["mark"])) == marks
    assert len(found) == 60
