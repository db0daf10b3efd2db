"""What people run: the command line, the Prefect flows, and the outputs on disk.

cli            the command line                          single        one document, without a memory
extract        the main job as a flow                    on_change, schedule, fetch_flow  when it runs
server, offline  Prefect's server; nothing goes out      cluster, cluster_worker  the same on Dask
forms          a file a document, or a dataset           job           the main job, whoever carries it out
sources, names, glance                                   what there is to read, and whether it changed
batches, documents, part                                 a batch: its documents, its part in the run
workers, reader, reader_process, time_limit             processes that read batches, each document in its time
outputs, memory, stragglers                              the folder: one run in it, what it remembers
report, failures, changes                                what a run tells
verify         each record against its source            evaluate, evaluate_tables, scores, gold  against gold
export, export_command, export_tables, export_files, export_codes, export_evidence  tables for other programs
fetch_command  `trialsift fetch`
"""
