//! Rules by which cases are handled.

use catsup_model::{
    calendar::Within,
    case::{CaseRule, Targets},
    id::{AccountId, CalendarId, CaseRuleId, ServiceId, SurveyId},
};
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, Transaction, error::parsed, statement::statements};

statements! {
    CASE_RULE_LIST = "SELECT id, service_id, kind, calendar_id, first_response, next_response, resolution, assignee_id,
            escalate_to, survey_id
        FROM case_rule ORDER BY service_id, kind";
    CASE_RULE_PUT = "INSERT INTO case_rule (id, service_id, kind, calendar_id, first_response, next_response, resolution,
            assignee_id, escalate_to, survey_id)
        VALUES ($1, $2, $3, $4, CAST($5 AS TEXT), CAST($6 AS TEXT), CAST($7 AS TEXT), CAST($8 AS BIGINT),
            CAST($9 AS BIGINT), CAST($10 AS BIGINT))
        ON CONFLICT (id) DO UPDATE SET service_id = excluded.service_id, kind = excluded.kind,
            calendar_id = excluded.calendar_id, first_response = excluded.first_response,
            next_response = excluded.next_response, resolution = excluded.resolution,
            assignee_id = excluded.assignee_id, escalate_to = excluded.escalate_to, survey_id = excluded.survey_id";
    CASE_RULE_DELETE = "DELETE FROM case_rule WHERE id = $1";
}

impl Store {
    /// Every rule.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_rules(&self) -> Result<Vec<CaseRule>, Error> {
        self.query(&CASE_RULE_LIST).fetch_all(&self.read).await?.iter().map(rule).collect()
    }
}

impl Transaction {
    /// Writes a rule, a new one or one that was there.
    ///
    /// # Errors
    /// [`Error::Taken`] when another rule is for the same service and kind.
    pub async fn case_rule_put(&mut self, rule: &CaseRule) -> Result<(), Error> {
        let within = |within: Option<Within>| within.map(|within| within.to_string());
        let query = self.query(&CASE_RULE_PUT).bind(rule.id.0).bind(rule.service.map_or(0, |id| id.0));
        let query = query.bind(rule.kind.map_or("", |kind| kind.code())).bind(rule.calendar.0);
        let query = query.bind(within(rule.targets.first_response));
        let query = query.bind(within(rule.targets.next_response)).bind(within(rule.targets.resolution));
        let query = query.bind(rule.assignee.map(|id| id.0)).bind(rule.escalate_to.map(|id| id.0));
        let query = query.bind(rule.survey.map(|id| id.0));
        query.execute(self.connection()).await.map_err(Error::or_taken("the service and kind"))?;
        Ok(())
    }

    /// Removes a rule; says whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_rule_delete(&mut self, id: CaseRuleId) -> Result<bool, Error> {
        let query = self.query(&CASE_RULE_DELETE).bind(id.0);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn rule(row: &AnyRow) -> Result<CaseRule, Error> {
    let within = |place: usize| {
        let text = row.try_get::<Option<String>, _>(place)?;
        text.map(|text| parsed::<Within>("time of a rule", &text)).transpose()
    };
    let (service, kind): (i64, String) = (row.try_get(1)?, row.try_get(2)?);
    Ok(CaseRule {
        id: CaseRuleId(row.try_get(0)?),
        service: (service != 0).then_some(ServiceId(service)),
        kind: (!kind.is_empty()).then(|| parsed("kind of case", &kind)).transpose()?,
        calendar: CalendarId(row.try_get(3)?),
        targets: Targets { first_response: within(4)?, next_response: within(5)?, resolution: within(6)? },
        assignee: row.try_get::<Option<i64>, _>(7)?.map(AccountId),
        escalate_to: row.try_get::<Option<i64>, _>(8)?.map(AccountId),
        survey: row.try_get::<Option<i64>, _>(9)?.map(SurveyId),
    })
}
