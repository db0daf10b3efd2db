"""New citations out of PubMed: NCBI's E-utilities asked politely, what comes kept once.

pace       how often we ask, how long we wait      trouble    what can go wrong
answers    what E-utilities say, understood        asking     one question over HTTP, with its retries
searches   a query's citations, however many       remembered the state beside the sources
shelf      the files of citations                  job        one run from search to files
"""
