"""By which codes, names and signs money is told from a bare number."""

from typing import Final

CODES: Final = (
    *("USD", "EUR", "GBP", "CNY", "CNH", "HKD", "TWD", "MOP", "JPY", "KRW", "SGD", "MYR", "THB"),
    *("VND", "IDR", "PHP", "INR", "PKR", "BDT", "LKR", "AUD", "NZD", "CAD", "CHF", "SEK", "NOK"),
    *("DKK", "ISK", "PLN", "CZK", "HUF", "RON", "BGN", "RUB", "UAH", "TRY", "ILS", "AED", "SAR"),
    *("QAR", "KWD", "EGP", "ZAR", "NGN", "KES", "GHS", "MAD", "BRL", "MXN", "ARS", "CLP", "COP"),
    *("PEN", "UYU"),
)
"""Of ISO 4217, those in which customers mostly pay."""

SIGNS: Final[dict[str, str]] = {
    "us$": "USD",
    "hk$": "HKD",
    "nt$": "TWD",
    "r$": "BRL",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "s$": "SGD",
    "sg$": "SGD",
    "nz$": "NZD",
    "mx$": "MXN",
    "rmb": "CNY",
    "ntd": "TWD",
    "人民币": "CNY",
    "円": "JPY",
    "元": "CNY",
    "块": "CNY",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "￥": "CNY",
    "₩": "KRW",
    "₹": "INR",
    "rs.": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "฿": "THB",
    "₫": "VND",
    "₴": "UAH",
    "₪": "ILS",
    "₱": "PHP",
    "₦": "NGN",
    "zł": "PLN",
    "$": "USD",
}
"""What else names a currency, the longer before the shorter; a sign of several, the commonest."""

NAMES: Final = ("RMB", "NTD", "人民币", "Rs", "kr", "zł", "R")
"""What stands for a currency in letters and is no code."""

DOLLARS: Final = ("US", "HK", "NT", "R", "AU", "A", "CA", "C", "SG", "S", "NZ", "MX")
"""What tells one dollar from another."""

UNITS: Final = (
    *("万亿", "千万", "百万", "万", "萬", "亿", "億", "千"),
    *("k", "mio", "mn", "m", "bn", "b", "%", "‰"),
)
"""What a number is counted in, the longer before the shorter."""
