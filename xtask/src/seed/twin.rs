//! Calls to a laptop's twin: one connection on loopback, one request after the other.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// A first exchange of a large district may take this long.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(600);

/// A connection to a twin.
pub struct Twin {
    host: String,
    token: String,
    reader: BufReader<TcpStream>,
}

impl Twin {
    /// From the line a twin prints: `{"url":…,"token":…}`.
    ///
    /// # Errors
    /// A line that is no such line, or nobody listening.
    pub fn from_line(line: &str) -> Result<Self, String> {
        let said: Value = serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))?;
        let word = |name: &str| said[name].as_str().map(str::to_owned).ok_or_else(|| format!("{line}: no {name}"));
        let (url, token) = (word("url")?, word("token")?);
        let host = url.strip_prefix("http://").ok_or_else(|| format!("{url} is not http"))?.to_owned();
        let stream = TcpStream::connect(&host).map_err(|error| format!("{host}: {error}"))?;
        stream
            .set_nodelay(true)
            .and_then(|()| stream.set_read_timeout(Some(ANSWER_TIMEOUT)))
            .map_err(|error| error.to_string())?;
        Ok(Self { host, token, reader: BufReader::new(stream) })
    }

    /// The output of a use-case.
    ///
    /// # Errors
    /// The failure's code and detail, or a broken connection.
    pub fn call(&mut self, use_case: &str, input: &Value) -> Result<Value, String> {
        let answer = self.exchange(use_case, &input.to_string()).map_err(|error| format!("{use_case}: {error}"))?;
        let mut answer: Value = serde_json::from_slice(&answer).map_err(|error| format!("{use_case}: {error}"))?;
        match answer.get("failure") {
            Some(failure) => Err(format!("{use_case}: {failure}")),
            None => Ok(answer["output"].take()),
        }
    }

    fn exchange(&mut self, use_case: &str, body: &str) -> std::io::Result<Vec<u8>> {
        let request = format!(
            "POST /call/{use_case} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nX-Pamoja: 1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.host,
            self.token,
            body.len()
        );
        self.reader.get_mut().write_all(request.as_bytes())?;
        let mut length = 0;
        let mut line = String::new();
        loop {
            line.clear();
            if self.reader.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) =
                line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            {
                length = value.trim().parse().map_err(|_| std::io::Error::other(format!("{name} is not a number")))?;
            }
        }
        let mut answer = vec![0; length];
        self.reader.read_exact(&mut answer)?;
        Ok(answer)
    }
}
