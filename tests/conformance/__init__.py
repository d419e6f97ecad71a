"""The OpenAPI document, the generated package and the sandbox: each against the others."""
