"""The version of this package, as `flowroute_ext.__version__` and the user agent show it."""

__version__ = "0.1.0"
