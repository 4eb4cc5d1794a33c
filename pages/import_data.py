"""How does a reader get from an export to numbers about their own customers?"""

from ui.importing.draft import draft
from ui.importing.drop_zone import drop_zone
from ui.importing.file_cards import file_cards
from ui.importing.lead_on import lead_on
from ui.importing.linked import linked
from ui.importing.loading import loading
from ui.importing.opened_now import opened_now
from ui.importing.practice import practice
from ui.importing.problems import problems
from ui.importing.receipts import receipts
from ui.importing.templates import templates
from ui.importing.trial import trial
from ui.importing.unlocked import unlocked
from ui.parts import title
from ui.view import current_view

view = current_view()
title(view, "import_data")
opened_now(view)
dropped = draft()
lead_on(view, dropped)
drop_zone(view, dropped)
file_cards(view, dropped)
linked(view, dropped)
tried = trial(view, dropped)
if tried is not None:
    problems(view, dropped, tried)
    loading(view, dropped, tried)

if not dropped.entries:
    if not view.opened.is_demo:
        receipts(view)
        unlocked(view)
    templates(view)
    practice(view)
