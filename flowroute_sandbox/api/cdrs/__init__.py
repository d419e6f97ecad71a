"""CDR exports: their filters, their files, and the storage service of these."""
