"""An image store as docs/adr/0033 has it, made by hand: what the runner does, for tests of who reads it."""

import fcntl
import os
import struct

import catfollow


def boot_id():
    with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
        return bytes.fromhex(file.read().strip().replace("-", ""))


class Store:
    def __init__(self, path, slots=3, slot_bytes=65536):
        self.path, self.slots, self.slot_bytes = path, slots, slot_bytes
        self.payloads = -(-(4096 + 512 * slots) // 65536) * 65536
        self.length = self.payloads + slots * slot_bytes
        with open(path, "wb") as file:
            file.truncate(self.length)
        with open(path + ".lock", "wb"):
            pass
        self.write_head()

    def write_head(self, version=1, ready=1, boot=None, crc=None, magic=b"CATIMAGE", length=None):
        boot = boot_id() if boot is None else boot
        checked = struct.pack(
            "<IIQQQ16s", version, self.slots, self.slot_bytes, self.length if length is None else length, 1, boot
        )
        crc = catfollow._crc32c(checked) if crc is None else crc
        self.write(0, magic + struct.pack("<Q", ready) + checked + struct.pack("<I", crc))

    def write(self, at, data):
        with open(self.path, "r+b") as file:
            file.seek(at)
            file.write(data)

    def sequence(self, slot):
        with open(self.path, "rb") as file:
            file.seek(4096 + 512 * slot)
            return struct.unpack("<Q", file.read(8))[0]

    def put(self, slot, key, data, width, height, encoding=2, channels=3, stride=None, order=1, length=None):
        """Writes an image into a slot, the sequence odd meanwhile."""
        stride = width * channels if stride is None else stride
        length = len(data) if length is None else length
        key = key.encode()
        at = 4096 + 512 * slot
        sequence = self.sequence(slot)
        self.write(at, struct.pack("<Q", sequence + 1))
        fields = struct.pack("<8I", length, encoding, width, height, channels, stride, order, len(key))
        self.write(at + 8, fields)
        self.write(at + 128, key.ljust(128, b"\0"))
        self.write(self.payloads + slot * self.slot_bytes, data)
        self.write(at, struct.pack("<Q", sequence + 2))

    def take_alone(self, slot):
        """Takes a slot as the runner does; returns what holds it, or None while somebody reads."""
        file = open(self.path + ".lock", "r+b")
        lock = struct.pack("hh4xqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 16 + slot, 1, 0)
        try:
            fcntl.fcntl(file, fcntl.F_OFD_SETLK, lock)
            return file
        except BlockingIOError:
            file.close()
            return None

    def is_leased(self, slot):
        file = self.take_alone(slot)
        if file is None:
            return True
        file.close()
        return False
