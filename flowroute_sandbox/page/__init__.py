"""The sandbox's page: what a developer looks at in a browser while the application runs.

`Page` is requests in, responses out, as `Sandbox` is. HTML is written by the templates, from values
that the views prepare; `static` has the style sheet and the modules of JavaScript, which improve
pages that work without them.
"""
