//! The words of the inventory, shared by store, server and browser.
//!
//! Read in this order: [`customer`] and [`instance`] are the nouns, [`order`] is work on an
//! instance and [`lifecycle`] which work it can have when, [`delivery`] is how the workflow engine
//! is given an order and [`report`] what it says of it, [`design`] is what instances are made from
//! and [`body_form`] the form that its schema describes, [`instance_form`] what is typed into it,
//! [`details`] is an instance with all of that;
//! [`text`] is how their fields are parsed, [`query`], [`sort`] and [`page`] are how lists are asked
//! for and answered, with a filter in [`chips`], [`saved_filter`] is a query kept under a name,
//! [`bulk`] is what can be done to many customers at once, [`imported`] what comes from elsewhere with
//! ids of its own, [`history`] is what happened to a customer
//! and [`deleted`] what is left of one, [`actor`] is who did it, [`preferences`] is how somebody likes
//! the lists.
//!
//! Nothing here knows a database, a web server or a page.

pub mod actor;
pub mod body_form;
pub mod bulk;
pub mod chips;
pub mod customer;
pub mod deleted;
pub mod delivery;
pub mod design;
pub mod details;
pub mod history;
pub mod id;
pub mod imported;
pub mod instance;
pub mod instance_form;
pub mod lifecycle;
pub mod order;
pub mod page;
pub mod preferences;
pub mod query;
pub mod report;
pub mod saved_filter;
pub mod sort;
pub mod text;
pub mod time;

pub use actor::{Actor, Role};
pub use bulk::{BulkCommand, BulkProgress, Restore, Selection};
pub use chips::{Chip, Chips};
pub use customer::{Customer, CustomerDraft, CustomerForm, CustomerStatus};
pub use deleted::DeletedCustomer;
pub use delivery::{DeadDelivery, Delivery};
pub use design::{Design, DesignDraft, DesignForm, DesignStatus, DesignSummary};
pub use details::{InstanceDetails, InstanceEdit};
pub use history::{Change, FieldChange};
pub use id::{BatchId, CustomerId, InstanceId, OrderId, SavedFilterId};
pub use imported::{ImportedCustomer, ImportedInstance, ImportedOrder};
pub use instance::{Instance, InstanceDraft, InstanceState, ServiceCounts};
pub use instance_form::InstanceForm;
pub use lifecycle::Action;
pub use order::{Order, OrderKind, OrderStatus, Task};
pub use page::{Cursor, ListName, Marks, Page, PageSize, PageStart};
pub use preferences::{ListPreferences, Preferences};
pub use query::{
    CustomerQuery, CustomerSort, InstanceQuery, InstanceSort, OrderQuery, OrderSort, Query, SortKey,
};
pub use report::{OrderReport, OrderReportForm, TaskForm};
pub use saved_filter::{Saved, SavedFilter, SavedFilterDraft, SavedFilterForm, Visibility};
pub use sort::{Sort, Sorts};
pub use text::{FieldError, FieldErrors};
