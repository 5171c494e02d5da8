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
area-import-hint = A CSV file with code, name and parent_code. The same file again changes nothing.
area-importing = Taking areas from the file…
area-imported = Areas: { $added } added, { $changed } changed, { $unchanged } as before.
area-field-placeholder = Type part of the name or code
area-field-none = No area of this name. Check the spelling.
area-refused-code-twice = This code stands twice in the file. Each area needs a code of its own.
area-refused-parent-missing = The area around this one is missing. Add it to the file, above this row.
area-refused-too-deep = Areas may be at most ten levels deep. Leave out a level.
