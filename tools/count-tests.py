"""Prints 'N passed, N failed, N skipped' from lit's JSON report and fails where a test failed or none ran.

usage: count-tests.py REPORT.json
"""
import collections
import json
import sys

PASSED = {"PASS", "XFAIL", "FLAKYPASS"}
SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}

with open(sys.argv[1]) as report:
    codes = collections.Counter(test["code"] for test in json.load(report)["tests"])
passed = sum(codes[code] for code in PASSED)
skipped = sum(codes[code] for code in SKIPPED)
failed = sum(codes.values()) - passed - skipped
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or not passed else 0)
