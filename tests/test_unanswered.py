"""What stands at the end of a page for the questions that its data cannot answer."""

from tests.opened_pages import is_sound, opened, page, say, texts
from tests.studies import study_of
from tests.test_page_loyalty import TELCO


def test_questions_without_their_columns_stand_once_below_those_that_are_answered() -> None:
    app = page(opened(study_of(**TELCO)), "lifecycle")
    assert is_sound(app)
    headings = [heading.value for heading in app.header]
    assert headings == [say("survival.title"), say("unanswered.title")]
    listed = next(text for text in texts(app) if say("stages.title") in text)
    assert (
        say("passport.column_of", column=say("column.ordered_at"), table=say("table.orders"))
        in listed
    )
    assert say("survival.title") not in listed


def test_a_page_that_answers_all_has_no_such_list() -> None:
    app = page(name="lifecycle")
    assert say("unanswered.title") not in [heading.value for heading in app.header]


def test_of_contracts_without_dates_the_page_of_value_lists_what_it_lacks_once_at_its_end() -> None:
    app = page(opened(study_of(**TELCO)), "value")
    assert [heading.value for heading in app.header] == [say("unanswered.title")]
    assert not app.info
    told = next(text for text in texts(app) if say("delivered_value.title") in text).splitlines()
    line = next(line for line in told if say("retention_worth.title") in line)
    # What a contract costs is known there; orders would have to bring three columns.
    assert say("column.started_on") in line
    assert say("column.ordered_at") not in line
