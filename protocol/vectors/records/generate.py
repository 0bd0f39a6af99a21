#!/usr/bin/env python3
"""Writes the vectors of protocol/records.md from its text alone: hashlib, and `cryptography` for P-256 and AES-GCM.

Shares no code with the Swift sources, so that agreement means something. Run in this folder; commit what changes.
"""
import base64, hashlib, hmac, json, struct
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

S = hashlib.sha256(b"a session").digest()


def sha(data): return hashlib.sha256(data).digest()
def b64(data): return base64.b64encode(data).decode()


def write(name, value):
    with open(name + ".json", "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)
        file.write("\n")


# records.md section 1
def canonical(value):
    if isinstance(value, bool): return b"true" if value else b"false"
    if isinstance(value, int): return str(value).encode()
    if isinstance(value, list): return b"[" + b",".join(map(canonical, value)) + b"]"
    if isinstance(value, dict):
        return b"{" + b",".join(canonical(k) + b":" + canonical(v) for k, v in sorted(value.items())) + b"}"
    short = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
    return ('"' + "".join(short.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in value) + '"').encode()


def canonical_json():
    accepted = {
        "empty object": b"{}", "empty array": b"[]", "largest integer": b"9007199254740991",
        "smallest integer": b"-9007199254740991", "zero": b"0", "keys in byte order": b'{"a":1,"aB":2,"b":3}',
        "capital before small": b'{"aB":1,"ab":2}', "escapes": canonical('"\\\b\t\n\f\r\x01\x1f/'),
        "solidus unescaped": b'"/"', "del unescaped": b'"\x7f"', "chinese": '"济南市"'.encode(),
        "beyond the basic plane": '"𠮷"'.encode(), "not normalised": '"e\u0301"'.encode(),
        "normalised": '"é"'.encode(), "eight deep": b"[" * 8 + b"]" * 8, "booleans": b"[true,false]",
        "longest key": b'{"' + b"k" * 64 + b'":0}',
    }
    refused = {
        "nothing": b"", "byte order mark": b"\xef\xbb\xbf{}", "white space before": b" {}", "white space after": b"{}\n",
        "white space inside": b'{"a": 1}', "key twice": b'{"a":1,"a":1}', "keys out of order": b'{"b":1,"a":1}',
        "empty key": b'{"":1}', "key with a capital first": b'{"A":1}', "key with a hyphen": b'{"a-b":1}',
        "key with an escape": b'{"\\u0061":1}', "key too long": b'{"' + b"k" * 65 + b'":0}', "null": b"null",
        "fraction": b"1.0", "exponent": b"1e0", "minus zero": b"-0", "leading zero": b"01", "plus": b"+1",
        "integer too large": b"9007199254740992", "integer of 20 digits": b"99999999999999999999",
        "escaped solidus": b'"\\/"', "escape that is not needed": b'"\\u0041"', "newline as u escape": b'"\\u000a"',
        "capital hexadecimal": b'"\\u001F"', "surrogate escapes": b'"\\ud83d\\ude00"', "lone surrogate": b'"\\ud800"',
        "surrogate in UTF-8": b'"\xed\xa0\x80"', "overlong UTF-8": b'"\xc0\xaf"', "cut UTF-8": b'"\xe6\xb5"',
        "raw control": b'"\x01"', "zero-width space": '"\u200b"'.encode(), "right-to-left override": '"\u202e"'.encode(),
        "word joiner": '"\u2060"'.encode(), "nine deep": b"[" * 9 + b"]" * 9, "trailing comma": b"[1,]",
        "two values": b"{}{}", "cut": b'{"a":', "single quotes": b"'a'", "NaN": b"NaN",
        "zero byte after": b"{}\x00",
    }
    write("canonical-json", [
        {"name": name, "text": b64(text), "accepted": ok}
        for ok, cases in ((True, accepted), (False, refused)) for name, text in cases.items()])


# section 4
def commitments():
    cases = []
    for kind, salt, value in [
        ("identity", bytes(range(32)), canonical({"division": "370100", "level": "city", "unit": "370100"})),
        ("originals", bytes([7] * 32), b""), ("name", bytes([255] * 32), "王某".encode()),
        ("conflict", bytes(32), b"kinship"),
    ]:
        digest = sha(b"plumbline/1 commit\0" + kind.encode() + b"\0" + S + salt + sha(value))
        cases.append({"kind": kind, "session": b64(S), "salt": b64(salt), "value": b64(value), "commitment": b64(digest)})
    write("commitment", cases)


# section 6
def seeds():
    cases = []
    for nonces in ([bytes([1] * 32), bytes([2] * 32), bytes([3] * 32)], [bytes([1] * 32), bytes(32), bytes([3] * 32)]):
        given = sha(b"exclusions")
        seed = sha(b"plumbline/1 seed\0assignment\0" + S + given + b"".join(nonces))
        cases.append({"session": b64(S), "input": b64(given), "nonces": [b64(n) for n in nonces], "seed": b64(seed)})
    write("seed", cases)


# section 2
def session_codes():
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    cases = []
    for digest in (S, bytes(32), bytes([255] * 32)):
        number = int.from_bytes(digest[:20], "big")
        signs = "".join(alphabet[number >> 5 * i & 31] for i in reversed(range(32)))
        code = "-".join(signs[i:i + 4] for i in range(0, 32, 4))
        typed = [code, code.lower(), code.replace("-", ""), code.replace("-", " ").replace("0", "O").replace("1", "l")]
        cases.append({"digest": b64(digest), "code": code, "typed": typed})
    write("session-code", {"cases": cases, "refused": ["", signs[:31], signs + "0", "U" * 32, signs[:31] + "*"]})


# section 7; RFC 9180 base mode written out
def hkdf_extract(salt, ikm): return hmac.digest(salt or bytes(32), ikm, "sha256")


def hkdf_expand(prk, info, length):
    out, block, i = b"", b"", 1
    while len(out) < length:
        block = hmac.digest(prk, block + info + bytes([i]), "sha256")
        out += block
        i += 1
    return out[:length]


KEM, SUITE = b"KEM" + struct.pack(">H", 0x10), b"HPKE" + struct.pack(">HHH", 0x10, 1, 2)
def labeled_extract(suite, salt, label, ikm): return hkdf_extract(salt, b"HPKE-v1" + suite + label + ikm)
def labeled_expand(suite, prk, label, info, n):
    return hkdf_expand(prk, struct.pack(">H", n) + b"HPKE-v1" + suite + label + info, n)


def scalar(n): return ec.derive_private_key(n, ec.SECP256R1())
def point(key): return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def hpke_seal(ephemeral, recipient, info, aad, plaintext):
    enc = point(ephemeral)
    dh = ephemeral.exchange(ec.ECDH(), recipient.public_key())
    eae = labeled_extract(KEM, b"", b"eae_prk", dh)
    shared = labeled_expand(KEM, eae, b"shared_secret", enc + point(recipient), 32)
    context = b"\0" + labeled_extract(SUITE, b"", b"psk_id_hash", b"") + labeled_extract(SUITE, b"", b"info_hash", info)
    secret = labeled_extract(SUITE, shared, b"secret", b"")
    key, nonce = (labeled_expand(SUITE, secret, label, context, n) for label, n in ((b"key", 32), (b"base_nonce", 12)))
    return enc, AESGCM(key).encrypt(nonce, plaintext, aad)


def sheets():
    recipient, ephemeral = scalar(0x1234567890ABCDEF), scalar(0xFEDCBA0987654321)
    keyset = sha(b"keyset")
    header = {
        "application": "K7M2", "bundle": b64(sha(b"bundle")), "by": ["R3Q8"], "client": "vectors", "key": b64(sha(b"key")),
        "keyset": b64(keyset), "prev": b64(bytes(32)), "round": 1, "rubric": "a1", "seen": {"root": b64(sha(b"root")), "size": 9},
        "seq": 1, "session": b64(S),
    }
    text = canonical({
        "comment": "材料扎实\n", "marks": [{"criterion": "growth", "mark": 88}, {"criterion": "clusters", "mark": 75}],
        "salt": b64(bytes([5] * 32))})
    size = 1024

    def case(name, plaintext, outcome):
        enc, ct = hpke_seal(ephemeral, recipient, b"plumbline/1 sheet\0" + S + keyset, sha(canonical(header)), plaintext)
        payload = canonical(header | {"enc": b64(enc), "ct": b64(ct)})
        return {"name": name, "payload": b64(payload), "outcome": outcome}

    def padded(text, fill=b"\0"): return (struct.pack(">I", len(text)) + text).ljust(size, fill)

    cases = [
        case("good", padded(text), "valid"),
        case("padding that is not zero", padded(text, b"\1"), "padding"),
        case("length beyond the end", struct.pack(">I", size) + padded(text)[4:], "padding"),
        case("white space in the text", padded(text.replace(b'":', b'": ', 1)), "malformed"),
        case("a mark too many", padded(text.replace(b'"mark":88', b'"mark":101')), "marks"),
        case("another order of criteria", padded(text.replace(b"growth", b"xx").replace(b"clusters", b"growth")), "marks"),
        case("another length", padded(text) + b"\0", "undecryptable"),
    ]
    moved = json.loads(base64.b64decode(cases[0]["payload"]))
    moved["application"] = "ZZZZ"
    cases.append({"name": "moved to another application", "payload": b64(canonical(moved)), "outcome": "undecryptable"})
    write("sheet", {
        "privateKey": b64(recipient.private_numbers().private_value.to_bytes(32, "big")), "sheetBytes": size,
        "header": b64(canonical(header)), "plaintext": b64(text), "cases": cases})


# section 3
def lists():
    def root(leaves):
        if not leaves: return sha(b"")
        if len(leaves) == 1: return sha(b"\0" + leaves[0])
        k = 1
        while 2 * k < len(leaves): k *= 2
        return sha(b"\1" + root(leaves[:k]) + root(leaves[k:]))

    cases = []
    for count in (0, 1, 3, 5):
        lines = [canonical({"final": True, "head": b64(sha(bytes([i]))), "reviewer": f"R{i}", "seq": i}) for i in range(count)]
        blob = b"".join(line + b"\n" for line in lines)
        cases.append({"blob": b64(blob), "count": count, "digest": b64(sha(blob)), "root": b64(root(lines))})
    write("list", cases)


canonical_json(), commitments(), seeds(), session_codes(), sheets(), lists()
