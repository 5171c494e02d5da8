//! The invented workbook opens in a reader and says what the district says.

use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

#[test]
fn the_workbook_opens_and_holds_every_person() {
    let bytes = demo::workbook(1, 50);
    assert_eq!(bytes, demo::workbook(1, 50));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Export Summary", "Households", "Individuals"]);
    let households: Vec<_> = demo::district(1, 50).collect();
    let persons: usize = households.iter().map(|household| household.members.len()).sum();

    let sheet = book.worksheet_range("Households").unwrap();
    assert_eq!(sheet.height(), 2 + households.len());
    let individuals = book.worksheet_range("Individuals").unwrap();
    assert_eq!(individuals.height(), 2 + persons);
    for sheet in [&sheet, &individuals] {
        let rows: Vec<_> = sheet.rows().take(3).collect();
        assert!(rows[1].iter().all(|cell| *cell == Data::Empty), "row 2 is empty");
        assert!(rows[2].iter().any(|cell| matches!(cell, Data::Bool(_))), "truths have results");
        assert!(rows[2].iter().any(|cell| matches!(cell, Data::Float(_))));
    }
    let column = |name: &str| individuals.rows().next().unwrap().iter().position(|cell| cell == name).unwrap();
    let (given, relationship, born) = (column("given_name_i_c"), column("relationship_i_c"), column("birth_date_i_c"));
    let people = households.iter().flat_map(|household| &household.members);
    for (row, person) in individuals.rows().skip(2).zip(people) {
        assert_eq!(row[given], person.given_name.as_str());
        assert_eq!(row[relationship] == "HEAD", person.role == "head");
        assert_eq!(matches!(row[born], Data::DateTime(_)), person.birth_on.is_some(), "{:?}", row[born]);
    }
}

#[test]
fn an_empty_workbook_still_has_its_columns() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(demo::workbook(1, 0))).unwrap();
    assert_eq!(book.worksheet_range("Individuals").unwrap().height(), 1);
}
