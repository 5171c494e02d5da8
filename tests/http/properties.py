"""Property tests of the hub's HTTP: a real hub, founded and served for this run, is sent what docs/openapi.json allows and
what it forbids, by somebody who has not signed in and by an administrator. Nothing may end in a fault of ours, every answer
has the shape that the document tells, and who has not signed in is told nothing.

PAMOJA_BIN names the folder of the programs, PAMOJA_HTTP_SECONDS bounds each of the two runs.
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
DOCUMENT = HERE.parent.parent / "docs" / "openapi.json"
SECONDS = os.environ.get("PAMOJA_HTTP_SECONDS", "45")
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "nobody_is_told_anything",
    "browsers_are_kept_strict",
]
PASSPHRASE = "a horse in the hub"
AREAS = "code,parent_code,level,name_en,name_fr,name_ar\nXP,,0,Invented,Inventé,مخترع\nXP01,XP,1,Coast,Côte,الساحل\nXP0101,XP01,2,Kwale,Kwale,كوالي\n"


class Hub:
    """A hub in a folder of its own, ended by its process id."""

    def __init__(self, folder, program):
        self.folder, self.program = folder, program
        passphrase = folder / "passphrase"
        passphrase.write_text(PASSPHRASE)
        (folder / "areas.csv").write_text(AREAS)
        data = str(folder / "hub")
        self.run("init", "--data", data, "--name", "Hub", "--second-factor", "offered", "--admin-passphrase-file", str(passphrase))
        self.run("areas", "import", "--data", data, str(folder / "areas.csv"))
        self.log = open(folder / "hub.log", "wb")
        words = [program, "serve", "--data", data, "--listen", "127.0.0.1:0", "--plain-http-on-loopback"]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=self.log)
        self.url = json.loads(self.process.stdout.readline())["url"]

    def run(self, *words):
        subprocess.run([self.program, *words], check=True, capture_output=True)

    def sign_in(self):
        """The token of an administrator."""
        body = json.dumps({"user_id": None, "name": "admin", "passphrase": PASSPHRASE}).encode()
        headers = {"content-type": "application/json", "x-pamoja": "1"}
        request = urllib.request.Request(f"{self.url}/call/access.unlock", body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.headers["set-cookie"].split(";")[0].split("=", 1)[1]

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        self.log.close()

    def faults(self):
        """Lines of the log in which the hub tells of a fault of its own."""
        lines = (self.folder / "hub.log").read_text(errors="replace").splitlines()
        return [line for line in lines if " ERROR " in line or "panicked at" in line]


def notices(hub):
    """Whether the run notices what it is there for: of a document with two lies it must object to both."""
    lies = json.loads(DOCUMENT.read_text())
    lies["paths"] = {path: lies["paths"][path] for path in ("/call/device.state", "/call/access.unlock")}
    # It says that a token is needed where everybody is answered; and that a refusal has a member that none has.
    lies["paths"]["/call/device.state"]["post"]["security"] = [{"bearer": []}]
    lies["components"]["schemas"]["Failure"]["required"].append("apology")
    path = hub.folder / "lies.json"
    path.write_text(json.dumps(lies))
    told = run(hub, path, False, ["--max-examples", "5"], subprocess.PIPE)
    text = told.stdout.decode(errors="replace")
    is_noticed = told.returncode != 0 and "told somebody who has not signed in" in text and "apology" in text
    if not is_noticed:
        print(f"a document with two lies was taken for true:\n{text}")
    return is_noticed


def tested(hub, who, extra):
    print(f"-- {who}", flush=True)
    return run(hub, DOCUMENT, who != "nobody", extra).returncode == 0


def run(hub, document, is_signed_in, extra, output=None):
    words = [str(pathlib.Path(sys.executable).parent / "schemathesis"), "run", str(document), "--url", hub.url]
    words += ["--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing", "--max-time", SECONDS]
    words += ["--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off", "--request-timeout", "60"]
    words += ["--workers", "2", "--generation-database", "none"]
    if seed := os.environ.get("PAMOJA_HTTP_SEED"):
        words += ["--seed", seed]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)}
    environment["PAMOJA_SIGNED_IN"] = "1" if is_signed_in else "0"
    return subprocess.run(words + extra, env=environment, cwd=hub.folder, stdout=output)


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="pamoja-http-"))
    hub = Hub(folder, os.path.join(os.environ["PAMOJA_BIN"], "pamoja-hub"))
    try:
        is_sound = notices(hub) and tested(hub, "nobody", [])
        bearer = ["-H", f"authorization: Bearer {hub.sign_in()}"]
        # Signing out would end the session that the rest of the run works with.
        is_sound &= tested(hub, "an administrator", [*bearer, "--exclude-path", "/call/access.lock"])
    finally:
        hub.end()
    for fault in hub.faults():
        print(f"the hub told of a fault of its own: {fault}")
        is_sound = False
    if hub.process.returncode != 0:
        print(f"the hub ended with {hub.process.returncode}")
        is_sound = False
    shutil.rmtree(folder, ignore_errors=True)
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
