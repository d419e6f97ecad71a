"""What PyInstaller adds with `flowroute_ext`; the command is added where it is used."""

from flowroute_ext._pyinstaller import modules

hiddenimports = [
    *modules("flowroute_ext", without=("_pyinstaller", "cli")),
    "anyio._backends._asyncio",
    "encodings.idna",
]
