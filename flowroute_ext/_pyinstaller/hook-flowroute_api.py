"""What PyInstaller adds with `flowroute_api`."""

from flowroute_ext._pyinstaller import modules

hiddenimports = modules("flowroute_api")
