"""What is timed, against what; never part of the tests."""
