#!/usr/bin/env python3
"""Makes frames.json: each frame's body encoded by Google's protoc from text format, its header as wire.md section 2 says.

None of Plumbline's own code takes part, so the tests compare two implementations. Needs protoc.
"""

import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
PROTOCOL = HERE.parent.parent


def octets(value, count):
    """`count` bytes of one value, in protobuf text format."""
    return '"' + ("\\x%02x" % value) * count + '"'


RECEIPT = (
    f'index: 41 record: {octets(0x11, 32)} checkpoint: "origin\\n42\\nroot\\n" '
    f"inclusion_proof: {octets(0x22, 32)} inclusion_proof: {octets(0x33, 32)}"
)
TEXTS = 'zh: "序号已被使用" en: "the sequence number is taken"'

# name, kind, request id, continues, message (None: raw bytes), text format or raw hexadecimal
FRAMES = [
    ("hello", 0x0001, 0, 0, "Hello",
     f'minimum_version: 1 maximum_version: 1 software: "plumbline-reviewer/1.0" session: {octets(0xAA, 32)}'),
    ("hello-without-session", 0x0001, 0, 0, "Hello", 'minimum_version: 1 maximum_version: 3 software: "other/2"'),
    ("welcome", 0x0002, 0, 0, "Welcome",
     f'version: 1 session: {octets(0xAA, 32)} software: "plumbline-coordinator/1.0" phase: "scoring" '
     'checkpoint: "origin\\n42\\nroot\\n" code: "R7KQ" role: ROLE_REVIEWER'),
    ("welcome-to-a-candidate", 0x0002, 0, 0, "Welcome",
     f'version: 1 session: {octets(0xAA, 32)} software: "other/2" phase: "preparing" role: ROLE_CANDIDATE'),
    ("ping", 0x0003, 0, 0, "Ping", "token: 258"),
    ("pong", 0x0004, 0, 0, "Pong", "token: 258"),
    ("go-away", 0x0005, 0, 0, "GoAway",
     'code: ERROR_CODE_SHUTTING_DOWN zh: "服务器正在停止" en: "the server is shutting down" last_request: 9'),
    ("error", 0x0200, 5, 0, "Error",
     f'code: ERROR_CODE_REFUSED {TEXTS} detail: "equivocation" refusal: "{{}}"'),
    ("error-of-the-connection", 0x0200, 0, 0, "Error",
     'code: ERROR_CODE_UNSUPPORTED_VERSION zh: "协议版本不一致" en: "no protocol version in common" '
     "minimum_version: 1 maximum_version: 1"),
    ("enrol-request", 0x0101, 1, 0, "EnrolRequest",
     f'invitation: "INV-7KQ2" one_time_code: {octets(0x44, 16)} certificate_request: "\\x30\\x00" '
     f'proof: {octets(0x55, 64)} enrolment: "{{}}"'),
    ("enrol-answer", 0x0201, 1, 0, "EnrolAnswer",
     f'certificates: "\\x30\\x01" certificates: "\\x30\\x02" receipt {{ {RECEIPT} }}'),
    ("submit-request", 0x0102, 5, 0, "SubmitRequest", 'envelope: "{\\"payload\\":\\"\\"}"'),
    ("submit-answer", 0x0202, 5, 0, "SubmitAnswer", f"receipt {{ {RECEIPT} }}"),
    ("checkpoint-request", 0x0103, 6, 0, "CheckpointRequest", ""),
    ("checkpoint-answer", 0x0203, 6, 0, "CheckpointAnswer", 'checkpoint: "origin\\n42\\nroot\\n"'),
    ("consistency-request", 0x0104, 7, 0, "ConsistencyRequest", "old_size: 10 new_size: 42"),
    ("consistency-answer", 0x0204, 7, 0, "ConsistencyAnswer", f"proof: {octets(0x22, 32)}"),
    ("inclusion-request", 0x0105, 8, 0, "InclusionRequest", "index: 41 size: 42"),
    ("inclusion-answer", 0x0205, 8, 0, "InclusionAnswer", f"proof: {octets(0x22, 32)} proof: {octets(0x33, 32)}"),
    ("entries-request", 0x0106, 9, 0, "EntriesRequest", "start: 40 count: 2"),
    ("entries-answer", 0x0206, 9, 0, "EntriesAnswer", 'start: 40 entries: "{}" entries: "{}"'),
    ("tile-request", 0x0107, 10, 0, "TileRequest", 'path: "0/x001/067.p/8"'),
    ("tile-answer", 0x0207, 10, 0, "TileAnswer", f"hashes: {octets(0x66, 32)}"),
    ("own-records-request", 0x0108, 11, 0, "OwnRecordsRequest", "from: 3"),
    ("own-records-answer", 0x0208, 11, 0, "RecordsAnswer",
     f'checkpoint: "origin\\n42\\nroot\\n" records {{ index: 3 envelope: "{{}}" inclusion_proof: {octets(0x22, 32)} }} '
     "more: true"),
    ("control-records-request", 0x0109, 12, 0, "ControlRecordsRequest", ""),
    ("control-records-answer", 0x0209, 12, 0, "RecordsAnswer", 'checkpoint: "origin\\n42\\nroot\\n"'),
    ("blob-request", 0x010A, 13, 0, "BlobRequest", f"digest: {octets(0x77, 32)} offset: 1048576 length: 1048576"),
    ("blob-answer", 0x020A, 13, 1, "BlobAnswer", "size: 1048579 offset: 1048576 length: 3"),
    ("blob-chunk", 0x0401, 13, 0, None, "504b03"),
    ("assignments-request", 0x010B, 14, 0, "AssignmentsRequest", ""),
    ("assignments-answer", 0x020B, 14, 0, "AssignmentsAnswer",
     f'items {{ application: "P3XW" bundle: {octets(0x77, 32)} bundle_size: 1048579 }} '
     f'items {{ application: "P9AB" bundle: {octets(0x88, 32)} bundle_size: 5 position: 1 }}'),
    ("proposals-request", 0x010C, 15, 0, "ProposalsRequest", ""),
    ("proposals-answer", 0x020C, 15, 0, "ProposalsAnswer",
     f'proposals {{ record: {octets(0x11, 32)} payload_type: "application/vnd.plumbline.roster.v1+json" '
     'payload: "{}" signers: "S1" signers: "S2" signed: "S2" }'),
    ("signature-request", 0x010D, 16, 0, "SignatureRequest",
     f'record: {octets(0x11, 32)} key_id: "0011223344556677" signature: {octets(0x99, 64)}'),
    ("signature-answer", 0x020D, 16, 0, "SignatureAnswer", f"present: 3 required: 3 receipt {{ {RECEIPT} }}"),
    ("signature-answer-waiting", 0x020D, 17, 0, "SignatureAnswer", "present: 1 required: 3"),
    ("cosignature-request", 0x010E, 18, 0, "CosignatureRequest", 'size: 42 line: "— supervisor-1 AAAA"'),
    ("cosignature-answer", 0x020E, 18, 0, "CosignatureAnswer", "present: 2 required: 3"),
    ("status-request", 0x010F, 19, 0, "StatusRequest", ""),
    ("status-answer", 0x020F, 19, 0, "StatusAnswer",
     'phase: "scoring" entries: 42 counts { name: "assigned" value: 16 } counts { name: "scored" value: 3 }'),
    ("phase-push", 0x0301, 0, 0, "PhasePush", 'phase: "closed" index: 40'),
    ("checkpoint-push", 0x0302, 0, 0, "CheckpointPush", 'checkpoint: "origin\\n42\\nroot\\n"'),
    ("notice-push", 0x0303, 0, 0, "NoticePush", 'code: "close-soon" zh: "一小时后截止" en: "one hour to the close"'),
]


def body(message, text):
    if message is None:
        return bytes.fromhex(text)
    command = ["protoc", f"--proto_path={PROTOCOL}", f"--encode=plumbline.v1.{message}", "wire.proto"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout


def vector(name, kind, request, continues, message, text):
    content = body(message, text)
    header = len(content).to_bytes(4, "big") + kind.to_bytes(2, "big") + bytes([continues, 0]) + request.to_bytes(4, "big")
    return {
        "name": name, "kind": kind, "request": request, "continues": bool(continues),
        "message": message or "raw", "text": text, "frame": (header + content).hex(),
    }


if __name__ == "__main__":
    vectors = [vector(*frame) for frame in FRAMES]
    (HERE / "frames.json").write_text(json.dumps(vectors, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
