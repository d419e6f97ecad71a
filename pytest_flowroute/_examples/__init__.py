"""Each example of Hypothesis has the fixtures as they were at the test's start."""
