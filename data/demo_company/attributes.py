"""What else the demo company keeps of its customers, beside what every shop does."""

import numpy as np
import pandas as pd

from data.demo_company.calendar import Whole
from data.demo_company.orders import customer_ids
from data.demo_company.people import People
from data.demo_company.words import Words, said


def attribute_rows(people: People, words: Words, random: np.random.Generator) -> pd.DataFrame:
    """The attributes table: family size, usual store, what the customer looks for, tea habit,
    and of a business how it is doing.
    """
    size = random.choice(6, people.size, p=(0.17, 0.27, 0.3, 0.15, 0.08, 0.03))
    has_store = random.random(people.size) < 0.45
    consumer = ~people.is_business
    columns = {
        "family_size": said([str(n) for n in range(1, 7)], np.where(consumer, size, -1)),
        "store": words.said("stores", np.where(has_store, people.city % 6, -1)),
        "style": words.said("styles", np.where(consumer, people.style, -1)),
        "habit": words.said("habits", np.where(consumer, people.habit, -1)),
        "condition": words.said("conditions", _conditions(people, random)),
    }
    ids = customer_ids(np.arange(people.size))
    parts = [
        pd.DataFrame(
            {"customer_id": ids, "name": words.words(f"attributes.{key}")[0], "value": column}
        )
        for key, column in columns.items()
    ]
    return pd.concat(parts, ignore_index=True).dropna(subset="value", ignore_index=True)


def _conditions(people: People, random: np.random.Generator) -> Whole:
    """How each business is doing by number; -1 for consumers and where nobody has asked."""
    found = random.choice(4, people.size, p=(0.36, 0.38, 0.15, 0.11))
    is_told = people.is_business & (random.random(people.size) < 0.8)
    return np.where(is_told, found, -1)
