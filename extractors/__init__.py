"""What the system knows: text in, records out. Pure: no clock, no network, no Prefect."""
