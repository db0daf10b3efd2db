"""Collections as datasets: a file of many documents in, one dataset file a shard out, instead of a file a document.

shards     what is one shard: a rule over the names and sizes of the sources
columns    which columns the tables have, by what the kinds say of their fields
rows       record files as rows of the two tables
parquet, json_lines    the formats
writing    one shard carried out, whole or not at all
memory     what is known of finished shards; the manifest
job        all shards of a run
"""
