//! Real programs for tests: found, started, spoken to over loopback, and always ended with the test that started them.
//!
//! The client is a few lines over a socket on purpose: a call counts as answered only when its whole answer was read,
//! which is exactly what a person could have seen before the program was killed.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A program that is silent this long will not answer any more.
const SILENCE: Duration = Duration::from_secs(120);

/// Where the built programs are.
#[derive(Debug, Clone)]
pub struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// The folder in `$PAMOJA_BIN`, otherwise where this test was built to.
    ///
    /// # Panics
    /// When they have not been built.
    pub fn find() -> Self {
        let beside = || {
            let test = std::env::current_exe().expect("a test has a path");
            test.ancestors().nth(2).expect("tests are built two folders below the programs").to_owned()
        };
        let folder = std::env::var_os("PAMOJA_BIN").map_or_else(beside, PathBuf::from);
        for name in ["pamoja", "pamoja-hub"] {
            assert!(
                folder.join(name).is_file(),
                "{} has no {name}: build the programs first with `cargo build -p desktop -p hub`",
                folder.display()
            );
        }
        Self { folder }
    }

    /// A program, not started yet.
    pub fn command(&self, name: &str) -> Command {
        Command::new(self.folder.join(name))
    }

    /// Runs a program to its end.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn run(&self, name: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = self.command(name);
        command.args(arguments).envs(environment.iter().copied());
        command.output().unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

/// A hub in a folder, not serving yet.
pub struct Hub {
    programs: Programs,
    folder: PathBuf,
}

/// Opens the console of a [`Hub`].
pub const HUB_PASSPHRASE: &str = "a horse in the hub";

impl Hub {
    /// Founds a hub with these areas below a folder.
    ///
    /// # Panics
    /// When that fails.
    pub fn founded(programs: &Programs, folder: &Path, areas: &str) -> Self {
        let hub = Self { programs: programs.clone(), folder: folder.join("hub") };
        let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
        fs::write(path("passphrase"), HUB_PASSPHRASE).expect("a file");
        fs::write(path("areas.csv"), areas).expect("a file");
        hub.commands(
            "init",
            &["--name", "Hub", "--second-factor", "offered", "--admin-passphrase-file", &path("passphrase")],
        );
        hub.commands("areas", &["import", &path("areas.csv")]);
        hub
    }

    /// A hub that is there already.
    pub fn at(programs: &Programs, folder: &Path) -> Self {
        Self { programs: programs.clone(), folder: folder.to_owned() }
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs a command that must succeed; returns what it said.
    ///
    /// # Panics
    /// When it does not succeed.
    pub fn commands(&self, command: &str, arguments: &[&str]) -> String {
        let folder = self.folder.to_string_lossy();
        let all = [&[command], arguments, &["--data", &folder]].concat();
        let ran = self.programs.run("pamoja-hub", &all, &[]);
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(ran.status.success(), "{all:?}: {said}{}", String::from_utf8_lossy(&ran.stderr));
        said
    }

    /// A code for a laptop in one area.
    pub fn code(&self, name: &str, area: &str) -> String {
        self.commands("device", &["code", "--name", name, "--area", area]).trim().to_owned()
    }

    /// Identity of a user.
    ///
    /// # Panics
    /// When there is none of that name.
    pub fn user_of(&self, name: &str) -> String {
        let users = self.commands("user", &["list"]);
        let found = users.lines().find_map(|line| line.split_once("  ").filter(|(_, rest)| rest.starts_with(name)));
        found.unwrap_or_else(|| panic!("no {name} in {users}")).0.to_owned()
    }

    /// Starts it on loopback without TLS.
    ///
    /// # Panics
    /// When it does not start.
    pub fn serves(&self, arguments: &[&str]) -> Serving {
        self.listens(&[&["--plain-http-on-loopback"], arguments].concat())
    }

    /// Starts it on loopback with these arguments.
    ///
    /// # Panics
    /// When it does not start.
    pub fn listens(&self, arguments: &[&str]) -> Serving {
        let mut command = self.programs.command("pamoja-hub");
        command.arg("serve").arg("--data").arg(&self.folder).args(["--listen", "127.0.0.1:0"]).args(arguments);
        let log = self.log();
        Serving::start(&mut command, &log).unwrap_or_else(|error| panic!("the hub: {error}; see {}", log.display()))
    }

    /// Where it writes its log.
    pub fn log(&self) -> PathBuf {
        self.folder.with_extension("log")
    }

    /// All chains, signatures and documents are sound.
    ///
    /// # Panics
    /// When they are not.
    pub fn verifies(&self) {
        assert!(self.commands("verify", &[]).contains("everything is sound"));
    }
}

/// A program that serves; killed when it goes out of scope.
pub struct Serving {
    child: Child,
    /// How to reach it.
    pub line: Line,
}

/// How to reach a program that serves.
#[derive(Debug, Clone, Default)]
pub struct Line {
    address: String,
    token: String,
    metrics: String,
}

/// Why a call has no answer.
#[derive(Debug)]
pub enum Unanswered {
    /// The program said no: the failure as the screens would get it.
    Failure(Value),
    /// The connection broke before the whole answer was read: nobody knows whether the act was done.
    Cut(io::Error),
}

impl Serving {
    /// Starts a program and waits for the line that tells its address. What it says otherwise goes to `log`.
    ///
    /// # Errors
    /// A program that ends without telling.
    pub fn start(command: &mut Command, log: &Path) -> io::Result<Self> {
        let log = File::options().create(true).append(true).open(log)?;
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn()?;
        let mut serving = Self { child, line: Line::default() };
        let mut told = String::new();
        BufReader::new(serving.child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?).read_line(&mut told)?;
        let told: Value = serde_json::from_str(&told)?;
        let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
        serving.line = Line {
            address: text("url").split_once("://").map_or_else(String::new, |(_, address)| address.to_owned()),
            token: text("token"),
            metrics: text("metrics"),
        };
        Ok(serving)
    }

    /// Ends it the hard way, as a power button held down does: no handler runs. Returns when it is gone.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Line {
    /// Its address as a person would type it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its address, without a scheme.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Where it tells its figures, when it was asked to.
    pub fn metrics(&self) -> &str {
        &self.metrics
    }

    /// One call.
    ///
    /// # Errors
    /// [`Unanswered`].
    pub fn call(&self, use_case: &str, input: &Value) -> Result<Value, Unanswered> {
        let mut envelope = self.ask(use_case, input).map_err(Unanswered::Cut)?;
        match envelope.get_mut("output") {
            Some(output) => Ok(output.take()),
            None => Err(Unanswered::Failure(envelope["failure"].take())),
        }
    }

    /// A call that must succeed.
    ///
    /// # Panics
    /// When it does not.
    pub fn does(&self, use_case: &str, input: &Value) -> Value {
        self.call(use_case, input).unwrap_or_else(|problem| panic!("cannot {use_case} {input}: {problem:?}"))
    }

    /// Speaks for somebody else from now on: the console's token comes with signing in.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: token.to_owned(), ..self.clone() }
    }

    fn ask(&self, use_case: &str, input: &Value) -> io::Result<Value> {
        let (_, body) = self.post(use_case, &input.to_string())?;
        Ok(serde_json::from_slice(&body)?)
    }

    /// Calls a use-case with one body and reads head and body of the whole answer.
    ///
    /// # Errors
    /// A connection that breaks before.
    pub fn post(&self, use_case: &str, body: &str) -> io::Result<(String, Vec<u8>)> {
        self.send(&format!("/call/{use_case}"), "application/json", body.as_bytes())
    }

    /// Hands over a file for import; returns its identity.
    ///
    /// # Panics
    /// When it is not taken.
    pub fn brings(&self, name: &str, bytes: &[u8]) -> Value {
        let (_, answer) =
            self.send(&format!("/file?name={name}"), "application/octet-stream", bytes).expect("an answer");
        let mut envelope: Value = serde_json::from_slice(&answer).expect("an envelope");
        assert!(envelope["failure"].is_null(), "{envelope}");
        envelope["output"]["file_id"].take()
    }

    fn send(&self, path: &str, kind: &str, body: &[u8]) -> io::Result<(String, Vec<u8>)> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(SILENCE))?;
        let Self { address, token, .. } = self;
        let bearer = if token.is_empty() { String::new() } else { format!("authorization: Bearer {token}\r\n") };
        let length = body.len();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nhost: {address}\r\n{bearer}x-pamoja: 1\r\ncontent-type: {kind}\r\n\
             content-length: {length}\r\nconnection: close\r\n\r\n"
        )?;
        stream.write_all(body)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let head_ends = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
        let head = String::from_utf8_lossy(&answer[..head_ends]).to_lowercase();
        let body = answer.split_off(head_ends + 4);
        let told = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
        if told != Some(body.len()) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok((head, body))
    }
}
