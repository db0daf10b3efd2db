"""The groups that a document lists: each once, under a clean name, and nothing that is no group."""

from __future__ import annotations

import pytest
from test_arms import annotated

NAMED_ONCE = [
    # a placebo however it is described, and a treatment with or without its noun
    ("They were randomized to once-daily placebo or zinc; the matching placebo tasted of it.", ["placebo", "zinc"]),
    ("The BIX group slept; the BIX treatment group did not; the sham group did.", ["BIX", "sham"]),
    # "placebo-controlled" beside a control of another name; it stays where there is none
    (
        "In this placebo-controlled trial the zinc group ate more than the control group.",
        ["zinc", "control"],
    ),
    ("This placebo-controlled trial gave valproate to 40 adults.", ["placebo"]),
    ("In a placebo-controlled study the zinc group was like healthy controls.", ["placebo", "zinc", "controls"]),
    # bare letters are called by the name that has the noun
    (
        "They made two groups, A and B. Group A received zinc. Group B rested.",
        ["Group A", "zinc", "Group B"],
    ),
    ("Groups LX and LY had 20 men each.", ["LX", "LY"]),
    ("There were training groups TR1 (n = 12) and TR2 (n = 13).", ["TR1", "TR2"]),
    # one drug in several doses is several groups, and none of its own
    (
        "Pain fell in the tramadol 50 mg, tramadol 100 mg and placebo groups. With tramadol, all slept.",
        ["tramadol 50 mg", "tramadol 100 mg", "placebo"],
    ),
    ("Pain fell in the tramadol 50 mg and placebo groups. With tramadol, all slept.", ["tramadol 50 mg", "placebo"]),
    # a noun that begins with a word that mostly ends a name
    ("In the single dose group and in the double dose group pain fell.", ["single dose", "double dose"]),
    # what a group is to the trial, in a trial of two
    (
        "The zinc group ate more than the usual care group. The intervention group slept; the control group did not.",
        ["zinc", "usual care"],
    ),
    (
        "The experimental group slept; the control group did not. In the intervention group pain fell.",
        ["experimental", "control"],
    ),
    # not where there are more groups, one is of some only, or a list has both names
    (
        "The zinc group, the copper group and the sham group slept. The intervention group did not.",
        ["zinc", "copper", "sham", "intervention"],
    ),
    (
        "The high-adherence group slept; the control group did not. In the intervention group pain fell.",
        ["high-adherence", "control", "intervention"],
    ),
    ("The control group, the usual care group and the zinc group slept.", ["control", "usual care", "zinc"]),
    # the items in the middle of a list
    ("We randomly assigned 120 adults to receive ketamine, midazolam, or saline.", ["ketamine", "midazolam", "saline"]),
    (
        "In all, 90 were allocated to three groups of 30: cupping, massage, and control.",
        ["cupping", "massage", "control"],
    ),
    (
        "Girls were assigned to one of three diets: high protein, low fat, or usual.",
        ["high protein", "low fat", "usual"],
    ),
    (
        "They were randomized to placebo, dapagliflozin 5 mg, or dapagliflozin 10 mg.",
        ["placebo", "dapagliflozin 5 mg", "dapagliflozin 10 mg"],
    ),
    ("Men underwent either stent insertion or bypass surgery.", ["stent insertion", "bypass surgery"]),
    ("The test group and the control group slept.", ["test", "control"]),
    # a letter, and what that group was given
    ("Group A was given deflazacort 4 mg and Group B was given naproxen 10 mg.", ["Group A", "Group B"]),
    ("Group 1, reading; group 2, walking. The reading group and the walking group slept.", ["Group 1", "group 2"]),
    # not one pair alone, nor a part of what several got
    ("Group A was given naproxen 10 mg. The walking group slept.", ["Group A", "naproxen", "walking"]),
    (
        "Group A (n = 30) was given saline, Group B (n = 31) zinc and Group C (n = 32) zinc with iron.",
        ["Group A", "saline", "Group B", "Group C"],
    ),
    ("Sixty were divided (Group Q = tapentadol 50 mg and Group R = tramadol 100 mg).", ["Group Q", "Group R"]),
]
NO_GROUPS = [
    "The total vaccinated cohort had 340 children.",
    "Lotteries help in observational cohort studies.",
    "This is a 3-arm trial.",
    "Men underwent both written and oral tests.",
    "They were randomized in relation to the type of surgery, their age, and their sex.",
    "Events were counted by treatment arm and in each study group.",
    "Adults were randomized to receive a weekly dose of 50 mg of zinc.",
    "Pressure was measured (8 am, 10 am, and 4 pm).",
    "Levels of interleukin-10 (IL-10) fell with exercise.",
    "The insulin-like growth factor 1 (IGF-1) rose.",
    "Patients with estrogen receptor-positive tumours lived longer.",
    "In deceased donor recipients the kidney worked.",
]


@pytest.mark.parametrize(("text", "names"), NAMED_ONCE)
def test_a_group_is_listed_once(text: str, names: list[str]) -> None:
    assert [arm.name for arm in annotated(text).arms.arms] == names


@pytest.mark.parametrize("text", NO_GROUPS)
def test_what_is_no_group(text: str) -> None:
    assert annotated(text).arms.arms == ()
