//! Files made while they are sent: rows go out as they are read, whatever their number.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::mpsc;

use crate::Error;

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

    /// Sends on what was written so far; waits while the reader is slower.
    pub(crate) async fn pass_on(&self) -> Result<(), Error> {
        let written = std::mem::take(&mut *self.held.lock().unwrap_or_else(PoisonError::into_inner));
        if written.is_empty() {
            return Ok(());
        }
        let gone = |_| Error::Internal { what: "sending a file", source: "the reader went away".into() };
        self.sender.send(Ok(written)).await.map_err(gone)
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
