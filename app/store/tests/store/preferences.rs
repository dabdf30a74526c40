//! Preferences are kept per person and list.

use model::{Actor, ListPreferences, PageSize, Role};
use store::preferences::{get, set};

use crate::support::{actor, on_every_engine};

on_every_engine! {
    async fn each_person_has_preferences_of_their_own_for_each_list(store: Store) {
        let lists = ["customers", "instances"];
        let other = Actor { name: "someone else".into(), role: Role::Observer, ..actor() };
        let compact = ListPreferences { compact: true, ..Default::default() };
        let long = ListPreferences { size: PageSize::Most, ..Default::default() };
        set(&store, &actor(), "customers", compact.clone()).await.unwrap();
        set(&store, &other, "customers", compact.clone()).await.unwrap();
        set(&store, &other, "customers", long.clone()).await.unwrap();
        let mine = get(&store, &actor(), &lists).await.unwrap();
        assert_eq!(mine.of("customers"), compact);
        assert_eq!(mine.of("instances"), ListPreferences::default());
        assert_eq!(get(&store, &other, &lists).await.unwrap().of("customers"), long);
    }
}
