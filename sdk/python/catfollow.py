"""Frames and images of cat-follow in numpy, without a copy.

One file: put it beside a script, or into PYTHONPATH. Needs CPython 3.9 or later on 64-bit Linux; numpy where
pixels are looked at, nothing else.

    import catfollow

    for frame in catfollow.Frames():
        mean = frame.pixels.mean()
        if frame.still_valid():
            print(frame.id, mean)

`frame.pixels` is the memory into which the camera's process writes, read-only. It stays this frame for about
half a second; who is slower asks `still_valid()` after the work, and throws the result away when it says no.

    Frames, Region, Reader, Frame   the live ring, docs/region.md
    read_image, Image               images for algorithms, docs/adr/0033
    serve                           the loop of an algorithm: JSON lines on standard input and output
    RegionError, AlgorithmError, ImageError

Nothing here writes into the region: it is mapped read-only, and a store would end this process.
"""

import contextlib
import ctypes
import fcntl
import inspect
import io
import json
import mmap
import os
import re
import stat
import struct
import sys
import threading
import time
import traceback
import weakref

__all__ = [
    "AlgorithmError",
    "Frame",
    "Frames",
    "Image",
    "ImageError",
    "Reader",
    "Region",
    "RegionError",
    "read_image",
    "region_path",
    "serve",
]

# constants: written by ReaderConstantsTest, do not edit
_LAYOUT_VERSION = 5
_FINGERPRINT = 0xBB95A485780C3242
_MAGIC_VALUE = 0x454D415246544143
_READY_VALUE = 0x4554454C504D4F43
_MIN_SLOTS = 4
_MAX_SLOTS = 256
_MIN_EDGE_PIXELS = 64
_MAX_EDGE_PIXELS = 4096
_MAX_BYTES_PER_PIXEL = 3
_SECTION_ALIGNMENT = 65536
_PAYLOAD_ALIGNMENT = 4096
_SECTION_HEADER = 0
_SECTION_SIGNALS = 1
_SECTION_COMMANDS = 2
_SECTION_CAPTURE = 3
_SECTION_DETECTOR = 4
_SECTION_TRACKER = 5
_SECTION_CONTROL = 6
_SECTION_GUARD = 7
_SECTION_FRAME_HEADERS = 8
_SECTION_FRAME_PAYLOADS = 9
_SECTIONS = 10
_HEADER_MAGIC = 0
_HEADER_READY = 8
_HEADER_LAYOUT_VERSION = 16
_HEADER_SECTION_COUNT = 20
_HEADER_FINGERPRINT = 24
_HEADER_TOTAL_BYTES = 32
_HEADER_SLOT_COUNT = 40
_HEADER_MAX_WIDTH_PIXELS = 44
_HEADER_MAX_HEIGHT_PIXELS = 48
_HEADER_SECTION_ALIGNMENT = 52
_HEADER_PAYLOAD_SPACING_BYTES = 56
_HEADER_CREATOR_PID = 64
_HEADER_CREATOR_START_TICKS = 72
_HEADER_CREATED_NANOS = 80
_HEADER_BOOT_ID = 88
_HEADER_CHECKSUM = 104
_HEADER_SECTIONS = 128
_HEADER_SECTION_ENTRY_BYTES = 16
_HEADER_BYTES = 384
_SIGNALS_FRAME_WAITERS = 128
_STAGE_ROW_NEWEST_FRAME = 2048
_FRAME_SEQUENCE = 0
_FRAME_FRAME_ID = 8
_FRAME_CAPTURE_NANOS = 16
_FRAME_SOURCE_INDEX = 24
_FRAME_WIDTH_PIXELS = 32
_FRAME_HEIGHT_PIXELS = 36
_FRAME_STRIDE_BYTES = 40
_FRAME_PIXEL_FORMAT = 44
_FRAME_LENGTH_BYTES = 48
_FRAME_CAMERA_ID = 52
_FRAME_FLAGS = 56
_FRAME_CAPTURE_EPOCH = 60
_FRAME_HEADER_BYTES = 128
_FORMAT_BGR24 = 1
_FORMAT_GRAY8 = 2
_SECTION_NAMES = ("HEADER", "SIGNALS", "COMMANDS", "CAPTURE", "DETECTOR", "TRACKER", "CONTROL", "GUARD", "FRAME_HEADERS", "FRAME_PAYLOADS")
# end of constants

# The image store, docs/adr/0033.
# constants of the store: written by ReaderConstantsTest, do not edit
_STORE_MAGIC_VALUE = 0x4547414D49544143
_STORE_VERSION = 1
_STORE_MAGIC = 0
_STORE_READY = 8
_STORE_LAYOUT_VERSION = 16
_STORE_SLOT_COUNT = 20
_STORE_SLOT_BYTES = 24
_STORE_TOTAL_BYTES = 32
_STORE_CREATED_NANOS = 40
_STORE_BOOT_ID = 48
_STORE_CHECKSUM = 64
_STORE_HEADERS = 4096
_STORE_HEADER_BYTES = 512
_STORE_SEQUENCE = 0
_STORE_IMAGE_BYTES = 8
_STORE_ENCODING = 12
_STORE_WIDTH_PIXELS = 16
_STORE_HEIGHT_PIXELS = 20
_STORE_CHANNELS = 24
_STORE_STRIDE_BYTES = 28
_STORE_ORDER = 32
_STORE_KEY_BYTES = 36
_STORE_KEY = 128
_STORE_LONGEST_KEY = 128
_STORE_MOST_SLOTS = 256
_STORE_LARGEST_SLOT = 1073741824
_STORE_OWNER = 0
_STORE_FIRST_LEASE = 16
_STORE_JPEG = 1
_STORE_ARRAY = 2
_STORE_RGB = 1
_STORE_BGR = 2
# end of the store's constants

# What a JPEG file can have.
_LARGEST_SIDE = 65535
_MOST_PIXELS = (2**31 - 1) // 3
# How long the runner may be about a slot that is wanted.
_LEASE_SECONDS = 2.0
# Faults that a substitute would hide, in development too: not the image is wrong.
_ALWAYS_RAISED = ("TOO_LARGE", "STORE", "REGION", "NO_DECODER")


class RegionError(Exception):
    """The region cannot be attached, or gives no frames. Its text is one line for the user."""


class AlgorithmError(Exception):
    """What an algorithm answers instead of a result.

    `code` is for programs, in capitals; `message` is one line for people.
    """

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
        self.message = message


class ImageError(AlgorithmError):
    """An image that cannot be had. Its code is one of

    NOT_FOUND    there is no image of that id, or no longer
    CORRUPT      its bytes do not decode, or are not of the size that was declared
    BAD_ID       the id is none: empty, or `ring:` without a number
    OVERWRITTEN  a frame of the ring was overwritten while it was used
    TOO_LARGE    the declared size is beyond what an image may have
    STORE        the store is there and cannot be used
    REGION       the same of the ring
    NO_DECODER   a JPEG, and nothing that decodes it is installed
    """


# ---------------------------------------------------------------------------------------------------------
# The kernel: waiting, and memory barriers.

# futex and membarrier; the second line is the table that all newer architectures share.
_SYSCALLS = {"x86_64": (202, 324), "aarch64": (98, 283), "riscv64": (98, 283)}
_FUTEX_WAIT = 0
_FUTEX_WAKE = 1
_MEMBARRIER_CMD_GLOBAL_EXPEDITED = 2
_MADV_POPULATE_READ = 22

_WAIT_SECONDS = 0.005
_POLL_SECONDS = 0.0005


def _syscall_function(*types):
    libc = ctypes.CDLL(None, use_errno=True)
    function = libc["syscall"]  # each a function object of its own, as the argument types differ
    function.restype = ctypes.c_long
    function.argtypes = (ctypes.c_long,) + types
    return function


def _lock_fence():
    """Returns the fence for machines without membarrier(2): give one lock back, take another.

    POSIX lets both synchronise memory. On aarch64 the first is a store-release and the second a
    load-acquire, and the Arm manual orders a store-release before a later load-acquire: so what was
    loaded before the first is ordered before what is loaded after the second. On x86-64 loads keep
    their order anyway. One pair for each thread, as nobody else may give the first one back.
    """
    local = threading.local()

    def fence():
        try:
            first, second = local.pair
        except AttributeError:
            first, second = local.pair = (threading.Lock(), threading.Lock())
        first.acquire()
        first.release()
        second.acquire()
        second.release()

    return fence


def _choose_fence():
    """Returns a function that is a full memory barrier for the thread that calls it.

    membarrier(2), MEMBARRIER_CMD_GLOBAL_EXPEDITED: the kernel passes through a full barrier (smp_mb) on
    the caller's processor at entry and again at the end, and interrupts only processors that run somebody
    who has registered for it, of whom there are none; callers need not register. About a microsecond.

    MEMBARRIER_CMD_PRIVATE_EXPEDITED would not do: it orders the threads of one process, and a process
    with one thread, as most scripts are, gets no barrier at all (kernel/sched/membarrier.c returns early
    when mm_users is 1). Our writer is another process. Where there is one processor, neither does
    anything, and nothing is needed.
    """
    numbers = _SYSCALLS.get(os.uname().machine)
    if numbers is not None and "CAT_FOLLOW_NO_MEMBARRIER" not in os.environ:
        number = numbers[1]
        call = _syscall_function(ctypes.c_int, ctypes.c_uint, ctypes.c_int)
        # An old kernel or a sandbox answers no.
        if call(number, _MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0, 0) == 0:
            return lambda: call(number, _MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0, 0)
    return _lock_fence()


_fence = _choose_fence()


class _Futex:
    """Sleeps on a word of 4 bytes, shared between processes. One thread an instance.

    Linux asks for read access only, so a read-only mapping will do.
    """

    _call = None
    _number = None

    def __init__(self, address):
        self._address = address
        self._timespec = (ctypes.c_int64 * 2)()
        self._timespec_address = ctypes.addressof(self._timespec)

    @classmethod
    def prepare(cls):
        numbers = _SYSCALLS.get(os.uname().machine)
        if numbers is None or "CAT_FOLLOW_NO_FUTEX" in os.environ:
            return
        call = _syscall_function(
            ctypes.c_void_p, ctypes.c_int, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32
        )
        word = ctypes.c_uint32(0)
        if call(numbers[0], ctypes.addressof(word), _FUTEX_WAKE, 1, None, None, 0) >= 0:
            cls._call, cls._number = call, numbers[0]

    def wait(self, seen, seconds):
        """Sleeps until woken, `seconds` are over, a signal came, or at once when the word is not `seen`."""
        if self._call is None:
            time.sleep(min(seconds, _POLL_SECONDS))
            return
        self._timespec[0] = int(seconds)
        self._timespec[1] = int(seconds % 1 * 1e9)
        self._call(self._number, self._address, _FUTEX_WAIT, seen & 0xFFFFFFFF, self._timespec_address, None, 0)


_Futex.prepare()


def _address_of(mapping):
    """Returns where a mapping begins. Python tells it to nobody who maps read-only, but here."""
    # A Py_buffer, of which `buf` is the first field; longer than any version of it.
    view = (ctypes.c_void_p * 32)()
    get = ctypes.pythonapi["PyObject_GetBuffer"]
    get.argtypes = (ctypes.py_object, ctypes.c_void_p, ctypes.c_int)
    get(mapping, ctypes.addressof(view), 0)
    address = view[0]
    release = ctypes.pythonapi["PyBuffer_Release"]
    release.argtypes = (ctypes.c_void_p,)
    release.restype = None
    release(ctypes.addressof(view))
    return address


def _crc32c_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_CRC32C = _crc32c_table()


def _crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ _CRC32C[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def _boot_id():
    """Returns the kernel's id of this boot, as 16 bytes in the order written; zeros where it has none."""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return bytes.fromhex(file.read().strip().replace("-", ""))
    except (OSError, ValueError):
        return bytes(16)


def _boot_text(boot):
    text = boot.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _words(error):
    text = error.strerror or str(error)
    return f"{text[:1].lower()}{text[1:]} (errno {error.errno})"


def _numpy():
    try:
        import numpy
    except ImportError as error:
        raise RuntimeError("numpy is needed to look at pixels: python3 -m pip install numpy") from error
    return numpy


# ---------------------------------------------------------------------------------------------------------
# The region.

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,40}")


def region_path(name=None):
    """Returns the path of the instance `name`'s region.

    Without a name: CAT_FOLLOW_REGION when it is set, else the default instance's. Regions lie in
    /dev/shm, or in CAT_FOLLOW_SHM_DIR.
    """
    given = os.environ.get("CAT_FOLLOW_REGION")
    if name is None and given:
        return os.path.abspath(given)
    folder = os.environ.get("CAT_FOLLOW_SHM_DIR") or "/dev/shm"
    if name is None or name in ("", "default"):
        return os.path.abspath(os.path.join(folder, "cat-follow"))
    if not _NAME.fullmatch(name) or not name.strip(".") or name.endswith((".lock", ".new", ".images")):
        raise RegionError(
            "instance name must be 1 to 40 letters, digits, '.', '-' or '_', not only dots, not end in .lock,"
            f" .new or .images, and not '{name}'"
        )
    return os.path.abspath(os.path.join(folder, "cat-follow-" + name))


class Geometry:
    """How many frames the region holds and how large they may be, and where everything lies.

    slots          frames in the ring, a power of two
    max_width, max_height   of a frame, pixels
    """

    def __init__(self, slots, max_width, max_height):
        if not _MIN_SLOTS <= slots <= _MAX_SLOTS or slots & (slots - 1):
            raise ValueError(f"slot count must be a power of two from {_MIN_SLOTS} to {_MAX_SLOTS}, not {slots}")
        for what, pixels in (("width", max_width), ("height", max_height)):
            if not _MIN_EDGE_PIXELS <= pixels <= _MAX_EDGE_PIXELS:
                raise ValueError(
                    f"slot {what} must be {_MIN_EDGE_PIXELS} to {_MAX_EDGE_PIXELS} pixels, not {pixels}"
                )
        self.slots, self.max_width, self.max_height = slots, max_width, max_height
        self.slot_capacity_bytes = max_width * max_height * _MAX_BYTES_PER_PIXEL
        self.payload_spacing_bytes = _align_up(self.slot_capacity_bytes, _PAYLOAD_ALIGNMENT)
        lengths = [_SECTION_ALIGNMENT] * _SECTIONS
        lengths[_SECTION_FRAME_HEADERS] = _align_up(slots * _FRAME_HEADER_BYTES, _SECTION_ALIGNMENT)
        lengths[_SECTION_FRAME_PAYLOADS] = _align_up(slots * self.payload_spacing_bytes, _SECTION_ALIGNMENT)
        self.sections = []
        self.total_bytes = 0
        for length in lengths:
            self.sections.append((self.total_bytes, length))
            self.total_bytes += length
        self.newest_frame_offset = self.sections[_SECTION_CAPTURE][0] + _STAGE_ROW_NEWEST_FRAME

    def frame_header_offset(self, frame_id):
        return self.sections[_SECTION_FRAME_HEADERS][0] + (frame_id & self.slots - 1) * _FRAME_HEADER_BYTES

    def payload_offset(self, frame_id):
        return self.sections[_SECTION_FRAME_PAYLOADS][0] + (frame_id & self.slots - 1) * self.payload_spacing_bytes


def _align_up(value, alignment):
    return (value + alignment - 1) // alignment * alignment


def _i32(head, at):
    return int.from_bytes(head[at : at + 4], "little", signed=True)


def _u32(head, at):
    return int.from_bytes(head[at : at + 4], "little")


def _u64(head, at):
    return int.from_bytes(head[at : at + 8], "little")


def _i64(head, at):
    return int.from_bytes(head[at : at + 8], "little", signed=True)


def _launcher(path, words):
    """Returns how a person calls the launcher of the instance whose region this is."""
    name = re.fullmatch(r"cat-follow-([A-Za-z0-9_.-]{1,40})", os.path.basename(path))
    return f"`deploy/launch.sh {'--name ' + name[1] + ' ' if name else ''}{words}`"


def _check(path, what, expected, actual):
    if expected != actual:
        raise RegionError(
            f"cannot attach to region {path}: damaged header, {what} expected={expected} actual={actual}; run"
            f" {_launcher(path, 'down')} and start again"
        )


def _check_header(head, file_bytes, path):
    """Checks a header in the order of docs/region.md, "How it is checked"; returns its geometry."""
    magic = _u64(head, _HEADER_MAGIC)
    if magic != _MAGIC_VALUE:
        raise RegionError(
            f"cannot attach to {path}: it is no cat-follow region (magic expected={_MAGIC_VALUE:016x}"
            f" actual={magic:016x}); give another path, or remove the file"
        )
    version = _i32(head, _HEADER_LAYOUT_VERSION)
    if version != _LAYOUT_VERSION:
        raise RegionError(
            f"cannot attach to region {path}: layout version expected={_LAYOUT_VERSION} actual={version}; take the"
            f" catfollow.py of the build that runs, or run {_launcher(path, 'down')}"
        )
    fingerprint = _u64(head, _HEADER_FINGERPRINT)
    if fingerprint != _FINGERPRINT:
        raise RegionError(
            f"cannot attach to region {path}: layout fingerprint expected={_FINGERPRINT:016x}"
            f" actual={fingerprint:016x}; take the catfollow.py of the build that runs, or run"
            f" {_launcher(path, 'down')}"
        )
    summed = bytearray(head[:_HEADER_BYTES])
    for skipped in (_HEADER_READY, _HEADER_CHECKSUM):
        summed[skipped : skipped + 8] = bytes(8)
    _check(path, "checksum", _crc32c(summed), _i64(head, _HEADER_CHECKSUM))
    try:
        geometry = Geometry(
            _i32(head, _HEADER_SLOT_COUNT),
            _i32(head, _HEADER_MAX_WIDTH_PIXELS),
            _i32(head, _HEADER_MAX_HEIGHT_PIXELS),
        )
    except ValueError as error:
        raise RegionError(f"cannot attach to region {path}: {error}; run {_launcher(path, 'down')}") from None
    _check(path, "total bytes", geometry.total_bytes, _i64(head, _HEADER_TOTAL_BYTES))
    _check(path, "file length", geometry.total_bytes, file_bytes)
    _check(path, "payload spacing", geometry.payload_spacing_bytes, _i64(head, _HEADER_PAYLOAD_SPACING_BYTES))
    _check(path, "section count", _SECTIONS, _i32(head, _HEADER_SECTION_COUNT))
    for number, (offset, length) in enumerate(geometry.sections):
        entry = _HEADER_SECTIONS + number * _HEADER_SECTION_ENTRY_BYTES
        _check(path, f"{_SECTION_NAMES[number]} offset", offset, _i64(head, entry))
        _check(path, f"{_SECTION_NAMES[number]} length", length, _i64(head, entry + 8))
    # Two words, each with its highest byte last.
    boot = head[_HEADER_BOOT_ID : _HEADER_BOOT_ID + 8][::-1] + head[_HEADER_BOOT_ID + 8 : _HEADER_BOOT_ID + 16][::-1]
    current = _boot_id()
    if boot != current and any(boot) and any(current):
        raise RegionError(
            f"cannot attach to region {path}: it was made in another boot of this machine (boot id"
            f" expected={_boot_text(current)} actual={_boot_text(boot)}); run {_launcher(path, 'down')} and start again"
        )
    return geometry


class Region:
    """The shared region, attached read-only. Made by `attach`; any thread.

    Close it, or use it in a `with`. Views of frames that are still about keep the memory mapped until the
    last of them has gone.
    """

    def __init__(self, path, fd, status, geometry, mapping):
        self.path = path
        self.geometry = geometry
        self._fd = fd
        self._key = (status.st_dev, status.st_ino)
        self._mapping = mapping
        self._bytes = None
        # Words of 8 bytes, each loaded at once: CPython copies the item of such a view by a memcpy of
        # fixed length 8, which compilers make one load. struct.unpack("<q") would go byte by byte.
        self._long_words = memoryview(mapping).cast("q")

    @staticmethod
    def attach(name=None, path=None, timeout=5.0):
        """Attaches to a region, waiting up to `timeout` seconds until it is there and ready.

        `name`: of the instance; `path`: of its file. Raises RegionError.
        """
        path = region_path(name) if path is None else os.path.abspath(path)
        deadline = time.monotonic() + timeout
        while True:
            region, not_yet = Region._attach_now(path)
            if region is not None:
                return region
            if time.monotonic() >= deadline:
                raise RegionError(f"cannot attach to region {path} within {round(timeout * 1000)} ms: {not_yet}")
            time.sleep(0.002)

    @staticmethod
    def _attach_now(path):
        """Returns the region and None, or None and why not yet."""
        if sys.byteorder != "little" or ctypes.sizeof(ctypes.c_void_p) != 8:
            raise RegionError(f"cannot attach to region {path}: a 64-bit little-endian Python is needed")
        try:
            # Not to wait for ever where a pipe lies there.
            fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
        except FileNotFoundError:
            if os.path.islink(path):
                raise RegionError(
                    f"cannot attach to region {path}: it is a link to a file that is not there; remove the link, or"
                    " give another path"
                ) from None
            return None, f"it was not created; start the stages with {_launcher(path, 'up')}"
        except OSError as error:
            raise RegionError(f"cannot attach to region {path}: {_words(error)}") from None
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(os.close, fd)
            status = os.fstat(fd)
            if not stat.S_ISREG(status.st_mode):
                raise RegionError(
                    f"cannot attach to region {path}: it is no file that you may read; give another path"
                )
            if status.st_size < _SECTION_ALIGNMENT:
                raise RegionError(
                    f"cannot attach to region {path}: it is no cat-follow region (only {status.st_size} bytes); give"
                    " another path, or remove the file"
                )
            begin = os.pread(fd, 16, 0)
            if _u64(begin, _HEADER_MAGIC) == _MAGIC_VALUE and _u64(begin, _HEADER_READY) != _READY_VALUE:
                return None, f"its creator has not finished it; run {_launcher(path, 'down')} if it was killed"
            _fence()  # orders: load of ready BEFORE loads of the header
            geometry = _check_header(os.pread(fd, _HEADER_BYTES, 0), status.st_size, path)
            mapping = Region._map(fd, geometry.total_bytes, path)
            on_failure.pop_all()
        return Region(path, fd, status, geometry, mapping), None

    @staticmethod
    def _map(fd, length, path):
        try:
            mapping = mmap.mmap(fd, length, flags=mmap.MAP_SHARED, prot=mmap.PROT_READ)
        except (OSError, ValueError) as error:
            raise RegionError(f"cannot map region {path}: {error}; run {_launcher(path, 'down')}") from None
        # The first touch of a fresh page belongs to the start. Linux 5.14 and later.
        with contextlib.suppress(OSError):
            mapping.madvise(_MADV_POPULATE_READ)
        return mapping

    def reader(self):
        """Returns a reader of the frame ring, for one thread."""
        return Reader(self)

    def is_lost(self):
        """Returns whether the file was removed, replaced or cut short. A microsecond.

        To touch what was cut off is a bus error, which ends this process.
        """
        status = os.fstat(self._fd)
        return status.st_nlink == 0 or status.st_size < self.geometry.total_bytes

    def _is_closed_or_cut(self):
        return self._fd < 0 or os.fstat(self._fd).st_size < self.geometry.total_bytes

    def is_replaced(self):
        """Returns whether the path names another file now, or none."""
        try:
            status = os.stat(self.path)
        except OSError:
            return True
        return self._key != (status.st_dev, status.st_ino)

    def _array(self, offset, shape, strides):
        """Returns a read-only view of the mapped memory; the caller has checked its place."""
        numpy = _numpy()
        if self._bytes is None:
            # It holds the mapping, and each view holds it.
            self._bytes = numpy.frombuffer(self._mapping, dtype=numpy.uint8)
        return numpy.ndarray(shape, dtype=numpy.uint8, buffer=self._bytes, offset=offset, strides=strides)

    def close(self):
        """Lets go of the region; closing twice does nothing."""
        if self._fd < 0:
            return
        self._long_words.release()
        self._bytes = None
        # Views of frames are still there: the last of them unmaps it.
        with contextlib.suppress(BufferError):
            self._mapping.close()
        os.close(self._fd)
        self._fd = -1

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if getattr(self, "_fd", -1) >= 0:
            self.close()


# ---------------------------------------------------------------------------------------------------------
# Frames.
#
# How this is ordered, in the words of docs/memory-ordering.md, section 2. S is the slot's sequence, P its
# header and pixels, N is newestFrame; each load of a word of 8 bytes here is a plain one (`ldr`).
#
#   writer of f (FrameSequenceWriter)       reader (here)
#   W1  S := 2f-1            plain          R0  f := N             plain, in newest_frame
#   F1  full fence                          R1  S = 2f ?           plain, in open
#   W2  P := ...             any kind       A1  _fence()           orders: R1 BEFORE R2
#   F2  full fence                          R2  loads of P         struct, numpy
#   W3  S := 2f              release        A2  _fence()           orders: R2 BEFORE R3
#   W4  N := f               release        R3  S = 2f ?           plain, in still_valid
#
# A1 takes the place of R1's acquire and pairs with W3: who sees 2f sees the pixels. A2 takes the place of
# the acquire fence and pairs with F1: who has seen a byte of a later frame sees that S has changed. Between
# R0 and R1 nothing is needed: R1's address is computed from R0's value, and were it not ordered, the frame
# would be NOT_THERE for a moment, and be asked for again. The compiler cannot move any of these: each is a
# call of the interpreter of its own.

_FORMATS = {_FORMAT_BGR24: ("BGR24", 3), _FORMAT_GRAY8: ("GRAY8", 1)}
_MASK = (1 << 64) - 1
_STAMP_BYTES = 64
_STAMP = struct.Struct("<8Q")


class Frame:
    """One frame of the ring, in place. Made by a reader; one thread.

    id             grows by one with every frame, from 1
    capture_nanos  when it was captured, CLOCK_MONOTONIC (time.monotonic_ns())
    source_index   its position in the source, from 0
    width, height  pixels
    stride         bytes from one row to the next
    format         BGR24 or GRAY8
    camera_id      which camera
    stamped        whether a synthetic source has written the id into the pixels
    capture_epoch  which start of capture wrote it
    lapped         frames overwritten before this reader came to them, since its last one (by Frames)
    skipped        frames passed over because a newer one was there (by Frames)
    """

    __slots__ = (
        "id",
        "capture_nanos",
        "source_index",
        "width",
        "height",
        "stride",
        "format",
        "camera_id",
        "stamped",
        "capture_epoch",
        "lapped",
        "skipped",
        "_channels",
        "_reader",
        "_offset",
        "_pixels",
        "_asked",
        "_broken",
    )

    def __init__(self, reader, offset, header):
        self.id = _i64(header, _FRAME_FRAME_ID)
        self.capture_nanos = _i64(header, _FRAME_CAPTURE_NANOS)
        self.source_index = _i64(header, _FRAME_SOURCE_INDEX)
        self.width = _i32(header, _FRAME_WIDTH_PIXELS)
        self.height = _i32(header, _FRAME_HEIGHT_PIXELS)
        self.stride = _i32(header, _FRAME_STRIDE_BYTES)
        self.format, self._channels = _FORMATS.get(_i32(header, _FRAME_PIXEL_FORMAT), (None, 0))
        self.camera_id = _i32(header, _FRAME_CAMERA_ID)
        self.stamped = _i32(header, _FRAME_FLAGS) & 1 != 0
        self.capture_epoch = _i32(header, _FRAME_CAPTURE_EPOCH)
        self.lapped = self.skipped = 0
        self._reader = reader
        self._offset = offset
        self._pixels = None
        self._asked = self._broken = False

    def _fits(self, geometry):
        return (
            self.format is not None
            and 0 < self.width <= geometry.max_width
            and 0 < self.height <= geometry.max_height
            and self.stride >= self.width * self._channels
            and self.stride * self.height <= geometry.slot_capacity_bytes
        )

    @property
    def pixels(self):
        """The pixels in place, read-only, no copy: height x width x 3 (blue, green, red), or height x width."""
        if self._pixels is None:
            shape, strides = (self.height, self.width), (self.stride, self._channels)
            if self._channels > 1:
                shape, strides = shape + (self._channels,), strides + (1,)
            self._pixels = self._reader.region._array(self._offset, shape, strides)
        return self._pixels

    @property
    def buffer(self):
        """The same bytes without numpy: a read-only memoryview of `stride * height` bytes."""
        return memoryview(self._reader.region._mapping)[self._offset : self._offset + self.stride * self.height]

    def still_valid(self):
        """Returns whether the frame was left alone until now; if not, throw away what was made of it.

        Asked after the work. The first no is counted in the reader's `torn`; where the source stamps its
        frames, the stamps are compared with the id too, and a difference is counted in `mismatched`.
        """
        return self._reader._still_valid(self)


class Reader:
    """A reader's end of the ring. One thread an instance; writes nothing.

    answer      what the last `open` found: OPEN, LAPPED, NOT_THERE or CORRUPT
    lapped      how often a frame was overwritten before it was used
    torn        how often a frame was overwritten while it was used
    mismatched  how often a valid frame's header or stamps contradicted its id: must stay 0
    """

    def __init__(self, region):
        self.region = region
        self.answer = None
        self.lapped = self.torn = self.mismatched = 0
        geometry = region.geometry
        self._newest_word = geometry.newest_frame_offset // 8
        # The low half of the counter, as we are little-endian.
        self._futex = _Futex(_address_of(region._mapping) + geometry.newest_frame_offset)

    def newest_frame(self):
        """Returns the id of the newest complete frame, 0 when there was none."""
        return self.region._long_words[self._newest_word]  # R0

    def oldest_frame(self):
        """Returns the oldest frame that may still be there beside the newest; at least 1."""
        # One slot less: the writer is about to take the oldest one.
        return max(1, self.newest_frame() - self.region.geometry.slots + 2)

    def await_newer(self, frame_id, timeout):
        """Waits up to `timeout` seconds for another newest frame than `frame_id`; returns whether there is.

        By futex(2) on the counter itself. The writer leaves out the wake-up when the count of waiters is 0,
        and we do not add ourselves to that count: Python has no atomic addition, and an update lost there
        would cost somebody else the wake-up. So we are woken along with whoever is counted (a running
        tracker nearly always is), and look ourselves every 5 ms in case nobody is.
        """
        deadline = time.monotonic() + timeout
        while self.newest_frame() == frame_id:
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            self._futex.wait(frame_id, min(left, _WAIT_SECONDS))
        return True

    def open(self, frame_id):
        """Opens a frame to be used in place; returns None when it is not there, and says why in `answer`."""
        geometry = self.region.geometry
        header = geometry.frame_header_offset(frame_id)
        complete = 2 * frame_id
        sequence = self.region._long_words[(header + _FRAME_SEQUENCE) // 8] if frame_id > 0 else 0  # R1
        if sequence != complete or frame_id <= 0:
            self.answer = "LAPPED" if sequence > complete and frame_id > 0 else "NOT_THERE"
            self.lapped += self.answer == "LAPPED"
            return None
        _fence()  # A1, orders: load of the sequence BEFORE loads of header and pixels
        fields = self.region._mapping[header : header + _FRAME_HEADER_BYTES]
        frame = Frame(self, geometry.payload_offset(frame_id), fields)
        # The header is input: whole before it is believed, and in range before it is used.
        if not self._is_still(frame_id):
            self.answer = "LAPPED"
            self.lapped += 1
            return None
        if frame.id != frame_id or not frame._fits(geometry):
            self.answer = "CORRUPT"
            self.mismatched += 1
            return None
        self.answer = "OPEN"
        return frame

    def _is_still(self, frame_id):
        _fence()  # A2, orders: loads of header and pixels BEFORE load of the sequence
        at = self.region.geometry.frame_header_offset(frame_id) + _FRAME_SEQUENCE
        return self.region._long_words[at // 8] == 2 * frame_id  # R3

    def _still_valid(self, frame):
        frame._asked = True
        # To touch what was cut off would end this process.
        frame._broken = frame._broken or self.region._is_closed_or_cut()
        if frame._broken:
            return False
        stamps_fit = not frame.stamped or self._stamps_fit(frame)
        if not self._is_still(frame.id):
            self.torn += 1
            frame._broken = True
        elif not stamps_fit:
            self.mismatched += 1
            frame._broken = True
        return not frame._broken

    def _stamps_fit(self, frame):
        """Compares what the test pattern writes into the pixels, in five places, with the frame's id."""
        row = frame.width * frame._channels
        if frame.height < 3 or row < 2 * _STAMP_BYTES:
            return False
        right = row - _STAMP_BYTES
        last = (frame.height - 1) * frame.stride
        places = (0, right, frame.height // 2 * frame.stride, last, last + right)
        for number, place in enumerate(places):
            found = _STAMP.unpack_from(self.region._mapping, frame._offset + place)
            if found != tuple(_stamp(frame.id * 64 + number * 8 + word) for word in range(8)):
                return False
        return True


def _stamp(z):
    """SplitMix64's finaliser, as in FrameStamp."""
    z &= _MASK
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & _MASK
    return z ^ z >> 31


class Frames:
    """The live frames, one after the other, for a `for` loop. One thread an instance.

    newest=True (the default) gives the newest frame each time and passes over those that came meanwhile:
    for showing, and for who is slower than the camera. newest=False gives every frame in its order, as long
    as the reader is not lapped: then it goes on with the newest.

    `timeout`: longest wait for one frame in seconds, after which RegionError is raised; None: for ever.
    When the region is replaced, or removed and made again, the iterator attaches anew and goes on.

    seen         frames given
    lapped       frames that were overwritten before this reader came to them: it was a whole ring behind
    skipped      frames passed over because a newer one was there
    torn         frames that were overwritten while they were used
    mismatched   frames whose content contradicted their id: must stay 0
    attachments  how often a region was attached to, the first time included
    """

    def __init__(self, name=None, path=None, newest=True, timeout=None, attach_timeout=5.0):
        self._path = region_path(name) if path is None else os.path.abspath(path)
        self._newest = newest
        self._timeout = timeout
        self.seen = self.lapped = self.skipped = self.attachments = 0
        self._torn = self._mismatched = 0
        self._frame = None
        self._take(Region.attach(path=self._path, timeout=attach_timeout))

    def _take(self, region):
        self.region = region
        self.reader = region.reader()
        self.attachments += 1
        # The first to be given is the newest one there.
        self._last = max(0, self.reader.newest_frame() - 1)
        self._looked = time.monotonic()

    @property
    def torn(self):
        """How many frames were overwritten while they were used."""
        return self._torn + self.reader.torn

    @property
    def mismatched(self):
        """How many frames contradicted their id."""
        return self._mismatched + self.reader.mismatched

    def __iter__(self):
        return self

    def __next__(self):
        # Who did not ask is counted all the same; who did had finished with it then.
        if self._frame is not None and not self._frame._asked:
            self._frame.still_valid()
        self._frame = None
        deadline = None if self._timeout is None else time.monotonic() + self._timeout
        while True:
            if self._is_gone():
                self._attach_anew(deadline)
            if self.reader.await_newer(self._last, 0.25 if deadline is None else min(0.25, self._left(deadline))):
                frame = self._open_next()
                if frame is not None:
                    self._frame = frame
                    self.seen += 1
                    return frame
                # Announced and not there: for a moment at most, unless the region is damaged.
                time.sleep(_POLL_SECONDS)
            if deadline is not None and self._left(deadline) <= 0:
                raise RegionError(
                    f"no newer frame in region {self._path} within {round(self._timeout * 1000)} ms (newest"
                    f" {self.reader.newest_frame()}); does capture run? `cat-follow stat` tells"
                )

    @staticmethod
    def _left(deadline):
        return max(0.0, deadline - time.monotonic())

    def _open_next(self):
        newest = self.reader.newest_frame()
        wanted = newest if self._newest else self._last + 1
        frame = self.reader.open(wanted)
        if frame is None and self.reader.answer == "LAPPED" and not self._newest:
            newest = wanted = self.reader.newest_frame()
            frame = self.reader.open(wanted)
        if frame is None:
            if self.reader.answer == "CORRUPT":
                self._last = wanted
            return None
        passed = wanted - self._last - 1
        # Of those passed over, the ones whose slots the frames up to `wanted` have taken.
        frame.lapped = min(passed, max(0, wanted - self.region.geometry.slots - self._last))
        frame.skipped = passed - frame.lapped
        self.lapped += frame.lapped
        self.skipped += frame.skipped
        self._last = wanted
        return frame

    def _is_gone(self):
        if self.region.is_lost():
            return True
        now = time.monotonic()
        if now - self._looked < 1:
            return False
        self._looked = now
        return self.region.is_replaced()

    def _attach_anew(self, deadline):
        self._torn, self._mismatched = self.torn, self.mismatched
        self.reader.torn = self.reader.mismatched = 0
        while True:
            region, not_yet = Region._attach_now(self._path)
            if region is not None:
                self.region.close()
                self._take(region)
                return
            if deadline is not None and self._left(deadline) <= 0:
                raise RegionError(
                    f"region {self._path} has gone and did not come back within {round(self._timeout * 1000)} ms:"
                    f" {not_yet}"
                )
            time.sleep(0.02)

    def close(self):
        """Lets go of the region."""
        self._frame = None
        self.region.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


# ---------------------------------------------------------------------------------------------------------
# Images for algorithms.


class Image:
    """An image to look at, RGB. Made by `read_image`; use it in a `with`.

    pixels      height x width x 3, red, green, blue, read-only; no copy but for JPEG
    substitute  whether `pixels` are zeroes in place of an image that could not be had (development only)
    code        why: NOT_FOUND, CORRUPT or BAD_ID of a substitute, NO_SIZE of an empty one, else None
    reason      the same in words, else an empty text

    Nobody writes into an image of the store while it or any array made of its memory is about. `release` (or
    the end of the `with`) lets go of it earlier; what `pixels` shows after that is anything. That holds in the
    process that read it: a forked child has the memory and does not hold it. An image of the ring cannot be
    held: there the `with` ends in an ImageError, OVERWRITTEN, when the frame was overwritten while it was used.
    """

    def __init__(self, pixels, substitute=False, code=None, reason="", lease=None, frame=None):
        self.pixels = pixels
        self.substitute = substitute
        self.code = code
        self.reason = reason
        self._lease = lease
        self._frame = frame

    @property
    def width(self):
        """Pixels in a row."""
        return self.pixels.shape[1]

    @property
    def height(self):
        """Rows."""
        return self.pixels.shape[0]

    def still_valid(self):
        """Returns whether the pixels were this image all the time until now."""
        return self._frame is None or self._frame.still_valid()

    def release(self):
        """Lets go of the image at once; twice does nothing.

        Do not use `pixels`, nor any view of them, afterwards: the runner may write another image there.
        Who does not call it keeps the image until the last such array has gone.
        """
        lease, self._lease = self._lease, None
        if lease is not None:
            lease.release()

    def __array__(self, dtype=None, copy=None):
        numpy = _numpy()
        return numpy.array(self.pixels, dtype=dtype) if copy else numpy.asarray(self.pixels, dtype=dtype)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        valid = self.still_valid()
        self.release()
        if kind is None and not valid:
            raise ImageError("OVERWRITTEN", f"frame {self._frame.id} was overwritten while it was used")


def _mode(mode):
    mode = mode or os.environ.get("CAT_FOLLOW_ALGO_MODE") or "production"
    if mode not in ("development", "production"):
        raise AlgorithmError("MODE", f"mode (CAT_FOLLOW_ALGO_MODE) must be development or production, not '{mode}'")
    return mode


def read_image(shared_mem_id, image_meta, mode=None):
    """Returns the image with the id `shared_mem_id`: of the store, or `ring:FRAME_ID` of the live ring.

    `image_meta` has width and height in pixels, and may have color_space (RGB or BGR): the order in which an
    array is stored, as the runner truthfully sends it. The store's own header counts first, so it matters only
    where that says nothing. `pixels` are red first in any case.

    `mode`: development or production (default: CAT_FOLLOW_ALGO_MODE, else production). The store is the file
    CAT_FOLLOW_IMAGES, else the region's path and `.images`. The ring is the region's; there is none where
    CAT_FOLLOW_IMAGES is set and CAT_FOLLOW_REGION is not.

    A width or height that is not positive gives an empty image with its reason. An image that is missing or
    broken (NOT_FOUND, CORRUPT, BAD_ID) is an ImageError in production; in development zeroes of the declared
    size, marked as a substitute. So nobody takes for real a black picture that no camera has seen. The other
    codes of ImageError are raised in both.
    """
    mode = _mode(mode)
    numpy = _numpy()
    width, height = (image_meta.get(key) for key in ("width", "height"))
    for what, pixels in (("width", width), ("height", height)):
        if isinstance(pixels, bool) or not isinstance(pixels, (int, float)) or pixels != pixels // 1 or pixels <= 0:
            reason = f"image_meta says {what}={pixels!r}: a positive number of pixels wanted"
            return Image(numpy.zeros((0, 0, 3), numpy.uint8), code="NO_SIZE", reason=reason)
    size = (int(height), int(width))
    if max(size) > _LARGEST_SIDE or size[0] * size[1] > _MOST_PIXELS:
        raise ImageError("TOO_LARGE", f"image_meta says {size[1]}x{size[0]} pixels: more than an image may have")
    try:
        if not isinstance(shared_mem_id, str) or not shared_mem_id.strip():
            raise ImageError("BAD_ID", f"shared_mem_id is {shared_mem_id!r}: the text of an id wanted")
        if shared_mem_id.startswith("ring:"):
            return _image_of_ring(shared_mem_id, size)
        return _image_of_store(shared_mem_id, size, image_meta.get("color_space"))
    except ImageError as error:
        if mode == "production" or error.code in _ALWAYS_RAISED:
            raise
        zeroes = numpy.zeros(size + (3,), numpy.uint8)
        zeroes.flags.writeable = False
        return Image(zeroes, substitute=True, code=error.code, reason=error.message)


def _require_size(shared_mem_id, size, found):
    if size != found:
        raise ImageError(
            "CORRUPT",
            f"image {shared_mem_id} has {found[1]}x{found[0]} pixels, and image_meta says {size[1]}x{size[0]}",
        )


def _as_rgb(pixels, is_bgr):
    """Returns three channels, red first, without a copy."""
    if pixels.ndim == 2:
        return _numpy().broadcast_to(pixels[:, :, None], pixels.shape + (3,))
    return pixels[:, :, ::-1] if is_bgr else pixels


_ring = None


def _ring_region():
    """Returns the region, attached once, and again when it was replaced."""
    global _ring
    if os.environ.get("CAT_FOLLOW_IMAGES") and not os.environ.get("CAT_FOLLOW_REGION"):
        # Not the default robot's: it may be another than the runner's.
        raise ImageError(
            "NOT_FOUND", "the runner has no live ring: CAT_FOLLOW_IMAGES is set and CAT_FOLLOW_REGION is not"
        )
    path = region_path()
    if _ring is not None and (_ring.path != path or _ring.is_lost() or _ring.is_replaced()):
        # Views of it may be about: it is unmapped with the last.
        _ring = None
    if _ring is None:
        try:
            region, not_yet = Region._attach_now(path)
        except RegionError as error:
            raise ImageError("REGION", str(error)) from None
        if region is None:
            raise ImageError("NOT_FOUND", f"there is no region {path}: {not_yet}")
        _ring = region
    return _ring


def _image_of_ring(shared_mem_id, size):
    digits = shared_mem_id[len("ring:") :]
    if not digits.isascii() or not digits.isdigit() or len(digits) > 18:
        raise ImageError("BAD_ID", f"image id '{shared_mem_id}' is none: ring: and a frame's number wanted")
    reader = _ring_region().reader()
    frame = reader.open(int(digits))
    if frame is None:
        why = {
            "LAPPED": f"it was overwritten, the newest is {reader.newest_frame()}",
            "NOT_THERE": f"it was not captured yet, the newest is {reader.newest_frame()}",
            "CORRUPT": "its header makes no sense",
        }[reader.answer]
        code = "CORRUPT" if reader.answer == "CORRUPT" else "NOT_FOUND"
        raise ImageError(code, f"frame {digits} is not in the ring: {why}")
    _require_size(shared_mem_id, size, (frame.height, frame.width))
    return Image(_as_rgb(frame.pixels, True), frame=frame)


class _Slot:
    """What a slot's header says, whole. `sequence` is the one under which it was read."""

    def __init__(self, number, sequence, header):
        self.number, self.sequence = number, sequence
        self.length = _u32(header, _STORE_IMAGE_BYTES)
        self.encoding = _u32(header, _STORE_ENCODING)
        self.width = _u32(header, _STORE_WIDTH_PIXELS)
        self.height = _u32(header, _STORE_HEIGHT_PIXELS)
        self.channels = _u32(header, _STORE_CHANNELS)
        self.stride = _u32(header, _STORE_STRIDE_BYTES)
        self.order = _u32(header, _STORE_ORDER)


def _slot_lock(kind, number):
    """Returns a struct flock for a slot's byte: l_type, l_whence, l_start, l_len, l_pid (which has to be 0)."""
    return struct.pack("hh4xqqi4x", kind, os.SEEK_SET, _STORE_FIRST_LEASE + number, 1, 0)


class _Lease:
    """A slot of the store, locked for reading by `fd`. Given back once; any thread."""

    def __init__(self, fd, number):
        self._fd, self._number, self._pid = fd, number, os.getpid()
        _lease_fds.add(fd)

    def release(self):
        """Gives it back; twice does nothing, and nothing in a forked child, whose lease it is not."""
        fd, self._fd = self._fd, None
        if fd is None or self._pid != os.getpid():
            return
        # Before its number can be another's.
        _lease_fds.discard(fd)
        # A lock belongs to the opening, and a child forked without Python's knowledge has a descriptor of it too:
        # so not by closing alone.
        with contextlib.suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_OFD_SETLK, _slot_lock(fcntl.F_UNLCK, self._number))
        os.close(fd)


_lease_fds = set()


def _forget_leases():
    """In a forked child: closes its descriptors of the parent's leases, or it would keep them alive."""
    for fd in _lease_fds:
        with contextlib.suppress(OSError):
            os.close(fd)
    _lease_fds.clear()


os.register_at_fork(after_in_child=_forget_leases)


class _Store:
    """The image store, mapped read-only. Any thread; docs/adr/0033 has the table.

    Reading: the header under an even sequence that is the same afterwards; then a shared lock on the slot's
    byte of the lock file; then the sequence once more. The writer changes a slot only while it alone has
    that byte, so from there on the pixels stay. The kernel lets go of the byte when we die.
    """

    def __init__(self, path):
        self.path = path
        try:
            fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
        except FileNotFoundError:
            raise ImageError("NOT_FOUND", f"there is no image store at {path}; does the runner run?") from None
        except OSError as error:
            raise ImageError("STORE", f"cannot read image store {path}: {_words(error)}") from None
        try:
            status = os.fstat(fd)
            self._key = (status.st_dev, status.st_ino)
            self._check(fd, status)
            self._mapping = mmap.mmap(fd, status.st_size, flags=mmap.MAP_SHARED, prot=mmap.PROT_READ)
        except (OSError, ValueError) as error:
            raise ImageError("STORE", f"cannot read image store {path}: {error}") from None
        finally:
            os.close(fd)
        self._long_words = memoryview(self._mapping).cast("q")
        self._bytes = _numpy().frombuffer(self._mapping, dtype=_numpy().uint8)
        self._address = self._bytes.ctypes.data
        self._memory = ctypes.c_ubyte * self.slot_bytes

    def _check(self, fd, status):
        if not stat.S_ISREG(status.st_mode) or status.st_size < _STORE_HEADERS:
            self._refuse(f"it is no image store (only {status.st_size} bytes)")
        head = os.pread(fd, _STORE_CHECKSUM + 4, 0)
        magic = _u64(head, _STORE_MAGIC)
        if magic != _STORE_MAGIC_VALUE:
            self._refuse(f"it is no image store (magic expected={_STORE_MAGIC_VALUE:016x} actual={magic:016x})")
        if _u64(head, _STORE_READY) != 1:
            self._refuse("its runner has not finished it")
        version = _u32(head, _STORE_LAYOUT_VERSION)
        if version != _STORE_VERSION:
            self._refuse(f"layout version expected={_STORE_VERSION} actual={version}")
        summed, crc = _crc32c(head[_STORE_LAYOUT_VERSION:_STORE_CHECKSUM]), _u32(head, _STORE_CHECKSUM)
        if summed != crc:
            self._refuse(f"damaged header, checksum expected={summed} actual={crc}")
        slots, slot_bytes = _u32(head, _STORE_SLOT_COUNT), _u64(head, _STORE_SLOT_BYTES)
        file_bytes, boot = _u64(head, _STORE_TOTAL_BYTES), head[_STORE_BOOT_ID : _STORE_BOOT_ID + 16]
        self.slots, self.slot_bytes = slots, slot_bytes
        self._payloads = _align_up(_STORE_HEADERS + _STORE_HEADER_BYTES * slots, 65536)
        if not 1 <= slots <= _STORE_MOST_SLOTS or slot_bytes < 1 or slot_bytes % 4096:
            self._refuse(f"{slots} slots of {slot_bytes} bytes make no sense")
        expected = self._payloads + slots * slot_bytes
        for what, actual in (("total bytes", file_bytes), ("file length", status.st_size)):
            if actual != expected:
                self._refuse(f"{what} expected={expected} actual={actual}")
        current = _boot_id()
        if boot != current and any(boot) and any(current):
            self._refuse(
                "it was made in another boot of this machine (boot id"
                f" expected={_boot_text(current)} actual={_boot_text(boot)})"
            )

    def _refuse(self, why):
        raise ImageError("STORE", f"cannot read image store {self.path}: {why}")

    def is_current(self):
        """Returns whether the path still names the file mapped here, whole."""
        try:
            status = os.stat(self.path)
        except OSError:
            return False
        return self._key == (status.st_dev, status.st_ino) and status.st_size >= len(self._mapping)

    def _sequence(self, number):
        return self._long_words[(_STORE_HEADERS + number * _STORE_HEADER_BYTES + _STORE_SEQUENCE) // 8]

    def find(self, key):
        """Returns the slot whose header has the key, or None."""
        for number in range(self.slots):
            sequence = self._sequence(number)
            if sequence & 1:
                continue
            _fence()  # orders: load of the sequence BEFORE loads of the header; pairs with its release
            at = _STORE_HEADERS + number * _STORE_HEADER_BYTES
            header = self._mapping[at : at + _STORE_HEADER_BYTES]
            if _u32(header, _STORE_IMAGE_BYTES) == 0 or _u32(header, _STORE_KEY_BYTES) != len(key):
                continue
            found = header[_STORE_KEY : _STORE_KEY + len(key)]
            _fence()  # orders: loads of the header BEFORE load of the sequence
            if found == key and self._sequence(number) == sequence:
                return _Slot(number, sequence, header)
        return None

    def lease(self, slot):
        """Takes a slot for reading; returns the lease, or None when it was taken away."""
        # An opening of its own for each lease: a lock belongs to the opening.
        fd = os.open(self.path + ".lock", os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.fcntl(fd, fcntl.F_OFD_SETLK, _slot_lock(fcntl.F_RDLCK, slot.number))
            _fence()  # orders: taking the lock BEFORE load of the sequence
            if self._sequence(slot.number) == slot.sequence:
                _fence()  # orders: load of the sequence BEFORE loads of the pixels
                fd, kept = -1, fd
                return _Lease(kept, slot.number)
        except BlockingIOError:
            # The runner has it alone: it is about to write.
            return None
        finally:
            if fd >= 0:
                # Not by closing alone: a child forked meanwhile has the same opening of the lock file.
                with contextlib.suppress(OSError):
                    fcntl.fcntl(fd, fcntl.F_OFD_SETLK, _slot_lock(fcntl.F_UNLCK, slot.number))
                os.close(fd)
        return None

    def payload(self, slot, lease):
        """Returns the bytes of a slot's image, in place and read-only; the last view of them gives the lease back."""
        begin = self._payloads + slot.number * self.slot_bytes
        # An object for this lease alone, to which all views of the bytes lead.
        memory = self._memory.from_address(self._address + begin)
        memory.mapping = self._mapping
        # A process that ends needs none, and may still be looking.
        weakref.finalize(memory, lease.release).atexit = False
        # By frombuffer: ndarray() would look past the read-only view, and let its user ask to write.
        return _numpy().frombuffer(memoryview(memory).toreadonly(), dtype=_numpy().uint8, count=slot.length)


_stores = {}


def _store(path):
    store = _stores.get(path)
    if store is None or not store.is_current():
        _stores.pop(path, None)
        store = _stores[path] = _Store(path)
    return store


def _image_of_store(shared_mem_id, size, color_space):
    path = os.path.abspath(os.environ.get("CAT_FOLLOW_IMAGES") or region_path() + ".images")
    key = shared_mem_id.encode("utf-8", "replace")
    store = _store(path)
    deadline = time.monotonic() + _LEASE_SECONDS
    while True:
        slot = store.find(key) if 1 <= len(key) <= _STORE_LONGEST_KEY else None
        if slot is None:
            raise ImageError("NOT_FOUND", f"there is no image '{shared_mem_id}' in {path}")
        try:
            lease = store.lease(slot)
        except OSError as error:
            raise ImageError("STORE", f"cannot lock {path}.lock: {_words(error)}") from None
        if lease is not None:
            break
        if time.monotonic() >= deadline:
            raise ImageError(
                "STORE", f"the runner has been writing image '{shared_mem_id}' of {path} for {_LEASE_SECONDS} s"
            )
        time.sleep(0.0002)
    try:
        pixels = _pixels_of(store, slot, lease, shared_mem_id, size, color_space)
    except BaseException:
        lease.release()
        raise
    if slot.encoding == _STORE_JPEG:
        # Decoded into memory of our own.
        lease.release()
        lease = None
    return Image(pixels, lease=lease)


def _pixels_of(store, slot, lease, shared_mem_id, size, color_space):
    if slot.length > store.slot_bytes or slot.encoding not in (_STORE_JPEG, _STORE_ARRAY):
        raise ImageError(
            "CORRUPT",
            f"image '{shared_mem_id}' says encoding={slot.encoding} and bytes={slot.length} of {store.slot_bytes}",
        )
    data = store.payload(slot, lease)
    _require_size(shared_mem_id, size, (slot.height, slot.width))
    if slot.encoding == _STORE_JPEG:
        _require_size(shared_mem_id, size, _jpeg_size(data, shared_mem_id))
        pixels, is_bgr = _decoded(data, shared_mem_id)
        _require_size(shared_mem_id, size, pixels.shape[:2])
        return _as_rgb(pixels, is_bgr)
    channels, stride = slot.channels, slot.stride
    end = stride * (slot.height - 1) + slot.width * channels
    if channels not in (1, 3) or stride < slot.width * channels or end > slot.length:
        raise ImageError(
            "CORRUPT",
            f"image '{shared_mem_id}' of {slot.width}x{slot.height} says channels={channels}, bytes a row={stride} and"
            f" bytes={slot.length}: they do not fit",
        )
    shape, strides = (slot.height, slot.width), (stride, channels)
    if channels == 3:
        shape, strides = shape + (3,), strides + (1,)
    pixels = _numpy().ndarray(shape, dtype=_numpy().uint8, buffer=data, strides=strides)
    if slot.order in (_STORE_RGB, _STORE_BGR):
        return _as_rgb(pixels, slot.order == _STORE_BGR)
    return _as_rgb(pixels, str(color_space).upper() == "BGR")


# What ends a scan: a marker that is neither a stuffed byte nor a restart. Fill bytes may come before it.
_JPEG_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_JPEG_EOI = 0xD9
# Of all SOFn; the three others of these numbers are DHT, JPG and DAC.
_JPEG_SOFS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg_size(data, shared_mem_id):
    """Returns the height and width that a JPEG's header says, when the file is whole.

    From segment to segment to the end of the image, as decoders give a grey rest for one that was cut off, and
    as a thumbnail among the segments has an end of its own. What comes after the end does not matter.
    """
    file = memoryview(data)
    size = None
    at = 2 if bytes(file[:2]) == b"\xff\xd8" else len(file)
    marker = _JPEG_MARKER.search(file, at)
    while marker is not None:
        kind, at = file[marker.end() - 1], marker.end()
        if kind == _JPEG_EOI and size is not None:
            return size
        length = int.from_bytes(file[at : at + 2], "big")
        if kind in _JPEG_SOFS and size is None and length >= 8:
            size = int.from_bytes(file[at + 3 : at + 5], "big"), int.from_bytes(file[at + 5 : at + 7], "big")
        # Over a scan's data, which come after its head.
        marker = _JPEG_MARKER.search(file, at + length) if length >= 2 else None
    raise ImageError("CORRUPT", f"the JPEG of image '{shared_mem_id}' is none, or was cut off: it has no end")


def _decoded(data, shared_mem_id):
    """Returns a JPEG's pixels and whether they are blue first."""
    broken = ImageError("CORRUPT", f"the JPEG of image '{shared_mem_id}' does not decode")
    try:
        import cv2
    except ImportError:
        pass
    else:
        try:
            # As it is stored: a size that was declared is the one before any turning by Exif.
            pixels = cv2.imdecode(data, cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
        except cv2.error:
            pixels = None
        if pixels is None:
            raise broken
        pixels.flags.writeable = False
        return pixels, True
    try:
        import PIL.Image
    except ImportError:
        raise ImageError(
            "NO_DECODER",
            f"image '{shared_mem_id}' is a JPEG, and neither cv2 nor PIL can be imported: python3 -m pip install"
            " opencv-python-headless, or pillow",
        ) from None
    try:
        with PIL.Image.open(io.BytesIO(data.tobytes()), formats=["JPEG"]) as picture:
            pixels = _numpy().array(picture.convert("RGB"))
    except Exception as error:
        raise broken from error
    pixels.flags.writeable = False
    return pixels, False


# ---------------------------------------------------------------------------------------------------------
# Algorithms.


def serve(pre_execute=None, execute=None):
    """Answers a runner's calls, one JSON object a line, until standard input ends.

    `execute` is called with those of step_index, pid, session, user_params, shared_mem_id and image_meta
    that its signature names, and returns a dict; `pre_execute` with user_params, once, before all others.
    An AlgorithmError is answered with its code, any other exception with the code EXCEPTION; its stack
    goes to standard error. There goes also what the algorithm prints: the answers have standard output
    for themselves.
    """
    if execute is None:
        raise TypeError("serve needs execute=, the function that judges an image")
    _require_known("pre_execute", pre_execute, _PRE_PARTS)
    _require_known("execute", execute, _PARTS)
    calls = {"pre_execute": pre_execute, "execute": execute}
    # A runner that has gone reads no answers.
    with contextlib.suppress(BrokenPipeError), _own_streams() as (requests, answers):
        for line in requests:
            if line.strip():
                answers.write(_answer(line, calls) + b"\n")
                answers.flush()


@contextlib.contextmanager
def _own_streams():
    """Gives standard input and output to the loop alone; meanwhile prints go to standard error."""
    sys.stdout.flush()
    with os.fdopen(os.dup(0), "rb") as requests, os.fdopen(os.dup(1), "wb") as answers:
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        # Also what C code prints.
        os.dup2(2, 1)
        before, sys.stdout = sys.stdout, sys.stderr
        try:
            yield requests, answers
        finally:
            sys.stdout = before
            with contextlib.suppress(BrokenPipeError):
                answers.flush()
            os.dup2(requests.fileno(), 0)
            os.dup2(answers.fileno(), 1)


def _answer(line, calls):
    number = None
    try:
        request = json.loads(line)
        if not isinstance(request, dict):
            raise ValueError("an object wanted")
        number = request.get("id") if isinstance(request.get("id"), (int, str)) else None
        if request.get("call") not in ("pre_execute", "execute"):
            raise ValueError(f"call must be pre_execute or execute, not {request.get('call')!r}")
    except (ValueError, RecursionError) as error:
        message = _one_line(f"bad request: {error}")
        return _line({"id": number, "status": "ERROR", "code": "PROTOCOL", "message": message})
    try:
        name = request["call"]
        result = _called(calls[name], request)
        if name == "pre_execute":
            return _line({"id": number, "status": "OK"})
        if result is not None and not isinstance(result, dict):
            raise TypeError(f"execute must return a dict, not {type(result).__name__}")
        return _line({"id": number, "status": "OK", "data": result or {}})
    except AlgorithmError as error:
        answer = {"code": str(error.code), "message": _one_line(error.message)}
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        traceback.print_exc(file=sys.stderr)
        answer = {"code": "EXCEPTION", "message": _one_line(f"{type(error).__name__}: {error}")}
    return _line(dict({"id": number, "status": "ERROR"}, **answer))


_PRE_PARTS = ("user_params",)
_PARTS = ("step_index", "pid", "session", "user_params", "shared_mem_id", "image_meta")


def _require_known(name, function, parts):
    """Refuses a function that wants what no call has: told once at the start, and not with each image."""
    for parameter in inspect.signature(function).parameters.values() if function is not None else ():
        needed = parameter.default is parameter.empty and parameter.kind not in (
            parameter.VAR_POSITIONAL,
            parameter.VAR_KEYWORD,
        )
        if needed and parameter.name not in parts:
            raise TypeError(f"{name} has a parameter '{parameter.name}', which no call has; use of {', '.join(parts)}")


def _called(function, request):
    if function is None:
        return None
    names = _PRE_PARTS if request["call"] == "pre_execute" else _PARTS
    parameters = inspect.signature(function).parameters.values()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        wanted = names
    else:
        wanted = [parameter.name for parameter in parameters if parameter.name in names]
    empty = {"session": {}, "user_params": {}, "image_meta": {}}
    return function(**{name: _given(request, name, empty) for name in wanted})


def _given(request, name, empty):
    value = request.get(name)
    return empty.get(name) if value is None else value


def _line(answer):
    return json.dumps(answer, allow_nan=False, default=_plain, ensure_ascii=False).encode("utf-8", "replace")


def _plain(value):
    """Returns numpy's numbers and arrays as Python's."""
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"a {type(value).__name__} cannot be sent as JSON")


def _one_line(text):
    return " ".join(str(text).split())
