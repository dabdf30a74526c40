//! The panels over each list.

use crate::parts;

parts::routes! {
    panels:
    /// The form for a new customer.
    NewCustomer(crate::customers::new::NewPanel),
    /// All that is known of a customer.
    CustomerDetails(crate::customers::details::DetailsPanel),
    /// The form to edit a customer.
    EditCustomer(crate::customers::edit::EditPanel),
    /// The question whether to delete a customer.
    DeleteCustomer(crate::customers::delete::DeletePanel),
    /// The form for a new service instance.
    NewInstance(crate::instances::new::NewPanel),
    /// All that is known of a service instance, and what can be done with it.
    InstanceDetails(crate::instances::details::DetailsPanel),
    /// The form to edit a service instance.
    EditInstance(crate::instances::edit::EditPanel),
    /// The question whether to delete a service instance.
    DeleteInstance(crate::instances::delete::DeletePanel),
    /// All that is known of a service order, and what can be done about it.
    OrderDetails(crate::orders::details::DetailsPanel),
    /// The form for a new service design, or another version of one.
    NewDesign(crate::designs::new::NewPanel),
    /// All that is known of a version of a service design.
    DesignDetails(crate::designs::details::DetailsPanel),
    /// The form to change a version of a service design.
    EditDesign(crate::designs::edit::EditPanel),
    /// The question whether to retire a version of a service design, or to offer it again.
    DesignStatus(crate::designs::status::StatusPanel),
}
