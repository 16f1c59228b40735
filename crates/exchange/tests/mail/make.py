"""Writes the messages beside it with the email package of Python, an independent writer of what `read_mail` reads."""

import random
from email import message_from_string
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from pathlib import Path

# So that a second run writes the same bytes.
random.seed(1)
HERE = Path(__file__).parent
PNG = b"\x89PNG\r\n\x1a\nrest"


def headed(message, subject, sender="Ana Ñúñez <Ana.Ruiz@Example.org>"):
    message["Subject"] = subject
    message["From"] = sender
    message["To"] = "Permits <permits@agency.gov>, cases@agency.gov"
    message["Cc"] = "friend@example.net"
    message["Date"] = "Tue, 10 Mar 2026 11:00:00 -0400"
    message["Message-ID"] = "<made-by-python@example.org>"
    return message


def write(name, message):
    (HERE / f"{name}.eml").write_bytes(message.as_bytes(policy=SMTP))


message = headed(EmailMessage(), "¿Dónde está mi permiso? – 許可証")
message.set_content("Buenos días,\n\n¿dónde está mi permiso?\nGracias\n", cte="quoted-printable")
message["Content-Language"] = "es-MX"
write("spanish", message)

message = headed(EmailMessage(), "Latin")
message.set_content("Größe: 4 €\n".replace("€", "EUR"), charset="iso-8859-1", cte="base64")
write("latin", message)

message = headed(EmailMessage(), "Japanese")
message.set_content("許可証をなくしました。\n", charset="iso-2022-jp")
write("japanese", message)

message = headed(EmailMessage(), "Re: Answer to your message (7K3M-2Q9D)")
message["In-Reply-To"] = "<2.ours@feedback.agency.gov>"
message["References"] = "<1.ours@feedback.agency.gov> <2.ours@feedback.agency.gov>"
message.set_content(
    "Elm Street 4.\n\nOn Tue, 10 Mar 2026 at 10:00, Permits <cases@agency.gov> wrote:\n> Which street?\n"
)
message.add_alternative(
    "<html><head><style>p {}</style></head><body><p>Elm Street 4.</p>"
    "<blockquote><p>Which street?</p></blockquote></body></html>",
    subtype="html",
)
message.add_attachment(PNG, maintype="image", subtype="png", filename="mi calle – ñ.png")
message.add_attachment("a,b\n", subtype="csv", filename="list.csv")
write("answer", message)

message = headed(EmailMessage(), "Only HTML")
message.set_content(
    "<div>My <b>permit</b> is lost.<br>Please &amp; thanks</div><div class='gmail_quote'>On 10 March X wrote:"
    "<blockquote>Which?</blockquote></div>",
    subtype="html",
)
write("html", message)

inner = headed(EmailMessage(), "The digest of global matters", "Bo <bo@example.com>")
inner.set_content("The inner words about rfc822.\n")
message = headed(EmailMessage(), "Fwd: rfc822 and a digest")
message.set_content("See the message below: it speaks of message/rfc822 and a global digest.\n")
message.add_attachment(inner)
write("forwarded", message)


def report(name, action, status, diagnostic):
    returned = MIMENonMultipart("text", "rfc822-headers")
    returned.set_payload("Message-ID: <1.ours@feedback.agency.gov>\nSubject: We received your message\n")
    fields = MIMENonMultipart("message", "delivery-status")
    groups = [
        "Reporting-MTA: dns; mx.example.org\n",
        "Final-Recipient: rfc822; ana@example.org\n"
        f"Action: {action}\nStatus: {status}\nDiagnostic-Code: {diagnostic}\n",
    ]
    fields.set_payload([message_from_string(group) for group in groups])
    whole = MIMEMultipart("report", report_type="delivery-status")
    headed(whole, "Undelivered Mail Returned to Sender", "Mail Delivery System <MAILER-DAEMON@mx.example.org>")
    whole["Return-Path"] = "<>"
    whole["Auto-Submitted"] = "auto-replied"
    whole.attach(MIMEText("I could not deliver your message.\n"))
    whole.attach(fields)
    whole.attach(returned)
    write(name, whole)


report("failed", "failed", "5.1.1", "smtp; 550 5.1.1 <ana@example.org>:\n  no such user here")
report("delayed", "delayed", "4.4.1", "smtp; connection timed out")
