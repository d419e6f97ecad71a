"""The controllers of the official SDKs over `Flowroute`, made from one table."""
