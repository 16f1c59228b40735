//! Addresses that mails become cases under.

use catsup_model::{
    id::{MailAddressId, ServiceId},
    taken_mail::MailAddress,
    text::Email,
};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::parsed,
    statement::{Statement, statements},
};

statements! {
    MAIL_ADDRESS_LIST = "SELECT id, address, service_id, kind, language FROM mail_address ORDER BY address, id";
    MAIL_ADDRESS_INSERT = "INSERT INTO mail_address (id, address, service_id, kind, language) VALUES ($1, $2, $3, $4, $5)";
    MAIL_ADDRESS_UPDATE = "UPDATE mail_address SET address = $2, service_id = $3, kind = $4, language = $5 WHERE id = $1";
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
        self.mail_address_write(&MAIL_ADDRESS_INSERT, new).await?;
        Ok(())
    }

    /// Changes an address; says whether there was one.
    ///
    /// # Errors
    /// [`Error::Taken`] when another one is the same.
    pub async fn mail_address_update(&mut self, changed: &MailAddress) -> Result<bool, Error> {
        Ok(self.mail_address_write(&MAIL_ADDRESS_UPDATE, changed).await? > 0)
    }

    async fn mail_address_write(
        &mut self,
        statement: &'static Statement,
        one: &MailAddress,
    ) -> Result<u64, Error> {
        let text = one.address.as_ref().map(ToString::to_string).unwrap_or_default();
        let query = self.query(statement).bind(one.id.0).bind(text).bind(one.service.0);
        let query = query.bind(one.kind.code()).bind(one.language.code());
        let done = query.execute(self.connection()).await.map_err(Error::or_taken("the address"))?;
        Ok(done.rows_affected())
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
