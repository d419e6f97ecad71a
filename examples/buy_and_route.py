"""Buy a number and route its calls to your phone system.

    python examples/buy_and_route.py 206 sip.example.com:5060

It buys the first number of the area code that is for sale, and creates a route to the host unless
there is one already.
"""

from __future__ import annotations

import sys

from flowroute_ext import Flowroute, Number, NumberUnavailable, Route, RouteRecord


def main(area_code: str, host: str) -> None:
    with Flowroute() as flowroute:
        number = buy(flowroute, area_code)
        flowroute.routes.set_primary(number, route_to(flowroute, host))
        print(f"{number.e164} rings at {host}, for ${number.monthly_cost} a month.")


def buy(flowroute: Flowroute, area_code: str) -> Number:
    """Buy the first number of the area code that is still for sale."""
    for offer in flowroute.numbers.search(starts_with=area_code, limit=20):
        try:
            return flowroute.numbers.purchase(offer)
        except NumberUnavailable:
            print(f"{offer.value} has just been sold, trying the next one.")
    sys.exit(f"There is no number for sale in {area_code}.")


def route_to(flowroute: Flowroute, host: str) -> RouteRecord:
    """Return the route to the host, created if there is none."""
    for route in flowroute.routes.list(route_type="host"):
        if route.value == host:
            return route
    return flowroute.routes.create(Route.host(host, alias=f"calls to {host}"))


if __name__ == "__main__":
    main(*sys.argv[1:])
