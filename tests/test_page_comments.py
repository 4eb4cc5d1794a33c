"""The page of comments: its themes, whose words the reader changes, and what it never shows."""

import pandas as pd

from data.store import Study
from metrics.comments.taught_themes import Labels
from metrics.comments.theme_members import theme_dimension
from metrics.comments.themes import Theme, standard_themes
from tests.opened_pages import HOSTILE, is_sound, link, opened, page, say, texts
from tests.studies import study_of
from tests.test_comments import answer, written
from ui.figures.comments.theme_words import read_themes
from ui.links import Chip
from ui.masking import without_contacts


def study() -> Study:
    rows = [
        *written(320),
        *(answer(f"h{n}", f"price {text}", 1.0) for n, text in enumerate(HOSTILE)),
    ]
    rows += [answer(f"p{n}", f"the price rose, call 138 0013 80{n:02} now", 2.0) for n in range(40)]
    return study_of(survey_responses=rows)


def test_the_page_reads_comments_masks_contacts_and_follows_the_readers_own_themes() -> None:
    own = opened(study())
    app = page(own, "comments")
    assert is_sound(app)
    told = "\n".join(texts(app))
    assert "AUC" in told
    assert "138 0013" not in told
    assert "<script>" not in told
    app.session_state["comment_themes"] = (Theme("tea & co", ("tea",)),)
    app.run()
    assert is_sound(app)
    assert "tea & co" in [box for s in app.selectbox for box in s.options]


def test_without_comments_the_page_says_what_would_unlock_it() -> None:
    rows = [answer(f"c{n}", None, 5.0) for n in range(3)]
    app = page(opened(study_of(survey_responses=rows)), "comments")
    assert is_sound(app)
    assert any("needs: Comment" in text for text in texts(app))


def test_a_comment_to_label_can_be_read_to_its_end() -> None:
    long = "the price rose and rose " * 8 + "at last"
    rows = [*written(320), *(answer(f"l{n}", f"{n} {long}", 1.0) for n in range(10))]
    app = page(opened(study_of(survey_responses=rows)), "comments")
    app.session_state["theme-label-box"] = True
    app.run()
    assert any(box.label.endswith("at last") for box in app.multiselect)


def test_labels_kept_on_the_page_change_what_is_counted_and_say_how_well_they_teach() -> None:
    app = page(opened(study()), "comments")
    app.session_state["theme-label-box"] = True
    assert is_sound(app.run())
    first = next(box for box in app.multiselect if str(box.key).startswith("theme-labels-0-"))
    first.set_value(["trust"])
    keep = next(b for b in app.button if b.label == say("comments.labels_keep"))
    assert is_sound(keep.click().run())
    assert say("comments.labelled", count="10") in "\n".join(texts(app))
    assert app.session_state["comment_theme_labels"][0][1] == ("trust",)
    app.button(key="theme-labels-undo").click().run()
    assert app.session_state["comment_theme_labels"] == ()
    rows: Labels = tuple(
        (f"the price rose, call 138 0013 80{n:02} now", ("trust",)) for n in range(40)
    )
    rows += tuple((row["comment"], ()) for row in written(40))
    app.session_state["comment_theme_labels"] = rows
    assert is_sound(app.run())
    assert "AUC" in next(text for text in texts(app) if "**Trust**" in text)


def test_themes_are_read_line_by_line_and_a_name_of_ours_stays_ours() -> None:
    text = "Price: dear, 贵，*\nno colon\nempty:\nOwn=one: tea ~ leaf; price: x\nPrice： cheap"
    assert read_themes(text, {"Price": "price"}) == (
        Theme("price", ("dear", "贵", "cheap")),
        Theme("Own one", ("tea leaf", "price x")),
    )
    assert read_themes("nothing", {}) == ()
    assert len(standard_themes()) == 11


def test_ways_to_reach_somebody_are_taken_out_of_what_they_wrote() -> None:
    text = (
        "call +86 138-0013-8000 or a.b@example.com, 微信号: tea_lover9, www.x.example/y 订单 12 天"
    )
    assert without_contacts(text) == "call **** or ***@…, 微信号: ***, … 订单 12 天"


def test_a_clicked_theme_leads_to_as_many_people_as_its_bar_counts() -> None:
    name = theme_dimension(standard_themes()[4]).name
    app = page(opened(study()), "comments", **link(Chip(name, "price")))
    assert is_sound(app)
    # Forty, and as many more as there are hostile texts, one customer each.
    count = str(40 + len(HOSTILE))
    assert say("figure.people", count=count) in [e.proto.label for e in app.get("page_link")]
    assert "Price" in [o for box in app.selectbox for o in box.options]


def test_what_is_chosen_for_one_comment_is_kept_for_no_other_when_the_day_changes() -> None:
    """A browser keeps what is chosen in a form under the box's key until the form is sent."""
    days = {"old": "2024-01-01", "new": "2024-06-01"}
    rows = [
        answer(f"{when}{n}", f"{when} price {n}", 1.0) | {"answered_at": pd.Timestamp(day)}
        for when, day in days.items()
        for n in range(200)
    ]
    own = opened(study_of(survey_responses=rows))
    app = page(own, "comments", as_of="2024-03-01")
    app.session_state["theme-label-box"] = True
    shown = {box.key: box.label for box in app.run().multiselect}
    app.query_params["as_of"] = "2024-12-31"
    later = {box.key: box.label for box in app.run().multiselect}
    assert set(later.values()) - set(shown.values())
    assert all(shown[key] == later[key] for key in shown.keys() & later.keys())
