//! Customers that were deleted, the last one first, and the way back.

use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use model::{CustomerQuery, DeletedCustomer, Page};

use super::api::{deleted_customers, restore_customer};
use crate::{
    json::Resource,
    paths::Paths,
    ui::{
        format,
        icon::{Drawing, Icon},
        list::query_in_url,
        pager::{pager, pages},
        state::{Empty, Failed, Skeleton},
        time::Ago,
        toast::{Message, Toast},
    },
};

/// The page at `/orchestration/deleted-customers`.
#[component]
pub fn DeletedPage() -> impl IntoView {
    let query = query_in_url(Paths::current().deleted_customers(&CustomerQuery::default()));
    let page = Resource::new(move || query.get(), deleted_customers);
    let said = RwSignal::new(None);
    let restore = Callback::new(move |customer: DeletedCustomer| {
        spawn_local(async move {
            let text = match restore_customer(customer.customer.id).await {
                Ok(customer) => format!("{} is back", customer.name),
                Err(error) => error.to_string(),
            };
            said.set(Some(Message { text, undo: None }));
            page.refetch();
        });
    });
    view! {
        <Title text="Deleted Customers" />
        <section class="page" aria-labelledby="page-title">
            <header class="toolbar">
                <h1 id="page-title">"Deleted Customers"</h1>
                <p class="total" role="status">
                    <Transition>
                        {move || Suspend::new(async move {
                            let total = page.await.ok()?.total;
                            Some(format::count(total, "customer", "customers"))
                        })}
                    </Transition>
                </p>
            </header>
            <Transition fallback=Skeleton>
                {move || Suspend::new(async move {
                    match page.await {
                        Ok(page) if page.rows.is_empty() => nothing().into_any(),
                        Ok(page) => table(page, query.get_untracked(), restore).into_any(),
                        Err(error) => {
                            view! { <Failed error on_retry=move || page.refetch() /> }.into_any()
                        }
                    }
                })}
            </Transition>
        </section>
        <Toast message=said />
    }
}

fn table(
    page: Page<DeletedCustomer>,
    query: CustomerQuery,
    restore: Callback<DeletedCustomer>,
) -> impl IntoView {
    let paths = Paths::current();
    let pages = pages(&page, |start| paths.deleted_customers(&query.at(start)));
    let row = |row: DeletedCustomer| {
        let DeletedCustomer { customer, deleted_at, deleted_by } = row.clone();
        view! {
            <tr>
                <th scope="row" class="col-name" title=customer.name.clone()>
                    {customer.name.clone()}
                </th>
                <td class="col-reference mono">{customer.reference}</td>
                <td class="col-services">{format::number(customer.services.total())}</td>
                <td class="col-updated muted">
                    <Ago at=deleted_at />
                </td>
                <td class="col-status muted">{deleted_by}</td>
                <td class="col-restore">
                    <button
                        type="button"
                        class="button button-small needs-script"
                        on:click=move |_| restore.run(row.clone())
                    >
                        <Drawing icon=Icon::Undo />
                        "Restore"
                        <span class="visually-hidden">{format!(" {}", customer.name)}</span>
                    </button>
                </td>
            </tr>
        }
    };
    let rows = page.rows.into_iter().map(row).collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Deleted customers, scrollable">
            <table class="table">
                <caption class="visually-hidden">"Deleted customers"</caption>
                <thead>
                    <tr>
                        <th scope="col" class="col-name">"Name"</th>
                        <th scope="col" class="col-reference">"Reference Number"</th>
                        <th scope="col" class="col-services">"Service Instances"</th>
                        <th scope="col" class="col-updated">"Deleted"</th>
                        <th scope="col" class="col-status">"By"</th>
                        <th scope="col" class="col-restore">
                            <span class="visually-hidden">"Restore"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <footer class="list-foot">
            {pager(pages)}
        </footer>
    }
}

fn nothing() -> impl IntoView {
    let customers = Paths::current().customers(&CustomerQuery::default());
    view! {
        <Empty
            icon=Icon::Trash
            title="Nothing is deleted"
            text="A customer that is deleted can be brought back from here, with its service instances.".to_owned()
        >
            <a class="button" href=customers>
                "Go to Customers"
            </a>
        </Empty>
    }
}
