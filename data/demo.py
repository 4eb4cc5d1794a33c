"""The demo company: a tea and home-goods shop with a refill club, invented from a fixed seed.

Three years of it, 2023-10-01 to 2026-09-30: about 6,000 customers in five regions of China, with
orders, subscriptions, answers, requests for service, contacts, campaigns, invoices, visits and
warnings. Every language tells the same story with the same numbers; only the words differ.

What was put in on purpose stands in data.demo_planted.PLANTED; tests measure it in the rows.
"""

from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from data.demo_company.accounts import industries, invoice_rows, subscription_rows
from data.demo_company.asked import asked
from data.demo_company.attributes import attribute_rows
from data.demo_company.calendar import END, START
from data.demo_company.campaigns import action_rows, consents, send_rows, sends
from data.demo_company.contacts import contact_rows
from data.demo_company.customers import customer_rows
from data.demo_company.facts import Planted
from data.demo_company.life import Life
from data.demo_company.orders import CURRENCY, order_rows, orders
from data.demo_company.people import people
from data.demo_company.planted import PLANTED
from data.demo_company.service import requests, ticket_rows
from data.demo_company.surveys import survey_rows
from data.demo_company.web import event_rows
from data.demo_company.words import LANGUAGES, Words
from data.store import Study

__all__ = [
    "CURRENCY",
    "END",
    "LANGUAGES",
    "PLANTED",
    "START",
    "Planted",
    "build",
    "company",
    "keep_demo",
]

_SEED: Final = 20231001


def _chance(subject: int) -> np.random.Generator:
    # Each subject has a chance of its own, so that a change in one leaves the others alone.
    return np.random.default_rng([_SEED, subject])


def company(language: str) -> str:
    """What the demo company is called."""
    return Words(language).words("company")[0]


def build(language: str) -> dict[str, pd.DataFrame]:
    """The tables of the demo company by name, typed as in data.tables, in the reader's words.

    KeyError for a language that has no words here (see LANGUAGES).
    """
    words = Words(language)
    everyone = people(_chance(0))
    life = Life(everyone, _chance(1))
    may_write = consents(everyone, _chance(2))
    sent = sends(everyone, may_write, _chance(3))
    made = orders(everyone, life, sent.extra_orders, _chance(4))
    service = requests(life, _chance(5))
    industry = industries(everyone, _chance(6))
    spells = life.spells.rows()
    customers = customer_rows(everyone, life, made, industry, may_write, words, _chance(7))
    return {
        "customers": customers,
        "attributes": attribute_rows(everyone, words, _chance(8)),
        "orders": order_rows(everyone, made, words, _chance(9)),
        "subscriptions": subscription_rows(spells, life.felt, words, _chance(10)),
        "survey_responses": survey_rows(
            everyone, asked(life, made, service, _chance(11)), words, _chance(12)
        ),
        "tickets": ticket_rows(life, service, words, _chance(13)),
        "interactions": contact_rows(everyone, life, made, customers, words, _chance(14)),
        "campaign_sends": send_rows(sent, made, words, _chance(15)),
        "invoices": invoice_rows(everyone, made, industry, _chance(16)),
        "events": event_rows(everyone, life, made, words, _chance(17)),
        "retention_actions": action_rows(life, made, words, _chance(18)),
    }


def keep_demo(study: Study, language: str) -> None:
    """Put the whole demo company into a study."""
    for table, rows in build(language).items():
        study.keep(table, pa.Table.from_pandas(rows, preserve_index=False))
