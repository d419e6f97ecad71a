"""Values outside of Python: in JSON, in tables, and in the models of pydantic and FastAPI."""
