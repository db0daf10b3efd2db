"""What medspaCy's default pipeline with ten target rules costs on texts; run by scale.py, where medspaCy is installed.

    python tests/benchmarks/medspacy_cost.py < TEXTS.json

Reads a JSON list of texts, prints processor seconds for all of them: the best of several rounds.
Needs nothing of this project, so that an interpreter with an older spaCy will do.
"""

from __future__ import annotations

import json
import sys
import time

import medspacy
from loguru import logger
from medspacy.target_matcher import TargetRule

ROUNDS = 3
RULES = (
    TargetRule("CD4 count", "CD4_VALUE"),
    TargetRule("CD4 cell count", "CD4_VALUE"),
    TargetRule("cells", "CD4_VALUE", pattern=r"\d{1,4} cells/(?:mm3|uL|µL)"),
    TargetRule("P value", "P_VALUE", pattern=r"[Pp] ?[=<>] ?0?[.·]\d{1,4}"),
    TargetRule("dose in mg", "DOSE", pattern=r"\d{1,5}(?:\.\d{1,3})? ?(?:mg|g|µg|mL)(?:/kg|/m2)?"),
    TargetRule("dose in IU", "DOSE", pattern=r"\d{1,3}(?:\.\d)? million IU"),
    TargetRule("once daily", "DOSE"),
    TargetRule("twice daily", "DOSE"),
    TargetRule("n =", "SAMPLE_SIZE", pattern=r"\b[Nn] ?= ?\d{1,6}"),
    TargetRule("patients", "SAMPLE_SIZE", pattern=r"\d{1,6} (?:patients|women|men|adults|children|participants)"),
)


def main() -> None:
    """Prints the seconds."""
    logger.remove()  # its sentence splitter tells of every token
    texts = json.load(sys.stdin)
    pipeline = medspacy.load()
    pipeline.get_pipe("medspacy_target_matcher").add(list(RULES))
    best = float("inf")
    for _ in range(1 + ROUNDS):
        before = time.process_time()
        for text in texts:
            pipeline(text)
        best = min(best, time.process_time() - before)
    print(json.dumps({"seconds": best, "version": medspacy.__version__, "pipes": pipeline.pipe_names}))


if __name__ == "__main__":
    main()
