//! One HTTP/1.1 connection kept alive: just enough of a client to cost little beside the server it measures.

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// An open connection.
pub struct Connection {
    stream: TcpStream,
    address: String,
    /// What was received and not yet used.
    buffer: Vec<u8>,
}

/// What came back.
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The body as text.
    pub body: String,
}

impl Connection {
    /// Connects to `address`, a host and a port.
    pub async fn open(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, address: address.to_owned(), buffer: Vec::with_capacity(4096) })
    }

    /// Posts JSON under an idempotency key and waits for the whole reply.
    pub async fn post(&mut self, path: &str, key: &str, json: &str) -> io::Result<Reply> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nIdempotency-Key: {key}\r\n\
             Content-Length: {}\r\n\r\n{json}",
            self.address,
            json.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.reply().await
    }

    async fn reply(&mut self) -> io::Result<Reply> {
        let head = self.until(b"\r\n\r\n").await?;
        let status =
            head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(|| unexpected(&head))?;
        let body = match header(&head, "content-length") {
            Some(length) => {
                let length = length.parse().map_err(|_| unexpected(&head))?;
                self.take(length).await?
            }
            None if header(&head, "transfer-encoding") == Some("chunked") => self.chunks().await?,
            None => String::new(),
        };
        Ok(Reply { status, body })
    }

    async fn chunks(&mut self) -> io::Result<String> {
        let mut body = String::new();
        loop {
            let size = self.until(b"\r\n").await?;
            let size = usize::from_str_radix(size.trim(), 16).map_err(|_| unexpected(&size))?;
            let chunk = self.take(size + 2).await?;
            if size == 0 {
                return Ok(body);
            }
            body.push_str(&chunk[..size]);
        }
    }

    async fn until(&mut self, end: &[u8]) -> io::Result<String> {
        loop {
            if let Some(start) = self.buffer.windows(end.len()).position(|window| window == end) {
                return self.take(start + end.len()).await;
            }
            self.fill().await?;
        }
    }

    async fn take(&mut self, length: usize) -> io::Result<String> {
        while self.buffer.len() < length {
            self.fill().await?;
        }
        let rest = self.buffer.split_off(length);
        let taken = std::mem::replace(&mut self.buffer, rest);
        Ok(String::from_utf8_lossy(&taken).into_owned())
    }

    async fn fill(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server closed the connection")),
            _ => Ok(()),
        }
    }
}

fn header<'head>(head: &'head str, name: &str) -> Option<&'head str> {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

fn unexpected(text: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("not a reply of HTTP/1.1: {text}"))
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn replies_of_both_framings_are_read_on_one_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 1024];
            for reply in [
                "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 422 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
            ] {
                assert!(stream.read(&mut request).await.unwrap() > 0);
                stream.write_all(reply.as_bytes()).await.unwrap();
            }
        });

        let mut connection = Connection::open(&address).await.unwrap();
        let first = connection.post("/one", "k1", "{}").await.unwrap();
        assert_eq!((first.status, first.body.as_str()), (201, "{}"));
        let second = connection.post("/two", "k2", "{}").await.unwrap();
        assert_eq!((second.status, second.body.as_str()), (422, "abcde"));
        server.await.unwrap();
    }
}
