"""Words round an amount that are no drug's name: what may stand between name and amount, and what ends a name."""

from __future__ import annotations

import re

LIGHT = frozenset(
    "at a an the dose doses dosage dosages dosing of in with as to was were is are be been being given administered either both "
    "total fixed single daily initial starting started maximum maximal minimum target loading maintenance high low standard "
    "bolus boluses infusion infusions injection injections tablet tablets capsule capsules supplement supplements "
    "supplementation treatment therapy monotherapy group arm groups arms lozenge lozenges cream gel ointment solution "
    "spray powder suspension syrup patch drops mouthwash i.e e.g namely containing comprising consisting using equivalent up "
    "approximately about infused injected intravenous once twice extended-release sustained-release "
    "controlled-release immediate-release modified-release slow-release formulation formulations preparation dispersible "
    "alone each per body weight respectively n taken administration continuous every first second day days week "
    "weeks or-matched started beginning rate strength regimen regimens only doses: additional equal used increased "
    "escalating increasing ascending reduced adjusted flat weight-based dissolved diluted delivered provided "
    "self-administered dosed applied instilled orally combination".split()
)
"""May stand between a name and its amount without breaking the tie ("X tablets at a dose of 20 mg")."""

ADJECTIVES = frozenset(
    "oral intravenous intramuscular subcutaneous iv im sc po topical inhaled intranasal sublingual rectal vaginal "
    "transdermal epidural intrathecal high-dose low-dose daily weekly monthly single additional active open-label generic "
    "adjuvant neoadjuvant concomitant hyperbaric isobaric preservative-free plain liquid powdered "
    "crushed elemental pure extra micronized micronised pegylated lyophilized lyophilised aqueous sterile standard "
    "standardized standardised recombinant-free prophylactic preoperative postoperative intraoperative continuous "
    "fixed-dose slow-release extended-release sustained-release controlled-release nebulized nebulised premixed "
    "supplemental combined the a an".split()
)
NO_NAME = frozenset(
    "drug drugs agent agents medication medications product products compound compounds substance substances "
    "treatment treatments therapy study trial placebo-controlled regimen regimens dose doses active component "
    "test reference intervention control controls".split()
)
STOP = frozenset(
    # articles, pronouns, prepositions, conjunctions
    "a an the this that these those their his her its our we they he she it who whom which whose what there some any "
    "all both each every either neither no not none other another such same more most less least than then thus "
    "and or but nor so yet if because although while whereas when where after before during until since through throughout "
    "at by for from in into of off on onto out over per to toward under up upon via with within without between among "
    "against about above below across along around as vs versus plus minus compared comparing according due "
    "also only just very too again further however therefore moreover together respectively i ii iii iv v "
    # auxiliaries and verbs of trials
    "is are was were be been being am has have had having do does did can could may might must shall should will would "
    "receive receives give gives gave administer take takes took get gets got undergo underwent compare evaluate assess "
    "investigate study determine examine test show shows showed demonstrate reduce reduces increase increases improve "
    "improves provide provides cause causes lead leads led result results produce produces require requires remain remains "
    "continue continues start starts begin begins began switch add adds use uses elicit appear appears become became "
    "began fell rose need needs suggest suggests indicate indicates prevent prevents treat achieve consume contain "
    "contains consist consists comprise comprises include includes allocate assign randomize randomise maintain "
    "lost gain gained lower lowers block blocks inject set put keep kept met felt made seen grew grown drank ate drink eat drunk fed chose chosen "
    # persons, groups, designs
    "patient patients subject subjects participant participants volunteer volunteers women woman men man children child "
    "infant infants adults adult mothers mother people persons person individuals cases case controls group groups arm "
    "arms cohort cohorts trial trials study studies phase period visit visits centre center hospital "
    "randomization baseline end endpoint outcome outcomes efficacy safety effect effects response responses rate rates "
    "mean median average sd se ci iqr range ratio difference change changes reduction level levels concentration "
    "concentrations value values score scores weight age bmi index count counts number numbers total sum "
    "blood serum plasma urine loss volume output excretion intake clearance secretion drainage creatinine "
    "pain surgery operation anesthesia anaesthesia induction procedure incision delivery birth "
    # dosing words
    "dose doses dosage dosages dosing dosed regimen regimens mg g kg ml mcg iu unit units once twice thrice "
    "daily weekly monthly day days week weeks month months year years hour hours h min minute minutes time times "
    "morning evening night bedtime cycle cycles course courses bolus infusion infusions injection injections tablet "
    "tablets capsule capsules pill pills sachet sachets vial placebo-group oral orally intravenously "
    "rest minimum maximum least low high higher different various several one two three four "
    "five six seven eight nine ten first last next new single double alternate alternating following followed "
    "initial usual n p vs. therapy treatment treatments or-placebo plus/minus alone bid tid qid qd od q.d b.i.d t.i.d sd".split()
)
ENDING = re.compile(r"(?<!glyc)(?<!guar)(?:[a-z]{3}(?:ing|ed)|[a-z]{3}ly)$")
NAMES_WITH_ENDING = re.compile(r"(?:seed|weed|monopoly|barberry)$")


def is_stop(word: str) -> bool:
    """Whether a word (lower case) ends or bars a name."""
    if word in STOP:
        return True
    return ENDING.search(word) is not None and NAMES_WITH_ENDING.search(word) is None
