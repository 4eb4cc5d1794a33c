"""Who is likely to leave next, how good that forecast was, and whom to speak to first."""
