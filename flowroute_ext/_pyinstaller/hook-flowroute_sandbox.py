"""What PyInstaller adds with `flowroute_sandbox`; what serves it is added where it is used."""

from flowroute_ext._pyinstaller import data, modules

hiddenimports = modules("flowroute_sandbox", without=("page", "serving"))
datas = data("flowroute_sandbox")
