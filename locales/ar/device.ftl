# ضمّ حاسوب، وقائمة الحواسيب في المركز.
device-join-title = إعداد هذا الحاسوب
device-join-lede = اتصل مرة واحدة بمركز برنامجك. بعد ذلك يعمل الحاسوب بلا شبكة.
device-join-hub-url = عنوان المركز
device-join-hub-url-needed = اكتب عنوان المركز. تجده في ورقة الإعداد.
device-join-code = رمز لمرة واحدة
device-join-code-hint = من مشرفك أو من صفحة الحواسيب في المركز. يصلح مرة واحدة.
device-join-code-needed = اكتب الرمز.
device-join-user-name = اسمك
device-join-user-name-needed = اكتب اسمك كما يجب أن يظهر بجانب عملك.
device-join-device-name = اسم هذا الحاسوب
device-join-device-name-needed = أعطِ هذا الحاسوب اسمًا.
device-join-device-hint = مثلًا «مكتب كوالي 2».
device-join-passphrase-needed = اختر عبارة مرور.
device-join-repeat = كرّر عبارة المرور
device-join-repeat-differs = العبارتان مختلفتان. اكتب العبارة نفسها مرتين.
device-join-strength-hint = أربع كلمات أو أكثر لا صلة بينها عبارة قوية وسهلة الحفظ. لا يستطيع أحد أن يعيدها إليك.
device-join-strength-1 = سهلة التخمين جدًا. أضف كلمات.
device-join-strength-2 = ضعيفة. أضف كلمة أخرى.
device-join-strength-3 = جيدة.
device-join-strength-4 = قوية.
device-join-save = إعداد
device-join-running = جارٍ الاتصال بالمركز…

device-title = الحواسيب
device-lede = كل حاسوب انضم، ومتى شوهد آخر مرة، وما الذي تعثّر.
device-issue = إصدار رمز
device-issue-about = يضم الرمز حاسوبًا واحدًا. اختر المناطق التي سيعمل فيها مستخدمه.
device-issue-save = إصدار الرمز
device-issue-name = لمن
device-issue-name-hint = الحاسوب أو الشخص الذي صدر له الرمز؛ للتذكير فقط.
device-issue-name-needed = اذكر لمن هذا الرمز.
device-issue-areas = المناطق
device-issue-areas-hint = سيحمل الحاسوب هذه المناطق وكل ما بداخلها.
device-issue-area-needed = اختر منطقة واحدة على الأقل.
device-issue-role = الدور
device-issue-hours = مدة الصلاحية
device-issue-hours-count = { $count ->
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
device-issued-about = سلّم هذا الرمز لمستخدم الحاسوب. يصلح مرة واحدة ولا يظهر إلا هنا.
device-issued-until = صالح حتى { $when }
device-copy = نسخ
device-copied = تم النسخ
device-number = رقم
device-name = الحاسوب
device-areas = المناطق
device-seen = آخر ظهور
device-never-seen = لم يظهر قط
device-commits = المحفوظ
device-quarantined = المعزول
device-state = الحالة
device-joined = انضم في { $when }
device-revoked = مستبعد
device-stuck = يحتاج إلى نظر
device-late = لم يظهر مؤخرًا
device-fine = سليم
device-none = لم ينضم أي حاسوب بعد
device-none-help = أصدر رمزًا لمرة واحدة واكتبه على حاسوب جديد. يظهر هنا حال انضمامه.
device-acts = إجراءات
device-acts-of = ما يمكن فعله بـ { $name }
device-grant = تغيير المناطق
device-grant-title = مناطق { $name }
device-grant-about = يعلم الحاسوب بذلك في تبادله التالي: يجلب ما هو جديد عليه ويزيل ما لم يعد له. وما كُتب هناك من قبل ما زال يُقبل.
device-grant-save = تغيير المناطق
device-grant-done = لـ { $name } مناطق أخرى ابتداءً من تبادله التالي.
device-revoke = استبعاد
device-revoke-title = استبعاد { $name }
device-revoke-about = لحاسوب ضاع أو سُرق أو أُعطي لغيره. لا يأخذ المركز منه شيئًا بعد الآن، وما أرسله من قبل يبقى. عند اتصاله التالي يختم الحاسوب ما لم يرسله ويمحو مفاتيحه، ثم يلزم إعداده من جديد.
device-revoke-reason = السبب
device-revoke-reason-hint = للسجل: ماذا حدث، ومن أبلغ به.
device-revoke-save = استبعاد
device-revoke-done = استُبعد { $name }.

device-refused-code-wrong = لا يعرف المركز هذا الرمز. تحقق من كل حرف أو اطلب رمزًا جديدًا.
device-refused-code-expired = انتهت صلاحية هذا الرمز. اطلب رمزًا جديدًا من مشرفك.
device-refused-code-used = استُعمل هذا الرمز من قبل. لكل حاسوب رمزه؛ اطلب رمزًا جديدًا.
device-refused-hub-unreachable = المركز لا يجيب. تحقق من العنوان ومن الشبكة ثم حاول من جديد.
device-refused-hub-not-trusted = الجهاز على هذا العنوان ليس المركز الذي أصدر الرمز. لا تتابع؛ اسأل المسؤول.
device-refused-already-joined = انضم هذا الحاسوب من قبل. أغلق هذه الصفحة وافتح الحاسوب بعبارة المرور.
device-refused-store-in-use = باموجا مفتوح على هذا الحاسوب. استعمل النافذة المفتوحة أو أغلقها أولًا.
device-refused-store-damaged = بيانات هذا الحاسوب متضررة. لا تحذف شيئًا: شغّل «pamoja rescue» أو أحضر الحاسوب إلى مشرفك.
device-refused-store-newer = كُتبت هذه البيانات بإصدار أحدث من باموجا. حدّث البرنامج ثم افتحها. لم يتغير شيء.
device-refused-disk-full = القرص ممتلئ. أفرغ بعض المساحة ثم حاول من جديد. ما حُفظ في أمان.
device-refused-address-wrong = هذا ليس عنوان مركز. يشبه العنوان https://hub.example.org.
device-refused-not-joined = لم ينضم هذا الحاسوب إلى مركز بعد. أعدّه أولًا برمز لمرة واحدة.
device-refused-revoked = استبعد المركز هذا الحاسوب. ما زال عملك عليه؛ أحضره إلى المسؤول.
device-refused-area-unknown = لا توجد منطقة بالرمز { $code }. تحقّق من الرمز أو استورد المناطق أولًا.
device-refused-areas-needed = اختر منطقة واحدة على الأقل و{ $limit } على الأكثر. المنطقة الأكبر تشمل كل ما بداخلها.
device-refused-name-needed = أعطِ الحاسوب اسمًا لا يزيد على 200 حرف.
device-refused-role-unknown = لا يوجد دور باسم «{ $role }». اختر واحدًا من القائمة.
device-refused-reason-needed = اذكر السبب، للسجل.
device-refused-ended = { $name } مستبعد بالفعل. إن عُثر عليه قبل أن يسمع بذلك فأعده، وإلا يُعدّ من جديد برمز جديد.
device-refused-nothing-changed = للحاسوب هذه المناطق بعينها بالفعل.

device-stick-read = قراءة ذاكرة
device-stick-read-about = ملف كتبه حاسوب للمركز. يمكن بعدها تنزيل الجواب لذلك الحاسوب.
device-stick-download = نزّل الجواب
device-rescue-read = ملف الإنقاذ
device-rescue-read-about = ما لم يعد حاسوب يستطيع إرساله. يدخل بأسماء أصحابه؛ وإعادة أخذه لا تضر.
device-rescue-taken = { $name }: { $count ->
    [0] لا جديد.
    [one] أُخذ تغيير واحد ({ $count }).
   *[other] أُخذت { $count } تغييرات.
}
device-rescue-known = كان هنا: { $count }
device-rescue-aside = وُضع جانبًا: { $count }. انظر «يحتاج إلى انتباه».
device-rescue-unsigned = بلا توقيع خاص: { $count }. هي من قبل آخر تحديث لذلك الحاسوب.
device-rescue-choose = اختر ملف الإنقاذ
device-rescue-choose-hint = ملف ينتهي اسمه بـ «.rescue» حتى 32 م.ب. للأكبر: pamoja-hub rescue.
device-stick-choose-hint = ملف ينتهي اسمه بـ «.age» حتى 32 م.ب. للأكبر: pamoja-hub stick read.
device-refused-rescue-unreadable = ليس هذا ملف إنقاذ كاملًا. انسخه من جديد من حيث كُتب؛ لم يؤخذ شيء.
device-refused-rescue-sealed = لا يُفتح ملف الإنقاذ هذا إلا بعبارة سر حاسوبه، لأنه لم يُفتح منذ تحديثه. احتفظ بالحاسوب واطلب الدعم.
device-refused-rescue-not-ours = ملف الإنقاذ هذا لمركز آخر. لم يؤخذ شيء.

device-ended-title = أنهى المركز { $name }
device-ended-about = مُحيت مفاتيحه في { $when }. ما وصل إلى المركز موجود هناك، ولم يعد شيء على هذا الحاسوب يُفتح.
device-ended-rescue = { $count ->
    [one] عمل واحد لم يصل إلى المركز. هو مختوم في الملف أدناه ولا يقرؤه إلا المركز. خذ الملف إلى مديرك ليقرأه في صفحة الحواسيب.
    [two] عملان لم يصلا إلى المركز. هما مختومان في الملف أدناه ولا يقرؤهما إلا المركز. خذ الملف إلى مديرك ليقرأه في صفحة الحواسيب.
    [few] { $count } أعمال لم تصل إلى المركز. هي مختومة في الملف أدناه ولا يقرؤها إلا المركز. خذ الملف إلى مديرك ليقرأه في صفحة الحواسيب.
   *[other] { $count } عملًا لم يصل إلى المركز. هي مختومة في الملف أدناه ولا يقرؤها إلا المركز. خذ الملف إلى مديرك ليقرأه في صفحة الحواسيب.
}
device-ended-nothing = وصل كل العمل إلى المركز ولم يبق ما يُحمل إليه. لاستعمال هذا الحاسوب من جديد ضمّه برمز جديد.
device-lease = أيام دون اتصال
device-lease-about = الحاسوب الذي لم يتصل بالمركز هذا العدد من الأيام يبقى مقفلًا حتى يجيب عنه مشرف أو المركز. لا يضيع منه شيء. يسمع كل حاسوب بالتغيير عند اتصاله التالي.
device-lease-days = الأيام
device-lease-days-hint = من 1 إلى 365. القليل يحمي المسروق أفضل، والكثير يناسب الأماكن بلا شبكة.
device-lease-save = اضبط
device-lease-done = { $count ->
    [one] تُفتح الحواسيب يومًا واحدًا دون اتصال.
    [two] تُفتح الحواسيب يومين دون اتصال.
    [few] تُفتح الحواسيب { $count } أيام دون اتصال.
   *[other] تُفتح الحواسيب { $count } يومًا دون اتصال.
}
device-reinstate = أعد
device-reinstate-title = إعادة { $name }
device-reinstate-about = لحاسوب عُثر عليه قبل أن يسمع أنه مستبعد. الذي سمع بذلك محا مفاتيحه، فيُضم من جديد برمز جديد.
device-reinstate-reason = السبب
device-reinstate-reason-hint = للسجل: ماذا حدث، ومن قال ذلك.
device-reinstate-save = أعد
device-reinstate-done = أُعيد { $name }.
device-refused-not-ended = { $name } ليس مستبعدًا، فلا شيء يُعاد. انظر إلى القائمة من جديد.
device-refused-lease-days = اكتب عدد أيام من { $least } إلى { $limit }.
