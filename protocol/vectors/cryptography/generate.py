#!/usr/bin/env python3
"""Vectors for protocol/cryptography.md, from arithmetic written out here: nothing of OpenSSL or Plumbline is used.

usage: generate.py [CCTV ed25519vectors.json] > vectors.json

Without CCTV's file (github.com/C2SP/CCTV, ed25519) the part "ed25519_cctv" is copied from the vectors.json beside this
script.
"""
import hashlib
import json
import pathlib
import sys

# MARK: P-256, affine, for clarity and not for secrets

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
Q = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def add(a, b):
    if a is None:
        return b
    if b is None:
        return a
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def multiply(n, point):
    result = None
    while n:
        if n & 1:
            result = add(result, point)
        point = add(point, point)
        n >>= 1
    return result


def point_bytes(point):
    return "04%064x%064x" % point


def sharing(label, threshold, count):
    """Coefficients from a hash, so that the vectors can be made again."""
    coefficients = [
        int.from_bytes(hashlib.sha256(f"{label} {k}".encode()).digest(), "big") % (Q - 1) + 1 for k in range(threshold)
    ]
    value = lambda index: sum(c * pow(index, k, Q) for k, c in enumerate(coefficients)) % Q
    return {
        "threshold": threshold,
        "secret": "%064x" % coefficients[0],
        "commitments": [point_bytes(multiply(c, G)) for c in coefficients],
        "shares": [{"index": i, "value": "%064x" % value(i)} for i in range(1, count + 1)],
    }


# MARK: Ed25519, RFC 8032 §5.1.7 without the cofactor

FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, FIELD) % FIELD


def decode(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= FIELD:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if (x * x - square) % FIELD:
        x = x * pow(2, (FIELD - 1) // 4, FIELD) % FIELD
    if (x * x - square) % FIELD or (x == 0 and sign):
        return None
    return (FIELD - x if x & 1 != sign else x), y


def edwards_add(a, b):
    product = D * a[0] * b[0] * a[1] * b[1] % FIELD
    return (
        (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, FIELD) % FIELD,
        (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, FIELD) % FIELD,
    )


def edwards_multiply(n, point):
    result = (0, 1)
    while n:
        if n & 1:
            result = edwards_add(result, point)
        point = edwards_add(point, point)
        n >>= 1
    return result


BASE = decode((4 * pow(5, -1, FIELD) % FIELD).to_bytes(32, "little"))


def is_valid(key, signature, message):
    point = decode(key)
    if point is None or edwards_multiply(8, point) == (0, 1):
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    hashed = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    x, y = edwards_add(
        edwards_multiply(scalar, BASE), edwards_multiply(hashed, (FIELD - point[0], point[1]))
    )
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def cctv(path):
    cases = json.loads(pathlib.Path(path).read_text())
    decisions = [
        is_valid(bytes.fromhex(c["key"]), bytes.fromhex(c["sig"]), c["msg"].encode()) for c in cases
    ]
    digits = "".join("1" if decision else "0" for decision in decisions)
    return {
        "count": len(cases),
        "accepted": [case["number"] for case, decision in zip(cases, decisions) if decision],
        "sha256_of_decisions": hashlib.sha256(digits.encode()).hexdigest(),
    }


def main():
    own = pathlib.Path(__file__).with_name("vectors.json")
    edges = cctv(sys.argv[1]) if len(sys.argv) > 1 else json.loads(own.read_text())["ed25519_cctv"]
    vectors = {
        "secret_sharing": [sharing("2 of 3", 2, 3), sharing("3 of 5", 3, 5), sharing("1 of 1", 1, 1)],
        "ed25519_cctv": edges,
    }
    print(json.dumps(vectors, indent=1))


main()
