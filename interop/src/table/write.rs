//! Tables that leave us. A cell that a spreadsheet would take for a formula is written as text.

/// What a formula may begin with, and what spreadsheets pass over before one; the wide forms are those of East Asian keyboards.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// One line of comma-separated text, ended as RFC 4180 says. Every cell stands in quotes.
pub fn csv_row(cells: &[&str]) -> String {
    let mut row = String::new();
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            row.push(',');
        }
        row.push('"');
        if cell.trim_start_matches(' ').starts_with(FORMULA_STARTS) {
            row.push('\'');
        }
        row.push_str(&cell.replace('"', "\"\""));
        row.push('"');
    }
    row.push_str("\r\n");
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_written_is_a_formula() {
        for cell in ["=1+1", "+254 712", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"] {
            assert!(csv_row(&[cell]).starts_with("\"'"), "{cell:?}");
        }
        assert_eq!(csv_row(&["Grace", "0712", ""]), "\"Grace\",\"0712\",\"\"\r\n");
    }

    #[test]
    fn quotes_and_commas_stay_in_their_cell() {
        assert_eq!(csv_row(&["a \"b\", c", "d\ne"]), "\"a \"\"b\"\", c\",\"d\ne\"\r\n");
    }
}
