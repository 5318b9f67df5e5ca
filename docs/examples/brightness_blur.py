#!/usr/bin/env python3
"""An algorithm: how bright an image is and how sharp, and whether that is too dark or blurred.

user_params: dark_below, the least mean luma of 0 to 255 (default 40); blurred_below, the least variance of the
Laplacian (default 100; it grows with edges, so it depends on the scene).
"""
import contextlib

import catfollow

DEFAULTS = {"dark_below": 40.0, "blurred_below": 100.0}


def thresholds(user_params):
    chosen = {name: user_params.get(name, default) for name, default in DEFAULTS.items()}
    for name, value in chosen.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not value >= 0:
            raise catfollow.AlgorithmError("USER_PARAMS", f"{name} must be a number from 0, not {value!r}")
    return chosen


def luma(pixels):
    """Returns the brightness of each pixel as ITU-R BT.601 weighs red, green and blue."""
    return (pixels @ [0.299, 0.587, 0.114]).astype("float32")


def variance_of_laplacian(grey):
    """Returns how much neighbours differ, over all pixels but the edge: 0 for a plain picture."""
    if min(grey.shape) < 3:
        return 0.0
    sides = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    return float((sides - 4 * grey[1:-1, 1:-1]).var())


def pre_execute(user_params):
    thresholds(user_params)


def execute(shared_mem_id, image_meta, user_params):
    least = thresholds(user_params)
    with catfollow.read_image(shared_mem_id, image_meta) as image:
        if image.pixels.size == 0:
            raise catfollow.AlgorithmError(image.code, image.reason)
        grey = luma(image.pixels)
    brightness, blur = float(grey.mean()), variance_of_laplacian(grey)
    result = {
        "brightness": round(brightness, 2),
        "blur": round(blur, 2),
        "too_dark": brightness < least["dark_below"],
        "blurred": blur < least["blurred_below"],
    }
    if image.substitute:
        result["substitute"] = image.reason
    return result


if __name__ == "__main__":
    # Ctrl-C ends it as the end of its input does.
    with contextlib.suppress(KeyboardInterrupt):
        catfollow.serve(pre_execute=pre_execute, execute=execute)
