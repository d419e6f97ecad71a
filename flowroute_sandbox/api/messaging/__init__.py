"""Provisioning of messages: tasks for one number or for several."""
