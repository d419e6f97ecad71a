"""The levers of the page: requests under /_sandbox/, as forms and as lines of code."""
