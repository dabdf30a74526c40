//! The URLs of service instances.

use model::{CustomerId, InstanceId, InstanceQuery};

use super::{Paths, all_pages, named, of};

/// Where service instances are downloaded, below the base path.
pub const INSTANCES_CSV: &str = "/orchestration/instances.csv";

impl Paths {
    /// The Service Instances page.
    pub fn instances(&self, query: &InstanceQuery) -> String {
        self.join("/orchestration/instances", &query.to_query_string())
    }

    /// The Service Instances page scoped to one customer.
    pub fn instances_of(&self, customer: &CustomerId) -> String {
        self.instances(&of(customer))
    }

    /// The form for a new service instance, over the list; for the customer that this is scoped to.
    pub fn instance_new(&self, query: &InstanceQuery) -> String {
        self.join("/orchestration/instances/new", &query.to_query_string())
    }

    /// The form for a new service instance of this customer.
    pub fn instance_new_for(&self, customer: &CustomerId) -> String {
        self.instance_new(&of(customer))
    }

    /// A service instance's details, over the list.
    pub fn instance(&self, id: &InstanceId, query: &InstanceQuery) -> String {
        self.join(&format!("/orchestration/instances/{id}"), &query.to_query_string())
    }

    /// A service instance's details, over those of its customer.
    pub fn instance_of(&self, customer: &CustomerId, id: &InstanceId) -> String {
        self.instance(id, &of(customer))
    }

    /// The form to edit a service instance, over the list.
    pub fn instance_edit(&self, id: &InstanceId, query: &InstanceQuery) -> String {
        self.join(&format!("/orchestration/instances/{id}/edit"), &query.to_query_string())
    }

    /// The question whether to delete a service instance, over the list.
    pub fn instance_delete(&self, id: &InstanceId, query: &InstanceQuery) -> String {
        self.join(&format!("/orchestration/instances/{id}/delete"), &query.to_query_string())
    }

    /// All service instances that match, as a CSV file in the list's order.
    pub fn instances_csv(&self, query: &InstanceQuery) -> String {
        self.join(INSTANCES_CSV, &all_pages(query).to_query_string())
    }

    /// These service instances as a CSV file.
    pub fn instances_csv_of<Id: AsRef<str>>(&self, ids: &[Id]) -> String {
        self.join(INSTANCES_CSV, &named(ids))
    }
}
