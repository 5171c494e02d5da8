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
area-import-hint = مصنف أو ملف CSV: code وparent_code وname_en وname_ar …؛ أو كما توزّع الأمم المتحدة المناطق (ADM2_PCODE وADM2_AR …؛ P-Code). لا يغيّر الملف نفسه شيئًا في المرة الثانية.
area-importing = تُقرأ المناطق من الملف…
area-imported = المناطق: أُضيفت { $added }، تغيّرت { $changed }، بقيت { $unchanged }.
area-field-placeholder = اكتب جزءًا من الاسم أو الرمز
area-field-none = لا منطقة بهذا الاسم. تحقق من الكتابة.
area-refused-code-twice = يتكرر هذا الرمز في الملف. لكل منطقة رمزها.
area-refused-parent-missing = المنطقة المحيطة غير موجودة. أضفها إلى الملف قبل هذا السطر.
area-refused-too-deep = للمناطق { $limit } مستويات على الأكثر. احذف مستوى.
area-refused-no-columns = لا ورقة في هذا الملف تسرد مناطق. يلزم العمودان code وparent_code، أو ADM0_PCODE وADM1_PCODE …، أو P-Code وParent P-Code.
area-refused-merged = ضُمّت هذه المنطقة إلى المنطقة المحيطة بها. اختر تلك، أو افصلهما أولًا.
area-refused-not-merged = لم تُضمّ هذه المنطقة إلى أخرى. لا شيء يُتراجع عنه.
area-refused-same = لا تُضمّ منطقة إلى نفسها. اختر غيرها.
area-refused-other-level = المنطقتان ليستا من مرتبة واحدة. تُضمّ القرية إلى قرية والمحافظة إلى محافظة.
area-refused-code-missing = لكل منطقة رمز. أدخله.
area-refused-code-taken = لمنطقة أخرى الرمز { $code }. اختر رمزًا غيره.
area-refused-code-former = كان { $code } رمز المنطقة التي رمزها الآن { $now }. ما زالت أوراق قديمة تذكره: اختر رمزًا آخر أو استعمل { $now }.
area-refused-no-name = لكل منطقة اسم بلغة واحدة على الأقل. أدخله.
