"""Who are they? From any attribute to the people, and from the people to one customer."""

import streamlit as st

from ui.joined_filters import joined_filters
from ui.parts import title
from ui.people import people_list
from ui.person import one_customer
from ui.segment_table import segment_table
from ui.view import current_view

view = current_view()
title(view, "person" if view.choices.person else "segments")

if view.choices.person:
    one_customer(view, view.choices.person)
elif view.choices.chips:
    # Whoever comes with a filter comes for the people.
    joined_filters(view)
    found = st.container()
    dimension = segment_table(view)
    with found:
        people_list(view, dimension)
else:
    dimension = segment_table(view)
    people_list(view, dimension)
