//! Files made while they are sent: rows go out as they are read, whatever their number.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::mpsc;

use crate::Error;

/// How many bytes go out at once.
const PART: usize = 64 * 1024;

/// The writing end of a file that is made on a thread of its own.
#[derive(Debug)]
pub(crate) struct PartWriter {
    held: Vec<u8>,
    sender: mpsc::Sender<Result<Vec<u8>, Error>>,
}

impl PartWriter {
    fn pass_on(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let part = std::mem::replace(&mut self.held, Vec::with_capacity(PART));
        self.sender.blocking_send(Ok(part)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for PartWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PART {
            self.pass_on()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()
    }
}

fn gone(error: io::Error) -> Error {
    Error::Internal { what: "sending a file to a reader who went away", source: error.into() }
}

/// The writing end of a file that is made while it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Download {
    held: Arc<Mutex<Vec<u8>>>,
    sender: mpsc::Sender<Result<Vec<u8>, Error>>,
}

impl Download {
    /// Starts `make`, which writes into the download and passes on what it wrote; returns what comes out. A reader that
    /// goes away ends the making.
    pub(crate) fn start<F, Fut>(make: F) -> mpsc::Receiver<Result<Vec<u8>, Error>>
    where
        F: FnOnce(Self) -> Fut,
        Fut: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let (sender, receiver) = mpsc::channel(2);
        let making = make(Self { held: Arc::default(), sender: sender.clone() });
        tokio::spawn(async move {
            if let Err(error) = making.await {
                // Too late for a page that says so: the file breaks off.
                drop(sender.send(Err(error)).await);
            }
        });
        receiver
    }

    /// As [`Download::start`], for what writes on and on without a pause: it runs on a thread of its own.
    pub(crate) fn start_blocking<F>(make: F) -> mpsc::Receiver<Result<Vec<u8>, Error>>
    where
        F: FnOnce(&mut PartWriter) -> Result<(), Error> + Send + 'static,
    {
        let (sender, receiver) = mpsc::channel(2);
        tokio::task::spawn_blocking(move || {
            let mut writer = PartWriter { held: Vec::with_capacity(PART), sender };
            let made = make(&mut writer).and_then(|()| writer.pass_on().map_err(gone));
            if let Err(error) = made {
                drop(writer.sender.blocking_send(Err(error)));
            }
        });
        receiver
    }

    /// Sends on what was written so far; waits while the reader is slower.
    pub(crate) async fn pass_on(&self) -> Result<(), Error> {
        let written = std::mem::take(&mut *self.held.lock().unwrap_or_else(PoisonError::into_inner));
        if written.is_empty() {
            return Ok(());
        }
        self.sender.send(Ok(written)).await.map_err(|_| gone(io::ErrorKind::BrokenPipe.into()))
    }
}

impl Write for Download {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
