# A test suite outside lith's own: everything it needs is in lith's tools/lit/lith.cfg.py.
import os

import lit.formats

config.name = "ir-regression"
config.test_format = lit.formats.ShTest(execute_external=True, force_execute_external=True)
config.suffixes = [".test"]
config.test_source_root = os.path.dirname(__file__)
config.lith_build = lit_config.params["lith_build"]
config.test_exec_root = lit_config.params.get("exec_root", os.path.join(config.lith_build, "ir-regression"))
lith = os.path.join(config.test_source_root, "..", "..")
lit_config.load_config(config, os.path.join(lith, "tools", "lit", "lith.cfg.py"))
