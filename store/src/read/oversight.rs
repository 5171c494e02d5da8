//! What the indicators are made of: five passes over rows, whatever the number of families or officers.

pub mod revisit;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::oversight::Registrar;
use domain::oversight::indicator::{Registered, Work};
use domain::registry::Household;
use domain::time::{Precision, parse_date, year_month_day};
use domain::{Area, Date, Id, Instant};
use rusqlite::Row;
use sync::replay::kind_number;
use sync::{Hlc, Incarnation};

use crate::fault::StoreFault;
use crate::read::scope::Scope;
use crate::read::{HOMES, Reader};

/// Digits at the end of a phone number that are the same however it is dialled.
const PHONE_END_DIGITS: usize = 9;
/// Shorter numbers are shared by chance.
const PHONE_DIGITS_MIN: usize = 7;

const ORIGINS: &str = "SELECT o.household_id, h.area_id, h.address, h.dwelling, h.water_source, h.import_source IS NOT NULL AS is_imported,
   h.split_from_id IS NOT NULL AS is_split, h.dissolved_on IS NOT NULL AS is_dissolved, o.incarnation, o.founded_at, c.user_id
 FROM household_origin AS o
 CROSS JOIN household AS h ON h.home_area_id = o.home_area_id AND h.household_id = o.household_id
 LEFT JOIN log_commit AS c ON c.incarnation = o.incarnation AND c.recorded_at = o.founded_at
 WHERE o.home_area_id IN (SELECT area_id FROM area WHERE level <= 2)";
const EDITS: &str = "SELECT e.document_id, e.kind, e.incarnation, e.changes, e.changed_at, c.user_id
 FROM document_change AS e LEFT JOIN log_commit AS c ON c.incarnation = e.incarnation AND c.recorded_at = e.changed_at
 WHERE e.home_area_id IN (SELECT area_id FROM area WHERE level <= 2)";

/// Which work is looked at.
#[derive(Debug, Clone)]
pub struct WorkQuery {
    /// Families in these areas.
    pub scope: Scope,
    /// Of these, those in one area and below.
    pub area: Option<Id<Area>>,
    /// Registered since.
    pub since: Instant,
    /// How far the wall clock of the place is before that of Greenwich, in minutes.
    pub offset_minutes: i32,
    /// Whether work is told by device instead of by user.
    pub is_by_device: bool,
}

/// A family in somebody's work, at the place it has there.
#[derive(Debug, Clone, Copy)]
pub struct WorkedFamily {
    /// The family.
    pub household: Id<Household>,
    /// Where.
    pub area: Id<Area>,
    /// When, by the clock of the device.
    pub registered_at: Instant,
}

/// Everybody's work.
#[derive(Debug, Clone, Default)]
pub struct Works {
    /// What was done.
    pub works: BTreeMap<Registrar, Work>,
    /// The families of [`Work::registered`], in the same order.
    pub families: BTreeMap<Registrar, Vec<WorkedFamily>>,
}

/// Places of families by the identity of a household or a person.
type Places = HashMap<[u8; 16], usize>;

/// A household with who founded its file.
struct Origin {
    household: [u8; 16],
    area: [u8; 16],
    by: Registrar,
    at: Instant,
    is_imported: bool,
    is_split: bool,
    is_dissolved: bool,
    registered: Registered,
}

/// Who works on each device, for chains whose commits are not here: the only user of a device is who it was.
pub(crate) struct Workers(BTreeMap<u32, Option<Registrar>>);

impl Workers {
    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, StoreFault> {
        let only = |users: &[_]| match users {
            [user] => Some(Registrar::User(*user)),
            _ => None,
        };
        Ok(Self(reader.devices()?.into_iter().map(|device| (device.number, only(&device.users))).collect()))
    }

    /// Who acted in a row with `incarnation` and `user_id`.
    pub(crate) fn of(&self, row: &Row<'_>, is_by_device: bool) -> rusqlite::Result<Registrar> {
        let incarnation: [u8; 12] = row.get("incarnation")?;
        let device = Incarnation::from_slice(&incarnation).map_or(0, |incarnation| incarnation.device);
        let user: Option<[u8; 16]> = row.get("user_id")?;
        if is_by_device {
            return Ok(Registrar::Device(device));
        }
        Ok(match user {
            Some(user) => Registrar::User(Id::from_bytes(user)),
            None => self.0.get(&device).copied().flatten().unwrap_or(Registrar::Device(device)),
        })
    }
}

impl Reader<'_> {
    /// Everybody's work in some areas since an instant.
    ///
    /// # Errors
    /// Faults of the store.
    pub fn works(&self, query: &WorkQuery) -> Result<Works, StoreFault> {
        let areas = self.areas_of(&query.scope, query.area)?;
        let workers = Workers::read(self)?;
        let offset_ms = i64::from(query.offset_minutes) * 60_000;
        let mut origins = self.origins(&workers, query.is_by_device, offset_ms)?;
        let at: Places = origins.iter().enumerate().map(|(at, origin)| (origin.household, at)).collect();
        let home_of = self.read_persons(&mut origins, &at, offset_ms)?;
        for place in self.sharing("SELECT digits_reversed AS number, person_id FROM phone", &home_of, |number| {
            let end: String = number.chars().take(PHONE_END_DIGITS).collect();
            (end.len() >= PHONE_DIGITS_MIN).then_some(end)
        })? {
            origins[place].registered.shares_phone = true;
        }
        let documents = "SELECT document_type || ':' || number AS number, person_id FROM identity_document";
        for place in self.sharing(documents, &home_of, |number| Some(number.to_owned()))? {
            origins[place].registered.shares_document = true;
        }
        let edits = self.read_edits(&mut origins, (&at, &home_of), (&workers, &areas), query)?;
        Ok(gathered(origins, edits, &areas, query.since))
    }

    /// Areas that are asked for.
    pub(crate) fn areas_of(&self, scope: &Scope, area: Option<Id<Area>>) -> Result<HashSet<[u8; 16]>, StoreFault> {
        let mut found = HashSet::new();
        for one in self.areas()? {
            let is_asked = area.map_or(Ok(true), |area| self.is_within(one.id, &[area]))?;
            if is_asked && self.is_in(one.id, scope)? {
                found.insert(one.id.to_bytes());
            }
        }
        Ok(found)
    }

    fn origins(&self, workers: &Workers, is_by_device: bool, offset_ms: i64) -> Result<Vec<Origin>, StoreFault> {
        let mut statement = self.connection().prepare_cached(ORIGINS)?;
        let rows = statement.query_map([], |row| {
            let at = Hlc::from_i64(row.get("founded_at")?).instant();
            let text = |column| row.get::<_, Option<String>>(column);
            let address = text("address")?;
            let (dwelling, water) = (text("dwelling")?.unwrap_or_default(), text("water_source")?.unwrap_or_default());
            let words = address.map(|address| format!("{}\n{dwelling}\n{water}", address.trim().to_lowercase()));
            Ok(Origin {
                household: row.get("household_id")?,
                area: row.get("area_id")?,
                by: workers.of(row, is_by_device)?,
                at,
                is_imported: row.get("is_imported")?,
                is_split: row.get("is_split")?,
                is_dissolved: row.get("is_dissolved")?,
                registered: Registered { local_ms: at.ms() + offset_ms, words, ..Registered::default() },
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Puts members into their families; answers which family each person is of.
    fn read_persons(&self, origins: &mut [Origin], at: &Places, offset_ms: i64) -> Result<Places, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT person_id, household_id, sex, birth_on, birth_precision FROM person WHERE home_area_id IN {HOMES}"
        ))?;
        let mut home_of = HashMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let household: Option<[u8; 16]> = row.get("household_id")?;
            let Some(place) = household.and_then(|household| at.get(&household)).copied() else { continue };
            home_of.insert(row.get("person_id")?, place);
            let birth_on = row.get::<_, Option<String>>("birth_on")?.as_deref().and_then(parse_date);
            let precision = row.get::<_, Option<String>>("birth_precision")?;
            let family = &mut origins[place].registered;
            let on = Instant::from_ms(origins[place].at.ms() + offset_ms).day();
            let age = birth_on.zip(on).and_then(|(born, on): (Date, Date)| on.years_since(born));
            family.members.push((row.get::<_, Option<String>>("sex")?.unwrap_or_default(), age));
            if let Some(born) = birth_on.filter(|_| precision.as_deref() == Some(Precision::Day.code())) {
                let (_, month, day) = year_month_day(born);
                family.exact_births += 1;
                family.january_births += u32::from((month, day) == (1, 1));
            }
        }
        for origin in origins {
            origin.registered.members.sort_unstable();
        }
        Ok(home_of)
    }

    /// Places of families that have a number which another family has, too.
    fn sharing(
        &self,
        select: &str,
        home_of: &Places,
        key: impl Fn(&str) -> Option<String>,
    ) -> Result<BTreeSet<usize>, StoreFault> {
        let mut statement = self.connection().prepare_cached(&format!("{select} WHERE home_area_id IN {HOMES}"))?;
        let mut first: HashMap<String, usize> = HashMap::new();
        let mut sharing = BTreeSet::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(place) = home_of.get(&row.get::<_, [u8; 16]>("person_id")?).copied() else { continue };
            let Some(key) = key(&row.get::<_, String>("number")?) else { continue };
            let held = *first.entry(key).or_insert(place);
            if held != place {
                sharing.extend([held, place]);
            }
        }
        Ok(sharing)
    }

    /// Marks families that were changed since; answers how many changes each made to families of others.
    fn read_edits(
        &self,
        origins: &mut [Origin],
        (at, home_of): (&Places, &Places),
        (workers, areas): (&Workers, &HashSet<[u8; 16]>),
        query: &WorkQuery,
    ) -> Result<BTreeMap<Registrar, u32>, StoreFault> {
        let household = kind_number(domain::DocumentKind::Household);
        let mut edits: BTreeMap<Registrar, u32> = BTreeMap::new();
        let mut statement = self.connection().prepare_cached(EDITS)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let document: [u8; 16] = row.get("document_id")?;
            let of = if row.get::<_, u8>("kind")? == household { at } else { home_of };
            let Some(origin) = of.get(&document).map(|place| &mut origins[*place]) else { continue };
            origin.registered.is_touched = true;
            let editor = workers.of(row, query.is_by_device)?;
            let is_since = Hlc::from_i64(row.get("changed_at")?).instant() >= query.since;
            if editor != origin.by && is_since && areas.contains(&origin.area) {
                let changes: u32 = row.get("changes")?;
                *edits.entry(editor).or_default() += changes;
            }
        }
        Ok(edits)
    }
}

/// The work of each, oldest first. Families that split off were registered with the one they came from.
fn gathered(
    mut origins: Vec<Origin>,
    edits: BTreeMap<Registrar, u32>,
    areas: &HashSet<[u8; 16]>,
    since: Instant,
) -> Works {
    origins.retain(|origin| origin.at >= since && areas.contains(&origin.area) && !origin.is_split);
    origins.sort_by_key(|origin| (origin.at, origin.household));
    let mut works = Works::default();
    for origin in origins {
        let work = works.works.entry(origin.by).or_default();
        if origin.is_imported {
            work.imported += 1;
            continue;
        }
        work.registered.push(origin.registered);
        works.families.entry(origin.by).or_default().push(WorkedFamily {
            household: Id::from_bytes(origin.household),
            area: Id::from_bytes(origin.area),
            registered_at: origin.at,
        });
    }
    for (editor, changes) in edits {
        works.works.entry(editor).or_default().edits_of_others = changes;
    }
    works
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::migrate;

    #[test]
    fn every_pass_finds_what_it_joins_by_a_key() {
        let mut connection = rusqlite::Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        for (sql, keys) in [
            (
                ORIGINS,
                ["SEARCH o USING PRIMARY KEY (home_area_id=?)", "SEARCH h USING PRIMARY KEY (", "SEARCH c USING"],
            ),
            (EDITS, ["SEARCH e USING PRIMARY KEY (home_area_id=?)", "SEARCH c USING", "recorded_at=?"]),
            (
                revisit::DRAWN,
                ["(home_area_id=? AND sample_id=?)", "SEARCH h USING PRIMARY KEY (", "SEARCH p USING PRIMARY KEY ("],
            ),
            (revisit::RESULTS, ["revisit_result_by_sample", "home_area_id=?", "sample_id=?"]),
        ] {
            let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let mut rows = statement.raw_query();
            let mut plan = Vec::new();
            while let Some(row) = rows.next().unwrap() {
                plan.push(row.get::<_, String>("detail").unwrap());
            }
            let plan = plan.join("; ");
            for key in keys {
                assert!(plan.contains(key), "{key} is not in {plan}");
            }
        }
    }
}
