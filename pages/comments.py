"""What do customers say in their own words, and how content do they sound?"""

from ui.crossfilter import is_nobody_left
from ui.figures.comments.comment_moods import moods_beside_marks
from ui.figures.comments.comment_themes import themes_of_comments
from ui.parts import section, title
from ui.view import current_view

view = current_view()
title(view, "comments")

if not is_nobody_left(view):
    section(view, "comments.themes")
    themes_of_comments(view)

    section(view, "comments.moods")
    moods_beside_marks(view)
