"""Shows live frames as one line: PYTHONPATH=sdk/python python3 docs/examples/show_frames.py [INSTANCE]"""
import sys
import catfollow

try:
    for frame in catfollow.Frames(name=sys.argv[1] if len(sys.argv) > 1 else None):
        brightness = frame.pixels.mean()
        torn = "" if frame.still_valid() else "TORN"
        lapped = f"LAPPED by {frame.lapped}" if frame.lapped else ""
        print(f"\rframe {frame.id} {frame.width}x{frame.height} brightness {brightness:5.1f} {torn}{lapped}\033[K", end="", flush=True)
except KeyboardInterrupt:
    print()
except catfollow.RegionError as error:
    sys.exit(print(error, file=sys.stderr) or 3)
