//! Outgoing mail: the log, each mail as it was sent, and sending again.

mod list;
mod show;

#[cfg(test)]
pub(crate) use self::{list::Mails, show::MailPage};
pub(crate) use self::{
    list::list,
    show::{send_again, show},
};
