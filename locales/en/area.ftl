# Areas: the places of the country.
area-title = Areas
area-lede = { $count ->
    [0] No areas yet.
    [one] { $count } area, from the whole country down to the smallest place.
   *[other] { $count } areas, from the whole country down to the smallest places.
}
area-tree = All areas
area-within = within
area-none = No areas yet
area-none-help = Take them from a CSV file with the columns code, name and parent_code, the larger places first.
area-off = Take off { $area }
area-import = Import areas
area-import-hint = A workbook or CSV file: code, parent_code and name_en, name_fr …; or as the United Nations hand areas out (ADM2_PCODE, ADM2_EN …; P-Code). The same file again changes nothing.
area-importing = Taking areas from the file…
area-imported = Areas: { $added } added, { $changed } changed, { $unchanged } as before.
area-field-placeholder = Type part of the name or code
area-field-none = No area of this name. Check the spelling.
area-refused-code-twice = This code stands twice in the file. Each area needs a code of its own.
area-refused-parent-missing = The area around this one is missing. Add it to the file, above this row.
area-refused-too-deep = Areas may be at most { $limit } levels deep. Leave out a level.
area-refused-no-columns = No sheet of this file lists areas. It needs the columns code and parent_code, or ADM0_PCODE, ADM1_PCODE …, or P-Code and Parent P-Code.
area-refused-merged = This area has gone into the one around it. Choose that one, or separate the two again first.
area-refused-not-merged = This area has not gone into another. There is nothing to take back.
area-refused-same = An area cannot go into itself. Choose another one.
area-refused-other-level = The two areas are not of the same rank. A village goes into a village, a district into a district.
area-refused-code-missing = An area needs a code. Enter one.
area-refused-code-taken = Another area has the code { $code }. Choose another code.
area-refused-code-former = { $code } was the code of the area that is now { $now }. Old papers still say it: choose another code, or use { $now }.
area-refused-no-name = An area needs a name in one language at least. Enter one.
