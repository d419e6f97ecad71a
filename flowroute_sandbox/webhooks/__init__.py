"""Webhooks: documents, queue, worker and sender."""
