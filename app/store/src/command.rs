//! Running one command: a single `RETURN fn::…`, retried while it collides with others.

use std::time::Duration;

use model::{Actor, Role};
use rand::Rng;
use surrealdb::types::{SurrealValue, Value, Variables};

use tracing::Instrument;

use crate::{
    Store, StoreError,
    error::Refusal,
    index::{self, Touched},
};

/// How often something is tried that collides with others.
pub(crate) const ATTEMPTS: u32 = 8;

/// Why a command did not happen.
pub(crate) enum Failure {
    /// It said no.
    Refused(Refusal),
    /// It broke.
    Broken(StoreError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Broken(error)
    }
}

/// The actor as the commands take it, if the role may write at all.
pub(crate) fn writer(actor: &Actor) -> Result<ActorValue, StoreError> {
    if !actor.role.may_write() {
        return Err(StoreError::Forbidden);
    }
    Ok(actor.into())
}

/// The actor as the commands take it, if the role may do everything.
pub(crate) fn super_user(actor: &Actor) -> Result<ActorValue, StoreError> {
    if actor.role != Role::SuperUser {
        return Err(StoreError::Forbidden);
    }
    Ok(actor.into())
}

/// `$actor` of a command.
#[derive(Clone, SurrealValue)]
pub(crate) struct ActorValue {
    name: String,
    role: String,
    origin: String,
}

impl From<&Actor> for ActorValue {
    fn from(actor: &Actor) -> Self {
        Self {
            name: actor.name.clone(),
            role: actor.role.as_str().to_owned(),
            origin: actor.origin.clone(),
        }
    }
}

impl Store {
    /// Runs a command and returns what it returns.
    ///
    /// The engine does not retry: of two transactions that wrote the same row the later one to
    /// commit fails, having changed nothing, so it can simply run again on what is there now.
    pub(crate) async fn command<T: SurrealValue>(
        &self,
        text: &'static str,
        vars: Variables,
    ) -> Result<T, Failure> {
        for attempt in 0..ATTEMPTS {
            let error = match self.db.query(text, vars.clone()).await {
                Ok(mut results) => match results.take::<Value>(0) {
                    Ok(value) => return value.into_t().map_err(|e| StoreError::from(e).into()),
                    Err(error) => error,
                },
                Err(error) => error,
            };
            match Refusal::read(&error) {
                Some(Refusal::Conflict) => pause(attempt).await,
                Some(refusal) => return Err(Failure::Refused(refusal)),
                None => return Err(StoreError::from(error).into()),
            }
        }
        Err(StoreError::Busy.into())
    }

    /// Runs a command and makes lists show what it touched. Once begun, both are done whatever becomes
    /// of the caller: a browser that goes away in between must not leave the lists behind.
    pub(crate) async fn write<T: SurrealValue + Send + 'static>(
        &self,
        text: &'static str,
        vars: Variables,
        touched: impl FnOnce(&T) -> Result<Touched, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        let store = self.clone();
        let work = async move {
            let answer = store.command(text, vars).await?;
            index::touch(&store, touched(&answer)?).await?;
            Ok(answer)
        };
        let done = tokio::spawn(work.in_current_span()).await;
        done.unwrap_or_else(|error| Err(StoreError::Internal(error.to_string()).into()))
    }

    /// Runs a command in a transaction that is then given up: the same answer, nothing written.
    pub(crate) async fn rehearse<T: SurrealValue>(
        &self,
        text: &'static str,
        vars: Variables,
    ) -> Result<T, StoreError> {
        let transaction = self.db.begin().await?;
        let answer = match transaction.query(text, vars).await {
            Ok(mut results) => results.take::<Value>(0),
            Err(error) => Err(error),
        };
        transaction.cancel().await?;
        Ok(answer?.into_t()?)
    }

    /// How many of these rows there are; of a whole table the engine keeps the number.
    pub(crate) async fn count(&self, rows: &'static str) -> Result<u64, StoreError> {
        let text = format!("SELECT VALUE count FROM ONLY (SELECT count() FROM {rows} GROUP ALL)");
        let total: Option<u64> = self.db.query(text, Variables::new()).await?.take(0)?;
        Ok(total.unwrap_or(0))
    }
}

/// Waits a random while, longer after every attempt, so that colliding writers come apart.
pub(crate) async fn pause(attempt: u32) {
    let most = 4_000 << attempt;
    let micros = rand::rng().random_range(500..most);
    tokio::time::sleep(Duration::from_micros(micros)).await;
}
