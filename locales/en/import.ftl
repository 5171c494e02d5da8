# Taking households and persons from a file.
import-title = Import
import-lede = Take households from a workbook or a CSV file. Every batch is looked at before it is applied, and can be undone.
import-new = Import a file
import-new-lede = Choose a file, say which column is what, and look at the result. Nothing is registered until you apply the batch.
import-none = No imports yet
import-none-help = Import a workbook with households and members on two sheets, or a CSV file with one person per row.
import-file = File
import-state = State
import-state-prepared = To review
import-state-applied = Applied
import-state-undone = Undone
import-households = Households
import-persons = Persons
import-errors = Errors
import-prepared = Prepared
import-drop = Drop a file here, or
import-choose = Choose a file
import-choose-hint = XLSX or CSV. The file stays on this machine.
import-other-file = Choose another file
import-reading = Reading the file…
import-preparing = Checking every row…
import-applying = Registering the households…
import-undoing = Taking the batch back…
import-sheet-size = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}, { $columns ->
    [one] { $columns } column
   *[other] { $columns } columns
}
import-shape = How the file is built
import-layout = Layout
import-layout-household-workbook = Households and members
import-layout-household-workbook-about = Two sheets, linked by a household number.
import-layout-flat-persons = One person per row
import-layout-flat-persons-about = A single list, with a household number if there is one.
import-household-sheet = Sheet with households
import-person-sheet = Sheet with persons
import-date-order = Order of dates
import-date-order-dmy = Day, month, year (31/12/2024)
import-date-order-mdy = Month, day, year (12/31/2024)
import-date-order-ymd = Year, month, day (2024-12-31)
import-source = Name of the source
import-source-hint = The same source and number mean the same household: importing again changes nothing.
import-source-needed = Name the source, for example the organisation the file is from.
import-area = Area for rows without one
import-area-hint = Where households go whose row names no known area.
import-map-households = Columns of households
import-map-persons = Columns of persons
import-target = The registry’s field
import-column = Column
import-samples = What stands there
import-filled = { $filled } of { $rows }
import-filled-head = Filled
import-not-in-file = Not in the file
import-documents = Identity documents
import-documents-all = Other document types
import-unused = { $count ->
    [one] { $count } column is not used
   *[other] { $count } columns are not used
}
import-unused-help = These columns are not taken over.
import-prepare = Check the file
import-prepare-hint = Every row is checked; nothing is registered yet.
import-target-household-external-id = Household number in the file
import-target-household-area-code = Area code
import-target-household-address = Address
import-target-household-registered-on = Registered on
import-target-household-dwelling = Dwelling
import-target-household-water-source = Water source
import-target-household-size = Household size
import-target-person-household-external-id = Household number of the person
import-target-person-external-id = Person number in the file
import-target-person-full-name = Full name
import-target-person-given-name = Given name
import-target-person-other-names = Other names
import-target-person-family-name = Family name
import-target-person-role = Relationship to head
import-target-person-sex = Sex
import-target-person-birth-on = Date of birth
import-target-person-birth-is-estimated = Birth date is estimated
import-target-person-civil-status = Civil status
import-target-person-phone = Phone
import-target-person-phone-alternative = Second phone
import-target-person-disability = Disability
import-target-person-education = Education
import-target-person-occupation = Occupation
import-target-person-address = Address of the person
import-target-document = { $kind }: number
import-batch-prepared-about = Nothing is registered yet. Look at the problems and the rows, then apply the batch.
import-batch-applied-about = The batch is registered. Undo takes back whatever nobody has changed since.
import-batch-undone-about = The batch was taken back. Rows that somebody had changed were kept and are marked.
import-apply = Apply batch
import-applied = { $count ->
    [one] { $count } household registered
   *[other] { $count } households registered
}
import-undo = Undo batch
import-undone = The batch was undone
import-discard = Throw batch away
import-discarded = The batch was thrown away; nothing was registered
import-count-households-new = New households
import-count-households-changed = Households changed
import-count-households-same = Households as before
import-count-persons-new = New persons
import-count-persons-changed = Persons changed
import-count-persons-same = Persons as before
import-count-rows-skipped = Rows left out
import-rows = Rows
import-row = Row
import-action = Action
import-action-new = New
import-action-same = As before
import-action-changed = Changed
import-action-skipped = Left out
import-action-kept = Kept
import-external-id = Number in the file
import-problems = { $count ->
    [0] No problems
    [one] { $count } problem
   *[other] { $count } problems
}
import-problems-none = No problems of this kind.
import-problems-more = { $shown } of { $count } problems are shown. Correct these in the file and check it again.
import-problem-kind = Kind of problem
import-severity = Weight
import-severity-error = Error
import-severity-warning = Warning
import-severity-note = Note
import-sheet = Sheet
import-value = Value
import-what = What is wrong
import-all-sheets = All sheets
import-all-kinds = All kinds
import-page = { $from }–{ $to } of { $count }
import-page-before = Earlier
import-page-after = Later

import-kind-empty-required = Empty but needed
import-kind-unknown-code = Unknown word
import-kind-bad-date = Not a date
import-kind-date-ambiguous = Ambiguous date
import-kind-number-damaged = Number damaged
import-kind-date-damaged = Date damaged
import-kind-link-missing = Household missing
import-kind-duplicate-id = Number twice
import-kind-too-long = Too long
import-kind-bad-phone = Not a phone number
import-kind-area-unknown = Unknown area
import-kind-no-head = No head
import-kind-two-heads = Two heads
import-kind-size-differs = Size differs
import-kind-cell-formula = Formula
import-kind-birth-in-future = Birth in the future
import-kind-no-name = No name
import-kind-age-damaged = Age unreadable
import-kind-column-unused = Column not used
import-kind-column-missing = Not in the file
import-kind-encoding-guessed = Letters guessed
import-kind-sheet-unused = Sheet not used
import-kind-document-invalid = Document number invalid
import-kind-already-undone = Undone before
import-kind-changed-since = Changed since

import-problem-empty-required = This cell is empty but needed. Fill it in the file.
import-problem-unknown-code = “{ $value }” is not a word of this list. Correct it in the file, or it is left out.
import-problem-bad-date = “{ $value }” is not a date. Correct it in the file, or check the order of dates.
import-problem-date-ambiguous = “{ $value }” can be read in two ways. It was read in the order you chose; check it.
import-problem-number-damaged = A spreadsheet rewrote this number in scientific notation; its digits are lost. Take it again from the original source.
import-problem-date-damaged = A spreadsheet turned this date into another value. Take it again from the original source.
import-problem-link-missing = No household with the number “{ $value }” is in the file. Add it, or correct the number.
import-problem-duplicate-id = The number “{ $value }” stands here twice. Each row needs a number of its own.
import-problem-too-long = This text is too long. Shorten it in the file.
import-problem-bad-phone = “{ $value }” is not a phone number. Correct it, or it is left out.
import-problem-area-unknown = The area “{ $value }” is not known here. The household goes to the area you chose.
import-problem-no-head = This household has no head. Mark one member as head in the file.
import-problem-two-heads = This household has more than one head. Leave one of them as head in the file.
import-problem-size-differs = The file says { $expected } members, but { $found } were found. Check the rows of this household.
import-problem-cell-formula = This cell holds a formula. Its last shown value was taken; check it.
import-problem-birth-in-future = This birth date lies in the future. Correct it in the file.
import-problem-no-name = This person has no name. Add one in the file.
import-problem-age-damaged = “{ $value }” is not an age. Correct it in the file.
import-problem-column-unused = The column “{ $column }” is not taken over. Choose a field for it if you need it.
import-problem-column-missing = A sheet or column that was chosen is not in this file. Choose again what stands where.
import-problem-encoding-guessed = The file does not say how its letters are written; { $encoding } was taken. Look at names with accents; if they are wrong, save the file as UTF-8.
import-problem-sheet-unused = This sheet is not read. Choose it above if families stand in it.
import-problem-document-invalid = “{ $value }” does not fit this type of document. Check every character.
import-problem-already-undone = This row was imported and undone before. It is registered anew when you apply.
import-problem-changed-since = Somebody has changed this since the import. It was kept as it is.

import-refused-empty-file = The file is empty. Choose another one.
import-refused-not-a-workbook = This is not an Excel workbook, whatever its name says. Save it as XLSX or CSV and try again.
import-refused-not-text = This is not a text file, whatever its name says. Save it as CSV (UTF-8) or XLSX and try again.
import-refused-too-large = The file is too large (limit { $limit }). Split it into smaller files.
import-refused-cell-too-large = One cell is too large: sheet { $sheet }, row { $row }, column { $column } (limit { $limit }). Shorten it in the file.
import-refused-too-many-rows = The file has too many rows (limit { $limit }). Split it into smaller files.
import-refused-too-many-columns = The file has too many columns (limit { $limit }). Take out those you do not need.
import-refused-sheet-missing = The sheet you chose is not in the file. Choose another one.
import-refused-column-missing = No column is chosen for “{ $target }”. Choose one.
import-refused-unknown-column = The column “{ $column }” is not in the file. Choose another one.
import-refused-batch-not-prepared = This batch has been applied or undone already. Open the list of imports again.
import-refused-batch-not-applied = This batch is not applied, so it cannot be undone.
import-refused-file-gone = The file is no longer here. Choose it again.
import-refused-encrypted = The file is protected by a password. Save it without one and try again.
import-refused-has-errors = The batch still has errors. Correct them in the file and check it again.
import-refused-damaged = The file is damaged and cannot be read to its end. Save it again and try once more.
