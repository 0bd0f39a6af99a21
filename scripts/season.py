"""The season behind scripts/demo and the season tests: every role's program in its own process, on docs/samples.

usage: scripts/season.py --programs DIR --out DIR [--small] [--kills N] [--keep-serving]
  --programs DIR   where the built programs lie, e.g. .build/release
  --small          3 cities, 4 counties and 3 reviewers instead of everything
  --kills N        kills the server N times (SIGKILL) at random moments while reviewers submit, and starts it again

Exit code: 0 the archive was verified, and holds every record that any reviewer has a receipt for.

The marks of docs/samples/marks.csv belong to places; reviewers see pseudonyms. So the driver looks into the registrar's
vault for who is who and writes each reviewer a file of marks by pseudonym. Only a rehearsal on one machine can do
that: in a real season no program but the registrar's can tell.
"""
import argparse
import base64
import collections
import concurrent.futures
import csv
import dataclasses
import datetime
import hashlib
import json
import os
import pathlib
import random
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import threading
import time
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "docs" / "samples"
SUPERVISORS = {"S1": "张守正/纪检监察组", "S2": "王中立/评审委员会主任", "S3": "刘慎独/信息安全处"}
THRESHOLD = 2
# The seat that --keep-serving leaves to a person.
GUEST = "R10"
# Exit codes: the server was not reached; others have to act first.
UNREACHABLE, TRY_AGAIN = 69, 75


@dataclasses.dataclass(frozen=True)
class Plan:
    """What is played."""

    # Names in docs/samples/season/A; empty for all.
    packages: tuple[str, ...]
    reviewers: tuple[str, ...]
    # This reviewer recognises this place while reading, and declares recusal.
    recusal: tuple[str, str]
    # This reviewer first types this mark for everything of this place, and corrects it before the close.
    correction: tuple[str, str, str]


WHOLE = Plan((), tuple(f"R{number:02}" for number in range(1, 10)), ("R04", "齐河县"), ("R01", "潍坊市", "45"))
SMALL = Plan(
    ("PA002", "PA008", "04_枣庄市", "PA026", "PA029", "PA031", "PA044.zip"), ("R01", "R04", "R07", "R09"),
    ("R04", "栖霞市"), ("R01", "青岛市", "45"))


class Failed(Exception):
    pass


class Season:
    def __init__(self, programs, out, plan, keep_serving=False, kills=0):
        self.programs = programs
        self.out = out
        self.work = out / "work"
        self.plan = plan
        self.keep_serving = keep_serving
        self.kills = kills
        self.killed = 0
        self.acknowledged = 0
        self.started = time.monotonic()
        self.server = None
        self.log = None
        self.code = ""
        self.port = free_port()

    # ---- processes

    def run(self, program, *arguments, allowed=(0,), show=True, patience=0):
        """Runs one program in the working folder; answers how it ended and what it printed.

        patience: seconds to repeat while it answers that the server is away or that it should try again.
        """
        words = [str(word) for word in arguments]
        command = [str(self.programs / f"plumbline-{program}"), *words]
        shown = f"plumbline-{program} {shlex.join(plain(words))}"
        if show:
            self.say(f"  $ {shown}", dim=True)
        deadline = time.monotonic() + patience
        while True:
            done = subprocess.run(
                command, cwd=self.work, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                text=True)
            self.log.write(f"$ {shown}\n{done.stdout}{done.stderr}[{done.returncode}]\n\n")
            self.log.flush()
            if done.returncode not in (UNREACHABLE, TRY_AGAIN) or time.monotonic() > deadline:
                break
            time.sleep(0.1)
        if done.returncode not in allowed:
            raise Failed(f"{shown}\n{done.stdout[-3000:]}{done.stderr[-3000:]}exit code {done.returncode}")
        return done

    def answer(self, program, *arguments, **options):
        return json.loads(self.run(program, *arguments, "--json", **options).stdout)

    def together(self, work, items):
        """Calls work(item) for all items at once, each on a thread of its own."""
        items = list(items)
        with concurrent.futures.ThreadPoolExecutor(len(items)) as pool:
            return list(pool.map(work, items))

    def coordinator(self, command, *arguments, **options):
        return self.run("coordinator", command, "--session", "session", *arguments, **options)

    def weighty(self, command, *arguments):
        """A step that waits until the one before it is cosigned: supervisors cosign until it is accepted."""
        for _ in range(8):
            done = self.coordinator(command, *arguments, allowed=(0, TRY_AGAIN))
            if done.returncode == 0:
                return done.stdout
            self.supervisors("cosign", show=False)
        raise Failed(f"plumbline-coordinator {command} still waits:\n{done.stdout}{done.stderr}")

    def supervisor(self, code, command, *arguments, **options):
        options.setdefault("show", code == "S1")
        return self.run("supervisor", *command.split(), *arguments, *self.home(code), **options)

    def supervisors(self, command, *arguments, only=tuple(SUPERVISORS), **options):
        self.together(lambda code: self.supervisor(code, command, *arguments, **options), only)

    def reviewer(self, person, command, *arguments, **options):
        options.setdefault("show", person == self.plan.reviewers[0])
        options.setdefault("patience", 60 if self.kills else 0)
        return self.run("reviewer", command, *arguments, *self.home(person), **options)

    def registrar(self, command, *arguments, custodian=False, **options):
        both = ["--custodian-passphrase-file", self.passphrase("custodian")] if custodian else []
        return self.run(
            "registrar", command, *arguments, "--vault", "vault", "--passphrase-file", self.passphrase("registrar"),
            *both, **options)

    def home(self, name):
        return ["--home", f"home/{name}", "--passphrase-file", self.passphrase(name)]

    def passphrase(self, name):
        """A file with a passphrase of its own for each person."""
        path = self.work / "passphrases" / name
        if not path.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(18) + "\n")
        return f"passphrases/{name}"

    # ---- words

    def say(self, text="", dim=False):
        if dim and sys.stdout.isatty():
            text = f"\033[2m{text}\033[0m"
        print(text, flush=True)

    def step(self, text):
        self.say(f"[{time.monotonic() - self.started:5.1f} s] {text}")

    # ---- the season

    def prepare_folders(self):
        if self.out.exists():
            marker = self.out / "session.code"
            if any(self.out.iterdir()) and not marker.exists() and not self.work.exists():
                raise Failed(f"{self.out} holds something else; name another folder with --out")
            shutil.rmtree(self.work, ignore_errors=True)
            for name in ("archive.tar", "session.code", "result.json", "report.html", "commands.log"):
                (self.out / name).unlink(missing_ok=True)
        (self.work / "home").mkdir(parents=True)
        self.log = open(self.out / "commands.log", "w", encoding="utf-8")

    def ceremony(self):
        """Keys of everybody, the opening key dealt out, and the founding of the session signed by all."""
        self.step("建保密库，生成监督人员的密钥 / the vault, and the supervisors' keys")
        self.registrar(
            "init", "--name", "李存真/规划处", "--custodian", "周其慎/机关纪委", "--out", "public/registrar.public.json",
            custodian=True)

        def keys(code):
            self.supervisor(code, "keys", "--code", code, "--name", SUPERVISORS[code], "--out", "public")

        self.together(keys, SUPERVISORS)
        public = [f"public/{code}.public.json" for code in SUPERVISORS]
        self.step(f"分发启封密钥，{len(SUPERVISORS)} 人中任意 {THRESHOLD} 人可启封 / the opening key, dealt out")
        self.run(
            "supervisor", "deal", "--threshold", THRESHOLD, "--of", len(SUPERVISORS), "--dealer", "张守正",
            "--place", "演练机", "--out", "ceremony", *public)
        self.together(lambda code: self.supervisor(code, "share import", f"ceremony/share-{code}.json"), SUPERVISORS)

        self.step("设定场次，全体签名 / the session's terms, frozen and signed by all")
        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        options = []
        for file in public:
            options += ["--supervisor", file]
        for file in sorted((self.work / "ceremony").glob("keyset-*.json")):
            options += ["--keyset", f"ceremony/{file.name}"]
        self.run(
            "coordinator", "init", "--session", "session", "--registrar", "public/registrar.public.json", *options,
            "--track", "A", "--year", "2023", "--threshold", THRESHOLD, "--server", f"127.0.0.1:{self.port}",
            "--close-not-before", (now + datetime.timedelta(hours=1)).isoformat(),
            "--close-not-after", (now + datetime.timedelta(days=5)).isoformat(), "--out", "requests.json")
        self.supervisors("sign", "requests.json", "--out", "signatures", "--yes")
        self.registrar("sign", "requests.json", "--out", "signatures", "--yes", custodian=True)
        signatures = sorted(f"signatures/{file.name}" for file in (self.work / "signatures").iterdir())
        self.coordinator("admit", *signatures, "--session-file", "session.public.json")
        self.code = session_code(self.work / "session.public.json")
        (self.out / "session.code").write_text(self.code + "\n")
        self.say(f"          场次码 / session code: {self.code}")

    def serve(self, quiet=False):
        command = [
            str(self.programs / "plumbline-coordinator"), "serve", "--session", "session", "--port", str(self.port)]
        errors = open(self.work / "server.log", "a", encoding="utf-8")
        self.server = subprocess.Popen(
            command, cwd=self.work, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True,
            start_new_session=True)
        line = self.server.stdout.readline().strip()
        if not line:
            raise Failed("the server did not start:\n" + (self.work / "server.log").read_text()[-3000:])
        if not quiet:
            self.step(line)

    def stop(self):
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGTERM)
            try:
                self.server.wait(10)
            except subprocess.TimeoutExpired:
                self.server.kill()

    def intake(self):
        """Packages in, bundles out; the registrar's machine alone."""
        source = SAMPLES / "season" / "A"
        packages = [source / name for name in self.plan.packages] or [source]
        self.step("收件 / intake")
        answer = json.loads(self.registrar(
            "intake", *packages, "--track", "A", "--report", "corrections", "--json", allowed=(0, 1)).stdout)
        received = answer["received"]
        refused = [line for line in received if line["outcome"] != "accepted"]
        self.say(f"          {len(received)} 件：收下 {len(received) - len(refused)}，须补正 {len(refused)}"
                 f" / {len(received)} packages, {len(refused)} must be mended")
        for line in refused:
            codes = sorted({finding["code"] for finding in line["findings"] if finding["severity"] == "blocks"})
            self.say(f"            {pad(line['applicant'] or line['name'], 16)} {' '.join(codes)}")
        self.step("匿名处理 / anonymization")
        review = json.loads(self.registrar("anonymize", "--json", allowed=(0, 3)).stdout)
        packages = review["packages"]
        redactions = sum(package["redactions"] for package in packages)
        self.say(f"          {len(packages)} 件，隐去 {redactions} 处 / {len(packages)} bundles, {redactions} redactions")
        for package in packages:
            for finding in package["open"]:
                self.say(f"            放行 / cleared: {package['applicant']} {finding['code']} “{finding['excerpt']}”")
                self.registrar(
                    "clear", package["number"], finding["code"], "--reason", "演练：两人看过，不指向申报单位",
                    custodian=True, show=False)

    def committee(self):
        """Invitations, enrolment over TLS, and the roster signed by the supervisors."""
        seats = [*self.plan.reviewers, *([GUEST] if self.keep_serving else [])]
        with open(SAMPLES / "reviewers.csv", encoding="utf-8-sig", newline="") as file:
            self.people = {row["id"]: row for row in csv.DictReader(file)}
        with open(self.work / "reviewers.csv", "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, next(iter(self.people.values())).keys())
            table.writeheader()
            table.writerows(self.people[seat] for seat in seats)
        self.step(f"邀请 {len(seats)} 位专家和 {len(SUPERVISORS)} 位监督人员 / invitations")
        self.coordinator("invite", "--reviewers", "reviewers.csv", "--supervisors", "--out", "invitations")
        members = json.loads((self.work / "invitations" / "committee.json").read_text())["members"]
        self.codes = {
            seat: member["code"] for seat in seats for member in members
            if (member["name"], member["unit"]) == (self.people[seat]["name"], self.people[seat]["unit"])}
        self.step("登记：每人一个进程，双向 TLS / everybody enrols over mutual TLS")

        def join(person):
            code = person if person in SUPERVISORS else self.codes[person]
            run = self.supervisor if person in SUPERVISORS else self.reviewer
            run(person, "join", f"invitations/invite-{code}.json", "--session", self.code)

        self.together(join, [*SUPERVISORS, *self.plan.reviewers])
        if self.keep_serving:
            self.wait_for_guest()
        self.step("名册：监督人员核对指纹后签名 / the roster, signed by the supervisors")
        self.coordinator("roster")
        self.supervisors("sign", "--yes")

    def wait_for_guest(self):
        person, code = self.people[GUEST], self.codes[GUEST]
        self.say(f"""
  还有一个席位：{person['name']}（{person['unit']}），代号 {code}。请在另一个终端加入 / one seat is left; in another terminal:

    cd {self.work}
    export PATH={self.programs}:$PATH PLUMBLINE_HOME=home/{GUEST}
    plumbline-reviewer join invitations/invite-{code}.json --session {self.code}

  登记后演练继续；按 Ctrl-C 停止 / the rehearsal goes on once you have joined; Ctrl-C stops.""")
        wanted = len(SUPERVISORS) + len(self.plan.reviewers) + 1
        while json.loads(self.coordinator("status", "--json", show=False).stdout)["enrolled"] < wanted:
            time.sleep(1)

    def distribute(self):
        self.step("移交：送审材料、承诺值、回避 / the hand-over crosses to the coordinator")
        self.registrar(
            "hand-over", "--session", "session.public.json", "--code", self.code,
            "--committee", "invitations/committee.json", "--out", "handover.tar", custodian=True)
        self.coordinator("publish", "handover.tar")
        self.step("监督人员见证并公布随机数，分派，开始评分 / cosigned; assigned by beacon; scoring starts")
        self.supervisors("cosign")
        self.supervisors("cosign", show=False)
        self.weighty("assign")
        self.weighty("start-scoring")
        self.supervisors("cosign", show=False)

    def who_is_who(self):
        """Pseudonym -> code of the division, out of the registrar's vault: a rehearsal's privilege."""
        self.registrar(
            "reveal", "--session", "session.public.json", "--code", self.code, "--out", "rehearsal-only.tar", "--yes",
            custodian=True, show=False)
        with tarfile.open(self.work / "rehearsal-only.tar") as archive:
            lists = [name for name in archive.getnames() if name.startswith("blobs/")]
            lines = archive.extractfile(lists[0]).read().decode().splitlines()
        (self.work / "rehearsal-only.tar").unlink()
        return {line["application"]: line["identity"]["division"] for line in map(json.loads, lines)}

    def write_marks(self):
        """A file of marks by pseudonym for each reviewer; and R01's first, mistaken version."""
        divisions = self.who_is_who()
        marks = collections.defaultdict(list)
        self.names = {}
        with open(SAMPLES / "marks.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self.names[row["division"]] = row["place"]
                marks[row["reviewer"], row["division"]].append((row["criterion"], row["mark"]))
        self.criteria = list(dict.fromkeys(criterion for lines in marks.values() for criterion, _ in lines))
        self.pseudonyms = {self.names[division]: code for code, division in divisions.items()}
        (self.work / "marks").mkdir()
        for person in self.plan.reviewers:
            lines = ["application,criterion,mark"]
            for application, division in sorted(divisions.items()):
                lines += [f"{application},{criterion},{mark}" for criterion, mark in marks[person, division]]
            (self.work / "marks" / f"{person}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        person, place, mistake = self.plan.correction
        wrong = [f"{self.pseudonyms[place]},{criterion},{mistake}"
                 for criterion, _ in marks[person, next(d for d, name in self.names.items() if name == place)]]
        (self.work / "marks" / "mistake.csv").write_text("\n".join(["application,criterion,mark", *wrong]) + "\n")

    def score(self):
        self.write_marks()
        self.step(f"评分：{len(self.plan.reviewers)} 位专家各自的进程 / {len(self.plan.reviewers)} reviewers, each in a process of their own")

        def one(person):
            assigned = [line["application"] for line in json.loads(
                self.reviewer(person, "list", "--json").stdout)["applications"]]
            self.reviewer(person, "fetch")
            if person == self.plan.recusal[0]:
                self.reviewer(person, "recuse", self.pseudonyms[self.plan.recusal[1]], "--kind", "recognised", "--yes")
                assigned.remove(self.pseudonyms[self.plan.recusal[1]])
            self.hesitate(person, assigned)
            own = self.work / "marks" / f"{person}.csv"
            header, *lines = own.read_text(encoding="utf-8").splitlines()
            kept = [line for line in lines if line.split(",")[0] in assigned]
            own.write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")
            self.reviewer(person, "score", "--file", f"marks/{person}.csv")
            if person == self.plan.correction[0]:
                self.reviewer(person, "score", "--file", "marks/mistake.csv")
            self.reviewer(person, "submit", "--all", "--yes")
            if person == self.plan.correction[0]:
                self.reviewer(person, "score", "--file", f"marks/{person}.csv")
                self.reviewer(person, "submit", "--all", "--yes")
            self.reviewer(person, "submit", "--final", "--yes")
            self.reviewer(person, "receipts", "--verify")
            self.step(f"  {self.people[person]['name']}（{self.codes[person]}）{len(assigned)} 份评分表已存证"
                      f" / {len(assigned)} sheets in the log")

        killer = threading.Thread(target=self.kill_at_random, daemon=True)
        killer.start()
        self.together(one, self.plan.reviewers)
        killer.join()
        if self.kills:
            self.step(f"服务器被强行终止 {self.killed} 次后重启 / the server was killed {self.killed} times and came back")

    def hesitate(self, person, assigned):
        """While the server is being killed: one sheet after the other, ever new versions of it."""
        chance = random.Random(person)
        while self.killed < self.kills:
            application = chance.choice(assigned)
            rows = [f"{application},{criterion},{chance.randint(60, 90)}" for criterion in self.criteria]
            own = self.work / "marks" / f"{person}-hesitating.csv"
            own.write_text("\n".join(["application,criterion,mark", *rows]) + "\n")
            self.reviewer(person, "score", "--file", f"marks/{own.name}", show=False)
            self.reviewer(person, "submit", application, "--yes", show=False)
            self.acknowledged += 1

    def kill_at_random(self):
        """At a random moment after somebody got an answer, while others wait for theirs."""
        chance = random.Random(1)
        while self.killed < self.kills:
            before, limit = self.acknowledged, time.monotonic() + 3
            while self.acknowledged == before and time.monotonic() < limit:
                time.sleep(0.02)
            time.sleep(chance.uniform(0, 0.6))
            self.server.kill()
            self.server.wait()
            self.serve(quiet=True)
            self.killed += 1

    def open_marks(self):
        self.step("截止；监督人员见证 / close, cosigned")
        self.coordinator("close")
        self.supervisors("cosign", show=False)
        self.step(f"监督人员各自校验整本日志后交付份额（S3 缺席）/ two supervisors verify the log and release their shares")
        for code in list(SUPERVISORS)[:THRESHOLD]:
            self.supervisor(code, "release", "--yes", show=True)
        self.weighty("unseal")
        self.supervisors("cosign", show=False)

    def rank(self):
        self.step("按代号排名 / ranking by pseudonym")
        self.weighty("rank", "--level", "city")
        answer = self.weighty("rank", "--level", "county")
        tie = next((line for line in answer.splitlines() if "equals that wait for a decision" in line), None)
        if tie:
            equals = tie.split(":", 1)[1].split()
            self.step(f"入选线上 {' 与 '.join(equals)} 完全相同：揭示前按代号作出决定 / equals, decided before names are known")
            # A draw by lot before witnesses; in the rehearsal, by the order of the codes' digests.
            order = sorted(equals, key=lambda code: hashlib.sha256(code.encode()).digest())
            self.coordinator(
                "decide", *order, "--question", "tie", "--level", "county", "--reason", "评审委员会当场抽签",
                "--decided-by", "王中立/评审委员会主任", "--recorded-by", "赵书同/秘书处")
            self.supervisors("sign", "--yes")
            self.weighty("rank", "--level", "county")
        self.supervisors("cosign", show=False)

    def finish(self):
        self.step("揭示身份，先市后县确定入选 / names, then cities, then counties")
        self.registrar(
            "reveal", "--session", "session.public.json", "--code", self.code, "--out", "reveal.tar", "--yes",
            custodian=True)
        self.weighty("reveal", "reveal.tar")
        self.supervisors("cosign", show=False)
        self.weighty("select", "--level", "city")
        self.weighty("select", "--level", "county")
        self.step("封存，导出 / seal and export")
        self.weighty("seal")
        self.supervisors("cosign", show=False)
        self.weighty("export", "--out", self.out / "archive.tar")
        with tarfile.open(self.out / "archive.tar") as archive:
            for name in ("result.json", "report.html"):
                (self.out / name).write_bytes(archive.extractfile(name).read())

    def verify(self):
        self.step("校验档案：不信任任何人 / the auditor trusts nobody")
        answer = self.answer("auditor", "verify", self.out / "archive.tar", "--session", self.code)
        counts = collections.Counter(check["status"] for check in answer["checks"])
        self.step(f"{answer['verdict']}: {', '.join(f'{count} {status}' for status, count in counts.items())}")
        if answer["verdict"] != "verified":
            raise Failed(json.dumps(answer, ensure_ascii=False, indent=1))

    def verify_receipts(self):
        """Every record that a reviewer has a receipt for stands in the archive, byte for byte."""
        def export(person):
            self.reviewer(person, "receipts", "--export", f"receipts/{person}", show=False)

        self.together(export, self.plan.reviewers)
        with tarfile.open(self.out / "archive.tar") as archive:
            names = [name for name in archive.getnames() if name.startswith("tile/entries/")]
            entries = set()
            for name in names:
                entries.update(split_entries(archive.extractfile(name).read()))
        records = sorted((self.work / "receipts").glob("*/*.json"))
        lost = [record.name for record in records if record.read_bytes() not in entries]
        if lost or not records:
            raise Failed(f"acknowledged and not in the archive: {lost}")
        self.step(f"{len(records)} 张回执所指的记录都在档案中 / every record with a receipt is in the archive")

    # ---- the table

    def show_result(self):
        result = json.loads((self.out / "result.json").read_text(encoding="utf-8"))
        codes = {code: self.people[person]["name"] for person, code in self.codes.items()}
        for level in result["levels"]:
            names = {line["application"]: line["name"] for line in level["identities"]}
            outcome = {line["application"]: line for line in level["selection"]}
            title = {"city": "市", "county": "县（市、区）"}[level["level"]]
            self.say(f"\n{title}，{level['seats']} 个名额 / {level['level']}, {level['seats']} seats")
            self.say(f"{'名次':>2} {pad('申报单位', 22)} {'代号':4} {'得分':>6}  {pad('份数', 4)} {pad('去掉的最高、最低', 32)} 结果")
            cut = False
            for line in sorted(level["ranking"], key=lambda line: line["place"] or 10_000):
                chosen = outcome[line["application"]]
                if chosen["outcome"] in ("waiting", "unranked") and not cut:
                    self.say("---- 入选线 / cut " + "-" * 78)
                    cut = True
                self.say(
                    f"{line['place'] or '-':>4} {pad(names[line['application']], 22)} {line['application']}"
                    f" {line['shown'] or '-':>8}  {len(line['sheets']):>4} {pad(self.trimmed(line, codes), 32)}"
                    f" {self.words(chosen, line)}")

    def trimmed(self, line, codes):
        totals = {sheet["reviewer"]: number(sheet["total"]) for sheet in line["sheets"]}
        return "、".join(
            f"{codes.get(code, code)} {totals[code]:.1f}" for drop in line["trimmed"] for code in drop["high"] + drop["low"])

    def words(self, chosen, line):
        texts = {
            "within-seats": "入选", "promoted": "入选（递补）", "exception": "入选（例外）", "article-13": "所在市已入选（第13条）",
            "article-15": "受限（第15条）", "seats-taken": "未入选", "below-quorum": "评分不足"}
        text = texts.get(chosen["reason"], chosen["reason"])
        return text + ("，同分，按决定" if line["tie"]["settled"] == "decision" else "")

    def run_all(self):
        self.prepare_folders()
        self.ceremony()
        self.intake()
        self.serve()
        self.committee()
        self.distribute()
        self.score()
        if self.keep_serving:
            return self.leave_open()
        self.open_marks()
        self.rank()
        self.finish()
        self.stop()
        self.verify()
        self.verify_receipts()
        self.show_result()
        self.say(f"""
结果 / results: {self.out}
  archive.tar   任何人可验证的档案 / what anybody can verify
  session.code  纸上的场次码 / the anchor: {self.code}
  result.json, report.html
再校验一次 / verify again:
  {self.programs}/plumbline-auditor verify {self.out}/archive.tar --session {self.code}""")
        self.step("完成 / done")

    def leave_open(self):
        self.say(f"""
  评分进行中，服务器在 127.0.0.1:{self.port} / scoring is open. 在您的终端 / in your terminal:

    plumbline-reviewer list
    plumbline-reviewer fetch
    plumbline-reviewer read CODE | less
    plumbline-reviewer score CODE
    plumbline-reviewer submit --all --final --allow-missing

  进度 / progress: plumbline-coordinator status --session session
  按 Ctrl-C 停止服务器 / Ctrl-C stops the server.""")
        self.server.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def plain(words):
    """Without the options that only name files of passphrases."""
    shown, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word.endswith("passphrase-file"):
            skip = True
        else:
            shown.append(word)
    return shown


def session_code(path):
    """The code of entry 0: its record digest in Crockford's base 32, eight groups of four signs."""
    envelope = json.loads(base64.b64decode(json.loads(path.read_text())["entries"][0]))
    kind = envelope["payloadType"].encode()
    payload = base64.b64decode(envelope["payload"])
    digest = hashlib.sha256(b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)).digest()
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    bits = int.from_bytes(digest[:20], "big")
    signs = "".join(alphabet[bits >> shift & 31] for shift in range(155, -1, -5))
    return "-".join(signs[index:index + 4] for index in range(0, 32, 4))


def split_entries(bundle):
    """The entries of an entry bundle of tlog-tiles: each after its length, 2 bytes big-endian."""
    place = 0
    while place < len(bundle):
        size = int.from_bytes(bundle[place:place + 2], "big")
        yield bundle[place + 2:place + 2 + size]
        place += 2 + size


def number(fraction):
    """A fraction of result.json as a float, for the table alone."""
    top, _, bottom = fraction.partition("/")
    return int(top) / int(bottom or 1)


def width(text):
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def pad(text, columns):
    return text + " " * max(0, columns - width(text))


def main():
    parser = argparse.ArgumentParser(prog="scripts/demo", add_help=False)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / ".build" / "demo")
    parser.add_argument("--keep-serving", action="store_true")
    parser.add_argument("--no-build", action="store_true")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--kills", type=int, default=0)
    options = parser.parse_args()
    season = Season(
        options.programs.resolve(), options.out.resolve(), SMALL if options.small else WHOLE, options.keep_serving,
        options.kills)
    # Stopped politely or by a timeout, the server stops with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        season.run_all()
    except Failed as failure:
        print(f"\n演练中断 / the demo stopped:\n{failure}\n全部命令及输出 / all commands: {season.out}/commands.log",
              file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        season.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
