"""HTTP without I/O of its own: engines, responses, retries and logging."""
