"""Unknown outcomes: their errors, the evidence, and the verdicts on it."""
