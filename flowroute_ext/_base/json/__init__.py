"""JSON of requests and responses: orjson's where it is installed, else the standard library's.

Both give the same values, the same bytes and the same errors. What orjson does in another way is
left to the standard library: integers of more than 64 bits, NaN and infinity, halves of surrogate
pairs, other encodings than UTF-8, and in writing whatever is not ASCII, or has a float.
"""
