//! The message after a change ("Customer created"), carried by the URL so that it works with and
//! without JavaScript.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use crate::{paths::whole, ui::toast::Toast};

/// What has just been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A customer was created.
    Created,
    /// A customer was updated.
    Updated,
    /// A customer was deleted.
    Deleted,
}

impl Notice {
    const ALL: [Self; 3] = [Self::Created, Self::Updated, Self::Deleted];

    /// The value of the parameter `notice`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Deleted => "deleted",
        }
    }

    /// The sentence shown.
    pub fn text(self) -> &'static str {
        match self {
            Self::Created => "Customer created",
            Self::Updated => "Customer updated",
            Self::Deleted => "Customer deleted",
        }
    }

    /// `path` with this notice added.
    pub fn on(self, path: &str) -> String {
        let separator = if path.contains('?') { '&' } else { '?' };
        format!("{path}{separator}notice={}", self.as_str())
    }

    fn in_query(text: &str) -> Option<Self> {
        let value = text.split('&').find_map(|pair| pair.strip_prefix("notice="))?;
        Self::ALL.into_iter().find(|n| n.as_str() == value)
    }
}

/// Shows the notice that the URL carries, then takes it out of the URL so that a reload or a
/// copied link does not repeat it.
#[component]
pub fn NoticeFromUrl() -> impl IntoView {
    let location = use_location();
    let in_url = Notice::in_query(&location.search.get_untracked());
    let (shown, show) = signal(in_url);
    let navigate = use_navigate();
    Effect::new(move || {
        let search = location.search.get();
        let Some(notice) = Notice::in_query(&search) else { return };
        show.set(Some(notice));
        let rest: Vec<_> = search.split('&').filter(|pair| !pair.starts_with("notice=")).collect();
        let separator = if rest.is_empty() { "" } else { "?" };
        let path = location.pathname.get_untracked();
        navigate(&format!("{path}{separator}{}", rest.join("&")), whole(true));
    });
    view! { <Toast message=Signal::derive(move || shown.get().map(Notice::text)) on_close=move || show.set(None) /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_added_to_and_found_in_a_url() {
        assert_eq!(Notice::Created.on("/customers"), "/customers?notice=created");
        assert_eq!(Notice::Deleted.on("/customers?q=a"), "/customers?q=a&notice=deleted");
        assert_eq!(Notice::in_query("q=a&notice=deleted"), Some(Notice::Deleted));
        assert_eq!(Notice::in_query("q=notice"), None);
    }
}
