"""The pages of the operations: each as sync, as async, on the command line and with curl."""
