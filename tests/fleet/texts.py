"""Files of fleets."""

SUPPORT = """
[routes.office]
host = "sip.example.com:5060"

[routes.backup]
number = "+1 206 555 0199"

[addresses.seattle]
address = "1182 3rd Ave, Suite 200, Seattle, WA 98101"
first_name = "Ada"
last_name = "Example"

[[numbers]]
name = "support"
count = 2
area_code = "206"
max_setup_cost = 1.5
alias = "Support {n}"
route = "office"
failover = "backup"
messaging = true
e911 = "seattle"
"""

OFFICE = """
[routes.office]
host = "sip.example.com:5060"

[addresses.seattle]
address = "1182 3rd Ave, Suite 200, Seattle, WA 98101"
first_name = "Ada"
last_name = "Example"

[[numbers]]
number = "+1 206 555 0100"
alias = "Main"
route = "office"
e911 = "seattle"
"""
