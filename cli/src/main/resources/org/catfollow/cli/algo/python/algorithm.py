"""How bright a picture is, and how sharp.

`brightness` is the mean luma, 0 to 255. `blur` is the variance of the Laplacian: high in a picture with
edges, low in one that is blurred or empty.
"""
import catfollow
import numpy as np


def execute(shared_mem_id, image_meta, user_params):
    with catfollow.read_image(shared_mem_id, image_meta) as image:
        if image.pixels.size == 0:
            raise catfollow.AlgorithmError("EMPTY", image.reason)
        luma = image.pixels.astype(np.float64) @ (0.299, 0.587, 0.114)
        substitute = image.substitute
    inner = luma[1:-1, 1:-1]
    edges = luma[:-2, 1:-1] + luma[2:, 1:-1] + luma[1:-1, :-2] + luma[1:-1, 2:] - 4 * inner
    brightness = float(luma.mean())
    return {
        "brightness": brightness,
        "blur": float(edges.var()) if edges.size else 0.0,
        "dark": brightness < user_params.get("darkest", 0),
        "substitute": substitute,
    }


catfollow.serve(execute=execute)
