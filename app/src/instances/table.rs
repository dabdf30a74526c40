//! The columns of the list of service instances.

use model::{Action, CustomerQuery, Instance, InstanceQuery, InstanceSort};

use super::state::{change_pending, state_badge};
use crate::{
    paths::Paths,
    ui::{
        cells::{action, cell, head, link_cell, time_cell},
        icon::Icon,
        links::{over, to},
        markup::{Markup, element},
        sheet::Sheet,
        table::Column,
    },
};

/// The columns, all of which sort.
pub static COLUMNS: [Column<Instance>; 7] = [
    Column::new(InstanceSort::Name, "Name", "col-name", name),
    Column::new(InstanceSort::Customer, "Customer", "col-customer", customer),
    Column::new(InstanceSort::Design, "Design", "col-design", design),
    Column::new(InstanceSort::State, "State", "col-state", state),
    Column {
        usual: false,
        ..Column::new(InstanceSort::Created, "Created", "col-created", created)
    },
    Column::new(InstanceSort::Updated, "Updated", "col-updated", updated),
    Column { usual: false, ..Column::new(InstanceSort::Id, "Instance ID", "col-id", id) },
];

fn name(instance: &Instance, sheet: &Sheet<Instance>) -> Markup {
    head(instance, sheet, over("row-link", Paths::current().instance(&instance.id, &sheet.query)))
}

fn customer(instance: &Instance, sheet: &Sheet<Instance>) -> Markup {
    let customer = Paths::current().customer(&instance.customer, &CustomerQuery::default());
    link_cell("col-customer", &instance.customer_name, to("", customer), sheet)
}

fn design(instance: &Instance, sheet: &Sheet<Instance>) -> Markup {
    let (design, version) = (&instance.design, &instance.design_version);
    element("td", "col-design mono")
        .attribute("title", format!("{design} {version}"))
        .children(sheet.marked(design))
        .child(format!(" {version}"))
}

fn state(instance: &Instance, _: &Sheet<Instance>) -> Markup {
    let pending = instance.changed.then(change_pending);
    element("td", "col-state").child(state_badge(instance.state)).children(pending)
}

fn created(instance: &Instance, _: &Sheet<Instance>) -> Markup {
    time_cell("col-created muted", &instance.created_at)
}

fn updated(instance: &Instance, _: &Sheet<Instance>) -> Markup {
    time_cell("col-updated muted", &instance.updated_at)
}

fn id(instance: &Instance, sheet: &Sheet<Instance>) -> Markup {
    cell("col-id mono", instance.id.as_str(), sheet)
}

/// Edit and delete, where the instance's state allows them.
pub fn actions(instance: &Instance, query: &InstanceQuery) -> Vec<Markup> {
    let (paths, id) = (Paths::current(), &instance.id);
    let edit = (Action::Edit, Icon::Pencil, paths.instance_edit(id, query));
    let delete = (Action::Delete, Icon::Trash, paths.instance_delete(id, query));
    let allowed = [edit, delete]
        .into_iter()
        .filter(|(action, ..)| action.rule(instance.state, instance.changed).is_some());
    allowed
        .map(|(what, icon, href)| {
            let label = format!("{} {}", what.label(), instance.name);
            action(icon, over("button-icon", href), what.label(), label)
        })
        .collect()
}
