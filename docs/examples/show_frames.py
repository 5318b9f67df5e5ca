"""Shows live frames in a terminal with colours: PYTHONPATH=sdk/python python3 docs/examples/show_frames.py [INSTANCE]"""
import sys
import catfollow

try:
    for frame in catfollow.Frames(name=sys.argv[1] if len(sys.argv) > 1 else None):
        cells = frame.pixels.reshape(frame.height, frame.width, -1)[:: -(-frame.height // 23), :: -(-frame.width // 80)]
        rows = cells.take((2, 1, 0), axis=2, mode="clip").tolist()
        picture = "\033[0m\033[K\n".join("".join("\033[48;2;%d;%d;%dm " % tuple(cell) for cell in row) for row in rows)
        print(f"\033[H{picture}\033[0m\033[K\nframe {frame.id} {frame.width}x{frame.height} brightness {frame.pixels.mean():5.1f}{'' if frame.still_valid() else ' TORN'}{f' LAPPED by {frame.lapped}' if frame.lapped else ''}\033[J", end="", flush=True)
except KeyboardInterrupt:
    print()
except catfollow.RegionError as error:
    sys.exit(print(error, file=sys.stderr) or 3)
