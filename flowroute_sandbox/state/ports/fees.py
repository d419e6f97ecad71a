"""What port orders cost."""

from __future__ import annotations

# developer.flowroute.com: an order of the samples costs "7.5".
# Assumed: port-fee
PORT_FEE = 7_500_000_000
"""For each number that is ported, in billionths of a US dollar."""
