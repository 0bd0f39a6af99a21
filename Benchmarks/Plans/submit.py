"""Sheets a second through the coordinator's server, against a gRPC echo and against the signatures alone.

ours: submit-bench. 64 reviewers, each with one sheet on its way (64 in flight), hand sealed and signed sheets in over
mutual TLS; the server verifies the signature, folds the record, makes it durable (SQLite, synchronous=FULL, in groups)
and answers with the receipt. theirs: grpc-swift-2, a unary echo of as many bytes over mutual TLS, 64 in flight on one
connection, which verifies and stores nothing. The limit: Ed25519 verifications of messages of that size on all cores.
Server and clients share this machine's cores in both.
"""

SHEETS = 25_600
ECHO_SECONDS = 5


def run(bench):
    submit = bench.build("submit-bench", "Submit")
    echo = bench.build("grpc-echo", "GRPCEcho")
    folder = bench.work / "submit"
    folder.parent.mkdir(parents=True, exist_ok=True)
    ours = bench.run(submit, folder, SHEETS)
    theirs = bench.run(echo, folder / "pem", ours["sheet_bytes"], ECHO_SECONDS)
    receipts = ours["receipts_per_second"]
    return {
        "figures": {
            "receipted sheets per second": receipts,
            "bytes of a sheet": ours["sheet_bytes"],
            "gRPC echoes per second": theirs["per_second"],
            "Ed25519 verifications per second, all cores": ours["verifications_per_second"],
            "receipts / gRPC echoes": receipts / theirs["per_second"],
            "receipts / verifications": receipts / ours["verifications_per_second"],
        },
        "targets": [],
    }
