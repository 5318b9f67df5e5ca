"""An algorithm that does what its user_params say, for tests of catfollow.serve."""

import os
import sys

import numpy

import catfollow


def pre_execute(user_params):
    if user_params.get("refuse"):
        raise catfollow.AlgorithmError("USER_PARAMS", "not\nthese")


def execute(step_index, pid, session, user_params, shared_mem_id, image_meta):
    what = user_params.get("what")
    if what == "print":
        print("printed by Python")
        os.system("echo printed by a child")
        os.write(1, b"printed by number\n")
    if what == "fail":
        raise ValueError("a wrong\nvalue")
    if what == "exit":
        sys.exit(7)
    if what == "read":
        return {"read": sys.stdin.readline()}
    if what == "nan":
        return {"value": float("nan")}
    if what == "list":
        return [1]
    if what == "image":
        with catfollow.read_image(shared_mem_id, image_meta) as image:
            return {"mean": image.pixels.mean(), "substitute": image.substitute}
    if what == "numpy":
        return {"value": numpy.float32(1.5), "many": numpy.arange(3), "is": numpy.bool_(True)}
    return {"echo": [step_index, pid, session, shared_mem_id, image_meta, "äöü"]}


catfollow.serve(pre_execute=pre_execute, execute=execute)
