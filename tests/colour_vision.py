"""How colours look to readers who do not see red or green, and how far apart they look."""

import numpy as np
import numpy.typing as npt

Colour = npt.NDArray[np.float64]

# Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB.
SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}

# IEC 61966-2-1 (sRGB to XYZ) and its white.
_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def seen(colour: str, sight: str) -> Colour:
    """A colour such as a stylesheet writes it, in CIELAB, as that kind of sight sees it."""
    channels = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = _TO_XYZ @ np.clip(SIGHT[sight] @ linear, 0, 1) / _WHITE
    cube = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * cube[1] - 16, 500 * (cube[0] - cube[1]), 200 * (cube[1] - cube[2])])


def difference(one: Colour, other: Colour) -> float:
    """CIEDE2000 of two CIELAB colours (Sharma, Wu & Dalal 2005)."""
    mean_chroma = (np.hypot(*one[1:]) + np.hypot(*other[1:])) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7)))
    chroma = np.array([np.hypot(c[1] * stretch, c[2]) for c in (one, other)])
    hue = np.array([np.degrees(np.arctan2(c[2], c[1] * stretch)) % 360 for c in (one, other)])
    turn = (hue[1] - hue[0] + 180) % 360 - 180
    mean_hue = (hue[0] + turn / 2) % 360
    light, level = (one[0] + other[0]) / 2, chroma.mean()
    weights = (1, -30, 0.17), (2, 0, -0.24), (3, 6, -0.32), (4, -63, 0.20)
    swing = 1 - sum(k * np.cos(np.radians(n * mean_hue + o)) for n, o, k in weights)
    lightness = (other[0] - one[0]) / (
        1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    )
    chromatic = (chroma[1] - chroma[0]) / (1 + 0.045 * level)
    turned = 2 * np.sqrt(chroma.prod()) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * level * swing)
    bend = 60 * np.exp(-(((mean_hue - 275) / 25) ** 2))
    coupling = -2 * np.sqrt(level**7 / (level**7 + 25**7)) * np.sin(np.radians(bend))
    return float(np.sqrt(lightness**2 + chromatic**2 + turned**2 + coupling * chromatic * turned))
