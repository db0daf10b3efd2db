"""Reviewing: the page that curators read, their decisions, and what those make of the records.

documents   the record files of a folder of outputs     originals   the sources they were read from
decisions   a curator's word: the review file            curated     the records with the decisions carried out
placing, blocks, chart, fields, page                     what the page shows
serving, guard                                           the page served, its decisions saved
cases, gold                                              decisions as tests
"""
