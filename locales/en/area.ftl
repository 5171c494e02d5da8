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
area-merged = merged
area-merged-about = { $area } has gone into { $into }. Who was registered here stays on file here; nobody new is.
area-facts = About this area
area-code = Code
area-name-in = Name ({ $language })
area-name-other = Another language
area-name-other-hint = Its tag: sw, pt-br …
area-name-more = Add a line
area-parent = Lies in
area-families = Families registered here
area-inside = Areas in it
area-inside-none = No area lies in it.
area-history = What it was
area-happening-added = Added
area-happening-translated = Named otherwise
area-happening-recoded = Given another code
area-happening-placed = Put into another area
area-happening-merged = Went into another area
area-happening-unmerged = Taken apart again
area-acts = More to do with this area
area-add = Add an area in it
area-add-title = A new area in { $area }
area-add-warn = { $count ->
    [one] One family is registered in { $area } itself. It stays there
   *[other] { $count } families are registered in { $area } itself. They stay there
}, and new families are registered in the areas in it.
area-add-done = The area was added. Laptops hear of it at their next exchange.
area-translate = Names
area-translate-title = Names of { $area }
area-translate-about = The name in the language of the screen is shown; where there is none, the English or first one.
area-translate-save = Save names
area-translate-done = The names were saved.
area-recode = Another code
area-recode-title = Another code for { $area }
area-recode-about = { $code } keeps finding it in old files and papers, and is given to no other area.
area-recode-save = Save code
area-recode-done = The code is { $code } now.
area-merge = Merge into another area
area-merge-title = { $area } goes into another area
area-merge-into = Into
area-merge-into-hint = Areas of the same rank.
area-merge-warn = { $count ->
    [0] { $area } will lie in { $into }. Nobody new is registered in { $area }.
    [one] One family stays on file under { $area }, which will lie in { $into }. Nobody new is registered in { $area }.
   *[other] { $count } families stay on file under { $area }, which will lie in { $into }. Nobody new is registered in { $area }.
} Whoever works in { $into } has its families from their next exchange on.
area-merge-save = Merge
area-merge-done = { $area } has gone into { $into }.
area-unmerge = Take apart again
area-unmerge-title = { $area } out of { $into }
area-unmerge-about = { $area } will lie where it lay before, with what went along with it. Families can be registered in it again.
area-unmerge-done = { $area } lies where it lay before.
area-branch = What lies in { $area }
