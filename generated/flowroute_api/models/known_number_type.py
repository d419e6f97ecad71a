# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from typing import Literal

KnownNumberType = Literal[
    "inum",
    "longcode",
    "standard",
    "toll-free",
    "tollfree",
]
"""Today `longcode` and `toll-free`; answers of 2018 and the SDKs' specification have
`standard`, `tollfree` and `inum`.
"""
