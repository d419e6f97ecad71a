"""The engine "fast": pyreqwest, an HTTP client in Rust."""
