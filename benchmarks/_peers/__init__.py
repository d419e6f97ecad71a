"""What `benchmarks/peers.py` runs: the server, the SDKs, and the process that one of them has."""
