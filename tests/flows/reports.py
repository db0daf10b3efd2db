"""Three short reports for the real rules, in as many copies as a test wants."""

from __future__ import annotations

from pathlib import Path

REPORTS = {
    "arms.txt": """Short courses of a made-up cytokine

Abstract
Methods: Sixty adults were randomized to receive 4.5 million IU subcutaneously twice daily for 5 days (n = 31) or no
treatment (n = 29).
Results: After 24 weeks the mean CD4 count rose by 51 cells/mm3 with the cytokine and fell by 64 cells/mm3 in the
controls (P = 0.008).
""",
    "doses.txt": """Two doses of an invented drug

Abstract
Methods: In all, 120 women took inventavir 300 mg or 600 mg once daily for 6 weeks.
Results: Eleven of 60 (18%) and 7 of 60 (12%) withdrew (P = 0.3).
""",
    "small.txt": "A pilot\n\nAbstract\nTen patients took 5 mg of a tablet. Their CD4 count was 350 cells/uL.\n",
}


def written(folder: Path, *, copies: int = 1) -> Path:
    """The folder, with the reports in it: once under their names, the copies numbered."""
    for number in range(copies):
        for name, text in REPORTS.items():
            (folder / (f"{number:04}-{name}" if number else name)).write_text(text)
    return folder
