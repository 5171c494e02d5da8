//! The places of an invented district: country, region, district, six wards, four villages in each.
//!
//! Invariants: codes are the parent's code and two digits, under `XP`, which ISO 3166 leaves to private use; they are
//! the same for every seed, names are drawn from it; no two places of a district share a name.

use crate::chance::Chance;

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Like a P-code: `XP01010203`.
    pub code: String,
    /// Code of the place it lies in; none for the country.
    pub parent_code: Option<String>,
    /// 0 country, 1 region, 2 district, 3 ward, 4 village.
    pub level: u8,
    /// English name.
    pub name_en: String,
    /// French name.
    pub name_fr: String,
    /// Arabic name.
    pub name_ar: String,
}

/// Level of the places where households live.
pub(crate) const VILLAGE_LEVEL: u8 = 4;
const WARDS: u32 = 6;
const VILLAGES_PER_WARD: u32 = 4;
/// The stream of chance for places; households use their own number.
const PLACES: u64 = u64::MAX;

type Names = [&'static str; 3];

const COUNTRY: Names = ["Kivulini", "Kivulini", "كيفوليني"];
const REGIONS: [Names; 4] = [
    ["Eastern Region", "Région de l'Est", "الإقليم الشرقي"],
    ["Northern Region", "Région du Nord", "الإقليم الشمالي"],
    ["Coast Region", "Région de la Côte", "إقليم الساحل"],
    ["Lake Region", "Région du Lac", "إقليم البحيرة"],
];
const DISTRICTS: [Names; 4] = [
    ["Two Rivers District", "District des Deux-Rivières", "منطقة النهرين"],
    ["Salt Road District", "District de la Route du Sel", "منطقة طريق الملح"],
    ["Long Bridge District", "District du Long-Pont", "منطقة الجسر الطويل"],
    ["Harvest District", "District de la Moisson", "منطقة الحصاد"],
];
/// What a place is, before or after what it is named for.
const KINDS: [Names; 6] = [
    ["Hill", "Colline", "تل"],
    ["Spring", "Source", "نبع"],
    ["Market", "Marché", "سوق"],
    ["Bridge", "Pont", "جسر"],
    ["Well", "Puits", "بئر"],
    ["Garden", "Jardin", "حديقة"],
];
const NAMED_FOR: [Names; 16] = [
    ["Acacia", "des Acacias", "السنط"],
    ["Baobab", "du Baobab", "الباوباب"],
    ["Heron", "du Héron", "البلشون"],
    ["Mango", "des Mangues", "المانجو"],
    ["Salt", "du Sel", "الملح"],
    ["Honey", "du Miel", "العسل"],
    ["Tamarind", "du Tamarin", "التمر الهندي"],
    ["Copper", "du Cuivre", "النحاس"],
    ["Palm", "des Palmes", "النخيل"],
    ["Rain", "de la Pluie", "المطر"],
    ["Moon", "de la Lune", "القمر"],
    ["Gazelle", "de la Gazelle", "الغزال"],
    ["Stone", "de la Pierre", "الحجر"],
    ["Millet", "du Mil", "الدخن"],
    ["Lemon", "des Citrons", "الليمون"],
    ["Eagle", "de l'Aigle", "النسر"],
];

/// The places of the district that `seed` invents, parents before children.
#[must_use]
pub fn areas(seed: u64) -> Vec<Area> {
    let mut chance = Chance::new(seed, PLACES);
    let mut free: Vec<Names3> =
        KINDS.iter().flat_map(|kind| NAMED_FOR.iter().map(|thing| place(kind, thing))).collect();
    let mut areas = vec![area("XP", None, 0, COUNTRY.map(str::to_owned))];
    areas.push(area("XP01", Some("XP"), 1, chance.any(&REGIONS).map(str::to_owned)));
    areas.push(area("XP0101", Some("XP01"), 2, chance.any(&DISTRICTS).map(str::to_owned)));
    let mut drawn = || free.swap_remove(chance.below(free.len() as u32) as usize);
    for ward in 1..=WARDS {
        let code = format!("XP0101{ward:02}");
        areas.push(area(&code, Some("XP0101"), 3, drawn()));
        for village in 1..=VILLAGES_PER_WARD {
            areas.push(area(&format!("{code}{village:02}"), Some(&code), VILLAGE_LEVEL, drawn()));
        }
    }
    areas
}

type Names3 = [String; 3];

fn place(kind: &Names, thing: &Names) -> Names3 {
    [format!("{} {}", thing[0], kind[0]), format!("{} {}", kind[1], thing[1]), format!("{} {}", kind[2], thing[2])]
}

fn area(code: &str, parent: Option<&str>, level: u8, [name_en, name_fr, name_ar]: Names3) -> Area {
    Area { code: code.to_owned(), parent_code: parent.map(str::to_owned), level, name_en, name_fr, name_ar }
}

/// The places as CSV with the columns `code,parent_code,level,name_en,name_fr,name_ar`.
#[must_use]
pub fn area_csv(seed: u64) -> String {
    let mut csv = String::from("code,parent_code,level,name_en,name_fr,name_ar\n");
    for area in areas(seed) {
        let parent = area.parent_code.unwrap_or_default();
        let level = area.level.to_string();
        let cells = [&area.code, &parent, &level, &area.name_en, &area.name_fr, &area.name_ar];
        crate::flat::push_row(&mut csv, cells.into_iter().map(String::as_str));
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_place_lies_in_one_that_came_before() {
        let areas = areas(1);
        let mut known = BTreeSet::new();
        for area in &areas {
            assert!(area.parent_code.as_ref().is_none_or(|parent| known.contains(parent)));
            assert!(known.insert(area.code.clone()));
        }
        assert_eq!(areas.iter().filter(|area| area.level == VILLAGE_LEVEL).count(), 24);
        assert_eq!(areas.iter().map(|area| &area.name_ar).collect::<BTreeSet<_>>().len(), areas.len());
    }

    #[test]
    fn seeds_name_places_otherwise_under_the_same_codes() {
        let codes = |seed| areas(seed).into_iter().map(|area| area.code).collect::<Vec<_>>();
        assert_eq!(codes(1), codes(2));
        assert_ne!(areas(1), areas(2));
        assert_eq!(area_csv(1).lines().count(), areas(1).len() + 1);
    }
}
