"""The input of a call: arguments, options, request bodies, paging and configuration."""
