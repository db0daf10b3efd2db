"""Sentences of trial reports, all our own, with places for drugs and numbers; what make_baseline.py draws from."""

from __future__ import annotations

DRUGS = tuple(
    """zidovudine lamivudine abacavir stavudine didanosine nevirapine efavirenz tenofovir emtricitabine indinavir
    nelfinavir saquinavir ritonavir atazanavir darunavir raltegravir dolutegravir maraviroc etravirine rilpivirine
    interleukin-2 prednisone fluconazole azithromycin isoniazid rifampicin metformin atorvastatin zinc aspirin
    valaciclovir dapsone hydroxyurea thalidomide testosterone cotrimoxazole""".split()
)
UNITS = ("mg", "mg", "mg", "mg/kg", "g", "million IU", "µg", "mg/m2", "mL")
ROUTES = (
    "orally",
    "by mouth",
    "subcutaneously",
    "intravenously",
    "as a tablet",
    "by intramuscular injection",
    "as directed",
)
TIMES = ("once daily", "twice daily", "three times a day", "every 8 hours", "weekly", "every other day", "every 12 h")
PEOPLE = (
    "adults with HIV-1 infection",
    "antiretroviral-naive patients",
    "women attending antenatal clinics",
    "children aged 2 to 12 years",
    "participants with advanced disease",
    "injection drug users",
    "patients coinfected with hepatitis C virus",
    "outpatients with pulmonary tuberculosis",
    "men with viral suppression",
    "older people with type 2 diabetes",
)
PLACES = tuple("Lusaka Nairobi Lyon Turin Chennai Lima Porto Kisumu Leeds Geneva Recife Pretoria Hanoi Cork".split())
CELLS = (
    "cells/mm3",
    "cells/µL",
    "cells/mm<sup>3</sup>",
    "× 10<sup>6</sup>/L",
    "cells/uL",
    "cells per cubic millimeter",
)
P_FORMS = ("P = {p}", "P={p}", "p = {p}", "P &lt; {p}", "p&lt;{p}", "P = ·{tail}", "P &lt; .{tail}", "P = NS")

TITLES = (
    "{Drug} with {other} in {people}: a randomized controlled trial.",
    "Effect of {drug} on CD4 counts in {people} in {place}.",
    "Short-course {drug} or {other} for {people}: {weeks}-week results.",
    "A phase {phase} study of {drug}, {dose} {unit}, in {people}.",
    "Two doses of {drug} compared with placebo: a double-blind trial in {place}.",
)
BACKGROUND = (
    "Whether {drug} adds to {other} in {people} is not known.",
    "Few trials have compared {drug} with {other} over more than {weeks} weeks.",
    "Treatment in {place} often begins late, when CD4 counts lie below {low} {cells}.",
    "We asked how {drug} works in {people} and how well it is borne.",
    "In an earlier pilot of {few} volunteers {drug} raised CD4 counts at little cost.",
    "Guidelines name {other} for {people}, but its side effects make many stop.",
    "The burden of disease among {people} grew from {year} on.",
)
METHODS = (
    "In this {blind} trial at {sites} clinics in {place}, {total} {people} were randomly assigned to "
    "{drug} (n = {a}) or {other} (n = {b}).",
    "{total} {people} were enrolled between {year} and {later}; {a} received {drug} and {b} received {other}.",
    "{Drug} was given {route} at {dose} {unit} {times} for {weeks} weeks.",
    "Patients took {drug} {dose} {unit} {times} plus {other} {dose2} mg {times2}, or {other} alone.",
    "Doses of {dose}, {double} or {dose2} {unit} of {drug} were given {times} in {cycles} cycles of 5 "
    "days every {gap} weeks.",
    "Eligible were {people} with a CD4 count between {low} and {high} {cells} and no earlier use of {other}.",
    "The primary end point was the change in CD4 count from baseline to week {weeks}; analysis was by "
    "intention to treat.",
    "We screened {screened} people and followed those enrolled for a median of {months} months "
    "(IQR, {few} to {gap_months}).",
    "With {total} participants the trial had {power}% power to show a difference of {change} {cells} "
    "at a two-sided alpha of 0.05.",
)
RESULTS = (
    "Of {total} participants, {done} ({percent}%) completed {weeks} weeks of follow-up.",
    "At week {weeks}, the mean CD4 count had risen from {base} to {end} {cells} with {drug} and from "
    "{base2} to {end2} {cells} with {other} ({p}).",
    "The median CD4 count was {base} {cells} (IQR, {low}-{high}) at entry and {end} {cells} at week {weeks}.",
    "CD4 counts changed by a mean of +{change} and -{few} {cells} in the {drug} and {other} groups, "
    "respectively ({p}).",
    "Viral load was below 50 copies/mL in {suppressed} of {a} patients ({percent_a}%) on {drug} and in "
    "{suppressed2} of {b} on {other} ({p2}).",
    "The difference between groups was {change} {cells} (95% CI, {lower} to {upper}; {p}).",
    "{events} participants in the {drug} group and {few} in the {other} group had a serious adverse event ({p2}).",
    "Grade 3 or 4 toxicity occurred in {events} patients, and {few} stopped {drug} because of rash.",
    "The hazard ratio for death or a new AIDS-defining event was {ratio} (95% CI, {ratio_low}-{ratio_high}; {p2}).",
    "Mean weight rose by {kilos} kg, and hemoglobin was unchanged at {hemoglobin} g/dL.",
    "Adherence was {percent}% by pill count and did not differ between the groups ({p2}).",
)
CONCLUSIONS = (
    "{Drug} raised CD4 counts more than {other} in {people}.",
    "A dose of {dose} {unit} {times} was well tolerated and merits a larger trial.",
    "Adding {drug} to {other} brought no clinical benefit over {weeks} weeks.",
    "These results support the use of {drug} in {place} and places like it.",
    "Longer follow-up of {people} is needed.",
)
OTHER_TITLES = (
    "Protein binding of {drug} in cell culture.",
    "Health services for {people} in {place}: a survey.",
    "A case of rash after {drug}.",
    "{Drug} and {other}: a review of mechanisms.",
)
OTHER_TEXT = (
    "We describe how {drug} binds to its receptor and how a mutation at position {position} weakens this.",
    "Lymphocytes were grown with {drug} at {dose} µM for {hours} h, and apoptosis was measured by flow cytometry.",
    "A {age}-year-old man in {place} was admitted with fever and a rash {few} days after his first dose of {drug}.",
    "Questionnaires were sent to {screened} clinics, of which {percent}% answered.",
    "Expression of the gene rose {kilos}-fold in treated cells (n = 3 experiments).",
    "The review covers work published from {year} to {later} on {people}.",
    "Costs were estimated at {base} dollars a year for each person in care.",
    "Our findings point to a role of {other} in the handling of {drug} by the liver.",
    "No ethics approval was needed for this analysis of published reports.",
)
MESH = tuple(
    (
        "Humans|Adult|Female|Male|HIV Infections|CD4 Lymphocyte Count|Anti-HIV Agents|Double-Blind Method|Viral Load|"
        "Treatment Outcome|Pregnancy|Drug Therapy, Combination|Dose-Response Relationship, Drug|Child|"
        "Administration, Oral|Antiviral Agents|Middle Aged|Time Factors|Animals|Mice|Cells, Cultured|Risk Factors|Aged"
    ).split("|")
)
JOURNALS = ("Journal of Trial Pages", "Annals of Made-up Medicine", "Clinical Drafts", "Invented Infections")
NAMES = tuple("Winter Berg Lind Okoro Sato Mbeki Duarte Novak Rossi Haddad Larsen Ferrer Gupta Ncube".split())
