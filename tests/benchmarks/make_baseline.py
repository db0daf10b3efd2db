"""Makes files shaped like PubMed's yearly baseline, of any number and size, from sentences of our own.

    python tests/benchmarks/make_baseline.py FOLDER --shards 20 --citations 5000 [--seed 1] [--plain]

FOLDER/pubmed99n0001.xml.gz and so on: a PubmedArticleSet with PMIDs, journals, dates, authors, structured and plain
abstracts of about 1.5 kB (every seventh citation has none, four in ten are no trials), MeSH headings, registrations.
The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import baseline_sentences as drawn

MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet SYSTEM "http://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet>
"""
PARTS = (
    ("BACKGROUND", drawn.BACKGROUND, 3),
    ("METHODS", drawn.METHODS, 4),
    ("RESULTS", drawn.RESULTS, 5),
    ("CONCLUSIONS", drawn.CONCLUSIONS, 2),
)
CITATION = """<PubmedArticle><MedlineCitation Status="MEDLINE" IndexingMethod="Automated" Owner="NLM">
<PMID Version="1">{pmid}</PMID><DateCompleted><Year>{year}</Year><Month>07</Month><Day>16</Day></DateCompleted>
<DateRevised><Year>{later}</Year><Month>11</Month><Day>20</Day></DateRevised><Article PubModel="Print"><Journal>
<ISSN IssnType="Print">9999-{issn}</ISSN><JournalIssue CitedMedium="Print"><Volume>{volume}</Volume><Issue>{issue}\
</Issue><PubDate><Year>{year}</Year><Month>{month}</Month></PubDate></JournalIssue><Title>{journal}</Title>
<ISOAbbreviation>{journal}</ISOAbbreviation></Journal><ArticleTitle>{title}</ArticleTitle>
<Pagination><StartPage>{page}</StartPage><MedlinePgn>{page}-9</MedlinePgn></Pagination>
<ELocationID EIdType="doi" ValidYN="Y">10.5555/made.up.{pmid}</ELocationID>
{abstract}<AuthorList CompleteYN="Y">{authors}</AuthorList><Language>eng</Language>{registration}
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>{trial_type}</PublicationTypeList>
</Article><MedlineJournalInfo><Country>Nowhere</Country><MedlineTA>{journal}</MedlineTA><NlmUniqueID>9900{issn}\
</NlmUniqueID></MedlineJournalInfo><ChemicalList><Chemical><RegistryNumber>0</RegistryNumber><NameOfSubstance \
UI="D000998">{drug}</NameOfSubstance></Chemical></ChemicalList><CitationSubset>IM</CitationSubset>
<MeshHeadingList>{mesh}</MeshHeadingList></MedlineCitation><PubmedData><History><PubMedPubDate PubStatus="pubmed">
<Year>{year}</Year><Month>7</Month><Day>1</Day></PubMedPubDate></History><PublicationStatus>ppublish\
</PublicationStatus><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">\
10.5555/made.up.{pmid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
"""
AUTHOR = '<Author ValidYN="Y"><LastName>{}</LastName><ForeName>A B</ForeName><Initials>AB</Initials></Author>'
MESH = '<MeshHeading><DescriptorName UI="D{:06}" MajorTopicYN="N">{}</DescriptorName></MeshHeading>'
REGISTRATION = """<DataBankList CompleteYN="Y"><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>
<AccessionNumberList><AccessionNumber>NCT{:08}</AccessionNumber></AccessionNumberList></DataBank></DataBankList>"""
TRIAL_TYPE = '<PublicationType UI="D016449">Randomized Controlled Trial</PublicationType>'


def make(folder: Path, *, shards: int, citations: int, seed: int = 1, plain: bool = False) -> tuple[Path, ...]:
    """Writes the files; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for shard in range(1, shards + 1):
        chance = random.Random(f"{seed} {shard}")
        first = 90_000_000 + shard * 100_000
        text = "".join((HEAD, *(citation(chance, first + n) for n in range(citations)), "</PubmedArticleSet>\n"))
        path = folder / f"pubmed99n{shard:04}.xml{'' if plain else '.gz'}"
        path.write_bytes(text.encode() if plain else gzip.compress(text.encode(), compresslevel=6, mtime=0))
        paths.append(path)
    return tuple(paths)


def citation(chance: random.Random, pmid: int) -> str:
    """One citation as XML."""
    values = numbers(chance)
    is_trial = chance.random() < 0.6
    title = chance.choice(drawn.TITLES if is_trial else drawn.OTHER_TITLES).format_map(values)
    return CITATION.format_map(
        {
            **values,
            "pmid": pmid,
            "title": title,
            "issn": chance.randint(1000, 9999),
            "volume": chance.randint(1, 90),
            "issue": chance.randint(1, 12),
            "page": chance.randint(1, 2000),
            "month": chance.choice(MONTHS),
            "journal": chance.choice(drawn.JOURNALS),
            "abstract": "" if chance.random() < 1 / 7 else abstract(chance, values, is_trial=is_trial),
            "authors": "".join(AUTHOR.format(name) for name in chance.choices(drawn.NAMES, k=chance.randint(1, 9))),
            "registration": REGISTRATION.format(pmid) if is_trial and chance.random() < 0.4 else "",
            "trial_type": TRIAL_TYPE if is_trial else "",
            "mesh": "".join(MESH.format(n, name) for n, name in enumerate(chance.sample(drawn.MESH, 9), start=6000)),
        }
    )


def abstract(chance: random.Random, values: dict[str, Any], *, is_trial: bool) -> str:
    """An abstract: of a trial with labels, in two cases of three."""
    if not is_trial:
        return f"<Abstract><AbstractText>{told(chance, drawn.OTHER_TEXT, 6, values)}</AbstractText></Abstract>"
    parts = [(label, told(chance, sentences, count, values)) for label, sentences, count in PARTS]
    if chance.random() < 1 / 3:
        return f"<Abstract><AbstractText>{' '.join(text for _, text in parts)}</AbstractText></Abstract>"
    return f"<Abstract>{''.join(labelled(parts))}</Abstract>"


def labelled(parts: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Each part under its label."""
    for label, text in parts:
        yield f'<AbstractText Label="{label}" NlmCategory="{label}">{text}</AbstractText>'


def told(chance: random.Random, sentences: Sequence[str], count: int, values: dict[str, Any]) -> str:
    """Some of the sentences, in their order, with their numbers."""
    chosen = sorted(chance.sample(range(len(sentences)), count))
    return " ".join(sentences[index].format_map(values) for index in chosen)


def numbers(chance: random.Random) -> dict[str, Any]:
    """What one study is about: drugs, people, and numbers that go together."""
    draw = chance.randint
    drug, other = chance.sample(drawn.DRUGS, 2)
    a, b, base, base2, change = draw(12, 400), draw(12, 400), draw(90, 480), draw(90, 480), draw(9, 180)
    weeks, dose, year, low = draw(4, 144), draw(1, 80) * 5, draw(1990, 2020), draw(5, 30) * 10
    done, suppressed, ratio = draw((a + b) // 2, a + b), draw(a // 3, a), draw(40, 160)
    return {
        **{"drug": drug, "Drug": drug.capitalize(), "other": other, "weeks": weeks, "year": year, "later": year + 2},
        **{"people": chance.choice(drawn.PEOPLE), "place": chance.choice(drawn.PLACES), "phase": draw(1, 4)},
        **{"a": a, "b": b, "total": a + b, "screened": a + b + draw(5, 300), "done": done},
        **{"percent": round(100 * done / (a + b)), "suppressed": suppressed, "suppressed2": draw(b // 3, b)},
        **{"percent_a": round(100 * suppressed / a)},
        **{"dose": dose, "double": 2 * dose, "dose2": draw(2, 60) * 10, "unit": chance.choice(drawn.UNITS)},
        **{"route": chance.choice(drawn.ROUTES), "times": chance.choice(drawn.TIMES), "cycles": draw(2, 8)},
        **{"times2": chance.choice(drawn.TIMES), "gap": draw(4, 12), "few": draw(2, 19), "gap_months": draw(20, 40)},
        **{"base": base, "base2": base2, "end": base + change, "end2": base2 + draw(1, 50), "change": change},
        **{"low": low, "high": low + draw(5, 30) * 10, "cells": chance.choice(drawn.CELLS), "events": draw(2, 40)},
        **{"lower": change - draw(1, 8), "upper": change + draw(1, 60), "power": chance.choice((80, 85, 90))},
        **{"ratio": f"{ratio / 100:.2f}", "ratio_low": f"{ratio / 150:.2f}", "ratio_high": f"{ratio / 70:.2f}"},
        **{"kilos": f"{draw(1, 60) / 10}", "hemoglobin": f"{draw(90, 160) / 10}", "months": draw(6, 60)},
        **{"blind": chance.choice(("double-blind", "open-label", "randomized")), "sites": draw(2, 60)},
        **{"position": draw(10, 400), "hours": draw(2, 96), "age": draw(19, 80)},
        **{"p": p_value(chance), "p2": p_value(chance)},
    }


def p_value(chance: random.Random) -> str:
    """A P value in one of the ways of printing it."""
    tail = f"{chance.choice((1, 5, 10, 50, chance.randint(1, 990))):03}"
    return chance.choice(drawn.P_FORMS).format(p=f"0.{tail}", tail=tail)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shards", type=int, default=20)
    parser.add_argument("--citations", type=int, default=5_000, help="of each shard")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="not gzipped")
    asked = parser.parse_args()
    paths = make(asked.folder, shards=asked.shards, citations=asked.citations, seed=asked.seed, plain=asked.plain)
    print(f"{len(paths)} files, {sum(path.stat().st_size for path in paths) / 1e6:.1f} MB, below {asked.folder}")


if __name__ == "__main__":
    main()
