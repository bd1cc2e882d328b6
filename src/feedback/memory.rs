//! The state of a rule, whatever its type.

use crate::data::{Data, differences, of_serde, to_serde};
use crate::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::fmt;

/// The typed state of a rule.
pub(crate) trait AnyState: Any + Send + Sync + fmt::Debug {
    fn boxed_clone(&self) -> Box<dyn AnyState>;
    fn to_data(&self) -> Result<Data>;
    /// Whether the state can be read back from its data.
    fn is_readable(&self) -> bool;
}

impl<S> AnyState for S
where
    S: Serialize + DeserializeOwned + Clone + PartialEq + fmt::Debug + Send + Sync + 'static,
{
    fn boxed_clone(&self) -> Box<dyn AnyState> {
        Box::new(self.clone())
    }

    fn to_data(&self) -> Result<Data> {
        of_serde(self)
    }

    fn is_readable(&self) -> bool {
        self.to_data().and_then(|data| to_serde::<S>(&data)).is_ok_and(|read| read == *self)
    }
}

/// The state of a rule in a run: typed, or as data from a file until a scheduler loads it.
pub(crate) enum Memory {
    Typed(Box<dyn AnyState>),
    Unread(Data),
}

impl Memory {
    pub(crate) fn of<S: AnyState>(state: S) -> Self {
        Self::Typed(Box::new(state))
    }

    /// The state, if it has been read.
    pub(crate) fn typed(&self) -> Option<&dyn Any> {
        match self {
            Self::Typed(state) => Some(&**state),
            Self::Unread(_) => None,
        }
    }

    pub(crate) fn typed_mut(&mut self) -> Option<&mut dyn Any> {
        match self {
            Self::Typed(state) => Some(&mut **state),
            Self::Unread(_) => None,
        }
    }

    /// The state as data. A state that serde cannot write is an object that says so, because a scheduler has checked the state.
    pub(crate) fn data(&self) -> Data {
        match self {
            Self::Typed(state) => state.to_data().unwrap_or_else(|error| Data::object([("error", Data::text(error.to_string()))])),
            Self::Unread(data) => data.clone(),
        }
    }

    /// The state as the type `S`, read from data if necessary.
    pub(crate) fn read<S: AnyState + Clone + DeserializeOwned>(&self) -> Result<S> {
        match self {
            Self::Unread(data) => to_serde(data),
            typed => {
                let wrong = || Error::data("", "the state of this rule", typed.data().excerpt());
                typed.typed().and_then(|state| state.downcast_ref::<S>()).cloned().ok_or_else(wrong)
            }
        }
    }

    pub(crate) fn is_readable(&self) -> bool {
        match self {
            Self::Typed(state) => state.is_readable(),
            Self::Unread(_) => true,
        }
    }
}

impl Clone for Memory {
    fn clone(&self) -> Self {
        match self {
            Self::Typed(state) => Self::Typed((**state).boxed_clone()),
            Self::Unread(data) => Self::Unread(data.clone()),
        }
    }
}

/// A typed state equals the data that it is written as, in any order of the fields.
impl PartialEq for Memory {
    fn eq(&self, other: &Self) -> bool {
        differences(&self.data(), &other.data()).is_empty()
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.data().fmt(formatter)
    }
}
