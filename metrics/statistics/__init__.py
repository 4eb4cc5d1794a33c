"""How sure a number is, and what is beyond chance: intervals, curves and likelihoods."""
