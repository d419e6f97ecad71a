"""Pages of resources in JSON, each read in one loop.

What is as nearly all resources are needs no generated object. For any other one it is made at once,
and decides: so the value, or the error, is the same.
"""
