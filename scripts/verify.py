#!/usr/bin/env python3
"""Verifies a Plumbline archive: a second verifier, written from the folder `protocol/` alone.

usage: verify.py ARCHIVE [--session CODE] [--trust FILE]... [--json]

It shares no code with the Swift auditor, so that agreement of the two means something (`scripts/compare-verifiers`).
It needs Python 3.9 and the package `cryptography`, and nothing else. All arithmetic on marks is in exact fractions.
Sections quoted in comments are those of `protocol/`. Exit codes (verify.md section 3): verified 0, failed 1, unreadable 2,
unfinished 3, unanchored 4; 64 for wrong usage.
"""
import argparse
import base64
import binascii
import hashlib
import hmac
import json
import os
import re
import struct
import sys
from fractions import Fraction

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ZERO = bytes(32)
LARGEST = 2**53 - 1


class Malformed(Exception):
    """Bytes that a reader must refuse."""


class Refused(Exception):
    """A record that is not admitted, with the check that it fails (verify.md section 6)."""

    def __init__(self, check, reason):
        super().__init__(reason)
        self.check = check


def sha256(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


def need(condition, check, reason):
    if not condition:
        raise Refused(check, reason)


# ---------------------------------------------------------------------------------------------------------------------
# Encodings: log.md, records.md sections 1 and 2

def decode_base64(text):
    """RFC 4648 section 4 with padding and zero trailing bits; one text for one value."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError, UnicodeEncodeError):
        raise Malformed("no base64") from None
    if base64.b64encode(data).decode() != text:
        raise Malformed("base64 in another form")
    return data


def encode_base64(data):
    return base64.b64encode(data).decode()


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def session_code(digest):
    number = int.from_bytes(digest[:20], "big")
    signs = "".join(CROCKFORD[number >> 5 * i & 31] for i in reversed(range(32)))
    return "-".join(signs[i:i + 4] for i in range(0, 32, 4))


def read_session_code(text):
    signs = text.upper().replace(" ", "").replace("-", "").translate(str.maketrans("OIL", "011"))
    if not text.isascii() or len(signs) != 32 or any(sign not in CROCKFORD for sign in signs):
        raise Malformed("no session code: eight groups of four signs")
    return "-".join(signs[i:i + 4] for i in range(0, 32, 4))


KEY = re.compile(r"[a-z][A-Za-z0-9]{0,63}\Z")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def canonical(value):
    """The one text of a value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def _inspect(value, depth):
    if isinstance(value, str):
        if INVISIBLE.search(value):
            raise Malformed("an invisible sign")
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            raise Malformed("an integer beyond 2^53 - 1")
    elif isinstance(value, (list, dict)):
        if depth == 8:
            raise Malformed("more than 8 levels")
        if isinstance(value, dict):
            for key in value:
                if not KEY.match(key):
                    raise Malformed("a key that is not allowed")
            value = value.values()
        for element in value:
            _inspect(element, depth + 1)
    else:
        raise Malformed("null or a fraction")


def _refuse_number(text):
    raise Malformed("a number that is no integer: " + text[:20])


def _integer(text):
    if len(text) > 17:
        _refuse_number(text)
    return int(text)


def parse_json(data, limit=65_535):
    """Reads canonical JSON and nothing else: whatever was read must give the same bytes again."""
    if limit is not None and len(data) > limit:
        raise Malformed("longer than %d bytes" % limit)
    try:
        value = json.loads(data.decode("utf-8"), parse_float=_refuse_number, parse_constant=_refuse_number,
                           parse_int=_integer)
        _inspect(value, 0)
        again = canonical(value)
    except (ValueError, RecursionError):
        raise Malformed("no JSON") from None
    if again != data:
        raise Malformed("JSON that is not canonical")
    return value


# ---------------------------------------------------------------------------------------------------------------------
# Cryptography: cryptography.md

ED_P = 2**255 - 19
ED_D = -121665 * pow(121666, -1, ED_P) % ED_P
ED_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD83D3D706A17C7
ED_SMALL = {0, 1, ED_P - 1, ED_ORDER_8, ED_P - ED_ORDER_8}


def is_good_ed25519_key(raw):
    """Section 2: canonical, on the curve, not of small order."""
    if len(raw) != 32:
        return False
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if y >= ED_P or y in ED_SMALL:
        return False
    x2 = (y * y - 1) * pow(ED_D * y * y + 1, -1, ED_P) % ED_P
    return pow(x2, (ED_P - 1) // 2, ED_P) in (0, 1)


def verify_ed25519(raw, signature, message):
    if len(signature) != 64 or not is_good_ed25519_key(raw):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


P = 2**256 - 2**224 + 2**192 + 2**96 - 1
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
Q = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def read_point(data):
    """Section 3. None unless 65 bytes of an uncompressed point on P-256."""
    if len(data) != 65 or data[0] != 4:
        return None
    x, y = int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big")
    if x >= P or y >= P or (y * y - x * x * x + 3 * x - B) % P:
        return None
    return x, y


def write_point(point):
    return b"\4" + point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


def add(left, right):
    """None is the point at infinity."""
    if left is None or right is None:
        return left or right
    if left[0] == right[0]:
        if (left[1] + right[1]) % P == 0:
            return None
        slope = (3 * left[0] * left[0] - 3) * pow(2 * left[1], -1, P)
    else:
        slope = (right[1] - left[1]) * pow(right[0] - left[0], -1, P)
    x = (slope * slope - left[0] - right[0]) % P
    return x, (slope * (left[0] - x) - left[1]) % P


def multiply(number, point):
    result = None
    for bit in bin(number)[2:]:
        result = add(result, result)
        if bit == "1":
            result = add(result, point)
    return result


def read_scalar(data):
    number = int.from_bytes(data, "big")
    return number if len(data) == 32 and 0 < number < Q else None


def share_point(commitments, index):
    """Section 6: the point of share `index`."""
    total = None
    for power, point in enumerate(commitments):
        total = add(total, multiply(pow(index, power, Q), point))
    return total


def combine(shares):
    """Section 6: {index: number} to the secret."""
    secret = 0
    for i, share in shares.items():
        for j in shares:
            if j != i:
                share = share * j * pow(j - i, -1, Q) % Q
        secret = (secret + share) % Q
    return secret


def hkdf_extract(salt, material):
    return hmac.digest(salt or ZERO, material, "sha256")


def hkdf_expand(key, info, length):
    output, block, i = b"", b"", 1
    while len(output) < length:
        block = hmac.digest(key, block + info + bytes([i]), "sha256")
        output, i = output + block, i + 1
    return output[:length]


class Opener:
    """Section 5: HPKE base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; the recipient's side."""
    KEM = b"KEM" + struct.pack(">H", 0x10)
    SUITE = b"HPKE" + struct.pack(">HHH", 0x10, 1, 2)

    def __init__(self, private_key, info):
        self.key = ec.derive_private_key(private_key, ec.SECP256R1())
        numbers = self.key.public_key().public_numbers()
        self.public = write_point((numbers.x, numbers.y))
        self.context = (b"\0" + self._extract(self.SUITE, b"", b"psk_id_hash", b"")
                        + self._extract(self.SUITE, b"", b"info_hash", info))

    @staticmethod
    def _extract(suite, salt, label, material):
        return hkdf_extract(salt, b"HPKE-v1" + suite + label + material)

    @staticmethod
    def _expand(suite, key, label, info, length):
        return hkdf_expand(key, struct.pack(">H", length) + b"HPKE-v1" + suite + label + info, length)

    def open(self, enc, ciphertext, aad):
        """None when it does not open."""
        point = read_point(enc)
        if point is None or len(ciphertext) < 16:
            return None
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicNumbers(*point, ec.SECP256R1()).public_key())
        early = self._extract(self.KEM, b"", b"eae_prk", shared)
        shared = self._expand(self.KEM, early, b"shared_secret", enc + self.public, 32)
        secret = self._extract(self.SUITE, shared, b"secret", b"")
        key = self._expand(self.SUITE, secret, b"key", self.context, 32)
        nonce = self._expand(self.SUITE, secret, b"base_nonce", self.context, 12)
        try:
            return AESGCM(key).decrypt(nonce, ciphertext, aad)
        except InvalidTag:
            return None


# ---------------------------------------------------------------------------------------------------------------------
# The archive: archive.md

class Archive:
    """One strict ustar; contents are read when asked for."""

    def __init__(self, path):
        try:
            self.file = open(path, "rb")
            end = os.fstat(self.file.fileno()).st_size
        except OSError as error:
            raise Malformed("%s: %s" % (path, error.strerror)) from None
        self.members = {}
        last, offset = "", 0
        while True:
            header = self._read(offset, 512, end)
            if header == bytes(512):
                break
            name, size = self._header(header, offset)
            if name <= last:
                raise Malformed("byte %d: %s is not in order" % (offset, name))
            if len(self.members) == 8_000_000:
                raise Malformed("more than 8,000,000 members")
            last, start = name, offset + 512
            offset = start + -(-size // 512) * 512
            if offset > end:
                raise Malformed("byte %d: %s ends beyond the file" % (start, name))
            if self._read(start + size, offset - start - size, end).strip(b"\0"):
                raise Malformed("byte %d: padding that is not zero" % (start + size))
            self.members[name] = (start, size)
        if self._read(offset, 1024, end) != bytes(1024) or offset + 1024 != end:
            raise Malformed("byte %d: an archive ends with two blocks of zeros" % offset)
        folders = set()
        for name in self.members:
            parts = name.split("/")
            folders.update("/".join(parts[:i]) for i in range(1, len(parts)))
        for name in folders.intersection(self.members):
            raise Malformed("%s is a file and a folder" % name)

    def _read(self, offset, count, end):
        if offset + count > end:
            raise Malformed("byte %d: the file ends too early" % offset)
        self.file.seek(offset)
        data = self.file.read(count)
        if len(data) != count:
            raise Malformed("byte %d: the file ends too early" % offset)
        return data

    @staticmethod
    def _header(header, offset):
        name, prefix = header[:100].rstrip(b"\0"), header[345:500].rstrip(b"\0")
        path = prefix + b"/" + name if prefix else name
        if not re.fullmatch(rb"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*", path) or {b".", b".."} & set(path.split(b"/")):
            raise Malformed("byte %d: a path that is not allowed" % offset)
        if not re.fullmatch(rb"[0-7]{11}\0", header[124:136]):
            raise Malformed("byte %d: no size" % offset)
        size = int(header[124:135], 8)
        if Archive._write_header(path, size) != header:
            raise Malformed("byte %d: a header that is not the one of %s" % (offset, path.decode()))
        return path.decode(), size

    @staticmethod
    def _write_header(path, size):
        prefix, name = b"", path
        if len(path) > 100:
            cut = path.find(b"/", len(path) - 101)
            if cut < 0 or cut > 155:
                return None
            prefix, name = path[:cut], path[cut + 1:]
        header = bytearray(name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0" % size
                           + b"00000000000\0" + b" " * 8 + b"0" + bytes(100) + b"ustar\00000" + bytes(64)
                           + b"0000000\0" * 2 + prefix.ljust(155, b"\0") + bytes(12))
        header[148:156] = b"%06o\0 " % sum(header)
        return bytes(header)

    def read(self, path):
        """None if there is no such member."""
        if path not in self.members:
            return None
        start, size = self.members[path]
        return self._read(start, size, start + size)

    def size(self, path):
        return self.members[path][1] if path in self.members else None

    def blob(self, digest):
        return self.read("blobs/" + digest.hex())


# ---------------------------------------------------------------------------------------------------------------------
# The log: log.md

class Tree:
    """Section 2. levels[k] holds the roots of the complete subtrees of 2^k entries, from the left."""

    def __init__(self, entries=()):
        self.levels = [[]]
        for entry in entries:
            self.append(entry)

    def append(self, entry):
        node, level = sha256(b"\0", entry), 0
        self.levels[0].append(node)
        while len(self.levels[level]) % 2 == 0:
            node = sha256(b"\1", *self.levels[level][-2:])
            level += 1
            if level == len(self.levels):
                self.levels.append([])
            self.levels[level].append(node)

    @property
    def size(self):
        return len(self.levels[0])

    def root(self, size=None):
        size = self.size if size is None else size
        if size == 0:
            return sha256()
        result = None
        for level, nodes in enumerate(self.levels):
            if size >> level & 1:
                node = nodes[(size >> level) - 1]
                result = node if result is None else sha256(b"\1", node, result)
        return result


def inclusion_root(index, size, leaf, hashes):
    """RFC 9162 section 2.1.3.2."""
    if index >= size:
        raise Malformed("an index beyond the size")
    fn, sn, node = index, size - 1, leaf
    for sibling in hashes:
        if sn == 0:
            raise Malformed("a hash too many")
        if fn & 1 or fn == sn:
            node = sha256(b"\1", sibling, node)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = sha256(b"\1", node, sibling)
        fn, sn = fn >> 1, sn >> 1
    if sn:
        raise Malformed("a hash too few")
    return node


def tile_path(level, number, width):
    groups = ["%03d" % (number % 1000)]
    while number >= 1000:
        number //= 1000
        groups.insert(0, "x%03d" % (number % 1000))
    path = "tile/%s/%s" % (level, "/".join(groups))
    return path if width == 256 else "%s.p/%d" % (path, width)


def tiles(size):
    """Section 3: (level or 'entries', number, width) of every file of a tree."""
    for level in [*range(7), "entries"]:
        count = size >> 8 * (0 if level == "entries" else level)
        for number in range(-(-count // 256)):
            yield level, number, min(256, count - 256 * number)


def read_bundle(data, width):
    entries, place = [], 0
    for _ in range(width):
        if place + 2 > len(data):
            raise Malformed("fewer entries than the tile should hold")
        length = int.from_bytes(data[place:place + 2], "big")
        if place + 2 + length > len(data):
            raise Malformed("an entry that is cut")
        entries.append(data[place + 2:place + 2 + length])
        place += 2 + length
    if place != len(data):
        raise Malformed("bytes after the last entry")
    return entries


NOTE_NAME = re.compile(r"[^\s+\x00-\x1f\x7f-\x9f]+\Z")


class NoteKey:
    """Section 4."""

    def __init__(self, name, kind, raw):
        if not NOTE_NAME.match(name) or len(name.encode()) > 255:
            raise Malformed("no name of a key: " + name[:60])
        self.name, self.kind, self.raw = name, kind, raw
        self.id = sha256(name.encode(), b"\n", bytes([kind]), raw)[:4]

    @classmethod
    def read(cls, text):
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise Malformed("no verifier key")
        data = decode_base64(parts[2])
        if len(data) != 33 or data[0] not in (1, 4) or not is_good_ed25519_key(data[1:]):
            raise Malformed("a key of an unknown kind, or a weak one")
        key = cls(parts[0], data[0], data[1:])
        if key.id.hex() != parts[1]:
            raise Malformed("a key ID that is not the key's")
        return key


class Checkpoint:
    """Section 5, with its signature lines as (name, key ID, signature)."""

    def __init__(self, data):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed("no UTF-8") from None
        if len(data) > 65_536 or any(sign < " " and sign != "\n" for sign in text) or text.startswith("\ufeff"):
            raise Malformed("no note")
        head, separator, tail = text.rpartition("\n\n")
        lines = tail.split("\n")
        if not separator or lines.pop() != "" or not 1 <= len(lines) <= 16:
            raise Malformed("no note with 1 to 16 signatures")
        self.text = head + "\n"
        self.signatures = []
        for line in lines:
            parts = line.split(" ")
            if len(parts) != 3 or parts[0] != "\u2014" or not NOTE_NAME.match(parts[1]) or len(parts[1].encode()) > 255:
                raise Malformed("no signature line")
            signature = decode_base64(parts[2])
            if len(signature) < 5:
                raise Malformed("no signature")
            self.signatures.append((parts[1], signature[:4], signature[4:]))
        fields = head.split("\n")
        if len(fields) != 3 or not NOTE_NAME.match(fields[0]) or not re.fullmatch("0|[1-9][0-9]{0,15}", fields[1]):
            raise Malformed("no checkpoint")
        self.origin, self.size, self.root = fields[0], int(fields[1]), decode_base64(fields[2])
        if len(fields[0].encode()) > 255 or self.size > LARGEST or len(self.root) != 32:
            raise Malformed("no checkpoint")

    def is_signed_by(self, key):
        """The first line, type 0x01."""
        name, key_id, signature = self.signatures[0]
        return name == key.name and key_id == key.id and verify_ed25519(key.raw, signature, self.text.encode())

    def cosignatures(self, witnesses):
        """{name: time} of all lines after the first. Raises Malformed for a line that an auditor refuses."""
        times, last = {}, (b"", b"")
        for name, key_id, signature in self.signatures[1:]:
            place = (name.encode() + b"\n", key_id)
            if place <= last:
                raise Malformed("cosignatures out of order")
            last = place
            key = witnesses.get(name)
            if key is None or key.id != key_id:
                raise Malformed("a line of an unknown key: " + name)
            time = int.from_bytes(signature[:8], "big")
            message = b"cosignature/v1\ntime %d\n" % time + self.text.encode()
            if len(signature) != 72 or not 0 < time < 2**63 or not verify_ed25519(key.raw, signature[8:], message):
                raise Malformed("a cosignature that does not verify: " + name)
            times[name] = time
        return times


class Receipt:
    """Section 7."""

    def __init__(self, data):
        head, separator, tail = data.partition(b"\n\n")
        lines = head.decode("ascii", "replace").split("\n")
        if (len(data) > 131_072 or not separator or len(lines) < 2 or len(lines) > 65
                or lines[0] != "c2sp.org/tlog-proof@v1"
                or not re.fullmatch("index (0|[1-9][0-9]{0,15})", lines[1])):
            raise Malformed("no receipt")
        self.index = int(lines[1][6:])
        self.hashes = [decode_base64(line) for line in lines[2:]]
        if any(len(node) != 32 for node in self.hashes):
            raise Malformed("a hash that is not 32 bytes")
        self.checkpoint = Checkpoint(tail)


PAYLOAD_TYPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]{1,128}\Z")


class Envelope:
    """Section 1."""

    def __init__(self, data):
        value = parse_json(data)
        if not isinstance(value, dict) or list(value) != ["payload", "payloadType", "signatures"]:
            raise Malformed("no envelope")
        self.type, signatures = value["payloadType"], value["signatures"]
        if not isinstance(self.type, str) or not PAYLOAD_TYPE.match(self.type) or not isinstance(value["payload"], str):
            raise Malformed("no envelope")
        if not isinstance(signatures, list) or not 1 <= len(signatures) <= 64:
            raise Malformed("an envelope has 1 to 64 signatures")
        self.payload = decode_base64(value["payload"])
        self.signatures = []
        for one in signatures:
            if (not isinstance(one, dict) or list(one) != ["keyid", "sig"] or not isinstance(one["sig"], str)
                    or not isinstance(one["keyid"], str) or not re.fullmatch("[0-9a-f]{16}", one["keyid"])):
                raise Malformed("no signature")
            signature = decode_base64(one["sig"])
            if not signature:
                raise Malformed("an empty signature")
            self.signatures.append((one["keyid"], signature))
        kind = self.type.encode()
        self.pae = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(self.payload), self.payload)
        self.digest = sha256(self.pae)


# ---------------------------------------------------------------------------------------------------------------------
# Types: records.md sections 1 and 9. A type is a word below, a set of words, [type] for an array, a dict for an object,
# or List(line type). Values stay as they were read; bytes are decoded where they are used.

class List:
    """A list beside its record: records.md section 3."""

    def __init__(self, line):
        self.line = line


CODE = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
IDENTIFIER = re.compile(r"[a-z][A-Za-z0-9]{0,31}\Z")
DECIMAL = re.compile(r"(0|-?(0\.[0-9]*[1-9]|[1-9][0-9]*(\.[0-9]*[1-9])?))\Z")
LIST_REFERENCE = {"blob": "digest", "count": "integer", "root": "digest"}


def check_type(value, kind):
    """Raises Malformed unless the value is of the closed type."""
    if isinstance(kind, dict):
        if not isinstance(value, dict) or value.keys() != kind.keys():
            raise Malformed("fields that are not those of the type")
        for name, field in kind.items():
            check_type(value[name], field)
        return
    if isinstance(kind, List):
        check_type(value, LIST_REFERENCE)
        return
    if isinstance(kind, list):
        if not isinstance(value, list):
            raise Malformed("no array")
        for element in value:
            check_type(element, kind[0])
        return
    if isinstance(kind, set):
        good = isinstance(value, str) and value in kind
    elif kind == "boolean":
        good = isinstance(value, bool)
    elif kind == "integer":
        good = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    elif not isinstance(value, (str, dict)):
        good = False
    elif kind == "public key":
        check_type(value, {"algorithm": {"ed25519", "sm2", "p256"}, "bytes": "bytes"})
        good = len(decode_base64(value["bytes"])) == (32 if value["algorithm"] == "ed25519" else 65)
    elif kind in TAGGED:
        name, kinds = TAGGED[kind]
        if not isinstance(value, dict) or value.get(name) not in kinds:
            raise Malformed("no " + kind)
        check_type(value, {name: {value[name]}, **kinds[value[name]]})
        good = True
    elif not isinstance(value, str):
        good = False
    elif kind == "text":
        good = True
    elif kind == "code":
        good = CODE.match(value)
    elif kind == "identifier":
        good = IDENTIFIER.match(value)
    elif kind == "decimal":
        good = DECIMAL.match(value)
    elif kind == "bytes":
        decode_base64(value)
        good = True
    else:
        good = len(decode_base64(value)) == {"digest": 32, "point": 65}[kind]
    if not good:
        raise Malformed("a value that is no " + (kind if isinstance(kind, str) else "word of its list"))


# files/rule.md
TITLES = {"titleEn": "text", "titleZh": "text"}
EFFECTS = {"blank": "text", "none": "text", "notApplicable": "text", "notYetPublished": "text"}
COMMON = {"id": "identifier", "weight": "integer", "maximum": "integer", **TITLES}
LINE = {"base": "decimal", "target": "decimal", "pointsAtBase": "decimal", "pointsAtTarget": "decimal"}
COMPUTED = {**COMMON, "rounding": "text", "effects": EFFECTS}
TAGGED = {"criterion": ("kind", {
    "judged": {**COMMON, "objective": "boolean"},
    "points-per-item": {**COMPUTED, "items": [{"indicator": "text", "points": "decimal"}], "cap": "decimal"},
    "line": {**COMPUTED, **LINE, "indicator": "text"},
    "rank": {**COMPUTED, "indicator": "text", "order": "text", "first": "decimal", "step": "decimal"},
    "change": {**COMPUTED, **LINE, "current": "text", "previous": "text", "measure": "text"},
})}
RUBRIC = {"id": "identifier", "markDecimals": "integer", "commentBytes": "integer", "criteria": ["criterion"]}
RULE = {"version": "integer", "basis": {"totals", "per-criterion"}, "trimLow": "integer", "trimHigh": "integer",
        "trimFrom": "integer", "quorum": "integer", "shortfall": {"mean"},
        "onVoid": {"previous-valid-then-absent", "absent"},
        "ladder": [{"heaviest-criterion", "head-to-head", "decision"}], "displayDecimals": "integer"}

ROLES = {"coordinator", "log", "registrar", "custodian", "supervisor", "witness", "reviewer"}
SEEN = {"size": "integer", "root": "digest"}
OFFICER = {"name": "text", "office": "text"}
IDENTITY = {"division": "text", "level": "code", "unit": "text"}
COUNTS = {"sheet", "recused", "none"}
CHAIN = {"seq": "integer", "prev": "digest"}
CLOSE = {"closeNotBefore": "integer", "closeNotAfter": "integer"}
SUITES = {"ed25519", "sm2", "p256"}

RECORDS = {
    "session": {
        "origin": "text", "rehearsal": "boolean", "programme": {"digest": "digest", "edition": "text", "id": "code"},
        "track": "code", "year": "integer", "season": "digest",
        "levels": [{"id": "code", "rubric": RUBRIC, "seats": "integer"}], "rule": RULE,
        "keys": [{"code": "code", "key": "public key", "role": ROLES}], "threshold": "integer", "quorum": "integer",
        "suites": [SUITES], "sheetBytes": "integer", **CLOSE,
        "requires": [{"cosignatures", "finals", "escrow", "timestamps"}], "exclusions": {"plain", "padded"},
        "exclusionScope": {"within-track", "across-tracks"}, "policy": {"strict", "standard", "named"},
        "reviewsPerApplication": "integer",
        "predecessors": [{"fate": {"sealed", "abandoned", "lost"}, "session": "digest"}]},
    "keyset": {
        "purpose": {"marks", "identity", "confidential"}, "round": "integer", "mode": {"dealer", "dkg"},
        "dealer": {"name": "text", "place": "text"}, "threshold": "integer", "commitments": ["point"],
        "holders": [{"code": "code", "index": "integer", "point": "point"}]},
    "enrolment": {
        "role": ROLES, "code": "code", "key": "public key", "tls": "digest", "invitation": "digest", "nonce": "digest"},
    "key-change": {
        "reviewer": "code", "old": "digest", "enrolment": ["digest"], "reason": {"lost", "stolen", "replaced"},
        "disowned": ["digest"]},
    "roster": {
        "version": "integer",
        "members": List({"code": "code", "enrolment": "digest", "key": "digest", "name": "digest"})},
    "hand-over": {
        "register": "digest", "registerSize": "integer", "counts": [{"level": "code", "count": "integer"}],
        "anonymizer": "text", "policy": {"strict", "standard", "named"},
        "applications": List({
            "application": "code", "level": "code", "identity": "digest", "originals": "digest", "findings": "digest",
            "points": "digest", "bundle": "digest", "redaction": "digest"})},
    "application": {
        "application": "code", "level": "code", "identity": "digest", "originals": "digest", "points": "digest"},
    "bundle": {
        "application": "code", "bundle": "digest", "size": "integer", "redaction": "digest", "replaces": ["digest"]},
    "exclusions": {
        "mode": {"plain", "padded"}, "pairs": List({"application": "code", "reviewer": "code", "kind": "digest"})},
    "escrow": {"keyset": "digest", "blob": "digest", "size": "integer"},
    "redaction-decision": {"application": "code", "finding": "code", "place": "digest", "reason": "digest"},
    "withdrawal": {"application": "code", "letter": "digest"},
    "beacon": {"purpose": {"assignment"}, "input": "digest", "nonce": "digest"},
    "assignment": {"seed": "digest", "pairs": List({"reviewer": "code", "applications": ["code"]})},
    "scoring-started": {"keyset": "digest", "roster": "digest", "handOver": "digest", "assignment": "digest"},
    "amendment": CLOSE,
    "extension": CLOSE,
    "recusal": {
        **CHAIN, "application": "code",
        "kind": {"kinship", "employment", "origin", "cooperation", "recognised", "other"}, "note": "bytes"},
    "sheet": {
        **CHAIN, "keyset": "digest", "round": "integer", "rubric": "code", "application": "code", "bundle": "digest",
        "key": "digest", "seen": SEEN, "client": "text", "enc": "bytes", "ct": "bytes"},
    "final": {**CHAIN, "counts": [{"application": "code", "state": COUNTS, "sheet": "digest"}], "seen": SEEN},
    "deposit": {"blob": "digest", "receivedAt": "integer"},
    "incident": {
        "kind": {"equivocation", "used-invitation", "split-view", "recovery", "interference"}, "subject": "code",
        "evidence": ["digest"]},
    "scoring-closed": {
        "heads": List({"reviewer": "code", "seq": "integer", "head": "digest", "final": "boolean"}),
        "counted": List({"application": "code", "reviewer": "code", "state": COUNTS, "sheet": "digest"})},
    "key-share": {"keyset": "digest", "closed": "digest", "index": "integer", "share": "bytes"},
    "unsealing": {"keyset": "digest", "privateKey": "bytes"},
    "ranking": {
        "level": "code", "version": "integer", "decisions": ["digest"], "openTies": "integer",
        "voids": List(None), "lines": List(None)},
    "dispute": {**CHAIN, "subject": "digest", "evidence": "digest"},
    "ruling": {"dispute": "digest", "outcome": {"upheld", "dismissed"}, "reason": "digest"},
    "decision": {
        "article": "code", "question": {"tie", "missing-final", "empty-place", "exception"}, "level": "code",
        "options": ["text"], "choice": "text", "reason": "text", "decidedBy": OFFICER, "recordedBy": OFFICER,
        "document": "text", "attachment": "digest", "applications": ["code"]},
    "reveal": {
        "source": {"vault", "escrow"},
        "identities": List({"application": "code", "identity": IDENTITY, "salt": "digest"})},
    "selection": {"level": "code", "ranking": "digest", "reveal": "digest", "lines": List(None)},
    "abandoned": {"reason": {"key-lost", "log-lost", "fault", "cancelled"}},
    "seal": {
        "size": "integer", "root": "digest", "result": "digest", "report": "digest",
        "absent": [{"what": "code", "why": "text"}]},
}
PREFIX, SUFFIX = "application/vnd.plumbline.", ".v1+json"


class Record:
    """One entry: envelope and payload, of a known kind, in canonical form."""

    def __init__(self, data, index):
        self.index = index
        envelope = Envelope(data)
        if not (envelope.type.startswith(PREFIX) and envelope.type.endswith(SUFFIX)):
            raise Malformed("no record: " + envelope.type)
        self.kind = envelope.type[len(PREFIX):-len(SUFFIX)]
        if self.kind not in RECORDS:
            raise Malformed("an unknown kind: " + self.kind)
        self.fields = parse_json(envelope.payload)
        check_type(self.fields, {
            "by": ["code"], **({} if self.kind == "session" else {"session": "digest"}), **RECORDS[self.kind]})
        self.by = self.fields["by"]
        self.digest, self.pae, self.signatures = envelope.digest, envelope.pae, envelope.signatures

    def __getitem__(self, name):
        return self.fields[name]

    def bytes(self, name):
        return decode_base64(self.fields[name])

    def blob_of(self, name):
        return decode_base64(self.fields[name]["blob"])


def read_lines(data):
    """The lines of a list without their LF. Records.md section 3."""
    if not data:
        return []
    if not data.endswith(b"\n"):
        raise Malformed("a list whose last line does not end")
    return data[:-1].split(b"\n")


def lines_blob(values):
    return b"".join(canonical(value) + b"\n" for value in values)


def is_list(reference, data):
    """The blob is what the record refers to."""
    lines = read_lines(data)
    return (decode_base64(reference["blob"]) == sha256(data) and reference["count"] == len(lines)
            and decode_base64(reference["root"]) == Tree(lines).root())


def ascending(values):
    return all(left < right for left, right in zip(values, values[1:]))


def order(text):
    """Codes compare as bytes."""
    return text.encode()


# ---------------------------------------------------------------------------------------------------------------------
# Replay: records.md sections 5 to 9, verify.md section 6

PREPARING, SCORING, CLOSED, OPENING, UNSEALED, REVEALED = (
    "preparing", "scoring", "closed", "opening", "unsealed", "revealed")
ALIVE = {PREPARING, SCORING, CLOSED, OPENING, UNSEALED, REVEALED}
ADMITTED = {
    "keyset": {PREPARING}, "enrolment": {PREPARING, SCORING}, "key-change": {SCORING}, "roster": {PREPARING, SCORING},
    "hand-over": {PREPARING}, "application": {PREPARING}, "bundle": {PREPARING}, "exclusions": {PREPARING},
    "escrow": {PREPARING}, "redaction-decision": {PREPARING}, "withdrawal": {PREPARING, SCORING, CLOSED},
    "beacon": {PREPARING}, "assignment": {PREPARING}, "scoring-started": {PREPARING}, "amendment": {PREPARING},
    "extension": {SCORING}, "recusal": {SCORING}, "sheet": {SCORING}, "final": {SCORING},
    "deposit": {SCORING, CLOSED, UNSEALED}, "incident": ALIVE, "scoring-closed": {SCORING},
    "key-share": {CLOSED, OPENING}, "unsealing": {OPENING}, "ranking": {UNSEALED},
    "dispute": {SCORING, CLOSED, OPENING, UNSEALED}, "ruling": {SCORING, CLOSED, UNSEALED}, "reveal": {UNSEALED},
    "selection": {REVEALED}, "abandoned": ALIVE, "seal": {REVEALED},
    "decision": {SCORING, UNSEALED, REVEALED},
}
DECIDED = {"missing-final": SCORING, "tie": UNSEALED, "empty-place": REVEALED, "exception": REVEALED}
VAULT = {"hand-over", "application", "bundle", "exclusions", "escrow", "redaction-decision", "withdrawal"}
BY_ONE_REVIEWER = {"recusal", "sheet", "final", "dispute"}
BY_COORDINATOR = {"assignment", "scoring-started", "scoring-closed", "unsealing", "ranking", "selection", "seal"}
BY_QUORUM = {"roster", "amendment", "extension", "decision", "abandoned"}


class Member:
    """A reviewer on the roster: key in force, chain and what stands in it."""

    def __init__(self, line, raw):
        self.line, self.raw = line, raw
        self.seq, self.head, self.last_kind, self.seen_size = 0, ZERO, None, 0
        self.sheets, self.recused = {}, set()


class Session:
    """The fold over the records. Lists come by `blob(digest)`, roots from `tree`."""

    def __init__(self, tree, blob):
        self.tree, self.blob = tree, blob
        self.phase, self.digests, self.lists = None, {}, {}
        self.keysets, self.enrolments, self.enrolled, self.used_keys = {}, {}, {}, set()
        self.members, self.roster, self.hand_over, self.applications = {}, None, None, {}
        self.entered, self.bundles, self.exclusions, self.escrow = set(), {}, None, None
        self.withdrawn, self.beacons, self.assignment, self.assigned = {}, {}, None, {}
        self.started, self.sheets, self.disowned, self.closed = None, {}, set(), None
        self.shares, self.unsealing, self.rankings, self.decisions = {}, None, {}, []
        self.disputes, self.rulings, self.reveal, self.identities = {}, {}, None, {}
        self.selections, self.deposits, self.seal, self.abandoned, self.incidents = {}, [], None, None, []
        self.final_missing, self.draw, self.first, self.seen = [], None, {}, {}

    # Entry 0

    def know_keys(self):
        self.keys, self.roles = {}, {}
        for entry in self.terms["keys"]:
            self.keys[entry["code"]] = entry
            self.roles.setdefault(entry["role"], []).append(entry["code"])
        for codes in self.roles.values():
            codes.sort(key=order)
        self.supervisors, self.witnesses = self.roles.get("supervisor", []), self.roles.get("witness", [])
        self.by_role = {role: codes[0] for role, codes in self.roles.items()}
        self.quorum = self.terms["quorum"]

    def begin(self, record):
        f, roles = record.fields, self.roles
        need(len(self.keys) == len(f["keys"]), "V6", "a code twice")
        need("reviewer" not in roles, "V6", "a reviewer in entry 0")
        for role in ("coordinator", "log", "registrar", "custodian"):
            need(len(roles.get(role, [])) == 1, "V6", "not exactly one " + role)
        raws = [decode_base64(entry["key"]["bytes"]) for entry in f["keys"]]
        need(len(set(raws)) == len(raws), "V6", "a key twice")
        self.used_keys = set(raws)
        n, t = len(self.supervisors), f["threshold"]
        q = f["quorum"]
        need(n < 2 * t and t <= n, "V6", "a threshold of %d for %d supervisors" % (t, n))
        need(q == (n + t - 1) // 2 + 1, "V6", "a quorum that is not ⌊(n + t − 1) / 2⌋ + 1")
        need(f["origin"].endswith("/rehearsal") == f["rehearsal"], "V6", "a rehearsal that does not say so, or the reverse")
        need(NOTE_NAME.match(f["origin"]) and len(f["origin"].encode()) <= 255, "V6", "an origin that is no name")
        need(f["suites"][:1] == ["ed25519"], "V6", "suites that do not begin with ed25519")
        need(f["closeNotBefore"] < f["closeNotAfter"], "V6", "a close that is over before it begins")
        self.levels = {level["id"]: level for level in f["levels"]}
        need(self.levels and len(self.levels) == len(f["levels"]), "V6", "levels")
        for level in f["levels"]:
            need(level["seats"] >= 1, "V6", "a level without seats")
            check_rubric(level["rubric"])
        check_rule(f["rule"])
        need(f["sheetBytes"] == sheet_bytes(f["levels"]) <= 32_768, "V6", "`sheetBytes` is not what records.md §7 gives")
        self.close_not_before = f["closeNotBefore"]
        expected = [self.by_role[role] for role in ("coordinator", "log", "registrar", "custodian")]
        self._verify(record, expected + self.supervisors + self.witnesses)
        self.phase, self.digests[record.digest] = PREPARING, 0
        self.first["session"] = [0]

    # Signers

    def key(self, code):
        if code in self.keys:
            return self.keys[code]["key"]
        member = self.members.get(code)
        return member.raw if member else None

    def _by_quorum(self, codes):
        return (len(codes) >= self.quorum and ascending([order(code) for code in codes])
                and all(code in self.supervisors for code in codes))

    def _signers(self, record):
        """The codes that may sign this record, as far as they follow from the table; else whether `by` is allowed."""
        kind, by, f = record.kind, record.by, record.fields
        coordinator, vault = self.by_role["coordinator"], [self.by_role["registrar"], self.by_role["custodian"]]
        if kind == "keyset":
            return by == self.supervisors
        if kind == "enrolment":
            return by == [f["code"]]
        if kind in VAULT:
            return by == vault
        if kind in BY_COORDINATOR:
            return by == [coordinator]
        if kind in BY_QUORUM:
            return by[:1] == [coordinator] and self._by_quorum(by[1:])
        if kind == "ruling":
            return self._by_quorum(by)
        if kind == "key-change":
            return by == [f["reviewer"]] or by[:1] == [coordinator] and self._by_quorum(by[1:])
        if kind in BY_ONE_REVIEWER:
            return len(by) == 1 and by[0] not in self.keys
        if kind in ("beacon", "deposit", "key-share"):
            return len(by) == 1 and by[0] in self.supervisors
        if kind == "incident":
            return len(by) == 1 and (by[0] == coordinator or by[0] in self.supervisors or by[0] in self.members)
        if kind == "reveal":
            if f["source"] == "vault":
                return by == vault
            return (len(by) == self.terms["threshold"] and ascending([order(code) for code in by])
                    and all(code in self.supervisors for code in by))
        return False

    def _verify(self, record, by):
        need(record.by == by and len(record.signatures) == len(by), "V7", "other signers than %s asks for" % record.kind)
        for code, (key_id, signature) in zip(by, record.signatures):
            key = record["key"] if record.kind == "enrolment" else self.key(code)
            if key is None:
                raise Refused("V8" if record.kind in BY_ONE_REVIEWER else "V7", "%s is not on the roster" % code)
            raw = decode_base64(key["bytes"])
            good = key["algorithm"] == "ed25519" and verify_ed25519(raw, signature, record.pae)
            need(good and key_id == sha256(raw).hex()[:16], "V7", "the signature of %s is not valid" % code)

    # Every later entry

    def admit(self, record):
        """Raises Refused."""
        kind = record.kind
        need(self.phase in ALIVE, "V26", "the session has ended")
        need(kind != "session", "V6", "a second session")
        need(self._signers(record), "V7", "other signers than %s asks for" % kind)
        self._verify(record, record.by)
        need(record.bytes("session") == self.S, "V6", "a record of another session")
        need(record.digest not in self.digests, "V6", "a record twice")
        need(self.phase in ADMITTED[kind], "V6", "%s is not admitted while %s" % (kind, self.phase))
        getattr(self, "_" + kind.replace("-", "_"))(record)
        self.digests[record.digest] = record.index
        self.first.setdefault(kind, []).append(record.index)

    def _read_list(self, record, name, check):
        """The lines of a list, checked as far as the list itself goes."""
        reference = record[name]
        digest = decode_base64(reference["blob"])
        data = self.blob(digest)
        if data is None:
            raise Refused(check, "the list %s is not in the archive" % digest.hex())
        line_type = RECORDS[record.kind][name].line
        try:
            need(is_list(reference, data), check, "the list `%s` is not what the record says" % name)
            lines = [parse_json(line) for line in read_lines(data)]
            for line in lines:
                if line_type:
                    check_type(line, line_type)
        except Malformed as error:
            raise Refused(check, "the list `%s`: %s" % (name, error)) from None
        return lines

    # Preparing

    def _keyset(self, record):
        f, n, t = record.fields, len(self.supervisors), self.terms["threshold"]
        need((f["purpose"], f["round"]) not in self.keysets, "V6", "a second keyset of one purpose and round")
        need(f["round"] >= 1 and f["threshold"] == t and len(f["commitments"]) == t, "V13", "other numbers than entry 0's")
        commitments = [read_point(decode_base64(text)) for text in f["commitments"]]
        need(None not in commitments, "V13", "a commitment that is no point")
        need([(h["code"], h["index"]) for h in f["holders"]] == list(zip(self.supervisors, range(1, n + 1))), "V13",
             "holders that are not the supervisors")
        points = f["commitments"] + [h["point"] for h in f["holders"]]
        for other in self.keysets.values():
            points = points + other["commitments"] + [h["point"] for h in other["holders"]]
        need(len(set(points)) == len(points), "V13", "a point twice")
        for holder in f["holders"]:
            point = share_point(commitments, holder["index"])
            need(point is not None and write_point(point) == decode_base64(holder["point"]), "V13",
                 "the point of %s does not follow from the commitments" % holder["code"])
        self.keysets[f["purpose"], f["round"]] = record

    def _enrolment(self, record):
        f = record.fields
        code, raw = f["code"], decode_base64(f["key"]["bytes"])
        need(self.phase == PREPARING or f["role"] == "reviewer", "V6", "enrolled too late")
        if code in self.keys:
            need(self.keys[code]["role"] == f["role"] == "supervisor" and self.keys[code]["key"] == f["key"], "V8",
                 "%s enrols with another role or key than entry 0's" % code)
        else:
            need(f["role"] == "reviewer", "V8", "only supervisors of entry 0 and reviewers enrol")
            need(raw not in self.used_keys, "V8", "a key that stands elsewhere in the session")
        need(self.phase != PREPARING or code not in self.enrolled, "V8", "%s enrols twice" % code)
        self.used_keys.add(raw)
        self.enrolled[code] = self.enrolments[record.digest] = record

    def _roster(self, record):
        f = record.fields
        need(f["version"] == (self.roster["version"] if self.roster else 0) + 1, "V8", "a version that does not follow")
        lines = self._read_list(record, "members", "V8")
        need(lines and ascending([order(line["code"]) for line in lines]), "V8", "no members, or out of order")
        found = {line["code"]: line for line in lines}
        for code, member in self.members.items():
            need(found.get(code) == member.line, "V8", "%s is left out or changed" % code)
        for line in lines:
            enrolment = self.enrolments.get(decode_base64(line["enrolment"]))
            need(enrolment and enrolment["role"] == "reviewer" and enrolment["code"] == line["code"]
                 and sha256(decode_base64(enrolment["key"]["bytes"])) == decode_base64(line["key"]), "V8",
                 "%s is not as enrolled" % line["code"])
            if line["code"] not in self.members:
                self.members[line["code"]] = Member(line, enrolment["key"])
        self.roster = record

    def _hand_over(self, record):
        f = record.fields
        need(self.hand_over is None, "V6", "a second hand-over")
        lines = self._read_list(record, "applications", "V25")
        need(ascending([order(line["application"]) for line in lines]), "V25", "applications out of order")
        need(all(line["level"] in self.levels for line in lines), "V25", "an unknown level")
        counts = [(level, sum(line["level"] == level for line in lines)) for level in self.levels]
        need([(c["level"], c["count"]) for c in f["counts"]] == counts, "V25", "`counts` is not what the list holds")
        need(f["policy"] == self.terms["policy"], "V25", "another policy than entry 0's")
        self.hand_over, self.applications = record, {line["application"]: line for line in lines}

    def _application(self, record):
        f = record.fields
        line = self.applications.get(f["application"])
        need(line and all(f[name] == line[name] for name in RECORDS["application"]), "V25", "not as handed over")
        need(f["application"] not in self.entered, "V25", "an application twice")
        self.entered.add(f["application"])

    def _bundle(self, record):
        f = record.fields
        need(f["application"] in self.entered, "V12", "an application that is not entered")
        line = self.applications[f["application"]]
        before = self.bundles.get(f["application"])
        if before is None:
            need(f["replaces"] == [] and f["bundle"] == line["bundle"] and f["redaction"] == line["redaction"], "V12",
                 "not the bundle that was handed over")
        else:
            need([decode_base64(text) for text in f["replaces"]] == [before.digest], "V12", "a second live bundle")
        self.bundles[f["application"]] = record

    def _exclusions(self, record):
        need(self.exclusions is None and self.hand_over, "V6", "a second list of exclusions, or no hand-over yet")
        need(record["mode"] == self.terms["exclusions"], "V11", "another mode than entry 0's")
        lines = self._read_list(record, "pairs", "V11")
        pairs = [(line["application"], line["reviewer"]) for line in lines]
        need(ascending([(order(a), order(r)) for a, r in pairs]) and all(a in self.applications for a, _ in pairs), "V11",
             "pairs out of order, or of an unknown application")
        self.exclusions, self.excluded = record, set(pairs)

    def _escrow(self, record):
        need(self.escrow is None, "V6", "a second escrow")
        keyset = self.keysets.get(("identity", 1))
        need(keyset and record.bytes("keyset") == keyset.digest and self.hand_over, "V6",
             "not sealed to the identity keyset, or no hand-over yet")
        self.escrow = record

    def _redaction_decision(self, record):
        need(record["application"] in self.applications, "V6", "an application that was not handed over")

    def _withdrawal(self, record):
        application = record["application"]
        need(application in self.entered and application not in self.withdrawn, "V6", "no live application")
        self.withdrawn[application] = record

    def _beacon(self, record):
        need(self.roster and self.exclusions and record.bytes("input") == self.exclusions.digest, "V6",
             "no roster or no exclusions yet, or another input")
        code = record.by[0]
        need(code not in self.beacons, "V6", "a second nonce of " + code)
        enrolment = self.enrolled.get(code)
        need(enrolment and enrolment.index < self.exclusions.index, "V6", "%s had not committed to a nonce" % code)
        need(sha256(record.bytes("nonce")) == enrolment.bytes("nonce"), "V28", "not the nonce committed to")
        self.beacons[code] = record

    def _assignment(self, record):
        need(self.assignment is None, "V6", "a second assignment")
        need(self.exclusions and self.beacons, "V6", "no exclusions or no beacon yet")
        nonces = [self.beacons[code].bytes("nonce") if code in self.beacons else ZERO for code in self.supervisors]
        seed = sha256(b"plumbline/1 seed\0assignment\0", self.S, self.exclusions.digest, *nonces)
        need(record.bytes("seed") == seed, "V28", "a seed that is not that of the beacons")
        lines = self._read_list(record, "pairs", "V11")
        need([line["reviewer"] for line in lines] == sorted(self.members, key=order), "V11", "not a line a reviewer")
        for line in lines:
            applications = line["applications"]
            need(len(set(applications)) == len(applications), "V11", "an application twice")
            for application in applications:
                need(application in self.applications and application not in self.withdrawn
                     and (application, line["reviewer"]) not in self.excluded, "V11",
                     "%s must not score %s" % (line["reviewer"], application))
        live = sorted(set(self.applications) - set(self.withdrawn), key=order)
        drawn = draw(seed, live, sorted(self.members, key=order), self.excluded, self.terms["reviewsPerApplication"])
        self.draw = drawn is not None and drawn == [(line["reviewer"], line["applications"]) for line in lines]
        self.assignment, self.assigned = record, {line["reviewer"]: set(line["applications"]) for line in lines}

    def _scoring_started(self, record):
        marks = self.keysets.get(("marks", 1))
        for name, live in (("keyset", marks), ("roster", self.roster), ("handOver", self.hand_over),
                           ("assignment", self.assignment)):
            need(live and record.bytes(name) == live.digest, "V6", "`%s` is not the live record" % name)
        need(self.entered == set(self.applications), "V25", "an application handed over is not entered")
        need(set(self.bundles) == set(self.applications), "V6", "an application without a bundle")
        need(self.escrow or "escrow" not in self.terms["requires"], "V26", "no escrow")
        self.marks, self.started, self.phase = marks, record, SCORING

    def _amendment(self, record):
        need(record["closeNotBefore"] < record["closeNotAfter"], "V6", "a close that is over before it begins")
        self.close_not_before = record["closeNotBefore"]

    _extension = _amendment

    # Scoring

    def _link(self, record):
        member = self.members.get(record.by[0])
        need(record["seq"] == member.seq + 1 and record.bytes("prev") == member.head, "V9",
             "the chain of %s is broken" % record.by[0])
        if "seen" in record.fields:
            size = record["seen"]["size"]
            need(member.seen_size <= size <= record.index, "V10", "`seen` of %s goes back or ahead" % record.by[0])
        return member

    def _extend(self, record, member):
        member.seq, member.head, member.last_kind = record["seq"], record.digest, record.kind
        if "seen" in record.fields:
            member.seen_size = record["seen"]["size"]
            self.seen.setdefault((record["seen"]["size"], record["seen"]["root"]), record.index)

    def _may_score(self, record, member):
        reviewer, application = record.by[0], record["application"]
        need(application in self.assigned.get(reviewer, ()), "V11", "%s is not assigned %s" % (reviewer, application))
        need(application not in member.recused, "V11", "%s is recused from %s" % (reviewer, application))
        need(application not in self.withdrawn, "V11", "%s is withdrawn" % application)

    def _recusal(self, record):
        member = self._link(record)
        self._may_score(record, member)
        need(record["application"] not in member.sheets, "V11", "a recusal after a sheet")
        self._extend(record, member)
        member.recused.add(record["application"])

    def _sheet(self, record):
        member, f = self._link(record), record.fields
        self._may_score(record, member)
        application = f["application"]
        level = self.levels[self.applications[application]["level"]]
        need(record.bytes("bundle") == self.bundles[application].bytes("bundle"), "V12", "not the live bundle")
        need(record.bytes("keyset") == self.marks.digest, "V13", "sealed to another keyset")
        need(record.bytes("key") == sha256(decode_base64(member.raw["bytes"])), "V7", "names another key")
        need(f["round"] == 1 and f["rubric"] == level["rubric"]["id"], "V15", "another round or rubric")
        need(len(record.bytes("ct")) == self.terms["sheetBytes"] + 16, "V15", "a sheet of another size")
        need(read_point(record.bytes("enc")) is not None, "V15", "an encapsulated key that is no point")
        sheets = member.sheets.setdefault(application, [])
        need(len(sheets) < 64, "V15", "more than 64 sheets on one application")
        sheets.append(record.digest)
        self.sheets[record.digest] = (record.by[0], application, record.index)
        self._extend(record, member)

    def counts(self, reviewer, application):
        """What counts for a pair: section 5."""
        member = self.members[reviewer]
        if application in member.recused:
            return "recused", ZERO
        for digest in reversed(member.sheets.get(application, [])):
            if digest not in self.disowned:
                return "sheet", digest
        return "none", ZERO

    def _final(self, record):
        member, reviewer = self._link(record), record.by[0]
        counts = []
        for application in sorted(self.assigned.get(reviewer, ()), key=order):
            state, sheet = self.counts(reviewer, application)
            counts.append({"application": application, "sheet": encode_base64(sheet), "state": state})
        need(record["counts"] == counts, "V27", "the final of %s does not agree with the log" % reviewer)
        self._extend(record, member)

    def _key_change(self, record):
        f = record.fields
        member = self.members.get(f["reviewer"])
        need(member, "V27", "%s is not on the roster" % f["reviewer"])
        need(member.raw and record.bytes("old") == sha256(decode_base64(member.raw["bytes"])), "V27",
             "`old` is not the key in force")
        digests = [decode_base64(text) for text in f["enrolment"]]
        disowned = [decode_base64(text) for text in f["disowned"]]
        need(len(digests) <= 1, "V27", "more than one new enrolment")
        for digest in digests:
            enrolment = self.enrolments.get(digest)
            need(enrolment and enrolment["code"] == f["reviewer"], "V27", "no enrolment of %s" % f["reviewer"])
        own = {digest for sheets in member.sheets.values() for digest in sheets}
        need(set(disowned) <= own, "V27", "a disowned sheet that is not in the chain")
        member.raw = self.enrolments[digests[0]]["key"] if digests else None
        self.disowned.update(disowned)

    def _deposit(self, record):
        self.deposits.append(record)

    def _incident(self, record):
        self.incidents.append(record)

    def _scoring_closed(self, record):
        heads = [{"final": member.last_kind == "final", "head": encode_base64(member.head), "reviewer": code,
                  "seq": member.seq} for code, member in sorted(self.members.items(), key=lambda item: order(item[0]))]
        need(record["heads"]["blob"] == encode_base64(sha256(lines_blob(heads))), "V9", "`heads` are not the ends of the chains")
        need(self._read_list(record, "heads", "V16") == heads, "V16", "the blob of `heads` is another")
        pairs = sorted(((application, reviewer) for reviewer, own in self.assigned.items() for application in own),
                       key=lambda pair: (order(pair[0]), order(pair[1])))
        counted = []
        for application, reviewer in pairs:
            state, sheet = self.counts(reviewer, application)
            counted.append({"application": application, "reviewer": reviewer, "sheet": encode_base64(sheet), "state": state})
        need(self._read_list(record, "counted", "V16") == counted, "V16", "`counted` is not what the log holds")
        self.final_missing = [head["reviewer"] for head in heads if not head["final"]]
        excused = {code for decision in self.decisions if decision["question"] == "missing-final"
                   for code in decision["applications"]}
        if "finals" in self.terms["requires"]:
            for code in self.final_missing:
                need(code in excused, "V27", "%s has no final, and nothing was decided" % code)
        self.closed, self.counted, self.phase = record, counted, CLOSED

    # After the close

    def _key_share(self, record):
        f = record.fields
        holder = next(h for h in self.marks["holders"] if h["code"] == record.by[0])
        need(record.by[0] not in self.shares, "V6", "a second share of " + record.by[0])
        need(record.bytes("closed") == self.closed.digest and record.bytes("keyset") == self.marks.digest
             and f["index"] == holder["index"], "V14", "a share of another close, keyset or index")
        share = read_scalar(record.bytes("share"))
        need(share and write_point(multiply(share, G)) == decode_base64(holder["point"]), "V14",
             "the share of %s does not fit" % record.by[0])
        self.shares[record.by[0]] = (f["index"], share)
        self.phase = OPENING

    def _unsealing(self, record):
        t = self.terms["threshold"]
        need(len(self.shares) >= t, "V6", "fewer than %d shares" % t)
        key = read_scalar(record.bytes("privateKey"))
        need(record.bytes("keyset") == self.marks.digest and key
             and write_point(multiply(key, G)) == decode_base64(self.marks["commitments"][0]), "V14",
             "not the key of the marks keyset")
        self.unsealing, self.private_key, self.phase = record, key, UNSEALED

    def ties_of(self, level):
        return [d.digest for d in self.decisions if d["question"] == "tie" and d["level"] == level]

    def _ranking(self, record):
        level = record["level"]
        need(level in self.levels, "V17", "an unknown level")
        earlier = self.rankings.setdefault(level, [])
        need(record["version"] == len(earlier) + 1, "V17", "a version that does not follow")
        need([decode_base64(text) for text in record["decisions"]] == self.ties_of(level), "V17",
             "not the decisions made so far")
        earlier.append(record)

    def _dispute(self, record):
        self.disputes[record.digest] = record

    def _ruling(self, record):
        dispute = record.bytes("dispute")
        need(dispute in self.disputes and dispute not in self.rulings, "V6", "no such dispute, or ruled already")
        self.rulings[dispute] = record

    def _decision(self, record):
        f = record.fields
        need(self.phase == DECIDED[f["question"]], "V6", "this is not the time for such a decision")
        need(f["reason"] and f["decidedBy"]["name"] and f["recordedBy"]["name"], "V6", "no reason or no name")
        need(not f["options"] or f["choice"] in f["options"], "V6", "a choice that was not among the options")
        if f["question"] == "tie":
            group = f["applications"]
            need(len(group) >= 2 and len(set(group)) == len(group)
                 and all(self.applications.get(a, {}).get("level") == f["level"] for a in group), "V6",
                 "no group of applications of the level")
            ranking = self.rankings.get(f["level"])
            need(ranking and ranking[-1]["openTies"] > 0, "V6", "no tie is open")
        self.decisions.append(record)

    def _reveal(self, record):
        for level in self.levels:
            ranking = self.rankings.get(level)
            need(ranking and ranking[-1]["openTies"] == 0
                 and [decode_base64(text) for text in ranking[-1]["decisions"]] == self.ties_of(level), "V6",
                 "the ranking of %s is not finished" % level)
        need(set(self.disputes) == set(self.rulings), "V6", "a dispute without a ruling")
        lines = self._read_list(record, "identities", "V25")
        need([line["application"] for line in lines] == sorted(self.applications, key=order)
             and all(line["identity"]["level"] == self.applications[line["application"]]["level"] for line in lines),
             "V25", "not one line an application, of its level")
        need(len({line["identity"]["division"] for line in lines}) == len(lines), "V25", "an identity twice")
        self.reveal, self.phase = record, REVEALED
        self.identities = {line["application"]: line["identity"] for line in lines}
        self.openings = lines

    def _selection(self, record):
        level = record["level"]
        need(level in self.levels, "V17", "an unknown level")
        need(level not in self.selections, "V6", "a level selected twice")
        need(record.bytes("ranking") == self.rankings[level][-1].digest and record.bytes("reveal") == self.reveal.digest,
             "V17", "another ranking or reveal")
        need([level] == list(self.levels)[len(self.selections):][:1], "V6", "not the next level to select")
        self.selections[level] = record

    def _abandoned(self, record):
        self.abandoned, self.phase = record, "abandoned"

    def _seal(self, record):
        need(not self.terms["rehearsal"], "V26", "a rehearsal is never sealed")
        need(len(self.selections) == len(self.levels), "V26", "a level is not selected")
        need(record["size"] == record.index, "V26", "a seal that counts other entries")
        self.seal, self.phase = record, "sealed"


# ---------------------------------------------------------------------------------------------------------------------
# Rule and rubric: files/rule.md

def check_rubric(rubric):
    criteria = rubric["criteria"]
    ids = [criterion["id"] for criterion in criteria]
    need(IDENTIFIER.match(rubric["id"]) and rubric["markDecimals"] <= 2, "V6", "a rubric that files/rule.md does not allow")
    need(criteria and len(set(ids)) == len(ids), "V6", "criteria that are none, or one twice")
    need(sum(criterion["weight"] for criterion in criteria) == 10_000, "V6", "weights that do not sum to 10,000")
    for criterion in criteria:
        need(criterion["weight"] >= 1 and 1 <= criterion["maximum"] <= 1000, "V6", "a weight or maximum that is not allowed")


def check_rule(rule):
    ladder = rule["ladder"]
    need(rule["version"] == 1 and rule["displayDecimals"] <= 6, "V6", "a rule of another version")
    need(rule["quorum"] >= 1 and rule["trimFrom"] > rule["trimLow"] + rule["trimHigh"], "V6", "a rule that drops every sheet")
    need(ladder[-1:] == ["decision"] and len(set(ladder)) == len(ladder), "V6", "a ladder that does not end with a decision")


def sheet_bytes(levels):
    """Records.md section 7."""
    def one(rubric):
        size = 4 + len('{"comment":"","marks":[],"salt":""}') + 44 + 2 * rubric["commentBytes"]
        return size + sum(len('{"criterion":"","mark":1000000},') + len(c["id"]) for c in rubric["criteria"])
    return -(-max(one(level["rubric"]) for level in levels) // 256) * 256


# ---------------------------------------------------------------------------------------------------------------------
# Assignment: assignment.md

class Stream:
    def __init__(self, seed, purpose):
        self.key, self.block, self.words = sha256(seed, purpose.encode()), 0, []

    def word(self):
        if not self.words:
            block = sha256(self.key, struct.pack(">Q", self.block))
            self.block, self.words = self.block + 1, list(struct.unpack(">4Q", block))
        return self.words.pop(0)

    def below(self, n):
        limit = 2**64 - 2**64 % n
        while True:
            word = self.word()
            if word < limit:
                return word % n

    def shuffle(self, values):
        for i in range(len(values) - 1, 0, -1):
            j = self.below(i + 1)
            values[i], values[j] = values[j], values[i]


def draw(seed, applications, reviewers, excluded, k):
    """[(reviewer, applications in order of presentation)], or None when there is no assignment."""
    if k == 0:
        held = {r: [a for a in applications if (a, r) not in excluded] for r in reviewers}
    else:
        slots = deal(Stream(seed, "deal"), applications, reviewers, excluded, k)
        if slots is None:
            return None
        held = {r: [] for r in reviewers}
        for slot, reviewer in enumerate(slots):
            held[reviewers[reviewer]].append(applications[slot % len(applications)])
    lines = []
    for reviewer in reviewers:
        own = sorted(held[reviewer], key=order)
        Stream(seed, "presentation " + reviewer).shuffle(own)
        lines.append((reviewer, own))
    return lines


def deal(stream, applications, reviewers, excluded, k):
    """The reviewer's number of each slot, or None."""
    a, r = len(applications), len(reviewers)
    if a == 0 or r == 0:
        return [] if a == 0 else None
    slots, pack = [], list(range(r))
    while len(slots) < k * a:
        stream.shuffle(pack)
        slots.extend(pack[:k * a - len(slots)])
    places = {application: i for i, application in enumerate(applications)}
    numbers = {reviewer: i for i, reviewer in enumerate(reviewers)}
    barred = {(places[x], numbers[y]) for x, y in excluded if x in places and y in numbers}

    def fits(card, slot):
        application = slot % a
        return (application, card) not in barred and all(
            slots[other] != card for other in range(application, k * a, a) if other != slot)

    for slot in range(k * a):
        if fits(slots[slot], slot):
            continue
        for _ in range(200):
            other = stream.below(k * a)
            if other % a != slot % a and fits(slots[other], slot) and fits(slots[slot], other):
                slots[slot], slots[other] = slots[other], slots[slot]
                break
    return paths(slots, a, r, k, barred, fits)


def paths(slots, a, r, k, barred, fits):
    """Step 3: slots whose cards do not fit are filled by shortest augmenting paths, then loads are evened out."""
    empty = [slot for slot in range(k * a) if not fits(slots[slot], slot)]
    for slot in empty:
        slots[slot] = None
    held = [[] for _ in range(r)]
    for slot, card in enumerate(slots):
        if card is not None:
            held[card].append(slot)
    most, least = -(-k * a // r), k * a // r

    def may(card, slot):
        return (slot % a, card) not in barred and all(slots[other] != card for other in range(slot % a, k * a, a))

    def give(slot, card):
        if slots[slot] is not None:
            held[slots[slot]].remove(slot)
        slots[slot] = card
        held[card].append(slot)

    for start in empty:
        came, queue, end = {}, [start], None
        while queue and end is None:
            slot = queue.pop(0)
            for card in range(r):
                if card in came or not may(card, slot):
                    continue
                came[card] = slot
                if len(held[card]) < most:
                    end = card
                    break
                queue.extend(held[card])
        if end is None:
            return None
        card = end
        while True:
            slot, before = came[card], slots[came[card]]
            give(slot, card)
            if slot == start:
                break
            card = before
    for low in range(r):
        while len(held[low]) < least:
            came, queue, end = {low: None}, [low], None
            while queue and end is None:
                card = queue.pop(0)
                for other in range(r):
                    if other in came:
                        continue
                    slot = next((s for s in held[other] if may(card, s)), None)
                    if slot is None:
                        continue
                    came[other] = (card, slot)
                    if len(held[other]) > least:
                        end = other
                        break
                    queue.append(other)
            if end is None:
                break
            while came[end] is not None:
                card, slot = came[end]
                give(slot, card)
                end = card
    return slots


# ---------------------------------------------------------------------------------------------------------------------
# Ranking: ranking.md

def exact(value):
    return "%d/%d" % (value.numerator, value.denominator)


def decimal(value, places):
    """Half up; for values that are not negative."""
    units = int(value * 10**places + Fraction(1, 2))
    return str(units) if places == 0 else "%d.%0*d" % (units // 10**places, places, units % 10**places)


def rounded(value, places):
    """Half away from zero."""
    units = int(abs(value) * 10**places + Fraction(1, 2))
    return Fraction(units if value >= 0 else -units, 10**places)


class Computed:
    """Computed criteria of one level: ranking.md section 4. Figures: {application: {"field/year": number or state}}."""

    def __init__(self, criterion, figures):
        self.c, self.figures = criterion, figures

    def points(self):
        raw = getattr(self, "_" + self.c["kind"].replace("-", "_"))()
        for application, value in raw.items():
            value = min(max(value, Fraction(0)), Fraction(self.c["maximum"]))
            raw[application] = value if self.c["rounding"] == "exact" else rounded(value, int(self.c["rounding"]))
        return raw

    def effect(self, state):
        """("points", number) or ("value", number)."""
        word, number = self.c["effects"][state].split(" ")
        return word, Fraction(number) if word == "points" else rounded(Fraction(number), 4)

    def input(self, figures, key):
        figure = figures.get(key, "blank")
        return self.effect(figure) if isinstance(figure, str) else ("value", rounded(figure, 4))

    def _points_per_item(self):
        result = {}
        for application, figures in self.figures.items():
            total = Fraction(0)
            for item in self.c["items"]:
                word, number = self.input(figures, item["indicator"])
                if word == "points":
                    total = number
                    break
                total += number * Fraction(item["points"])
            else:
                total = min(max(total, Fraction(0)), Fraction(self.c["cap"]))
            result[application] = total
        return result

    def on_line(self, value):
        start, end, low, high = (Fraction(self.c[name]) for name in ("base", "target", "pointsAtBase", "pointsAtTarget"))
        if value <= start if start < end else value >= start:
            return low
        if value >= end if start < end else value <= end:
            return high
        return low + (high - low) * (value - start) / (end - start)

    def _line(self):
        result = {}
        for application, figures in self.figures.items():
            word, number = self.input(figures, self.c["indicator"])
            result[application] = number if word == "points" else self.on_line(number)
        return result

    def _rank(self):
        inputs = {application: self.input(figures, self.c["indicator"]) for application, figures in self.figures.items()}
        numbers = [number for word, number in inputs.values() if word == "value"]
        result = {}
        for application, (word, number) in inputs.items():
            ahead = sum(other > number if self.c["order"] == "higher-first" else other < number for other in numbers)
            result[application] = number if word == "points" else max(
                Fraction(0), Fraction(self.c["first"]) - Fraction(self.c["step"]) * ahead)
        return result

    def _change(self):
        result = {}
        for application, figures in self.figures.items():
            inputs = [self.input(figures, self.c[name]) for name in ("current", "previous")]
            points = next((number for word, number in inputs if word == "points"), None)
            if points is None:
                word, number = self.growth(inputs[0][1], inputs[1][1])
                points = number if word == "points" else self.on_line(number)
            result[application] = points
        return result

    def growth(self, now, before):
        if self.c["measure"] == "difference":
            return "value", now - before
        if before == 0:
            return self.effect("notApplicable")
        return "value", rounded((now - before) / abs(before) * 100, int(self.c["measure"][len("percent-"):]))


class Ranker:
    """One level. Figures as in `Computed`; none are needed when every criterion is judged."""

    def __init__(self, rule, rubric, decisions=(), figures=None):
        self.rule, self.decimals = rule, rubric["markDecimals"]
        self.all = rubric["criteria"]
        self.criteria = [criterion for criterion in self.all if criterion["kind"] == "judged"]
        self.decisions = [list(group) for group in decisions]
        self.computed = {criterion["id"]: Computed(criterion, figures).points()
                         for criterion in self.all if criterion["kind"] != "judged"}

    def contribution(self, criterion, mark):
        """Weight / 10,000 × 100 × mark / maximum; `mark` in units of 10^-markDecimals."""
        return Fraction(criterion["weight"] * mark, 100 * criterion["maximum"] * 10**self.decimals)

    def trimmed(self, values):
        """{reviewer: value} to (mean of what stays, dropped low, dropped high)."""
        low, high, n = self.rule["trimLow"], self.rule["trimHigh"], len(values)
        if n < self.rule["trimFrom"]:
            low = high = 0
        codes = sorted(values, key=lambda code: (values[code], order(code)))
        dropped_low = codes[:low]
        rest = sorted(codes[low:], key=lambda code: (-values[code], order(code)))
        dropped_high = rest[:high]
        kept = rest[high:]
        mean = sum(values[code] for code in kept) / Fraction(len(kept))
        return mean, sorted(dropped_low, key=order), sorted(dropped_high, key=order)

    def rank(self, applications, absent):
        """applications: {code: {reviewer: {criterion: mark}}}; absent: {code: {reviewer: reason}}. Lines, open ties."""
        self.values, self.totals, lines = {}, {}, {}
        for application, sheets in applications.items():
            values = {reviewer: {c["id"]: self.contribution(c, marks[c["id"]]) for c in self.criteria}
                      for reviewer, marks in sheets.items()}
            self.values[application] = values
            self.totals[application] = {reviewer: sum(own.values()) for reviewer, own in values.items()}
            lines[application] = self.line(application, absent.get(application, {}))
        ranked = [code for code in applications if lines[code]["judged"]]
        self.aggregates = {code: Fraction(lines[code]["aggregate"]) for code in ranked}
        ranked.sort(key=lambda code: (-self.aggregates[code], order(code)))
        groups = self.groups(ranked, lambda code: self.aggregates[code])
        place, ordered, open_ties = 1, [], 0
        for group in groups:
            rank = place
            for part, settled, criterion in self.settle(group):
                open_ties += settled == "open"
                for code in part:
                    lines[code].update(rank=rank, place=place, tie={
                        "criterion": criterion, "equal": len(group), "settled": settled})
                    ordered.append(code)
                place += len(part)
        self.show(groups, lines)
        rest = sorted((code for code in applications if code not in self.aggregates), key=order)
        return [lines[code] for code in ordered + rest], open_ties

    def line(self, application, absent):
        totals, rule, flags, trimmed, judged, aggregate = self.totals[application], self.rule, [], [], "", ""
        n, computed = len(totals), []
        for criterion in self.all:
            if criterion["kind"] != "judged":
                points = self.computed[criterion["id"]][application]
                share = Fraction(criterion["weight"], 100 * criterion["maximum"])
                computed.append({"contribution": exact(points * share), "criterion": criterion["id"],
                                 "points": exact(points)})
        if n < rule["quorum"]:
            flags.append("below-quorum")
        else:
            if rule["basis"] == "totals":
                mean, low, high = self.trimmed(totals)
                parts = [("", low, high)]
            else:
                mean, parts = Fraction(0), []
                for criterion in self.criteria:
                    own, low, high = self.trimmed(self.of(application, criterion["id"]))
                    mean += own
                    parts.append((criterion["id"], low, high))
            if n < rule["trimFrom"] and rule["trimLow"] + rule["trimHigh"]:
                flags.append("not-trimmed")
            elif rule["trimLow"] + rule["trimHigh"]:
                trimmed = [{"criterion": name, "high": high, "low": low} for name, low, high in parts]
            judged = exact(mean)
            aggregate = exact(mean + sum(Fraction(line["contribution"]) for line in computed))
        return {
            "absent": [{"reason": reason, "reviewer": reviewer} for reviewer, reason in
                       sorted(absent.items(), key=lambda item: order(item[0]))],
            "aggregate": aggregate, "application": application, "computed": computed, "flags": flags, "judged": judged,
            "place": 0, "rank": 0,
            "sheets": [{"reviewer": reviewer, "total": exact(totals[reviewer])} for reviewer in sorted(totals, key=order)],
            "shown": "", "tie": {"criterion": "", "equal": 0, "settled": "not-tied"}, "trimmed": trimmed}

    def of(self, application, criterion):
        return {reviewer: own[criterion] for reviewer, own in self.values[application].items()}

    @staticmethod
    def groups(codes, key):
        """Runs of equal keys."""
        result = []
        for code in codes:
            if result and key(result[-1][0]) == key(code):
                result[-1].append(code)
            else:
                result.append([code])
        return result

    # The ladder

    def settle(self, group):
        """[(applications at one place, settled, criterion)] in order."""
        if len(group) == 1:
            return [(group, "not-tied", "")]
        return self.climb(group, 0)

    def climb(self, group, step):
        name = self.rule["ladder"][step]
        if name == "heaviest-criterion":
            heaviest = sorted(self.all, key=lambda criterion: -criterion["weight"])
            return self.by_criteria(group, heaviest, step)
        if name == "head-to-head":
            return self.head_to_head(group, step)
        for decided in self.decisions:
            if set(decided) == set(group) and len(decided) == len(group):
                return [([code], "decision", "") for code in decided]
        return [(sorted(group, key=order), "open", "")]

    def by_criteria(self, group, criteria, step):
        if not criteria:
            return self.climb(group, step + 1)
        name = criteria[0]["id"]
        means = self.computed.get(name) or {code: self.trimmed(self.of(code, name))[0] for code in group}
        result = []
        for part in self.groups(sorted(group, key=lambda code: -means[code]), lambda code: means[code]):
            if len(part) == 1:
                result.append((part, "criterion", name))
            else:
                result.extend(self.by_criteria(part, criteria[1:], step))
        return result

    def head_to_head(self, group, step):
        if len(group) > 1000:
            return self.climb(group, step + 1)
        wins = {code: sum(self.beats(code, other) for other in group if other != code) for code in group}
        parts = self.groups(sorted(group, key=lambda code: -wins[code]), lambda code: wins[code])
        if len(parts) == 1:
            return self.climb(group, step + 1)
        result = []
        for part in parts:
            result.extend([(part, "head-to-head", "")] if len(part) == 1 else self.head_to_head(part, step))
        return result

    def beats(self, left, right):
        """More of the common reviewers gave `right` the lower total than the reverse."""
        score = 0
        for reviewer, total in self.totals[left].items():
            other = self.totals[right].get(reviewer)
            if other is not None:
                score += (total > other) - (total < other)
        return score > 0

    def show(self, groups, lines):
        """Half up; neighbours that differ but look the same get further decimals."""
        places = [self.rule["displayDecimals"]] * len(groups)
        values = [self.aggregates[group[0]] for group in groups]
        for i in range(len(groups) - 1):
            both = self.rule["displayDecimals"]
            while decimal(values[i], both) == decimal(values[i + 1], both):
                both += 1
            places[i], places[i + 1] = max(places[i], both), max(places[i + 1], both)
        for group, value, count in zip(groups, values, places):
            for code in group:
                lines[code]["shown"] = decimal(value, count)


# ---------------------------------------------------------------------------------------------------------------------
# Selection: selection.md

def read_divisions(path):
    """programmes/: {code: (name, kind)}."""
    with open(path, encoding="utf-8") as file:
        rows = [line.split(",") for line in file.read().splitlines()[1:]]
    return {code: (name, kind) for code, name, kind in rows}


class Selector:
    def __init__(self, divisions, level, track, scope, awarded, exceptions):
        self.divisions, self.level, self.track, self.scope = divisions, level, track, scope
        self.awarded, self.exceptions = awarded, exceptions

    def parent(self, division):
        known = self.divisions.get(division)
        return None if known is None or known[1] == "city" else division[:4] + "00"

    def outcomes(self, candidates, scope):
        seats = waiting = skipped = 0
        for application, division, place in candidates:
            if place == 0:
                yield "unranked", "below-quorum", [], 0, 0
                continue
            city = self.parent(division)
            # Every award of a session is of its own track, so both readings of article 13 see the same cities here.
            causes = [city] if city is not None and city in self.awarded else []
            excepted = bool(causes) and division in self.exceptions
            if causes and not excepted:
                skipped += 1
                yield "skipped", "article-13", causes, 0, 0
            elif seats == self.level["seats"]:
                waiting += 1
                yield "waiting", "seats-taken", [], 0, waiting
            else:
                seats += 1
                reason = ("exception" if excepted else "promoted" if seats + skipped > self.level["seats"]
                          else "within-seats")
                yield "selected", reason, causes, seats, 0

    def select(self, ranking, identities):
        candidates = []
        for line in ranking:
            division = identities[line["application"]]["division"]
            if (self.parent(division) is None) != (self.level["id"] == "city"):
                raise Refused("V17", "%s does not belong to this level" % division)
            candidates.append((line["application"], division, line["place"]))
        other_scope = "across-tracks" if self.scope == "within-track" else "within-track"
        both = zip(candidates, self.outcomes(candidates, self.scope), self.outcomes(candidates, other_scope))
        return [{"application": application, "causes": causes, "division": division, "otherReading": other[0],
                 "outcome": outcome, "place": place, "reason": reason, "seat": seat, "waiting": waiting}
                for (application, division, place), (outcome, reason, causes, seat, waiting), other in both]


# ---------------------------------------------------------------------------------------------------------------------
# Sheets: records.md section 7

SHEET = {"comment": "text", "marks": [{"criterion": "identifier", "mark": "integer"}], "salt": "digest"}


def read_sheet(plaintext, rubric, size):
    """({criterion: mark}, marks as written) or the reason why it is void."""
    if plaintext is None or len(plaintext) != size:
        return "undecryptable"
    length = int.from_bytes(plaintext[:4], "big")
    if length > size - 4 or plaintext[4 + length:].strip(b"\0"):
        return "padding"
    try:
        sheet = parse_json(plaintext[4:4 + length])
        check_type(sheet, SHEET)
    except Malformed:
        return "malformed"
    judged = [criterion for criterion in rubric["criteria"] if criterion["kind"] == "judged"]
    comment = sheet["comment"]
    if ([mark["criterion"] for mark in sheet["marks"]] != [criterion["id"] for criterion in judged]
            or any(mark["mark"] > criterion["maximum"] * 10**rubric["markDecimals"]
                   for mark, criterion in zip(sheet["marks"], judged))
            or len(comment.encode()) > rubric["commentBytes"] or any(sign < " " and sign != "\n" for sign in comment)):
        return "marks"
    return sheet["marks"]


class Panel:
    """The opened sheets of one level."""

    def __init__(self, session, records, level, opener):
        self.sheets, self.voids, self.marks, self.absent = [], [], {}, {}
        rubric, rule = session.levels[level]["rubric"], session.terms["rule"]
        live = [a for a, line in session.applications.items() if line["level"] == level and a not in session.withdrawn]
        self.applications = sorted(live, key=order)
        for application in self.applications:
            self.marks[application], self.absent[application] = {}, {}
        for line in session.counted:
            application, reviewer = line["application"], line["reviewer"]
            if application not in self.marks:
                continue
            if line["state"] != "sheet":
                self.absent[application][reviewer] = "recused" if line["state"] == "recused" else "missing"
                continue
            own = [d for d in session.members[reviewer].sheets[application] if d not in session.disowned]
            for digest in reversed(own if rule["onVoid"] == "previous-valid-then-absent" else own[-1:]):
                opened = self.open(session, records(session.sheets[digest][2]), rubric, opener)
                if isinstance(opened, str):
                    self.voids.append({"application": application, "reason": opened, "reviewer": reviewer,
                                       "sheet": encode_base64(digest)})
                    continue
                self.marks[application][reviewer] = {mark["criterion"]: mark["mark"] for mark in opened}
                self.sheets.append({"application": application, "marks": opened, "reviewer": reviewer,
                                    "sheet": encode_base64(digest)})
                break
            else:
                self.absent[application][reviewer] = "void"
        self.voids.sort(key=lambda line: decode_base64(line["sheet"]))

    @staticmethod
    def open(session, record, rubric, opener):
        header = {name: value for name, value in record.fields.items() if name not in ("enc", "ct")}
        plaintext = opener.open(record.bytes("enc"), record.bytes("ct"), sha256(canonical(header)))
        return read_sheet(plaintext, rubric, session.terms["sheetBytes"])


# ---------------------------------------------------------------------------------------------------------------------
# The audit: verify.md

CHECKS = ["V%d" % number for number in range(1, 29)]
VERDICTS = {"verified": 0, "failed": 1, "unreadable": 2, "unfinished": 3, "unanchored": 4}
NEEDS_ANCHOR = {"V2", "V5", "V7", "V8", "V13"}
NOT_IN_THIS_VERSION = {
    "V21": "the intake register is not part of the archive", "V22": "V6 holds the order; no further decisions have records",
    "V23": "there is no list of required decisions", "V24": "the archives of the season's other sessions are needed"}


class Anchor:
    """What the verifying person holds from elsewhere: section 2."""

    def __init__(self):
        self.code, self.checkpoints, self.receipts, self.keys = None, [], [], []

    def add(self, data):
        """A checkpoint, a receipt, or lines: verifier keys, `session CODE`, comments after #."""
        if data.startswith(b"c2sp.org/tlog-proof@v1\n"):
            self.receipts.append(Receipt(data))
        elif b"\n\n\xe2\x80\x94 " in data:
            self.checkpoints.append(Checkpoint(data))
        else:
            for line in data.decode("utf-8").splitlines():
                line = line.strip()
                if line.startswith("session "):
                    self.code = read_session_code(line[8:])
                elif line and not line.startswith("#"):
                    self.keys.append(NoteKey.read(line))


class Audit:
    def __init__(self, path, anchor):
        self.results, self.anchor = {}, anchor
        self.size, self.origin, self.code = 0, "", ""
        self.verdict = None
        try:
            self.archive = Archive(path)
            head = self.archive.read("checkpoint")
            if head is None:
                raise Malformed("there is no member `checkpoint`")
            self.head = Checkpoint(head)
        except Malformed as error:
            self.results["V1"] = ("failed", str(error), None)
            self.verdict = "unreadable"
            return
        self.size, self.origin = self.head.size, self.head.origin
        self.run()

    # Results

    def fail(self, check, reason, record=None):
        if self.results.get(check, ("",))[0] != "failed":
            self.results[check] = ("failed", reason, record)

    def skip(self, check, reason):
        self.results.setdefault(check, ("not-checked", reason, None))

    def passed(self, check, detail):
        self.results.setdefault(check, ("passed", detail, None))

    @property
    def answer(self):
        checks = []
        for check in CHECKS if self.verdict != "unreadable" else ["V1"]:
            status, detail, record = self.results[check]
            line = {"detail": detail, "id": check, "status": status}
            if record is not None:
                line["record"] = record
            checks.append(line)
        return {"checks": checks, "entries": self.size, "origin": self.origin, "session": self.code,
                "verdict": self.verdict}

    # Order of work: section 4

    def run(self):
        self.places, self.tree, self.refusal = [], Tree(), None
        if not self.earlier_checkpoints():
            self.size, self.origin = 0, ""
            self.stop("an earlier checkpoint cannot be read")
            return
        self.session = s = Session(self.tree, self.archive.blob)
        first = self.first_entry()
        if first is None:
            self.size, self.origin = 0, ""
            self.stop("entry 0 cannot be judged")
            return
        s.terms, s.S = first.fields, first.digest
        self.code, self.origin = session_code(s.S), first["origin"]
        s.know_keys()
        self.read_tiles()
        if "V3" in self.results:
            self.anchored = self.check_anchor()
            self.check_v2()
            self.quorums()
            if self.anchor_fault:
                self.fail("V26", self.anchor_fault)
            for check in [one for one, result in self.results.items() if result[0] == "passed"]:
                del self.results[check]
            self.stop("the entries are not those of the checkpoint")
            return
        self.replay()
        self.judge()

    def stop(self, reason):
        for check in CHECKS:
            self.skip(check, reason)
        self.verdict = "failed"

    def earlier_checkpoints(self):
        """Reads them all, by size; False when one is none, or of another size than its name says."""
        self.earlier = []
        for path in self.archive.members:
            name = re.fullmatch("checkpoints/(0|[1-9][0-9]{0,15})", path)
            if name:
                try:
                    checkpoint = Checkpoint(self.archive.read(path))
                    if checkpoint.size != int(name[1]):
                        raise Malformed("a checkpoint of size %d" % checkpoint.size)
                except Malformed as error:
                    self.fail("V1", "%s: %s" % (path, error))
                    return False
                self.earlier.append(checkpoint)
        self.earlier.sort(key=lambda one: one.size)
        return True

    def first_entry(self):
        """Record 0, which the keys of log and witnesses come from; None when there is none."""
        width = min(self.size, 256)
        data = self.archive.read(tile_path("entries", 0, width)) if width else None
        try:
            if data is None:
                raise Malformed("there is no entry 0")
            entry = read_bundle(data, width)[0]
        except Malformed as error:
            self.fail("V3", str(error), 0)
            return None
        try:
            record = Record(entry, 0)
            if record.kind != "session":
                raise Malformed("entry 0 is no session")
            return record
        except Malformed as error:
            self.fail("V1", str(error), 0)
            return None

    def read_tiles(self):
        if self.size > 256_000_000:
            self.fail("V3", "more entries than an archive can hold")
            return
        try:
            for level, number, width in tiles(self.size):
                if level != "entries":
                    continue
                path = tile_path(level, number, width)
                data = self.archive.read(path)
                if data is None:
                    raise Malformed(path + " is missing")
                start = self.archive.members[path][0]
                for entry in read_bundle(data, width):
                    start += 2
                    self.places.append((start, len(entry)))
                    start += len(entry)
                    self.tree.append(entry)
            for level, number, width in tiles(self.size):
                if level == "entries":
                    continue
                path = tile_path(level, number, width)
                nodes = self.tree.levels[8 * level][256 * number:256 * number + width]
                if self.archive.read(path) != b"".join(nodes):
                    raise Malformed(path + " is missing or is not what the entries give")
            if self.tree.root() != self.head.root:
                raise Malformed("the entries do not give the checkpoint's root")
        except Malformed as error:
            self.fail("V3", str(error))

    def entry(self, index):
        start, length = self.places[index]
        return self.archive._read(start, length, start + length)

    def record(self, index):
        return Record(self.entry(index), index)

    def replay(self):
        """Sets `refusal` to (check, index) at the first record refused."""
        self.named, self.kept, self.signatures = {}, {}, 0
        for index in range(self.size):
            try:
                record = Record(self.entry(index), index)
            except Malformed as error:
                self.refuse("V1", index, str(error))
                return
            try:
                self.session.begin(record) if index == 0 else self.session.admit(record)
            except Refused as error:
                self.refuse(error.check, index, str(error))
                return
            self.signatures += len(record.by)
            if record.kind not in ("sheet", "final", "recusal"):
                self.kept[index] = record
            for digest, needed, size in named_blobs(record):
                if needed or digest not in self.named:
                    self.named[digest] = (needed, size, index)

    def refuse(self, check, index, reason):
        self.refusal = (check, index)
        self.fail(check, reason, index)

    # Judging: section 5

    def judge(self):
        s = self.session
        anchored = self.anchored = self.check_anchor()
        self.check_v1()
        self.check_v2()
        self.check_v3()
        self.check_v4()
        self.check_rest()
        if not anchored:
            for check in NEEDS_ANCHOR:
                if self.results[check][0] == "passed":
                    self.results[check] = ("not-checked", "nobody vouches for the keys", None)
        self.conclude(anchored, s.seal is not None)

    def conclude(self, anchored, sealed):
        if any(status == "failed" for status, _, _ in self.results.values()):
            self.verdict = "failed"
        else:
            self.verdict = "unanchored" if not anchored else "verified" if sealed else "unfinished"

    def check_anchor(self):
        s, anchored, self.anchor_fault = self.session, False, None
        if self.anchor.code is not None:
            if self.anchor.code == self.code:
                anchored = True
            else:
                self.anchor_fault = "the session code is %s, not %s" % (self.code, self.anchor.code)
        witnesses = self.witness_keys()
        for key in self.anchor.keys:
            if key.kind == 4 and key.name in witnesses and witnesses[key.name].raw == key.raw:
                anchored = True
            elif not (key.kind == 1 and key.name == self.log_key.name and key.raw == self.log_key.raw):
                self.anchor_fault = "the key %s does not stand in record 0" % key.name
        for checkpoint in self.anchor.checkpoints + [receipt.checkpoint for receipt in self.anchor.receipts]:
            anchored = anchored or checkpoint.size > 0 and not self.check_held(checkpoint)
        return anchored

    def check_held(self, checkpoint):
        """What is wrong with a checkpoint, or None."""
        if checkpoint.origin != self.origin:
            return "another origin: " + checkpoint.origin
        if checkpoint.size > self.size:
            return "size %d lies beyond the archive" % checkpoint.size
        if checkpoint.root != self.tree.root(checkpoint.size):
            return "another root at size %d" % checkpoint.size
        return None

    def witness_keys(self):
        s = self.session
        names = {}
        for code in s.witnesses:
            key = NoteKey("%s/%s" % (s.terms["origin"], code), 4, decode_base64(s.keys[code]["key"]["bytes"]))
            names[key.name] = key
        return names

    @property
    def log_key(self):
        s = self.session
        raw = decode_base64(s.keys[s.by_role["log"]]["key"]["bytes"])
        return NoteKey(s.terms["origin"], 1, raw)

    def check_v1(self):
        s, members = self.session, self.archive.members
        paths = {tile_path(*tile) for tile in tiles(self.size)}
        for path in members:
            if path.startswith("tile/"):
                if path not in paths:
                    self.fail("V1", "%s does not belong to a log of %d entries" % (path, self.size))
            elif re.fullmatch("checkpoints/(0|[1-9][0-9]{0,15})", path):
                continue
            elif path.startswith("blobs/"):
                if not re.fullmatch("[0-9a-f]{64}", path[6:]):
                    self.fail("V1", path + " is no name of a blob")
                elif self.refusal is None and bytes.fromhex(path[6:]) not in self.named:
                    self.fail("V1", path + " is named by no record")
            elif path not in ("checkpoint", "result.json", "report.html"):
                self.fail("V1", path + " does not belong here")
        if self.refusal is None:
            for path, name in (("result.json", "result"), ("report.html", "report")):
                data = self.archive.read(path)
                if (data is None) != (s.seal is None) or data is not None and sha256(data) != s.seal.bytes(name):
                    self.fail("V1", path + " is not what the seal says")
            self.passed("V1", "%d files, %d entries" % (len(members), self.size))

    def checkpoints(self):
        """All of them by size, the newest last."""
        return self.earlier + [self.head]

    def check_v2(self):
        if self.origin != self.session.terms["origin"]:
            self.fail("V2", "the origin is %s, not %s" % (self.origin, self.session.terms["origin"]))
        for checkpoint in self.checkpoints():
            if not checkpoint.is_signed_by(self.log_key):
                self.fail("V2", "the log did not sign the checkpoint of size %d" % checkpoint.size)
        self.passed("V2", "%s, size %d" % (self.origin, self.size))

    def check_v3(self):
        for path in self.archive.members:
            if path.startswith("blobs/") and sha256(self.archive.read(path)).hex() != path[6:]:
                self.fail("V3", path + " has another digest than its name")
        for digest, (needed, size, index) in self.named.items():
            found = self.archive.size("blobs/" + digest.hex())
            if needed and found is None:
                self.fail("V3", "the blob %s is not there" % digest.hex(), index)
            elif size is not None and found is not None and found != size:
                self.fail("V3", "the blob %s has another size than the record says" % digest.hex(), index)
        self.passed("V3", "%d entries, %d blobs" % (self.size, sum(p.startswith("blobs/") for p in self.archive.members)))

    def check_v4(self):
        for checkpoint in self.checkpoints() + self.anchor.checkpoints + [r.checkpoint for r in self.anchor.receipts]:
            wrong = self.check_held(checkpoint)
            if wrong:
                self.fail("V4", wrong)
        for receipt in self.anchor.receipts:
            try:
                if receipt.index >= self.size:
                    raise Malformed("an index beyond the log")
                root = inclusion_root(receipt.index, receipt.checkpoint.size, self.tree.levels[0][receipt.index],
                                      receipt.hashes)
                if root != receipt.checkpoint.root:
                    raise Malformed("another root")
            except Malformed as error:
                self.fail("V4", "the receipt of entry %d: %s" % (receipt.index, error))
        if self.anchor.checkpoints or self.anchor.receipts:
            self.passed("V4", "all consistent")
        self.skip("V4", "nothing is held elsewhere; those in the archive are consistent")

    def quorums(self):
        """[(size, times)] of the checkpoints with a quorum, ascending by size; V5 fails for a bad line."""
        found, witnesses = [], self.witness_keys()
        for checkpoint in self.checkpoints():
            try:
                times = checkpoint.cosignatures(witnesses)
            except Malformed as error:
                self.fail("V5", "the checkpoint of size %d: %s" % (checkpoint.size, error))
                continue
            if len(times) >= self.session.quorum:
                found.append((checkpoint.size, sorted(times.values())))
        return found

    def check_v5(self):
        s = self.session
        self.cosigned = self.quorums()
        sizes = [size for size, _ in self.cosigned]
        steps = []
        for kind, builds_on in (("scoring-started", ("session", "roster", "keyset", "hand-over")),
                                ("key-share", ("scoring-closed",)), ("ranking", ("unsealing",)),
                                ("reveal", ("ranking",)), ("seal", ("reveal",))):
            if kind in s.first:
                j = s.first[kind][0]
                steps.append((kind, j, [i for name in builds_on for i in s.first.get(name, []) if i < j]))
        if s.seal is not None:
            steps.append(("the archive", self.size, [s.seal.index]))
        for kind, j, before in steps:
            if any(max(before) < size <= j for size in sizes):
                continue
            if s.seal is None and "cosignatures" not in s.terms["requires"]:
                self.skip("V5", "cosignatures are missing, and none are required yet")
            else:
                self.fail("V5", "no quorum of cosignatures before " + kind, max(before))
        if not steps:
            self.skip("V5", "no step needs cosignatures yet")
        self.passed("V5", "quorum %d, %d checkpoints" % (s.quorum, len(self.checkpoints())))

    def check_rest(self):
        s = self.session
        if self.refusal is not None:
            for check in CHECKS:
                self.skip(check, NOT_IN_THIS_VERSION.get(check, "record %d was refused" % self.refusal[1]))
            return
        if self.anchor_fault:
            self.fail("V26", self.anchor_fault)
        self.check_v5()
        self.check_v6()
        self.passed("V7", "%d signatures" % self.signatures)
        self.later("V8", s.roster, "%d on the roster" % len(s.members))
        self.later("V9", s.started, "%d links" % sum(member.seq for member in s.members.values()))
        self.check_v10()
        self.later("V11", s.assignment, "%d pairs assigned" % sum(map(len, s.assigned.values())))
        self.later("V12", s.bundles, "%d bundles" % len(s.bundles))
        self.later("V13", s.keysets, "%d keysets" % len(s.keysets))
        self.check_v14()
        self.open_sheets()
        self.later("V16", s.closed, "the last sheet counts")
        self.check_v17()
        if "timestamps" in s.terms["requires"]:
            self.fail("V18", "time stamps are required, and there are none in this version", 0)
        self.skip("V18", "none are required and there are none")
        self.later("V19", s.reveal, "%d disputes, all ruled" % len(s.disputes))
        self.later("V20", s.closed, ", ".join(
            "%d %s" % (sum(line["state"] == state for line in getattr(s, "counted", [])), state)
            for state in ("sheet", "recused", "none")))
        for check, reason in NOT_IN_THIS_VERSION.items():
            self.skip(check, reason)
        self.check_v25()
        self.check_v26()
        self.check_v27()
        if s.draw is False:
            self.fail("V28", "drawn again, the assignment is another one", s.assignment.index)
        self.later("V28", s.assignment, "the draw gives the same assignment")

    def later(self, check, there, detail):
        if there:
            self.passed(check, detail)
        else:
            self.skip(check, "not yet in the log")

    def check_v6(self):
        s = self.session
        if s.closed is not None and s.final_missing:
            times = next((times for size, times in self.cosigned if size > s.closed.index), None)
            if times is not None and sum(time >= s.close_not_before for time in times) < s.quorum:
                self.fail("V6", "closed before the earliest time, finals missing: " + ", ".join(s.final_missing),
                          s.closed.index)
        self.passed("V6", "phase " + s.phase)

    def check_v14(self):
        s = self.session
        if s.unsealing is not None:
            first = dict(sorted(s.shares.values())[:s.terms["threshold"]])
            if combine(first) != s.private_key:
                self.fail("V14", "the shares do not give the key", s.unsealing.index)
        self.later("V14", s.unsealing, "%d shares" % len(s.shares))

    def open_sheets(self):
        s, self.panels = self.session, {}
        if s.unsealing is None:
            self.skip("V15", "not unsealed yet")
            return
        opener = Opener(s.private_key, b"plumbline/1 sheet\0" + s.S + s.marks.digest)
        for level in s.levels:
            self.panels[level] = Panel(s, self.record, level, opener)
        for level, rankings in s.rankings.items():
            for ranking in rankings:
                expected = lines_blob(self.panels[level].voids)
                if not self.is_list(ranking["voids"], expected):
                    self.fail("V15", "the void sheets of %s are others" % level, ranking.index)
        self.passed("V15", "%d open, %d void" % (sum(len(p.sheets) for p in self.panels.values()),
                                                 sum(len(p.voids) for p in self.panels.values())))

    @staticmethod
    def is_list(reference, expected):
        return is_list(reference, expected)

    def check_v17(self):
        s = self.session
        if not s.rankings:
            self.skip("V17", "nothing is ranked yet")
            return
        divisions = read_divisions(DIVISIONS)
        self.last_tables = {}
        for level, rankings in s.rankings.items():
            panel = self.panels[level]
            for ranking in rankings:
                named = {decode_base64(text) for text in ranking["decisions"]}
                decisions = [d["applications"] for d in s.decisions if d.digest in named]
                try:
                    figures = self.figures(level, panel.applications)
                except Malformed as error:
                    self.fail("V17", str(error), ranking.index)
                    return
                ranker = Ranker(s.terms["rule"], s.levels[level]["rubric"], decisions, figures)
                lines, ties = ranker.rank({a: panel.marks[a] for a in panel.applications}, panel.absent)
                if not self.is_list(ranking["lines"], lines_blob(lines)) or ties != ranking["openTies"]:
                    self.fail("V17", "ranked again, %s is another" % level, ranking.index)
                self.last_tables[level] = lines
        selected = {}
        for level, record in s.selections.items():
            awarded = {line["division"] for lines in selected.values() for line in lines if line["outcome"] == "selected"}
            excepted = {s.identities[a]["division"] for d in s.decisions
                        if d["question"] == "exception" and d["level"] == level and d.index < record.index
                        for a in d["applications"] if a in s.identities}
            selector = Selector(divisions, s.levels[level], s.terms["track"], s.terms["exclusionScope"], awarded, excepted)
            try:
                lines = selector.select(self.last_tables[level], s.identities)
            except Refused as error:
                self.fail("V17", str(error), record.index)
                continue
            selected[level] = lines
            if not self.is_list(record["lines"], lines_blob(lines)):
                self.fail("V17", "selected again, %s is another" % level, record.index)
        if s.seal is not None and self.results.get("V17", ("",))[0] != "failed":
            for level in s.levels:
                for record in (s.rankings[level][-1], s.selections[level]):
                    blob = self.archive.blob(record.blob_of("lines"))
                    if blob is None or not is_list(record["lines"], blob):
                        self.fail("V17", "the blob of `lines` is damaged", record.index)
            if self.archive.read("result.json") != canonical(self.result(selected, divisions)):
                self.fail("V17", "made again, result.json is another")
        self.passed("V17", "rankings, selections and the result are equal byte for byte")

    def figures(self, level, applications):
        """The figures of the bundles, when a criterion is computed from them: ranking.md section 4."""
        s, figures = self.session, {}
        if all(criterion["kind"] == "judged" for criterion in s.levels[level]["rubric"]["criteria"]):
            return figures
        for application in applications:
            data = self.archive.blob(s.bundles[application].bytes("bundle"))
            figures[application] = read_figures(data or b"", application)
        return figures

    def result(self, selected, divisions):
        """files/result.md."""
        s, levels = self.session, []

        def name(division):
            known = divisions.get(division)
            if known is None:
                return division
            return known[0] if known[1] == "city" else divisions[division[:4] + "00"][0] + known[0]

        for level, terms in s.levels.items():
            panel = self.panels[level]
            levels.append({
                "identities": [{"application": a, "division": s.identities[a]["division"],
                                "name": name(s.identities[a]["division"])} for a in panel.applications],
                "level": level, "ranking": self.last_tables[level], "seats": terms["seats"],
                "selection": selected[level], "sheets": panel.sheets, "voids": panel.voids})
        t = s.terms
        return {
            "decisions": [d.fields for d in s.decisions], "kind": "result", "levels": levels, "origin": t["origin"],
            "programme": t["programme"], "rehearsal": t["rehearsal"], "rule": t["rule"], "session": encode_base64(s.S),
            "track": t["track"], "year": t["year"]}

    def check_v10(self):
        s = self.session
        for (size, root), index in sorted(s.seen.items()):
            if decode_base64(root) != self.tree.root(size):
                self.fail("V10", "the root seen at size %d is not this log's: two histories" % size, index)
        self.later("V10", s.started, "%d checkpoints seen" % len(s.seen))

    def check_v25(self):
        s = self.session
        for line in s.openings if s.reveal else []:
            value = sha256(canonical(line["identity"]))
            opened = sha256(b"plumbline/1 commit\0identity\0", s.S, decode_base64(line["salt"]), value)
            if opened != decode_base64(s.applications[line["application"]]["identity"]):
                self.fail("V25", "the identity of %s does not open its commitment" % line["application"], s.reveal.index)
        self.later("V25", s.reveal, "%d identities open" % len(s.identities))

    def check_v26(self):
        s = self.session
        if s.seal is not None and s.seal.bytes("root") != self.tree.root(s.seal["size"]):
            self.fail("V26", "the seal's root is not that of the entries before it", s.seal.index)
        if s.terms["rehearsal"]:
            self.skip("V26", "a rehearsal")
        elif s.abandoned:
            self.skip("V26", "the session was abandoned")
        elif s.seal is None:
            self.skip("V26", "not sealed: more may follow")
        elif not self.anchored:
            self.skip("V26", "no anchor was given")
        self.passed("V26", "sealed by record %d, the last; %d predecessors" % (
            s.seal.index, len(s.terms["predecessors"])) if s.seal else "")

    def check_v27(self):
        s = self.session
        for deposit in s.deposits:
            data = self.archive.blob(deposit.bytes("blob"))
            try:
                known = data is None or Envelope(data).digest in s.digests
            except Malformed:
                known = False
            if not known:
                self.fail("V27", "a deposit that never entered the log", deposit.index)
        self.later("V27", s.closed, "finals %d/%d; deposits %d" % (
            len(s.members) - len(s.final_missing), len(s.members), len(s.deposits)))


FIELD_STATES = {"blank": "blank", "none": "none", "not-applicable": "notApplicable"}


def read_figures(bundle, application):
    """{"field/year": number or state} of a bundle. Raises Malformed."""
    document, figures = parse_json(bundle, 16 << 20), {}
    try:
        for field in document["form"]:
            state, key = field["state"], "%s/%d" % (field["field"], field["year"])
            if state in FIELD_STATES:
                figures[key] = FIELD_STATES[state]
            elif state == "number" and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", field["value"]):
                figures[key] = Fraction(field["value"])
            else:
                raise Malformed("%s of application %s is no number" % (key, application))
    except (KeyError, TypeError):
        raise Malformed("the bundle of %s is none" % application) from None
    return figures


def named_blobs(record):
    """(digest, whether it must be there, size or None) of every blob that a record names: V1 and V3."""
    for name, kind in RECORDS[record.kind].items():
        if isinstance(kind, List):
            yield decode_base64(record[name]["blob"]), True, None
    if record.kind == "bundle":
        yield record.bytes("bundle"), True, record["size"]
    elif record.kind == "escrow":
        yield record.bytes("blob"), True, record["size"]
    elif record.kind == "deposit":
        yield record.bytes("blob"), True, None
    elif record.kind == "incident":
        for text in record["evidence"]:
            yield decode_base64(text), False, None
    elif record.kind == "dispute":
        yield record.bytes("evidence"), False, None
    elif record.kind == "ruling":
        yield record.bytes("reason"), False, None
    elif record.kind == "decision" and record.bytes("attachment") != ZERO:
        yield record.bytes("attachment"), False, None


DIVISIONS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "protocol", "programmes",
                         "shandong-divisions.csv")
FIRST_LINES = {
    "verified": "nothing wrong was found", "failed": "something is wrong", "unreadable": "this is no archive",
    "unfinished": "consistent so far; the session is not sealed",
    "unanchored": "consistent with itself; nobody vouches for the keys"}


def main():
    parser = argparse.ArgumentParser(description="Verifies a Plumbline archive (second verifier, from protocol/ alone).")
    parser.add_argument("archive")
    parser.add_argument("--session", metavar="CODE", help="the session code, from paper")
    parser.add_argument("--trust", metavar="FILE", action="append", default=[],
                        help="checkpoint, receipt, verifier keys or `session CODE`, kept elsewhere")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    arguments = parser.parse_args()
    anchor = Anchor()
    try:
        if arguments.session:
            anchor.code = read_session_code(arguments.session)
        for path in arguments.trust:
            with open(path, "rb") as file:
                anchor.add(file.read())
    except (Malformed, OSError, UnicodeDecodeError) as error:
        print("verify.py: %s" % error, file=sys.stderr)
        return 64
    answer = Audit(arguments.archive, anchor).answer
    if arguments.json:
        sys.stdout.buffer.write(canonical(answer) + b"\n")
    else:
        print(FIRST_LINES[answer["verdict"]])
        for line in answer["checks"]:
            record = " (record %d)" % line["record"] if "record" in line else ""
            print("%-4s %-12s %s%s" % (line["id"], line["status"], line["detail"], record))
    return VERDICTS[answer["verdict"]]


if __name__ == "__main__":
    sys.exit(main())
