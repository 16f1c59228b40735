//! Addresses that mails become cases under.

use catsup_model::{
    id::{MailAddressId, ServiceId},
    taken_mail::MailAddress,
    text::Email,
};
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, Transaction, error::parsed, statement::statements};

statements! {
    MAIL_ADDRESS_LIST = "SELECT id, address, service_id, kind, language FROM mail_address ORDER BY address, id";
    MAIL_ADDRESS_INSERT = "INSERT INTO mail_address (id, address, service_id, kind, language) VALUES ($1, $2, $3, $4, $5)";
    MAIL_ADDRESS_DELETE = "DELETE FROM mail_address WHERE id = $1";
}

impl Store {
    /// Every address.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_addresses(&self) -> Result<Vec<MailAddress>, Error> {
        self.query(&MAIL_ADDRESS_LIST).fetch_all(&self.read).await?.iter().map(address).collect()
    }
}

impl Transaction {
    /// Adds an address.
    ///
    /// # Errors
    /// [`Error::Taken`] when it is there already.
    pub async fn mail_address_insert(&mut self, new: &MailAddress) -> Result<(), Error> {
        let text = new.address.as_ref().map(ToString::to_string).unwrap_or_default();
        let query = self.query(&MAIL_ADDRESS_INSERT).bind(new.id.0).bind(text).bind(new.service.0);
        let query = query.bind(new.kind.code()).bind(new.language.code());
        query.execute(self.connection()).await.map_err(Error::or_taken("the address"))?;
        Ok(())
    }

    /// Removes an address; says whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_address_delete(&mut self, id: MailAddressId) -> Result<bool, Error> {
        let query = self.query(&MAIL_ADDRESS_DELETE).bind(id.0);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn address(row: &AnyRow) -> Result<MailAddress, Error> {
    let address: String = row.try_get(1)?;
    let read = |text: String| Email::parse(&text).map_err(|_| Error::corrupt("address", text));
    Ok(MailAddress {
        id: MailAddressId(row.try_get(0)?),
        address: (!address.is_empty()).then(|| read(address)).transpose()?,
        service: ServiceId(row.try_get(2)?),
        kind: parsed("kind of case", &row.try_get::<String, _>(3)?)?,
        language: parsed("language", &row.try_get::<String, _>(4)?)?,
    })
}
