//! Mails fetched from a mailbox: taken in once, marked as seen only once they are stored, and left where they are when the
//! server goes away.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use catsup_analytics::authorities::Authorities;
use catsup_app::{cases::by_mail, jobs, mail::Imap, outside::Outside};
use catsup_model::{Viewer, taken_mail::MailOutcome};
use catsup_testing::{Signed, TestApp, story};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// Messages by number, each with its flags.
type Folder = Arc<Mutex<BTreeMap<u32, (Vec<u8>, String)>>>;

/// A mailbox that speaks enough IMAP on a loopback port; it hangs up instead of giving message 99 away.
async fn mailbox(folder: Folder) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, Arc::clone(&folder)));
        }
    });
    format!("imap://robot:secret@127.0.0.1:{}", address.port())
}

async fn converse(stream: TcpStream, folder: Folder) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"* OK ready\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let mut words = line.split(' ');
        let (tag, command) = (words.next().unwrap().to_owned(), words.next().unwrap().to_ascii_uppercase());
        let rest: Vec<&str> = words.collect();
        let mut answer: Vec<u8> = Vec::new();
        match (command.as_str(), rest.first().map(|word| word.to_ascii_uppercase()).as_deref()) {
            ("LOGIN", _) if !line.contains("\"robot\" \"secret\"") => {
                writer.write_all(format!("{tag} NO wrong\r\n").as_bytes()).await?;
                continue;
            }
            ("SELECT", _) => answer.extend(b"* 3 EXISTS\r\n* FLAGS (\\Seen \\Flagged)\r\n"),
            ("UID", Some("SEARCH")) => {
                let folder = folder.lock().unwrap();
                let unseen = folder.iter().filter(|(_, (_, flags))| !flags.contains("Seen"));
                let uids: Vec<String> = unseen.map(|(uid, _)| uid.to_string()).collect();
                answer.extend(format!("* SEARCH {}\r\n", uids.join(" ")).as_bytes());
            }
            ("UID", Some("FETCH")) => {
                let uid: u32 = rest[1].parse().unwrap();
                if uid == 99 && line.contains("BODY") {
                    return Ok(());
                }
                let folder = folder.lock().unwrap();
                let raw = &folder[&uid].0;
                let size = raw.len();
                if line.contains("BODY") {
                    answer.extend(format!("* {uid} FETCH (UID {uid} BODY[] {{{size}}}\r\n").as_bytes());
                    answer.extend(raw);
                    answer.extend(b")\r\n");
                } else {
                    answer.extend(format!("* {uid} FETCH (UID {uid} RFC822.SIZE {size})\r\n").as_bytes());
                }
            }
            ("UID", Some("STORE")) => {
                let uid: u32 = rest[1].parse().unwrap();
                folder.lock().unwrap().get_mut(&uid).unwrap().1 = rest[3..].join(" ");
            }
            ("LOGOUT", _) => answer.extend(b"* BYE\r\n"),
            _ => {}
        }
        answer.extend(format!("{tag} OK done\r\n").as_bytes());
        writer.write_all(&answer).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_mailbox_is_reached_through_tls_where_its_authority_is_trusted() {
    let (Some(signed), Some(other)) = (Signed::new(), Signed::new()) else { return };
    let plain = mailbox(Folder::default()).await;
    let port = signed.front(plain.rsplit_once('@').unwrap().1.to_owned()).await;
    let at = |host: &str| Imap::new(&format!("imaps://robot:secret@{host}:{port}")).unwrap();
    let trusting = |one: &Signed| Authorities::parse(&one.authority()).unwrap();
    at("127.0.0.1").trusting(trusting(&signed)).check().await.unwrap();
    for (imap, why) in [
        (at("127.0.0.1"), "the public authorities"),
        (at("127.0.0.1").trusting(trusting(&other)), "another authority"),
        (at("localhost").trusting(trusting(&signed)), "another name"),
    ] {
        let refused = imap.check().await.unwrap_err().to_string();
        assert!(refused.contains("--mail-ca") && !refused.contains("secret"), "{why}: {refused}");
    }
}

#[story]
async fn what_nobody_has_seen_is_fetched_and_marked_once_it_is_stored(test: TestApp) {
    let app = &test.app;
    let message = |id: u32| {
        format!("From: ana@example.org\r\nMessage-ID: <{id}@example.org>\r\n\r\nWords {id}\r\n").into_bytes()
    };
    let unseen = |raw: Vec<u8>| (raw, String::new());
    let folder: Folder = Arc::new(Mutex::new(BTreeMap::from([
        (3, unseen(message(3))),
        (5, (message(5), "(\\Seen)".to_owned())),
        (7, unseen(b"\r\n".to_vec())),
        (8, unseen(message(3))),
        (99, unseen(message(99))),
    ])));
    let url = mailbox(Arc::clone(&folder)).await;
    let wrong = Imap::new(&url.replace("secret", "guess")).unwrap().check().await.unwrap_err();
    assert!(wrong.to_string().contains("does not let in") && !wrong.to_string().contains("guess"), "{wrong}");
    let imap = Imap::new(&url).unwrap();
    imap.check().await.unwrap();
    app.connect(Outside { mailbox: Some(Arc::new(imap)), ..Outside::default() });
    jobs::run_due(app).await.unwrap();
    let log = async || {
        let mails = by_mail::list(app, &Viewer::operator(), None, None).await.unwrap().mails;
        mails.into_iter().map(|mail| (mail.message_id, mail.outcome)).collect::<Vec<_>>()
    };
    // The first and its copy are one, the broken one is flagged, and the server hangs up before the last.
    assert_eq!(log().await, [("3@example.org".to_owned(), MailOutcome::Unassigned)]);
    let flags: Vec<(u32, String)> =
        folder.lock().unwrap().iter().map(|(uid, (_, flags))| (*uid, flags.clone())).collect();
    let seen = |uid: u32, flags: &str| (uid, flags.to_owned());
    assert_eq!(
        flags,
        [
            seen(3, "(\\Seen)"),
            seen(5, "(\\Seen)"),
            seen(7, "(\\Seen \\Flagged)"),
            seen(8, "(\\Seen)"),
            seen(99, "")
        ]
    );
    // With the next minute it is asked again.
    let last = folder.lock().unwrap().remove(&99).unwrap();
    folder.lock().unwrap().insert(100, last);
    jobs::run_due(app).await.unwrap();
    assert_eq!(log().await.len(), 1, "not within the same minute");
    app.clock().set(app.now() + jiff::SignedDuration::from_mins(1));
    jobs::run_due(app).await.unwrap();
    assert_eq!(log().await.len(), 2);
}
