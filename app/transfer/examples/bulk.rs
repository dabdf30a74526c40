//! Measures imports, exports and seeding: `bulk <endpoint> customers|instances <file> [map]`,
//! `bulk <endpoint> export <file>`, `bulk <endpoint> seed <customers> <instances>`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::Instant;

use model::Actor;
use store::{Store, StoreConfig};
use transfer::{ImportOptions, Progress, SeedOptions, export, import, seed};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(10 << 20)
        .build()
        .unwrap();
    runtime.block_on(run());
}

async fn run() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (endpoint, actor) = (args[0].clone(), Actor::local("command line"));
    let config = StoreConfig::new(endpoint);
    let store = Store::open(&config).await.unwrap();
    let started = Instant::now();
    let mut last = 0;
    let mut progress = |p: Progress| {
        if started.elapsed().as_secs() / 10 > last {
            last = started.elapsed().as_secs() / 10;
            println!("{:6.1} s {p:?}", started.elapsed().as_secs_f32());
        }
    };
    match args[1].as_str() {
        "export" => {
            let report = export::customers(&store, args[2].as_ref(), false, &mut progress).await;
            println!("{report:?}");
        }
        "seed" => {
            let (customers, instances) = (args[2].parse().unwrap(), args[3].parse().unwrap());
            let options = SeedOptions { customers, instances, seed: 1, into_existing: false };
            println!("{:?}", seed::run(&store, &actor, &options, &mut progress).await);
        }
        what => {
            let mut options = ImportOptions::new(&args[2]);
            options.mapping = args.get(3).map(|m| m.parse().unwrap()).unwrap_or_default();
            options.rejects = transfer::RejectsTo::File("/tmp/bulk.rejects.csv".into());
            let report = match what {
                "customers" => import::customers(&store, &actor, &options, &mut progress).await,
                _ => import::instances(&store, &actor, &options, &mut progress).await,
            };
            match report {
                Ok(report) => println!("{report:#?}"),
                Err(error) => println!("{error}"),
            }
        }
    }
    println!("{:.2} s", started.elapsed().as_secs_f32());
    store.close().await;
}
