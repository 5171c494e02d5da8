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
area-merged = مضمومة
area-merged-about = ضُمّت { $area } إلى { $into }. من سُجّل هنا يبقى ملفه هنا، ولا يُسجّل أحد جديد.
area-facts = عن هذه المنطقة
area-code = الرمز
area-name-in = الاسم ({ $language })
area-name-other = لغة أخرى
area-name-other-hint = رمزها: sw أو pt-br …
area-name-more = أضف سطرًا
area-parent = تقع في
area-families = أسر مسجّلة هنا
area-inside = المناطق التي فيها
area-inside-none = لا منطقة فيها.
area-history = ما كانت عليه
area-happening-added = أُضيفت
area-happening-translated = سُمّيت باسم آخر
area-happening-recoded = أُعطيت رمزًا آخر
area-happening-placed = وُضعت في منطقة أخرى
area-happening-merged = ضُمّت إلى منطقة أخرى
area-happening-unmerged = فُصلت من جديد
area-acts = المزيد مما يُفعل بهذه المنطقة
area-add = أضف منطقة فيها
area-add-title = منطقة جديدة في { $area }
area-add-warn = { $count ->
    [one] أسرة واحدة مسجّلة في { $area } نفسها. تبقى هناك
    [two] أسرتان مسجّلتان في { $area } نفسها. تبقيان هناك
    [few] { $count } أسر مسجّلة في { $area } نفسها. تبقى هناك
   *[other] { $count } أسرة مسجّلة في { $area } نفسها. تبقى هناك
}، وتُسجّل الأسر الجديدة في المناطق التي فيها.
area-add-done = أُضيفت المنطقة. تعلم بها الحواسيب عند تبادلها التالي.
area-translate = الأسماء
area-translate-title = أسماء { $area }
area-translate-about = يظهر الاسم بلغة الشاشة، وإلا فالإنجليزي أو الأول.
area-translate-save = احفظ الأسماء
area-translate-done = حُفظت الأسماء.
area-recode = رمز آخر
area-recode-title = رمز آخر لـ { $area }
area-recode-about = يبقى { $code } يدل عليها في الملفات والأوراق القديمة، ولا يُعطى لمنطقة أخرى.
area-recode-save = احفظ الرمز
area-recode-done = الرمز الآن { $code }.
area-merge = ضمّها إلى منطقة أخرى
area-merge-title = تُضمّ { $area } إلى منطقة أخرى
area-merge-into = إلى
area-merge-into-hint = مناطق من المرتبة نفسها.
area-merge-warn = { $count ->
    [0] ستقع { $area } في { $into }. لا يُسجّل أحد جديد في { $area }.
    [one] تبقى أسرة واحدة في الملف تحت { $area } التي ستقع في { $into }. لا يُسجّل أحد جديد في { $area }.
    [two] تبقى أسرتان في الملف تحت { $area } التي ستقع في { $into }. لا يُسجّل أحد جديد في { $area }.
    [few] تبقى { $count } أسر في الملف تحت { $area } التي ستقع في { $into }. لا يُسجّل أحد جديد في { $area }.
   *[other] تبقى { $count } أسرة في الملف تحت { $area } التي ستقع في { $into }. لا يُسجّل أحد جديد في { $area }.
} من يعمل في { $into } تصله أسرها عند تبادله التالي.
area-merge-save = ضمّ
area-merge-done = ضُمّت { $area } إلى { $into }.
area-unmerge = افصلها من جديد
area-unmerge-title = { $area } خارج { $into }
area-unmerge-about = ستقع { $area } حيث كانت، ومعها ما تبعها. ويمكن تسجيل الأسر فيها من جديد.
area-unmerge-done = تقع { $area } حيث كانت.
area-branch = ما يقع في { $area }
