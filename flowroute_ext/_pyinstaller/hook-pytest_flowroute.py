"""What PyInstaller adds with `pytest_flowroute`, for `flowroute cassettes`."""

from flowroute_ext._pyinstaller import data

datas = data("pytest_flowroute")
