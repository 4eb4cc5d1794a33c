"""Loyal, or only still here: RFM, the loyalty index and the four cells."""
