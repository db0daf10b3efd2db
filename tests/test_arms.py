"""The arm inventory: which groups a text compares, and which of them a number belongs to."""

from __future__ import annotations

import pytest
from linear_time import LINEAR, times_as_long

from extractors.links.annotated import AnnotatedText
from extractors.model import CleanDocument, Metadata, Section
from extractors.traced_text import CleanSpan, TracedText


def annotated(text: str) -> AnnotatedText:
    section = Section("body", "", CleanSpan(0, len(text)))
    return AnnotatedText(CleanDocument(TracedText.of_source(text), (section,), Metadata(), "scrape", "utf-8"))


def span_of(text: str, quote: str) -> CleanSpan:
    assert text.count(quote) == 1, quote
    start = text.index(quote)
    return CleanSpan(start, start + len(quote))


ARM_ROWS = [
    # a bracket behind a name
    ("Weight rose in the lactoferrin group (n = 44) and in the placebo group (n = 41).", "44", "lactoferrin"),
    ("Weight rose in the lactoferrin group (n = 44) and in the placebo group (n = 41).", "41", "placebo"),
    ("They were randomized to receive valproate (n = 18) or usual care (n = 22).", "18", "valproate"),
    ("They were randomized to receive valproate (n = 18) or usual care (n = 22).", "22", "usual care"),
    ("Women were allocated to ritodrine 50 mg daily (n = 71) or nifedipine (n = 69).", "71", "ritodrine"),
    ("We assigned them to a cooling group (Group A; n = 30) or a control group (Group B; n = 31).", "30", "cooling"),
    ("Pain was lower with cooling in the gel group (31 mm [n = 28]) than in the sham group (44 mm).", "28", "gel"),
    ("Sixty adults were enrolled (Group A: 29 and Group B: 31).", "31", "Group B"),
    # a name inside the bracket, behind the number
    ("Of all, 812 (n = 401 for ramipril and n = 411 for losartan) kept a diary; ramipril group.", "411", "losartan"),
    # the size right behind the name, item by item
    ("The groups were: (1) zinc, n = 25; (2) placebo, n = 23; (3) glutamine, n = 18.", "25", "zinc"),
    ("The groups were: (1) zinc, n = 25; (2) placebo, n = 23; (3) glutamine, n = 18.", "23", "placebo"),
    # a letter in the bracket behind the name that it stands for
    ("They were in the zinc group (Z group) (n = 30) or the placebo group (P group; n = 31).", "30", "zinc"),
    ("They were in the zinc group (Z group) (n = 30) or the placebo group (P group; n = 31).", "31", "placebo"),
    ("Group Z got zinc (n = 30), group P placebo; in group Z 9 had pain.", "9", "group Z"),
    # what became of some is no group
    ("We randomized 31 adults to zinc and 29 to placebo, and 5 withdrew.", "5", None),
    ("We randomized 31 adults to zinc and 29 to placebo, and 5 withdrew.", "29", "placebo"),
    # "in the … arm"
    ("Through week 24, 31% of the women in the zinc arm and 48% in the control arm relapsed.", "31%", "zinc"),
    ("Through week 24, 31% of the women in the zinc arm and 48% in the control arm relapsed.", "48%", "control"),
    ("CD4 counts rose by 40 cells/mm3 in the IL-7 treated group but by 9 cells/mm3 without it.", "40", "IL-7 treated"),
    ("Only one infant died in the delayed group.", "one", "delayed"),
    ("Relapse was seen in eight (16%) placebo recipients.", "eight", "placebo"),
    # who was given what
    ("At entry 9 of the patients started IL-2 at once, while 8 continued on HAART alone.", "9", "IL-2"),
    ("At entry 9 of the patients started IL-2 at once, while 8 continued on HAART alone.", "8", "HAART alone"),
    ("The median age of the 64 women who received efavirenz was 31 years.", "64", "efavirenz"),
    # names with their sizes before the noun they share
    ("Pain fell in the evening rinse (n = 41) and no evening rinse (n = 39) groups.", "41", "evening rinse"),
    ("Pain fell in the evening rinse (n = 41) and no evening rinse (n = 39) groups.", "39", "no evening rinse"),
    # one product or another, whatever it is
    ("Women were given Lumova(R) (n = 52) or Perivane(R) (n = 49) in the evening.", "52", "Lumova"),
    ("Women were given Lumova(R) (n = 52) or Perivane(R) (n = 49) in the evening.", "49", "Perivane"),
    # words with a size alone in a bracket behind what was given
    (
        "Calves were given five brief stretches (short stretch; n = 7) or one of a minute (long stretch; n = 8).",
        "8",
        "long stretch",
    ),
    # a row in a bracket, right behind an allocation to the same groups
    (
        "We randomised 61 to the coaching and 63 to the control arms; 58 (coaching, n=30; control, n=28) replied.",
        "30",
        "coaching",
    ),
    # so many to receive one or the other
    (
        "Fifty were allocated: 26 to receive a gel of zinc and 24 to receive a cream of lidocaine.",
        "24",
        "cream of lidocaine",
    ),
    # lists
    ("Median changes under IL-2 and in the control arm were +60 and -31 cells/μL, respectively.", "+60", "IL-2"),
    ("Median changes under IL-2 and in the control arm were +60 and -31 cells/μL, respectively.", "-31", "control"),
    ("In all, 40 and 38 subjects entered the tenofovir and abacavir arms, respectively.", "40", "tenofovir"),
    ("In all, 40 and 38 subjects entered the tenofovir and abacavir arms, respectively.", "38", "abacavir"),
    ("Counts were higher in the iron group than in the placebo group (9.1 vs 7.4).", "9.1", "iron"),
    ("Counts were higher in the iron group than in the placebo group (9.1 vs 7.4).", "7.4", "placebo"),
    ("Failure was seen in 12 (14%) vs. 25 (29%) in the early vs. deferred arm, respectively.", "12", "early"),
    ("Failure was seen in 12 (14%) vs. 25 (29%) in the early vs. deferred arm, respectively.", "25", "deferred"),
    # the clause's subject
    ("In the steroid group, the mean stay fell from 9.1 to 6.0 days.", "6.0", "steroid"),
    (
        "In patients treated with interleukin-2 the count was 701, whereas in the control group it was 402.",
        "402",
        "control",
    ),
    ("At entry, IL-2 and HAART-control patients had 70 and 52 cells/μL, respectively.", "52", "HAART-control"),
    # a pair of levels shares the group behind the second
    (
        "Counts rose from 431 ± 25 to 902 ± 88 cells/mm3 in patients given IL-2, and fell from 399 to 350 in controls.",
        "431",
        "IL-2",
    ),
    (
        "Counts rose from 431 ± 25 to 902 ± 88 cells/mm3 in patients given IL-2, and fell from 399 to 350 in controls.",
        "399",
        "controls",
    ),
    (
        "The mean rose to 902 cells/mm3 in the IL-2 group and had sunk from 399 to 350 cells/mm3 in the control group.",
        "399",
        "control",
    ),
    # an allocation in the active voice
    (
        "We randomized 73 women with fewer than 200 cells/μL to zidovudine (n = 33) or to lamivudine only (n = 40).",
        "40",
        "lamivudine only",
    ),
    # names beside their sizes
    ("We asked 327 adults (intervention n = 164, control n = 163) about pain.", "163", "control"),
    ("In all, 68 immediate ART and 72 deferred ART patients reached the goal.", "72", "deferred ART"),
    ("Strain was found in 13 (9%) of patients on metformin and 18 (12%) patients on placebo.", "13", "metformin"),
    ("They had 228 cells/μL in group 1 and rose from 231 cells/μL in group 2.", "231", "group 2"),
    ("Counts were 241 (interim group) and 250 (standard group) at entry.", "241", "interim"),
    ("Counts were 241 (interim group) and 250 (standard group) at entry.", "250", "standard"),
    ("The gain was 169 (abacavir) vs 155 cells/μL (zidovudine).", "169", "abacavir"),
    ("The gain was 169 (abacavir) vs 155 cells/μL (zidovudine).", "155", "zidovudine"),
    ("There were 245/μL in the early and 240/μL in the deferred arm.", "245", "early"),
    ("Eight and two deaths occurred in the zinc and placebo groups, respectively.", "two", "placebo"),
]

ARM_ROWS += [
    # a bracket that describes what the group before it was given
    ("They entered the usual care group (advice alone, n = 38) or the coaching group.", "38", "usual care"),
    # sizes before their names in one bracket
    ("In all, 64 adults were randomized (n = 31 to zinc, n = 33 to placebo).", "31", "zinc"),
    ("In all, 64 adults were randomized (n = 31 to zinc, n = 33 to placebo).", "33", "placebo"),
    # a row of names with their counts
    ("There were 441 injuries (coaching, 233; control, 208) in the season.", "208", "control"),
    # a longer way to the group's noun
    ("Of these, 116 children who had been hurt were recruited as the study group.", "116", "study"),
    ("In all, 123 children were randomly chosen and assigned to the control group.", "123", "control"),
]

RATES = (
    "Nausea was told by 7% (4/55) with etoricoxib 60 mg, 13% (7/53) with diclofenac 75 mg and 4% (2/54) with placebo."
)
TWO_WAYS = "Of 211 infants, 104 were assigned early and 107 delayed clamping."
SITES = "There were 21 adults allocated to SC20, 19 to SC80, 15 to IN, and 20 to SL groups."
CODED_DRUG = "Eight volunteers received 200 mg GSK932121 and three volunteers received placebo 2 days before challenge."
LETTERS = "Sepsis was seen in 5 patients of the A + SE group and in 9 patients of the A + TE group."
ARM_ROWS += [
    # a row of figures, each with its treatment behind it
    (RATES, "7% (4/55)", "etoricoxib"),
    (RATES, "13% (7/53)", "diclofenac"),
    (RATES, "4% (2/54)", "placebo"),
    ("Leaks followed in 9 of 61 (15%) with surgery and 4 of 60 (7%) with cisplatin.", "9 of 61 (15%)", "surgery"),
    # people given one treatment or another in one breath
    (TWO_WAYS, "104", "early"),
    (TWO_WAYS, "107", "delayed clamping"),
    (SITES, "19", "SC80"),
    (SITES, "15", "IN"),
    (CODED_DRUG, "Eight volunteers", "GSK932121"),
    (CODED_DRUG, "three volunteers", "placebo"),
    ("In all, 250 took vaccine, 248 placebo.", "248", "placebo"),
    ("Thirty women received only conventional therapy (rest and fluids).", "Thirty women", "conventional"),
    # letters that are words elsewhere
    (LETTERS, "5 patients", "A + SE"),
    (LETTERS, "9 patients", "A + TE"),
    # a time point on the way to the group
    ("Counts rose from 251 ± 20 at entry to 333 ± 30 cells/μL at 12 months in the GH arm.", "333 ± 30", "GH"),
    ("Counts rose from 251 ± 20 at entry to 333 ± 30 cells/μL at 12 months in the GH arm.", "251 ± 20", "GH"),
    ("Shares went from 17.2% ± 1.1% to 22.0% ± 1.4% of lymphocytes with GH; the GH arm gained.", "17.2% ± 1.1%", "GH"),
    # a time point begins no list
    (
        "At week 16, 5/12 (42%) and 8/11 (73%) had antibodies in the SC20 and SC80 groups respectively.",
        "5/12 (42%)",
        "SC20",
    ),
    (
        "At week 16, 5/12 (42%) and 8/11 (73%) had antibodies in the SC20 and SC80 groups respectively.",
        "8/11 (73%)",
        "SC80",
    ),
    # brackets in brackets, a description after "or"
    (
        "Boys were randomized to a 4-month home-based gradual resistance strength and balance training "
        "(n=37; score (SDS) 3.1) or to a control group receiving advice on sleep and nutrition (n=35).",
        "n=35",
        "control",
    ),
    (
        "Classes were assigned to an intervention (n = 22 classes, 410 pupils) or waiting control arm (n = 23).",
        "410 pupils",
        "intervention",
    ),
    # rows in one bracket: sizes before names, names of several words, counts with names in the order of the text
    ("In all, 58 were randomized to receive study drug (n = 30, sildenafil; n = 28, placebo).", "n = 30", "sildenafil"),
    ("In all, 58 were randomized to receive study drug (n = 30, sildenafil; n = 28, placebo).", "n = 28", "placebo"),
    ("Infants got one dose (study vaccine 0.5-mL dose, n = 61; 0.25-mL dose, n = 60).", "n = 60", "0.25-mL dose"),
    ("Adults switched [raltegravir (RAL) plus lamivudine, n = 49; usual regimen, n = 46].", "n = 46", "usual regimen"),
    ("We studied 320 women (161 assigned coaching [CO], 159 to usual care [UC]).", "159", "usual care"),
    # a name that a bracket opens, a name with a bracket of its own
    ("They had surgery with mesh (study group; n = 33) or suture (control group; n = 31).", "n = 33", "study"),
    ("Mucositis was seen in six patients in the CAF(60) arm.", "six patients", "CAF(60)"),
    # a group without the treatment
    ("Pain recurred in 31 (9%) in the MRI group versus 36 (10%) in the no MRI group.", "36 (10%)", "no MRI"),
    ("Women were randomised to zinc (n = 88) or no zinc (n = 90).", "n = 90", "no zinc"),
    # people named after a group that has a common name
    (
        "The experimental group rested; leaks were seen in 1 of 58 control subjects and 3 of 61 experimental women.",
        "3 of 61",
        "experimental",
    ),
    # one noun in the singular for two groups
    (
        "Relapse was seen in four (11%) and 15 (38%) people in the zinc and sham arm, respectively.",
        "four (11%)",
        "zinc",
    ),
    # what people go on with
    ("Of these, 212 were assigned to switch to letrozole, and 208 to continue tamoxifen.", "212", "letrozole"),
    (
        "In all, 61 were randomised between early CT (32 patients) or maintenance CT (29 patients).",
        "29",
        "maintenance CT",
    ),
    ("Pain was told by 30 women using letrozole and 50 women using tamoxifen.", "30 women", "letrozole"),
    ("We enrolled 391 (195 docetaxel and 196 vinorelbine) of them.", "196", "vinorelbine"),
    ("In all, 720 were treated (EVO + EXA, 482; PLA + EXA, 238).", "238", "PLA + EXA"),
    # a combination is not its part; two treatments given together are no pair
    ("We randomised (260 to whole WBI and 258 to APBI with IMRT); the APBI group met the IMRT group.", "258", "APBI"),
    # a label before a colon yields to the group behind
    ("There was no difference in ZEST: 29 (1%) in the placebo group; the ZEST group met.", "29 (1%)", "placebo"),
    (
        "Compared to girls in the control group (491), girls who received the intervention (339) agreed; "
        "the intervention group left.",
        "339",
        "intervention",
    ),
    # doses that groups are named after, in brackets
    ("The 500-mg and 1500-mg groups gained: 39 per cubic millimeter (500 mg) and 31 (1500 mg).", "39", "500 mg"),
    # one drug in two doses or two ways
    ("They were randomised to zinc 2 mg (n = 17) or zinc 4 mg (n = 18) or placebo (n = 19).", "18", "zinc 4 mg"),
    ("Adults were randomised to receive 20 mg zinc (n = 17) or 80 mg zinc (n = 18).", "17", "20 mg zinc"),
    ("Women were randomised to oral iron (n = 30) or intravenous iron (n = 32).", "32", "intravenous iron"),
    (
        "It cleared in 12% (6/50) with zinc 25 mg, 20% (10/50) with zinc 50 mg and 6% (3/50) with sham.",
        "20% (10/50)",
        "zinc 50 mg",
    ),
    ("Adults were randomly allocated to receive 40 mg zinc daily (n = 20) or placebo (n = 21).", "20", "zinc"),
    ("Forty took saline (n = 40) versus epoetin (n = 41): either 400 IU (n = 19) or 200 IU (n = 22).", "19", "400 IU"),
    # rows of sizes in brackets, one of a treatment; short forms before sizes
    ("They received purified zinc (n = 43) or usual diet (n = 49).", "43", "purified zinc"),
    ("The two groups were pilates (n = 53) and control (n = 59).", "53", "pilates"),
    ("Groups (print basic (PB; N = 39), print local (PL; N = 35)) and a waiting list group were formed.", "39", "PB"),
    (
        "Delirium occurred in 15 of the zinc group and in 20 women of those receiving usual care.",
        "20 women",
        "usual care",
    ),
    ("They received either zinc 40 mg or copper 100 mg.", "40 mg", "zinc"),
    # two counts of people named after treatments
    ("In all, 71 immediate ART and 69 deferred ART subjects came back.", "71", "immediate ART"),
    ("Surgery was early (n = 16) or late (n = 19).", "19", "late"),
    ("In all, 120 patients used zinc drops (zinc group) and 121 used saline (saline group).", "120 patients", "zinc"),
    # a lettered group is named by its letter, not by what it was given
    (
        "Group A was given zinc 4 mg and Group B was given copper 10 mg; zinc (n = 3) or copper (n = 4).",
        "10 mg",
        "Group B",
    ),
    ("Group A was given zinc 4 mg, and group B copper 3 mg.", "3 mg", "group B"),
    # a group named after what it was added to
    (
        "Randomised to zinc (‘zinc add-on to copper’ arm; n = 17) or sham, all took copper.",
        "17",
        "zinc add-on to copper",
    ),
    # a trial named before the allocation; people named after what they were given
    (
        "People who joined a randomised trial were allocated to receive soft insoles (n = 47) or stiff shoes (n = 41).",
        "41",
        "stiff shoes",
    ),
    ("They took zinc or copper. The proportion of zinc-treated foals that healed (14/20) rose.", "14/20", "zinc"),
    (
        "The intervention group met. Of all, 95 (99%) patients in the intervention received care.",
        "95 (99%)",
        "intervention",
    ),
    # a time before a list is no member of it; letters that stand for groups
    (
        "After 27 months, 38 (38%) and 29 (26%) women in the zinc and sham groups, respectively, fell.",
        "38 (38%)",
        "zinc",
    ),
    (
        "After 27 months, 38 (38%) and 29 (26%) women in the zinc and sham groups, respectively, fell.",
        "29 (26%)",
        "sham",
    ),
    ("In all, 138 were randomized (A, 65; P, 73).", "65", "A"),
    (
        "They were randomised to one of three arms: mindfulness (n=52), relaxation (n=50) or waitlist (n=51).",
        "n=50",
        "relaxation",
    ),
    # two numbers that a bracket or a P value compares
    (
        "They took zinc (n = 27) or placebo (n = 26). Responders numbered 15 (56%) and 8 (31%) (P=0.07).",
        "8 (31%)",
        "placebo",
    ),
    (
        "They took zinc (n = 27) or placebo (n = 26). Rash (14 in the zinc group and 6 in the placebo group) and "
        "anaemia (ten [3%] and three [2%]) were common.",
        "three [2%]",
        "placebo",
    ),
    # a short form in brackets still names the clause's subject
    (
        "We assigned them to continuous treatment (CT; n = 31) or to timed treatment (TT; n = 27), in which drugs "
        "began below 350 cells.",
        "350",
        "TT",
    ),
]

NO_ARM_ROWS = [
    # people given something of their own are not of the group named before
    ("In all, 61 were assigned to the SE group and 58 were treated with B + TE.", "58"),
    ("Of those on the ART regimen, 70 women took ART first, 26 (18%) scZZV with sdNNP.", "26"),
    ("Of all, 45 were given tamoxifen; 40 not given tamoxifen had their data.", "40"),
    ("Of 90 patients, 50 of whom had previously been treated with tamoxifen, all came back.", "50"),
    # "respectively" of something else than groups; the second of two numbers set against each other
    (
        "They took zinc (n = 27) or sham (n = 26). In all, 519 and 692 had a first and second visit, respectively.",
        "692",
    ),
    ("Attrition was higher in the intervention arm (16 participants vs 9 participants).", "9 participants"),
    ("Three of 20 in the stocking group (SG) and 6 of 21 without stockings had swelling; the SG group.", "6 of 21"),
    ("Thirty women were put into each study arm. The study arm did well.", "Thirty women"),
    ("All took tablets (20 mg, 30 mg) and 12 had the mg dose.", "12"),
    ("Pain was mild (n = 20) or severe (n = 31).", "31"),
    ("Children of the age group 6 to 12 years came and 12 children left.", "12 children"),
    ("All took zinc 30 mg daily; the tablet held 15 mg.", "30 mg"),
    ("A placebo-controlled trial; in this placebo-controlled study 21 students slept.", "21 students"),
    ("Success of the intervention was seen in 12 visits; the intervention group met.", "12 visits"),
    ("Ten patients (28%) in the SG group and 21 patients (60%) in PG had pain.", "21 patients"),
    ("We read the records of 5384 NSCLC and 647 SCLC patients.", "5384"),
    # those who ran the trial
    ("The Northern Breast Cancer Study Group enrolled 40 patients.", "40 patients"),
    # a row of places and sexes
    ("Cough was seen in 12% of patients in France and 15% in Italy; 3 (4%) in men and 5 (6%) in women.", "3 (4%)"),
    # one number for several groups
    ("One patient each in the zinc and copper groups had a rash.", "One patient"),
    (
        "Thirty people (22 men, 8 women) with asthma were randomly assigned to a yoga group or to a control group.",
        "8 women",
    ),
    # groups told by the way, in a bracket closed before
    ("We randomised 82 women (41 triple, 41 short-course); there were 79 live births.", "79"),
    # what is analysed is no arm; what harms people is not given to them
    ("Of the remaining 31 in the final analysis cohort, one missed a visit.", "31"),
    ("Among the 4 infants with nevirapine resistance, two were treated with nevirapine.", "4 infants"),
    # a cycle of a drug is no group
    ("After 3 cycles of IL-2 the median count was 240 cells/mm3.", "240"),
    # compared with a group: the number is the other's
    ("Counts were lower than in the placebo group by 14 cells.", "14"),
    # what is counted one way or the other, where nobody was given anything
    ("Lesions were small (n = 14) or large (n = 16) on the scan.", "16"),
    # sexes with their sizes in brackets are no groups of the trial
    ("We enrolled elderly men (elderly men; n = 14) and younger women (women; n = 16).", "16"),
    # body parts, ages and plans
    ("Strength of the left arm improved by 12 points.", "12"),
    ("The two groups were alike and 77 completed the trial.", "77"),
    ("With a power of 80%, 23 subjects per group were needed.", "23"),
]


@pytest.mark.parametrize(("text", "quote", "arm"), ARM_ROWS)
def test_a_number_finds_its_arm(text: str, quote: str, arm: str) -> None:
    page = annotated(text)
    at = span_of(text, quote)
    assert page.arms.arm_of(at, page.sentence_at(at.start)) == arm


@pytest.mark.parametrize(("text", "quote"), NO_ARM_ROWS)
def test_a_number_without_an_arm(text: str, quote: str) -> None:
    page = annotated(text)
    at = span_of(text, quote)
    assert page.arms.arm_of(at, page.sentence_at(at.start)) is None


@pytest.mark.parametrize(
    ("text", "arms"),
    [
        (
            "Adults were randomly assigned to receive either nevirapine plus lamivudine (31 patients) or lamivudine "
            "alone (29 patients). The nevirapine plus lamivudine group gained weight.",
            [("nevirapine plus lamivudine", "intervention"), ("lamivudine alone", "control")],
        ),
        (
            "The drug group fared better than the placebo group; placebo was well tolerated.",
            [("drug", "intervention"), ("placebo", "control")],
        ),
        (
            "They were randomized to receive GH+HAART (n = 31) or to continue HAART (n = 38).",
            [("GH+HAART", "intervention"), ("HAART", "control")],
        ),
        (
            "Nobody had received ART before. The IL-2 arm gained cells, and the control arm lost some.",
            [("ART", ""), ("IL-2", "intervention"), ("control", "control")],
        ),
        ("Groups A, B and C did not differ between age groups.", [("A", ""), ("B", ""), ("C", "")]),
        # how it was given is no part of the name
        (
            "They were randomized to open-label acarbose (n = 40) or placebo (n = 41). The acarbose group lost weight.",
            [("acarbose", "intervention"), ("placebo", "control")],
        ),
        # a participle that goes on about a name is no part of it, nor is how much of it there was
        (
            "Adults received either training focused on balance or usual care.",
            [("training", "intervention"), ("usual care", "control")],
        ),
        (
            "They were randomized to ketamine (n = 20) or the same volume of placebo (n = 21).",
            [("ketamine", "intervention"), ("placebo", "control")],
        ),
        (
            "Children were randomized to the yoga-based group or the control group.",
            [("yoga-based", "intervention"), ("control", "control")],
        ),
        # things fall into groups; people are put into them
        ("Changes in dominant groups of the flora and in a diverse group of proteins were measured.", []),
        (
            "The zinc group of women did better than a placebo group of men.",
            [("zinc", "intervention"), ("placebo", "control")],
        ),
        (
            "They were randomized to cream containing (n = 20) or placebo (n = 21).",
            [("cream", "intervention"), ("placebo", "control")],
        ),
        # what follows "until" is no second treatment
        ("They were randomized to zinc until they recovered or iron.", [("zinc", "")]),
        ("Patients on AZD1234 slept; patients on placebo did not.", [("AZD1234", ""), ("placebo", "control")]),
        ("The 20 mg group slept; the 2% gel group woke.", [("20 mg", ""), ("2% gel", "")]),
        ("Zidovudine-naive patients slept; zidovudine patients woke.", [("zidovudine", "")]),
        ("Seventy women took part and all of them completed the study.", []),
        # one group under two names is one; a group named after what it also got is none of them
        (
            "They were randomised to zinc sulphate (group A, n = 30) or usual care (UC; n = 31). Group A did better.",
            [("zinc sulphate", "intervention"), ("usual care", "control")],
        ),
        (
            "They were divided into the yoga (Group A) and control (Group B) groups. Group B lost weight.",
            [("yoga", "intervention"), ("control", "control")],
        ),
        (
            "Half received zinc (rural, n = 30; urban, n = 20), half placebo (rural, n = 31; urban, n = 19).",
            [("zinc", ""), ("rural", "intervention"), ("urban", "intervention"), ("placebo", "control")],
        ),
        (
            "They were allocated to receive soft foot orthoses (n = 4) or zinc (n = 5). The orthoses group gained.",
            [("soft foot orthoses", ""), ("zinc", "")],
        ),
        (
            "The gel group and the warm gel group gained most; the gel group lost none.",
            [("gel", ""), ("warm gel", "")],
        ),
        (
            "The aspirin group bled more than the no aspirin group.",
            [("aspirin", "intervention"), ("no aspirin", "control")],
        ),
        # controls named after what they get are the group that gets it, and so are those just called so
        (
            "They were randomized to zinc+iron (n = 30) or to continue iron only (n = 31). Iron-controls were older. "
            "The zinc group gained more than the controls.",
            [("zinc+iron", "intervention"), ("iron only", "control"), ("zinc", "intervention")],
        ),
        (
            "They were randomized to zinc (n = 30) or placebo (n = 31). Placebo-controls were older than the controls.",
            [("zinc", "intervention"), ("placebo", "control"), ("controls", "control")],
        ),
        # numbering and amounts of sessions belong to no name, the number of a measured one does
        (
            "They were allocated to 1) brisk walking or 2) control. The 1) brisk walking group lost weight.",
            [("brisk walking", "intervention"), ("control", "control")],
        ),
        (
            "They were assigned to either a 2 cm margin (n = 20) or a 5 cm margin (n = 21).",
            [("2 cm margin", ""), ("5 cm margin", "")],
        ),
        (
            "They received either 4,000 U/kg heparin (heparin group, n = 4) or normal saline (control group, n = 5).",
            [("heparin", "intervention"), ("normal saline", "control")],
        ),
        # what people are and how a trial was done close no name
        (
            "Relapse was rarer in the ADH1B genotype groups and in the zinc group; the open-label group was small.",
            [("zinc", "")],
        ),
        # what is measured, what people suffered, how they were allocated
        ("Serum amyloid protein (SAP) fell; SAP was lower with zinc in those who received zinc.", [("zinc", "")]),
        (
            "There were 18 events (ketoacidosis, n = 12; severe hypoglycaemia, n = 6) with zinc (n = 30).",
            [("zinc", "")],
        ),
        ("They cycled 18 m/min, 60 min/day and 5 days/week; the Mexican group and the daily group rested.", []),
        ("This two-arm trial must be repeated in larger patient groups and in the target group.", []),
        (
            "They were assigned to one of the following groups: zinc (n = 9) or placebo (n = 8).",
            [("zinc", "intervention"), ("placebo", "control")],
        ),
    ],
)
def test_inventory(text: str, arms: list[tuple[str, str]]) -> None:
    assert [(arm.name, arm.role) for arm in annotated(text).arms.arms] == arms


@pytest.mark.parametrize(
    ("text", "quotes", "arms"),
    [
        (
            "In all, 27 in the fern group and 26 in the placebo group finished. Responders were 15 vs 8.",
            ("15", "8"),
            ("fern", "placebo"),
        ),
        (
            "Men took either efavirenz 600 mg or lopinavir 400 mg. Median counts were 64 and 52, respectively.",
            ("64", "52"),
            ("efavirenz", "lopinavir"),
        ),
        (
            "We enrolled 90 women (46 triple, 44 short-course). Gains were 81 and 93 cells.",
            ("81", "93"),
            ("triple", "short-course"),
        ),
        (
            "Rash was more common with zinc than expected in the zinc and sham arms (45 vs. 38).",
            ("45", "38"),
            ("zinc", "sham"),
        ),
        (
            "Counts rose in the zinc arm but stood still in the sham arm (281 and 288 cells).",
            ("281", "288"),
            ("sham", "sham"),
        ),
        (
            "The zinc group was compared with the sham group. Deaths were fewer with zinc (4 vs 9).",
            ("4", "9"),
            ("zinc", "sham"),
        ),
    ],
)
def test_lists_take_the_order_understood(text: str, quotes: tuple[str, ...], arms: tuple[str, ...]) -> None:
    page = annotated(text)
    spans = [span_of(text, quote) for quote in quotes]
    assert page.arms.arms_of_list(spans, page.sentence_at(spans[0].start)) == arms


def test_lists_are_distributed_in_order() -> None:
    text = "Responses in the low, middle and high dose groups were 11, 14 and 19, respectively."
    page = annotated(text)
    spans = [span_of(text, quote) for quote in ("11", "14", "19")]
    assert page.arms.arms_of_list(spans, page.sentence_at(0)) == ("low", "middle", "high dose")


@pytest.mark.parametrize(
    "fragment",
    [
        "the IL-2 and placebo groups, ",
        "(n = 3) ",
        "randomized to receive X or ",
        "5 vs 7, ",
        "((((",
        "12 a, 13 b; ",
        "in the other ",
        "8% (4/49) with x 50 mg, ",
        "(n = 3, x; study drug 5-mL dose, n = 4; ",
        "(12 x and 13 y ",
        "12 received x and 3 ",
        "randomized to x ((a) b ",
        "10 (5%) and 4 ",
        "Subjects did well on drugs. ",
    ],
)
def test_hostile_repetition_stays_linear(fragment: str) -> None:
    def every_arm(text: str) -> None:
        page = annotated(text)
        for sentence in page.sentences:
            page.arms.arm_of(CleanSpan(sentence.start, sentence.start + 1), sentence)

    assert times_as_long(every_arm, fragment) < LINEAR
