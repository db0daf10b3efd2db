"""How the parts of a probability are printed: its number, its operator in signs or in words."""

from __future__ import annotations

import re
from decimal import Decimal

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")

NUMBER = r"""
    (?: \d{1,2} (?: [.,]\d{1,5} )? \s? [×xX*.] \s? )? 10 \s? (?: \^ | \*\* )? \s?
        (?: [({] \s? - \s? \d{1,3} \s? [)}] | [-⁻] \s? [\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3} )    # 3.2 × 10-5  10(-4)
  | \d{1,2} (?: \.\d{1,5} )? [eE] \s? - \s? \d{1,3}                             # 1.2e-5
  | 0?\.\d{3} \s \d{1,3} (?= \s? [)\];,] )                                     # 0.000 1: grouped in threes
  | 0 \s? \. \s? \d{1,14} | [01]? \.\d{1,14}                                    # 0.03  .03  0. 03
  | 0? ,\d{1,10} | 0/\d{2,5}                                                    # 0,05  0/05
  | \d{1,2} (?: \.\d )? \s? %                                                   # 5%
  | [01]                                                                        # P = 1
"""
NUMBER_END = r"""
    (?! \d | [.,]\d | [-/][1-9] | \s?% | [A-Za-z]
      | \s (?: [mk]?g | [μn]g | mcg | m[Ll] | [mc]m | IU | log | (?: time | point | day | week | year ) s? ) \b )
"""
SIGN = r"(?: [=<>≤≥≈~∼] | &(?:amp;)?[lg][te]; | &\#(?:6[02]|x3[CcEe]); | \\?\b[lg]eq?\b )"
SIGNS = rf"{SIGN} (?: \s? (?: or\s? | /\s? )? {SIGN} ){{0,2}}"
WORDS = r"""
    (?: no | not ) \s (?: more | greater | higher | larger ) \s than | at \s (?: most | least ) | not \s exceeding
  | (?: less | lower | smaller | greater | more | higher | larger ) \s than (?: \s or \s equal (?: \s to )? )?
  | equal \s to \s or \s (?: less | lower | smaller ) \s than
  | below | under | above | over | exceed (?: s | ed | ing ) | (?: inferior | superior ) \s to
  | equal (?: s | ed | led | ling )? (?: \s to )? | rang (?: ed | ing | es ) (?: \s from )?
  | between | approximately | about | only | from (?= \s0?\.\d )
"""
POINTED = re.compile(r"[.,/]\s?\d|10|[eE]")
"""What a number needs that stands without an operator: a decimal point or a power."""


def value_of(printed: str) -> Decimal | None:
    """The probability that a printed number says; None where it is none (over 1)."""
    if printed[:2] == "0." and printed[2:].isdecimal():
        return Decimal(printed)
    plain = re.sub(r"\s", "", printed).translate(SUPERSCRIPTS)
    number = plain.removesuffix("%")
    power = re.search(r"(?:^|[×xX*.])10(?:\^|\*\*)?[({]?-(\d+)[)}]?$|[eE]-(\d+)$", number)
    mantissa = number[: power.start()] if power else number
    value = Decimal(re.sub(r"[,/]", ".", mantissa) or "1")
    if power:
        value = value.scaleb(-int(power[1] or power[2]))
    value = value / 100 if plain.endswith("%") else value
    return value if value <= 1 else None


def operator_of_signs(signs: str) -> str:
    """What signs say: "<or=" is "<=", "=<" typed in one is "<=", "= <" (a template filled with "<0.001") is "<"."""
    if signs in ("=", "<", ">"):
        return signs
    plain = re.sub(r"&\#(?:60|x3[Cc]);", "<", re.sub(r"&\#(?:62|x3[Ee]);", ">", signs))
    plain = re.sub(r"&(?:amp;)?([lg])([te]);|\\?\b([lg])eq?\b", _plain_sign, plain)
    plain = plain.replace("≤", "<=").replace("≥", ">=")
    if templated := re.match(r"[=≈~∼]\s([<>])", plain):
        return templated[1]
    side = "<" if "<" in plain else ">" if ">" in plain else ""
    return (side + ("=" if "=" in plain else "")) or "="


def _plain_sign(match: re.Match[str]) -> str:
    side = "<" if (match[1] or match[3]) == "l" else ">"
    return side + ("=" if match[2] == "e" or match[3] else "")


def operator_of_words(words: str) -> str:
    """What words say: "less than or equal to" is "<=", "above" is ">", "about" is "="."""
    if re.match(r"(?:no|not|at)\s", words):
        return ">=" if words.endswith("least") else "<="
    equal = "=" if "or" in words.split() else ""
    if re.match(r"less|lower|smaller|below|under|inferior|equal\sto\sor", words):
        return "<" + equal
    if re.match(r"greater|more|higher|larger|above|over|exceed|superior", words):
        return ">" + equal
    return "="
