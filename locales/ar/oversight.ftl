# رقابة الأسر الوهمية: أرقام عمّا سجّله كل شخص، وزيارات لأسر تُختار بالقرعة.
oversight-title = الإشراف
oversight-lede = أين تستحق النظرة الثانية الطريق. الرقم لا يتهم أحدًا: لكل رقم أسباب وجيهة ممكنة. اذهب وانظر واسأل.
oversight-tab-figures = الأرقام
oversight-tab-visits = زيارات بالقرعة
oversight-area = المنطقة
oversight-all-areas = كل مناطقي
oversight-since = مسجّلة منذ
oversight-rest-days = أيام الراحة
oversight-rest-sunday = الأحد
oversight-rest-weekend = السبت والأحد
oversight-rest-friday = الجمعة
oversight-rest-friday-saturday = الجمعة والسبت
oversight-told-by = العرض حسب
oversight-by-user = الموظف
oversight-by-device = الحاسوب
oversight-show = عرض
oversight-nobody = لم يسجّل أحد أسرًا هنا منذ ذلك اليوم
oversight-nobody-help = اختر يومًا أسبق أو منطقة أكبر. يُحسب العمل الجديد بعد كل مزامنة.
oversight-families = الأسر
oversight-imported = { $count ->
    [0] لا أسر مستوردة
    [one] أسرة مستوردة واحدة لا تُحسب
    [two] أسرتان مستوردتان لا تُحسبان
    [few] { $count } أسر مستوردة لا تُحسب
   *[other] { $count } أسرة مستوردة لا تُحسب
}
oversight-stand-out = { $count ->
    [0] لا شيء لافت
    [one] رقم واحد لافت
    [two] رقمان لافتان
    [few] { $count } أرقام لافتة
   *[other] { $count } رقمًا لافتًا
}
oversight-figure = الرقم
oversight-value = له
oversight-peers = الآخرون (الوسيط)
oversight-behind = المعدود
oversight-too-few = أقل من أن يُحكم به
oversight-no-peers = الآخرون قليلون
oversight-distance = { $deviations } أضعاف البعد المعتاد عن الآخرين
oversight-stands-out = لافت
oversight-how = كيف تُقرأ الأرقام
oversight-how-text = يقف كل رقم بجانب وسيط الموظفين الآخرين. وما زاد عنه بأكثر من { $limit } انحرافات معيارية حصينة يُعلَّم. وإذا قلّت الأسر عن { $families } أو قلّ الآخرون عن { $peers } فالرقم لا يقول شيئًا. الأوقات هي أوقات ساعة الحاسوب.
oversight-indicator-pace = أسر في يوم العمل
oversight-indicator-night = سُجّلت بين العاشرة مساءً والخامسة صباحًا
oversight-indicator-rest-day = سُجّلت في أيام الراحة
oversight-indicator-shared-phone = هاتف لأسرة أخرى أيضًا
oversight-indicator-shared-document = رقم هوية لأسرة أخرى أيضًا
oversight-indicator-same-words = العنوان والمسكن والماء كالأسرة السابقة
oversight-indicator-same-members = أفراد بأعمار وأجناس الأسرة السابقة
oversight-indicator-round-ages = أعمار تنتهي بصفر أو خمسة (مؤشر ويبل؛ المعتاد 100)
oversight-indicator-first-of-january = تواريخ ميلاد دقيقة في الأول من يناير
oversight-indicator-short-interval = بعد السابقة بأقل من مدة مقابلة
oversight-indicator-never-again = أسر قديمة لم يتغير فيها شيء قط
oversight-indicator-edits-of-others = تغييرات في أسر سجّلها آخرون
oversight-look = نظرة أقرب
oversight-look-at = نظرة أقرب إلى { $name }
oversight-look-families = الأسر التي تعدّها أكثر الأرقام
oversight-look-recorded = يُحفظ سجل بمن نظرت إلى أرقامه وبسببك.
oversight-close = إغلاق
oversight-draw = اختيار أسر بالقرعة
oversight-draw-about = تُختار الأسر بالقرعة. تبقى القرعة في السجل دائمًا ويراها كل من يشرف هنا؛ فلا يعيدها أحد سرًا حتى تناسبه.
oversight-draw-area-needed = اختر منطقة القرعة.
oversight-draw-officer = سجّلها
oversight-draw-anybody = أي شخص
oversight-draw-size = عدد الأسر
oversight-draw-size-needed = عدد صحيح من 1 إلى 200.
oversight-draw-stratified = لكل موظف نصيب عادل من الزيارات
oversight-drawn = { $count ->
    [one] اختيرت أسرة واحدة
    [two] اختيرت أسرتان
    [few] اختيرت { $count } أسر
   *[other] اختيرت { $count } أسرة
}
oversight-samples-none = لا قرعة بعد
oversight-samples-none-help = اختر بعض الأسر وزرها واكتب ما تجده.
oversight-sample = { $size } من { $frame } أسرة في { $area }
oversight-sample-of = سجّلها { $officer }
oversight-sample-by = أجرى القرعة { $user } على { $device }، { $when }
oversight-sample-seed = البذرة
oversight-sample-shares = مع نصيب لكل موظف
oversight-state-waiting = للزيارة
oversight-state-found-as-registered = وُجدت كما سُجّلت
oversight-state-found-different = وُجدت مختلفة
oversight-state-not-found = لم توجد
oversight-state-refused = لم ترد الحديث
oversight-state-disputed = شخصان يقولان شيئين مختلفين
oversight-open-list = فتح القائمة
oversight-back = كل القرعات
oversight-print = طباعة القائمة
oversight-by-officer = ما وُجد، حسب الموظف
oversight-list = أسر للزيارة
oversight-registered-by = سجّلها { $user }، { $date }
oversight-record = كتابة الزيارة
oversight-record-of = زيارة { $name }
oversight-outcome = ما وجدته
oversight-outcome-needed = اختر ما وجدته.
oversight-visited-on = يوم الزيارة
oversight-note = ملاحظة
oversight-save = حفظ
oversight-saved = كُتبت الزيارة
oversight-visit-by = { $user } على { $device }، { $date }
oversight-visit-not-counted = لا تُحسب: هذا من سجّل الأسرة
oversight-refused-nobody = لا أسرة للقرعة. اختر منطقة أكبر أو موظفين آخرين.
oversight-refused-too-many = اختر أسرة واحدة على الأقل و{ $limit } على الأكثر.
oversight-refused-own-family = أنت سجّلت هذه الأسرة، فعلى شخص آخر أن يكتب ما وجدته الزيارة. اطلب من زميل أن يذهب.
oversight-refused-recorded = كتب شخص ما هذه الزيارة من قبل. افتح القائمة من جديد لترى ما وجده.
oversight-refused-before-draw = اختيرت الأسرة بعد ذلك اليوم. راجع يوم الزيارة.
