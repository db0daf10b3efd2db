"""Reviewing: the page that curators read, their decisions, and what those make of the records.

documents   the record files of a folder of outputs     originals   the sources they were read from
decisions   a curator's word: the review file            curated     the records with the decisions carried out
lapsed      decisions that no longer apply               dropped     what the cleaning dropped
placing, blocks, chart, fields                           the parts of a document's page
view, rows, page                                         put together; the index; as HTML
writing     all pages of a folder, as files              serving, guard  the page served, its decisions saved
cases, gold                                              decisions as tests
commands    `trialsift review`, `trialsift cases`

Diffs: what changed between two states of the outputs, and why.

diff          the nouns                                  diff_sides    the two states, folder or revision
diff_documents, diff_pairs                               documents compared; which record is which
diff_causes   source, cleaning or rules                  diff_wording  values and causes in words
diff_terminal, diff_markdown, diff_json                  how it is shown
diff_command  `trialsift diff`, `trialsift show`         readable      a record file as text for git
"""
