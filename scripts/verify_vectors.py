#!/usr/bin/env python3
"""Runs the second verifier over the vectors of protocol/vectors: each was made by another program.

usage: scripts/verify_vectors.py      Exit code: 0 all agree.
"""
import hashlib
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import verify as v  # noqa: E402

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "protocol" / "vectors"
failures, count = [], 0


def load(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def expect(name, truth):
    global count
    count += 1
    if not truth:
        failures.append(name)


def reads(read, *arguments):
    try:
        read(*arguments)
        return True
    except v.Malformed:
        return False


def records():
    for case in load("records/canonical-json.json"):
        expect("canonical JSON: " + case["name"], reads(v.parse_json, v.decode_base64(case["text"])) == case["accepted"])
    for case in load("records/commitment.json"):
        made = v.sha256(b"plumbline/1 commit\0", case["kind"].encode(), b"\0", *(
            v.decode_base64(case[name]) for name in ("session", "salt")), v.sha256(v.decode_base64(case["value"])))
        expect("commitment " + case["kind"], v.encode_base64(made) == case["commitment"])
    for case in load("records/list.json"):
        data = v.decode_base64(case["blob"])
        reference = {"blob": case["digest"], "count": case["count"], "root": case["root"]}
        expect("list of %d" % case["count"], v.is_list(reference, data))
    codes = load("records/session-code.json")
    for case in codes["cases"]:
        expect("session code", v.session_code(v.decode_base64(case["digest"])) == case["code"])
        for typed in case["typed"]:
            expect("session code typed " + typed, v.read_session_code(typed) == case["code"])
    for typed in codes["refused"]:
        expect("session code refused " + typed, not reads(v.read_session_code, typed))
    sheets = load("records/sheet.json")
    header = v.parse_json(v.decode_base64(sheets["header"]))
    opener = v.Opener(int.from_bytes(v.decode_base64(sheets["privateKey"]), "big"), b"plumbline/1 sheet\0"
                      + v.decode_base64(header["session"]) + v.decode_base64(header["keyset"]))
    rubric = {"markDecimals": 0, "commentBytes": 300, "criteria": [
        {"id": name, "kind": "judged", "maximum": 100} for name in ("growth", "clusters")]}
    for case in sheets["cases"]:
        payload = v.parse_json(v.decode_base64(case["payload"]))
        aad = v.sha256(v.canonical({name: value for name, value in payload.items() if name not in ("enc", "ct")}))
        plain = opener.open(v.decode_base64(payload["enc"]), v.decode_base64(payload["ct"]), aad)
        outcome = v.read_sheet(plain, rubric, sheets["sheetBytes"])
        expect("sheet: " + case["name"], (outcome if isinstance(outcome, str) else "valid") == case["outcome"])


def log():
    envelopes = load("log/envelope.json")
    envelope = v.Envelope(envelopes["envelope"].encode())
    expect("record digest", v.encode_base64(envelope.digest) == envelopes["recordDigest"])
    expect("PAE", v.encode_base64(envelope.pae) == envelopes["pae"])
    for key, (key_id, signature) in zip(envelopes["publicKeys"], envelope.signatures):
        raw = v.decode_base64(key)
        expect("signature", v.verify_ed25519(raw, signature, envelope.pae) and v.sha256(raw).hex()[:16] == key_id)
    for case in envelopes["unreadable"]:
        expect("envelope: " + case["why"], not reads(v.Envelope, case["envelope"].encode()))
    merkle = load("log/merkle.json")
    tree = v.Tree(b"entry %d" % i for i in range(600))
    for case in merkle["roots"]:
        expect("root of %d" % case["size"], v.encode_base64(tree.root(case["size"])) == case["root"])
    for case in merkle["inclusion"]:
        root = v.inclusion_root(case["index"], case["size"], tree.levels[0][case["index"]],
                                [v.decode_base64(node) for node in case["hashes"]])
        expect("inclusion of %d" % case["index"], root == tree.root(case["size"]))
    for case in load("log/tiles.json")["lists"]:
        paths = sorted(v.tile_path(*tile) for tile in v.tiles(case["size"]))
        expect("tiles of %d" % case["size"], paths == sorted(case["paths"]))
    checkpoints = load("log/checkpoint.json")
    log_key = v.NoteKey.read(checkpoints["log"])
    witnesses = {key.name: key for key in map(v.NoteKey.read, checkpoints["witnesses"])}
    checkpoint = v.Checkpoint(checkpoints["cosigned"].encode())
    expect("checkpoint", checkpoint.is_signed_by(log_key) and checkpoint.root == tree.root(checkpoint.size))
    expect("cosignatures", sorted(checkpoint.cosignatures(witnesses).values()) == sorted(checkpoints["times"]))
    for case in checkpoints["unreadable"]:
        expect("checkpoint: " + case["why"], not reads(v.Checkpoint, case["note"].encode()))
    proofs = load("log/proof.json")
    receipt = v.Receipt(proofs["proof"].encode())
    leaf = v.sha256(b"\0", v.decode_base64(proofs["entry"]))
    expect("receipt", v.inclusion_root(receipt.index, receipt.checkpoint.size, leaf, receipt.hashes) == receipt.checkpoint.root)
    for case in proofs["unreadable"]:
        expect("receipt: " + case["why"], not reads(v.Receipt, case["proof"].encode()))


def cryptography():
    for case in load("cryptography/vectors.json")["secret_sharing"]:
        commitments = [v.read_point(bytes.fromhex(text)) for text in case["commitments"]]
        shares = {share["index"]: int(share["value"], 16) for share in case["shares"]}
        for index, share in shares.items():
            expect("share %d" % index, v.multiply(share, v.G) == v.share_point(commitments, index))
        first = dict(list(shares.items())[-case["threshold"]:])
        expect("secret", v.combine(first) == int(case["secret"], 16))


def assignments():
    vectors = load("assignment.json")
    stream = v.Stream(bytes.fromhex(vectors["stream"]["seed"]), vectors["stream"]["purpose"])
    expect("words", ["%016x" % stream.word() for _ in vectors["stream"]["words"]] == vectors["stream"]["words"])
    for i, case in enumerate(vectors["assignments"]):
        lines = v.draw(bytes.fromhex(case["seed"]), case["applications"], case["reviewers"],
                       {tuple(pair) for pair in case["exclusions"]}, case["reviewsPerApplication"])
        expect("assignment %d" % i, lines == [(line["reviewer"], line["applications"]) for line in case["lines"]])


def rankings():
    for i, case in enumerate(load("ranking.json")):
        figures = {application: {key: value if value in v.EFFECTS else v.Fraction(value) for key, value in own.items()}
                   for application, own in case["figures"].items()}
        ranker = v.Ranker(case["rule"], case["rubric"], case["decisions"], figures)
        lines, ties = ranker.rank(case["marks"], case["absent"])
        digest = hashlib.sha256(v.lines_blob(lines)).hexdigest()
        expect("ranking %d" % i, (digest, ties) == (case["lines"], case["openTies"]))


if __name__ == "__main__":
    for group in (records, log, cryptography, assignments, rankings):
        group()
    for failure in failures:
        print("differs: " + failure)
    print("%d vectors, %d differ" % (count, len(failures)))
    sys.exit(1 if failures else 0)
