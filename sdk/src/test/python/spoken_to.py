"""Runs what a test says: {"run": STATEMENTS} or {"ask": EXPRESSION} a line, answered by a line each."""

import json
import os
import sys

import numpy

import catfollow

names = {"catfollow": catfollow, "numpy": numpy, "os": os}
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
for line in sys.stdin:
    said = json.loads(line)
    try:
        if "run" in said:
            exec(said["run"], names)
            answer = {}
        else:
            value = eval(said["ask"], names)
            answer = {"value": value.tolist() if hasattr(value, "tolist") else value}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}", "code": getattr(error, "code", None)}
    print(json.dumps(answer, default=str), flush=True)
