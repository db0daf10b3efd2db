"""The rooms: one module or folder a kind of record. Discovered by extractors.kind; none knows another."""
