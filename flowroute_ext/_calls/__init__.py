"""The input of calls: arguments, options, request bodies, paging and configuration."""
