"""Requests and responses: router, bodies, fields, paging and errors."""
