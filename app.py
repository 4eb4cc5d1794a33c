"""The frame: page set-up, navigation, the shared bar; every page is drawn inside it."""

import streamlit as st

from ui import frame

frame.draw()
