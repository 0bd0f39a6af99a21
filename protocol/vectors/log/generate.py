#!/usr/bin/env python3
"""Writes the vectors of protocol/log.md from the specifications alone: hashlib, and `cryptography` for Ed25519.

Shares no code with the Swift sources, so that agreement means something. Run in this folder; commit what changes.
"""
import base64, hashlib, json, struct
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ORIGIN = "panel.example/2026/track-a"
SEEDS = {"log": bytes([1] * 32), "witness1": bytes([2] * 32), "witness2": bytes([3] * 32), "coordinator": bytes([4] * 32)}
TIMES = {"witness1": 1795500000, "witness2": 1795500060}


def sha(data): return hashlib.sha256(data).digest()
def b64(data): return base64.b64encode(data).decode()
def private(who): return Ed25519PrivateKey.from_private_bytes(SEEDS[who])
def public(who): return private(who).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def write(name, value):
    with open(name, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)
        file.write("\n")


# RFC 6962 section 2.1, by its recursive definitions
def entry(i): return f"entry {i}".encode()
def leaf(data): return sha(b"\0" + data)
def node(left, right): return sha(b"\1" + left + right)


def split(n):
    k = 1
    while 2 * k < n: k *= 2
    return k


def mth(leaves):
    if not leaves: return sha(b"")
    if len(leaves) == 1: return leaves[0]
    k = split(len(leaves))
    return node(mth(leaves[:k]), mth(leaves[k:]))


def path(m, leaves):
    if len(leaves) == 1: return []
    k = split(len(leaves))
    if m < k: return path(m, leaves[:k]) + [mth(leaves[k:])]
    return path(m - k, leaves[k:]) + [mth(leaves[:k])]


def subproof(m, leaves, whole):
    if m == len(leaves): return [] if whole else [mth(leaves)]
    k = split(len(leaves))
    if m <= k: return subproof(m, leaves[:k], whole) + [mth(leaves[k:])]
    return subproof(m - k, leaves[k:], False) + [mth(leaves[:k])]


LEAVES = [leaf(entry(i)) for i in range(600)]

write("merkle.json", {
    "entries": "entry i is the ASCII text 'entry ' and i in decimal",
    "leafHash0": b64(LEAVES[0]),
    "roots": [{"size": n, "root": b64(mth(LEAVES[:n]))} for n in (0, 1, 2, 3, 4, 7, 8, 255, 256, 257, 511, 512, 600)],
    "inclusion": [{"index": m, "size": n, "hashes": [b64(h) for h in path(m, LEAVES[:n])]}
                  for m, n in ((0, 1), (0, 2), (2, 3), (5, 7), (255, 256), (256, 257), (0, 600), (511, 600), (599, 600))],
    "consistency": [{"old": m, "new": n, "hashes": [b64(h) for h in subproof(m, LEAVES[:n], True)]}
                    for m, n in ((1, 2), (3, 7), (4, 7), (6, 8), (255, 256), (256, 257), (257, 600), (512, 600), (600, 600))],
})


# C2SP tlog-tiles
def tile_number(n):
    text = f"{n % 1000:03d}"
    n //= 1000
    while n:
        text = f"x{n % 1000:03d}/{text}"
        n //= 1000
    return text


def tiles(size):
    paths, level, count = [], 0, size
    while count:
        paths += [f"tile/{level}/{tile_number(n)}" for n in range(count // 256)]
        if count % 256: paths.append(f"tile/{level}/{tile_number(count // 256)}.p/{count % 256}")
        count //= 256
        level += 1
    paths += [f"tile/entries/{tile_number(n)}" for n in range(size // 256)]
    if size % 256: paths.append(f"tile/entries/{tile_number(size // 256)}.p/{size % 256}")
    return paths


bundle = b"".join(struct.pack(">H", len(e)) + e for e in (b"", b"a", entry(2)))
write("tiles.json", {
    "numbers": [{"number": n, "path": tile_number(n)} for n in (0, 999, 1000, 273, 1234067)],
    "lists": [{"size": n, "paths": tiles(n)} for n in (0, 1, 255, 256, 257, 600, 70000)],
    "bundle": {"entries": [b64(b""), b64(b"a"), b64(entry(2))], "bytes": b64(bundle)},
    "bundlesRefused": [{"why": "one entry short", "count": 4, "bytes": b64(bundle)},
                       {"why": "one entry more than the width", "count": 2, "bytes": b64(bundle)},
                       {"why": "cut in an entry", "count": 3, "bytes": b64(bundle[:-1])},
                       {"why": "cut in a length", "count": 1, "bytes": b64(b"\0")}],
    "partialLevel1Of600": b64(mth(LEAVES[:256]) + mth(LEAVES[256:512])),
})


# C2SP signed-note, tlog-checkpoint, tlog-cosignature
def key_id(name, kind, key): return sha(name.encode() + b"\n" + bytes([kind]) + key)[:4]
def vkey(name, kind, who): return f"{name}+{key_id(name, kind, public(who)).hex()}+{b64(bytes([kind]) + public(who))}"
def line(name, kind, who, signature): return f"— {name} {b64(key_id(name, kind, public(who)) + signature)}\n"


def checkpoint_text(size): return f"{ORIGIN}\n{size}\n{b64(mth(LEAVES[:size]))}\n"
def log_line(text): return line(ORIGIN, 1, "log", private("log").sign(text.encode()))


def cosignature(who, text, time=None):
    time = TIMES[who] if time is None else time
    message = f"cosignature/v1\ntime {time}\n{text}".encode()
    return line(f"{who}.example", 4, who, struct.pack(">Q", time) + private(who).sign(message))


text = checkpoint_text(600)
signed = text + "\n" + log_line(text)
w1, w2 = cosignature("witness1", text), cosignature("witness2", text)
cosigned = signed + w1 + w2
stranger = line("stranger.example", 4, "coordinator", struct.pack(">Q", 1) + bytes(64))
forged = line("witness1.example", 4, "witness1", struct.pack(">Q", TIMES["witness1"] + 1) + private("witness1").sign(
    f"cosignature/v1\ntime {TIMES['witness1']}\n{text}".encode()))
root = b64(mth(LEAVES[:600]))


def resigned(body): return body + "\n" + log_line(body)


write("checkpoint.json", {
    "log": vkey(ORIGIN, 1, "log"), "logSeed": b64(SEEDS["log"]),
    "witnesses": [vkey("witness1.example", 4, "witness1"), vkey("witness2.example", 4, "witness2")],
    "witnessSeeds": [b64(SEEDS["witness1"]), b64(SEEDS["witness2"])],
    "times": [TIMES["witness1"], TIMES["witness2"]],
    "size": 600, "root": root, "signed": signed, "cosigned": cosigned,
    "unreadable": [
        {"why": "no signature", "note": text + "\n"},
        {"why": "no blank line", "note": text + log_line(text)},
        {"why": "carriage return", "note": signed.replace("600\n", "600\r\n")},
        {"why": "no final newline", "note": signed[:-1]},
        {"why": "byte order mark", "note": "\ufeff" + signed.replace(ORIGIN, ORIGIN + "\t", 1)},
        {"why": "leading zero in the size", "note": resigned(text.replace("600", "0600"))},
        {"why": "plus sign before the size", "note": resigned(text.replace("\n600", "\n+600"))},
        {"why": "size beyond 2^53-1", "note": resigned(text.replace("600", "9007199254740992"))},
        {"why": "root of 31 bytes", "note": resigned(text.replace(root, b64(bytes(31))))},
        {"why": "base64 without padding", "note": resigned(text.replace(root, root.rstrip("=")))},
        {"why": "extension line", "note": resigned(text + "extension\n")},
        {"why": "empty origin", "note": resigned(text.replace(ORIGIN, "", 1))},
        {"why": "origin with a space", "note": resigned(text.replace(ORIGIN, "a b", 1))},
        {"why": "hyphen instead of em dash", "note": signed.replace("— ", "- ")},
        {"why": "two spaces in a signature line", "note": signed.replace("— ", "—  ")},
        {"why": "17 signature lines", "note": signed + 16 * w1},
        {"why": "blank line at the end", "note": signed + "\n"},
    ],
    "refused": [
        {"why": "no line of the log", "note": text + "\n" + w1},
        {"why": "log's line not first", "note": text + "\n" + w1 + log_line(text)},
        {"why": "witnesses out of order", "note": signed + w2 + w1},
        {"why": "a line twice", "note": signed + w1 + w1},
        {"why": "a line of a stranger", "note": signed + stranger + w1},
        {"why": "cosignature with another time than signed", "note": signed + forged},
        {"why": "text altered", "note": cosigned.replace("\n600\n", "\n601\n", 1)},
        {"why": "another log", "note": cosigned.replace(ORIGIN, "panel.example/2026/track-b", 1)},
        {"why": "signed by another key", "note": text + "\n" + line(ORIGIN, 1, "witness1", private("witness1").sign(text.encode()))},
        {"why": "time zero", "note": signed + cosignature("witness1", text, 0)},
    ],
    "keysRefused": ["", "a+b", vkey("", 1, "log"), vkey("a b", 1, "log"), vkey(ORIGIN, 1, "log")[:-4],
                    vkey(ORIGIN, 2, "log"), vkey(ORIGIN, 1, "log").replace("+", "+0", 1),
                    f"{ORIGIN}+00000000+{b64(bytes([1]) + public('log'))}",
                    f"{ORIGIN}+{key_id(ORIGIN, 1, bytes([1] + 31 * [0])).hex()}+{b64(bytes([1, 1] + 31 * [0]))}"],
})


# C2SP tlog-proof, tlog-witness
proof = "c2sp.org/tlog-proof@v1\nindex 42\n" + "".join(b64(h) + "\n" for h in path(42, LEAVES[:600])) + "\n" + cosigned
old_text = checkpoint_text(257)
old = old_text + "\n" + log_line(old_text)
request = "old 257\n" + "".join(b64(h) + "\n" for h in subproof(257, LEAVES[:600], True)) + "\n" + signed
write("proof.json", {
    "index": 42, "entry": b64(entry(42)), "proof": proof,
    "one": {"entry": b64(entry(0)), "proof": "c2sp.org/tlog-proof@v1\nindex 0\n\n" + resigned(checkpoint_text(1))},
    "shortCodeLeaf": b64(leaf(entry(42))[:10]),
    "unreadable": [
        {"why": "other version", "proof": proof.replace("@v1", "@v2")},
        {"why": "extra line", "proof": proof.replace("index", "extra AA==\nindex", 1)},
        {"why": "leading zero", "proof": proof.replace("index 42", "index 042")},
        {"why": "negative", "proof": proof.replace("index 42", "index -42")},
        {"why": "no blank line", "proof": proof.replace("\n\n", "\n", 1)},
        {"why": "short hash", "proof": proof.replace(b64(LEAVES[43]), b64(LEAVES[43][:31]))},
    ],
    "refused": [
        {"why": "another index", "proof": proof.replace("index 42", "index 43")},
        {"why": "a hash missing", "proof": proof.replace(b64(LEAVES[43]) + "\n", "", 1)},
        {"why": "a hash twice", "proof": proof.replace(b64(LEAVES[43]) + "\n", 2 * (b64(LEAVES[43]) + "\n"), 1)},
        {"why": "another hash", "proof": proof.replace(b64(LEAVES[43]), b64(LEAVES[42]))},
        {"why": "index beyond the tree", "proof": proof.replace("index 42", "index 600")},
    ],
    "witness": {"seen": old, "request": request, "time": TIMES["witness1"], "answer": w1,
                "first": "old 0\n\n" + signed},
})

# DSSE
payload = '{"kind":"decision","reason":"并列"}'.encode()
kind = "application/vnd.plumbline.decision.v1+json"
pae = b"DSSEv1 %d %s %d %s" % (len(kind), kind.encode(), len(payload), payload)
ids = {who: sha(public(who)).hex()[:16] for who in SEEDS}


def envelope(payload64, kind, signatures):
    return json.dumps({"payload": payload64, "payloadType": kind, "signatures": signatures},
                      ensure_ascii=False, separators=(",", ":"))


def signature(who): return {"keyid": ids[who], "sig": b64(private(who).sign(pae))}


good = envelope(b64(payload), kind, [signature("coordinator"), signature("witness1")])
write("envelope.json", {
    "payload": b64(payload), "payloadType": kind, "pae": b64(pae), "recordDigest": b64(sha(pae)),
    "seeds": [b64(SEEDS["coordinator"]), b64(SEEDS["witness1"])],
    "publicKeys": [b64(public("coordinator")), b64(public("witness1"))],
    "keyids": [ids["coordinator"], ids["witness1"]], "envelope": good,
    "paeOnly": [{"payloadType": "http://example.com/HelloWorld", "payload": b64(b"hello world"),
                 "pae": b64(b"DSSEv1 29 http://example.com/HelloWorld 11 hello world")},
                {"payloadType": "t", "payload": "", "pae": b64(b"DSSEv1 1 t 0 ")}],
    "unreadable": [
        {"why": "white space", "envelope": good.replace(",", ", ", 1)},
        {"why": "newline at the end", "envelope": good + "\n"},
        {"why": "other order of keys", "envelope": '{"payloadType":"t","payload":"","signatures":[{"keyid":"%s","sig":"AA=="}]}' % ids["log"]},
        {"why": "key twice", "envelope": good.replace('"payloadType"', '"payload":"","payloadType"', 1)},
        {"why": "further key", "envelope": good[:-1] + ',"z":1}'},
        {"why": "no signature", "envelope": envelope(b64(payload), kind, [])},
        {"why": "empty signature", "envelope": envelope(b64(payload), kind, [{"keyid": ids["log"], "sig": ""}])},
        {"why": "65 signatures", "envelope": envelope("", kind, 65 * [{"keyid": ids["log"], "sig": "AA=="}])},
        {"why": "base64 with trailing bits", "envelope": envelope("QR==", kind, [signature("coordinator")])},
        {"why": "base64 without padding", "envelope": envelope("QQ", kind, [signature("coordinator")])},
        {"why": "base64 of the other alphabet", "envelope": envelope("__8=", kind, [signature("coordinator")])},
        {"why": "slash escaped", "envelope": good.replace("application/", "application\\/", 1)},
        {"why": "key ID in capitals", "envelope": good.replace(ids["witness1"], ids["witness1"].upper())},
        {"why": "key ID too short", "envelope": good.replace(ids["witness1"], ids["witness1"][:14])},
        {"why": "type with a space", "envelope": envelope("", "a b", [signature("coordinator")])},
        {"why": "type with a quote", "envelope": envelope("", 'a"b', [signature("coordinator")])},
        {"why": "type with a backslash", "envelope": envelope("", "a\\b", [signature("coordinator")])},
        {"why": "empty type", "envelope": envelope("", "", [signature("coordinator")])},
        {"why": "byte order mark", "envelope": "\ufeff" + good},
    ],
    "refused": [
        {"why": "a signature missing", "envelope": envelope(b64(payload), kind, [signature("coordinator")])},
        {"why": "a signature more", "envelope": envelope(b64(payload), kind, [signature("coordinator"), signature("witness1"), signature("witness2")])},
        {"why": "order", "envelope": envelope(b64(payload), kind, [signature("witness1"), signature("coordinator")])},
        {"why": "one signer twice", "envelope": envelope(b64(payload), kind, 2 * [signature("coordinator")])},
        {"why": "another payload", "envelope": envelope(b64(payload + b" "), kind, [signature("coordinator"), signature("witness1")])},
        {"why": "another type", "envelope": envelope(b64(payload), kind.replace("v1", "v2"), [signature("coordinator"), signature("witness1")])},
        {"why": "signature of another", "envelope": envelope(b64(payload), kind, [signature("coordinator"), {"keyid": ids["witness1"], "sig": signature("witness2")["sig"]}])},
    ],
})
