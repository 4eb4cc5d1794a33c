"""From texts to values: numbers, moments, truths, money and answers in words."""
