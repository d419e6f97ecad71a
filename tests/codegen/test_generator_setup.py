"""The configuration of the generator, and the templates that replace its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openapi_python_client
import yaml
from openapi_python_client.config import ConfigFile

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "openapi" / "templates"
THEIRS = Path(openapi_python_client.__file__).parent / "templates"

# The generator's own templates, as they were when ours were last compared with them (0.29.1).
COMPARED = {
    "api_init.py.jinja": "f3b0290732b219be73b204cc3a44170eab0b64299a485a093306c6cc20d064cc",
    "endpoint_init.py.jinja": "c1837a037fdbbd85b5dc1d49f58bd80a672fe4496cfaaf84d3b91927027b56da",
    "endpoint_module.py.jinja": "c1b2628053eb4875ba59566baa5ae907666f9cbfafa308d93f970a4404b7cd52",
    "literal_enum.py.jinja": "04f2eb9334dd543ab7fa91a1fe3a73e7d5f2cf50e09d864429ddb58e506c8b68",
    "model.py.jinja": "fd1c79680d51c06cfbb89809ad123750ba9add98b688036c04cabbf1f8ba40a0",
    "models_init.py.jinja": "4f64a3d6e1b15a561be5573c1b7702eb928c0e4fa6b67107d20e57a74c44d51a",
    "package_init.py.jinja": "ac15907e32dc39bd9b83ea6f2002fb87514f2182b97f88231b5a9c47321f6210",
    "types.py.jinja": "93df9d75883a4eafac77dd21bc6907f3ef612e3f7841e08656618dcf6c4ce494",
}
ADVICE = """
Templates are no public interface of openapi-python-client. Follow "The generator" in
CONTRIBUTING.md, and write the new hashes to this file last."""


def test_the_configuration_has_no_unknown_key() -> None:
    """Every key of generator.yaml is one the generator knows; it ignores others silently."""
    keys = yaml.safe_load((ROOT / "openapi" / "generator.yaml").read_text()).keys()

    assert keys - ConfigFile.model_fields.keys() == set()


def test_a_changed_upstream_template_is_noticed() -> None:
    """A template that ours replaces does not change upstream unnoticed."""
    replaced = {path.name for path in OURS.iterdir()} & {path.name for path in THEIRS.iterdir()}
    found = {
        name: hashlib.sha256((THEIRS / name).read_bytes()).hexdigest() for name in sorted(replaced)
    }

    assert found == COMPARED, ADVICE
