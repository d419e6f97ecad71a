"""The page that `flowroute sandbox` shows in a browser."""
