# المناطق: أماكن البلد.
area-title = المناطق
area-lede = { $count ->
    [zero] لا مناطق بعد.
    [one] منطقة واحدة، من البلد كله إلى أصغر مكان.
    [two] منطقتان، من البلد كله إلى أصغر مكان.
    [few] { $count } مناطق، من البلد كله إلى أصغر الأماكن.
   *[other] { $count } منطقة، من البلد كله إلى أصغر الأماكن.
}
area-tree = كل المناطق
area-within = بداخلها
area-none = لا مناطق بعد
area-none-help = خذها من ملف CSV فيه الأعمدة code وname وparent_code، الأماكن الكبرى أولًا.
area-off = إزالة { $area }
area-import = استيراد المناطق
area-import-hint = ملف CSV فيه code وname وparent_code. لا يغيّر الملف نفسه شيئًا في المرة الثانية.
area-importing = تُقرأ المناطق من الملف…
area-imported = المناطق: أُضيفت { $added }، تغيّرت { $changed }، بقيت { $unchanged }.
area-field-placeholder = اكتب جزءًا من الاسم أو الرمز
area-field-none = لا منطقة بهذا الاسم. تحقق من الكتابة.
area-refused-code-twice = يتكرر هذا الرمز في الملف. لكل منطقة رمزها.
area-refused-parent-missing = المنطقة المحيطة غير موجودة. أضفها إلى الملف قبل هذا السطر.
area-refused-too-deep = للمناطق عشرة مستويات على الأكثر. احذف مستوى.
