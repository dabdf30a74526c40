//! Made-up customers and service instances, the same every time: skewed counts, several scripts,
//! unique references.

use model::{Customer, CustomerStatus, Instance, InstanceState, ServiceCounts};
use search::InstanceEntry;

/// Instances of the first customer.
const LARGEST: u64 = 50_000;

pub struct Rows {
    pub customers: u64,
    instances: u64,
}

impl Rows {
    pub fn new(customers: u64, instances: u64) -> Self {
        Self { customers, instances }
    }

    pub fn customer(&self, n: u64) -> Customer {
        let mut random = Random::of(n, 1);
        let name = name(&mut random);
        let reference = (random.below(10) > 0).then(|| format!("CRM-{n:07}"));
        let description = (random.below(3) > 0).then(|| description(&mut random));
        let mean = self.instances / self.customers.max(1);
        let each = if n == 0 { LARGEST.min(self.instances / 4) } else { mean };
        let mut services = ServiceCounts::default();
        // Most have few, some have many.
        let skew = random.below(10) * random.below(10) * random.below(10) / 90;
        services.active = if n == 0 { each } else { each * skew / 2 };
        services.failed = u64::from(random.below(20) == 0);
        services.uploaded = random.below(3) / 2;
        Customer {
            id: uuid(&mut random).parse().unwrap(),
            name,
            reference,
            description,
            status: if random.below(12) == 0 {
                CustomerStatus::Inactive
            } else {
                CustomerStatus::Active
            },
            version: 1,
            created_at: time(&mut random),
            updated_at: time(&mut random),
            services,
        }
    }

    pub fn instance(&self, n: u64) -> InstanceEntry {
        let largest = LARGEST.min(self.instances / 4);
        let owner = if n < largest { 0 } else { skewed(n, self.customers) };
        let customer = self.customer(owner);
        let mut random = Random::of(n, 2);
        let design = DESIGNS[(random.below(36) as f64).sqrt() as usize % DESIGNS.len()];
        let state = match random.below(20) {
            0 => InstanceState::Failed,
            1 | 2 => InstanceState::Uploaded,
            3 => InstanceState::Provisioning,
            4 => InstanceState::Deprovisioned,
            _ => InstanceState::Active,
        };
        InstanceEntry {
            instance: Instance {
                id: uuid(&mut random).parse().unwrap(),
                name: format!("{design}-{}-{n:07}", PLACES[random.below(12) as usize]),
                customer: customer.id.clone(),
                customer_name: customer.name,
                design: design.into(),
                design_version: format!("1.{}.0", random.below(4)),
                state,
                version: 1,
                created_at: time(&mut random),
                updated_at: time(&mut random),
            },
            customer_reference: customer.reference,
            customer_status: customer.status,
        }
    }

    pub fn customer_of(&self, entry: &InstanceEntry) -> Customer {
        let largest = self.customer(0);
        if entry.instance.customer == largest.id { largest } else { self.customer(1) }
    }
}

/// Some customers have many, most have few.
fn skewed(n: u64, customers: u64) -> u64 {
    let mut random = Random::of(n, 3);
    let part = random.below(1 << 20) as f64 / (1u64 << 20) as f64;
    ((part * part * customers as f64) as u64).min(customers - 1)
}

const DESIGNS: [&str; 6] = [
    "infrastructure",
    "eline-l2circuit-nsm",
    "elan-evpn-csm",
    "eline-evpn-vpws-csm",
    "l2vpn",
    "l3vpn",
];
const PLACES: [&str; 12] =
    ["osl", "sto", "ham", "ber", "par", "lon", "mad", "rom", "ath", "kyiv", "tokyo", "lima"];
const KINDS: [&str; 16] = [
    "Fiber",
    "Networks",
    "Telecom",
    "Group",
    "Broadband",
    "Logistics",
    "Foods",
    "Energy",
    "Bank",
    "Media",
    "Systems",
    "Partners",
    "Stadtwerke",
    "Trading",
    "Health",
    "Net",
];
const FORMS: [&str; 8] = ["GmbH", "AB", "AS", "Ltd", "Inc.", "S.A.", "AG", "Oy"];
const ELSEWHERE: [&str; 8] = [
    "東京通信",
    "Київські Мережі",
    "شبكة الخليج",
    "Ελληνικά Δίκτυα",
    "दिल्ली नेटवर्क",
    "תקשורת ישראל",
    "서울통신",
    "Société Générale d’Énergie",
];

fn name(random: &mut Random) -> String {
    let one = capital(&word(random));
    match random.below(12) {
        0 => format!("{} {one}", ELSEWHERE[random.below(8) as usize]),
        1 => format!("{one} {}", capital(&word(random))),
        2 => format!("Ö{} {}", word(random), KINDS[random.below(16) as usize]),
        _ => format!(
            "{one} {} {}",
            KINDS[random.below(16) as usize],
            FORMS[random.below(8) as usize]
        ),
    }
}

fn description(random: &mut Random) -> String {
    let region = ["north", "south", "east", "west"][random.below(4) as usize];
    format!(
        "Customer in the {region} region, {} {}; contact {} {}",
        word(random),
        random.below(100_000),
        capital(&word(random)),
        capital(&word(random))
    )
}

/// One of some 300,000 words of three syllables.
pub fn word(random: &mut Random) -> String {
    const STARTS: [&str; 16] = [
        "ka", "ma", "no", "ber", "lin", "sto", "tri", "ve", "ha", "ro", "sil", "du", "pe", "ja",
        "wo", "el",
    ];
    const MIDDLES: [&str; 16] = [
        "ra", "mi", "lo", "ne", "tu", "da", "ri", "go", "sa", "be", "ki", "vo", "ter", "lan",
        "mon", "zi",
    ];
    const ENDS: [&str; 8] = ["n", "t", "ska", "berg", "ner", "li", "dor", "x"];
    let mut text = String::new();
    text.push_str(STARTS[random.below(16) as usize]);
    for _ in 0..2 {
        text.push_str(MIDDLES[random.below(16) as usize]);
    }
    if random.below(2) == 0 {
        text.push_str(MIDDLES[random.below(16) as usize]);
    }
    text.push_str(ENDS[random.below(8) as usize]);
    text
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

fn time(random: &mut Random) -> String {
    let from = 1_640_000_000;
    let seconds = from + random.below(150_000_000) as i64;
    let nanoseconds = random.below(1_000_000_000) as u32;
    chrono::DateTime::from_timestamp(seconds, nanoseconds)
        .unwrap()
        .to_rfc3339_opts(chrono::SecondsFormat::Nanos, true)
}

fn uuid(random: &mut Random) -> String {
    let (a, b) = (random.next(), random.next());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xfff,
        0x8000 | (b >> 50),
        b & 0xffff_ffff_ffff
    )
}

/// A generator of numbers that is good enough for this.
pub struct Random(pub u64);

impl Random {
    fn of(n: u64, salt: u64) -> Self {
        let mut random = Self(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (salt << 56) | 1);
        random.next();
        random
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
