# الأضواء الخمسة والتبادل مع المركز.
sync-title = المزامنة
sync-lights = حالة المزامنة
sync-now = زامن الآن
sync-running = جارية…
sync-running-long = يجري التبادل مع المركز. يمكنك متابعة العمل.
sync-running-far = تقدّم التبادل
sync-running-bytes = خرج { $out }، دخل { $in } حتى الآن
sync-done = تمت المزامنة: { $sent ->
    [zero] لم يُرسل شيء
    [one] أُرسل تغيير واحد
    [two] أُرسل تغييران
    [few] أُرسلت { $sent } تغييرات
    [many] أُرسل { $sent } تغييرًا
   *[other] أُرسل { $sent } تغيير
}، { $received ->
    [zero] ولم يُستلم شيء
    [one] واستُلم تغيير واحد
    [two] واستُلم تغييران
    [few] واستُلمت { $received } تغييرات
    [many] واستُلم { $received } تغييرًا
   *[other] واستُلم { $received } تغيير
}
sync-done-detail = خرج { $out }، دخل { $in }، في { $seconds } ث
sync-done-refused = المرفوض: { $refused }. الموضوع جانبًا: { $quarantined }. تجدها تحت «يحتاج إلى نظر»؛ لم يضع شيء.
sync-last = آخر تبادل { $when } ({ $at })
sync-never = لم يتبادل هذا الحاسوب شيئًا مع المركز بعد.
sync-last-failure = لم ينجح آخر تبادل.
sync-choose-light = اختر ضوءًا لترى ما وراءه.
sync-list-none = لا شيء ينتظر هنا.
sync-item-kind = النوع
sync-item-what = ماذا
sync-item-by = من
sync-item-at = متى
sync-kind-commit = تغيير
sync-kind-chunk = حزمة
sync-kind-request = طلب
sync-kind-conflict = تعارض
sync-kind-quarantine = موضوع جانبًا
sync-light-green = لا شيء ينتظر
sync-light-waiting = { $count ->
    [zero] لا شيء ينتظر
    [one] واحد ينتظر
    [two] اثنان ينتظران
    [few] { $count } تنتظر
   *[other] { $count } تنتظر
}
sync-light-to-look = { $count ->
    [one] واحد يحتاج إلى نظر
    [two] اثنان يحتاجان إلى نظر
   *[other] { $count } تحتاج إلى نظر
}
sync-light-count = المجموع { $count }
sync-light-committed = مثبّت
sync-light-committed-about = في أمان في مخزن هذا الحاسوب المشفّر.
sync-light-committed-state = { $count ->
    [zero] مثبّت: لا شيء ينتظر
   *[other] مثبّت: { $count } بالانتظار
}
sync-light-committed-list = لم يأمن في المخزن بعد
sync-light-left = غادر هذا الحاسوب
sync-light-left-about = أُرسل وعاد إيصال استلامه.
sync-light-left-state = { $count ->
    [zero] غادر هذا الحاسوب: لا شيء ينتظر
   *[other] غادر هذا الحاسوب: { $count } بالانتظار
}
sync-light-left-list = لم يُرسل بعد
sync-light-held = محفوظ في المركز
sync-light-held-about = ثابت: عند المركز ما عند هذا الحاسوب تمامًا.
sync-light-held-state = { $count ->
    [zero] محفوظ في المركز: لا شيء ينتظر
   *[other] محفوظ في المركز: { $count } بالانتظار
}
sync-light-held-list = لم يثبت بعد حفظه في المركز
sync-light-accepted = مقبول
sync-light-accepted-about = أجاب المركز عن كل الطلبات.
sync-light-accepted-state = { $count ->
    [zero] مقبول: لا شيء ينتظر
   *[other] مقبول: { $count } بالانتظار
}
sync-light-accepted-list = طلبات بلا جواب
sync-light-attention = يحتاج إلى نظر
sync-light-attention-about = مرفوض أو موضوع جانبًا أو متعارض: لا بد أن ينظر فيه أحد.
sync-light-attention-state = { $count ->
    [zero] يحتاج إلى نظر: لا شيء
   *[other] يحتاج إلى نظر: { $count }
}
sync-light-attention-list = يحتاج إلى نظر

sync-refused-hub-unreachable = المركز لا يجيب. عملك في أمان هنا؛ زامن حين تتوفر شبكة.
sync-refused-hub-not-trusted = الجهاز الذي أجاب ليس مركزنا. لم يُرسل شيء. استعمل شبكة أخرى أو اسأل المسؤول.
sync-refused-device-unknown = لا يعرف المركز هذا الحاسوب. عملك في أمان هنا؛ اطلب رمزًا جديدًا من المسؤول.
sync-refused-device-revoked = استبعد المركز هذا الحاسوب. ما زال عملك عليه؛ أحضره إلى المسؤول.
sync-refused-rolled-back = يحمل هذا الحاسوب بيانات أقدم مما أرسله، كما يحدث بعد استعادة نسخة. توقف عن العمل واتصل بالمسؤول.
sync-refused-forked = هناك نسختان من بيانات هذا الحاسوب. استعمل واحدة فقط واتصل بالمسؤول.
sync-refused-must-upgrade = هذا البرنامج أقدم مما يقبله المركز. حدّثه. عملك محفوظ ويمكن إرساله بعد ذلك.
sync-refused-store-busy = يجري تبادل آخر. انتظر حتى ينتهي.
sync-refused-disk-full = القرص ممتلئ. أفرغ بعض المساحة ثم زامن من جديد. ما حُفظ في أمان.
sync-refused-captive-portal = تطلب الشبكة صفحة دخول أولًا. افتح متصفحًا وادخل إلى الشبكة ثم زامن من جديد.
sync-refused-area-out-of-scope = يتعلق بمنطقة ليست من مناطق هذا الحاسوب. وُضع جانبًا؛ اطلب من المسؤول إسناد هذه المنطقة إلى الحاسوب.
sync-refused-differing = لا يحتوي المركز وهذا الحاسوب على البيانات نفسها بعد. عملك محفوظ؛ زامن مرة أخرى واتصل بالمسؤول إن استمر ذلك.
sync-refused-gap = ينقص شيء يجب أن يسبقه. زامن مرة أخرى، واتصل بالمسؤول إن استمر ذلك.
sync-refused-hash = لا يطابق ما وقّعه صاحبه. وُضع جانبًا ولم يغيّر شيئًا؛ أطلع المسؤول عليه.
sync-refused-hub-busy = المركز مشغول بحواسيب أخرى. عملك محفوظ هنا؛ زامن مرة أخرى بعد بضع دقائق.
sync-refused-hub-failed = تعذّر على المركز حفظ ما أُرسل. عملك محفوظ هنا؛ زامن لاحقًا وأبلغ المسؤول.
sync-refused-hub-full = قرص المركز ممتلئ. عملك محفوظ هنا؛ أبلغ المسؤول وزامن من جديد حين تتوفر مساحة.
sync-refused-too-many-bytes = تبادل هذا الحاسوب في ساعة أكثر مما يسمح به المركز. عملك محفوظ هنا؛ زامن لاحقًا وأبلغ المسؤول.
sync-refused-too-many-requests = يتصل هذا الحاسوب بالمركز أكثر من اللازم. عملك محفوظ هنا؛ انتظر دقيقة ثم زامن من جديد.
sync-refused-malformed = تعذّرت قراءة ما وصل. لم يتغيّر شيء؛ زامن مرة أخرى وحدّث البرنامج إن استمر ذلك.
sync-refused-not-allowed = لم يكن لصاحبه الحق في كتابة هذا. وُضع جانبًا ولم يغيّر شيئًا؛ أطلع المسؤول عليه.
sync-refused-other-area = أصبحت الأسرة تابعة لمنطقة أخرى. وُضع التعديل جانبًا؛ اسأل المركز عن مكان الأسرة.
sync-refused-session = أُعيد فتح الاتصال بالمركز من مكان آخر. زامن مرة أخرى.
sync-refused-signature = التوقيع ليس توقيع الجهاز المذكور. لم يُؤخذ شيء؛ زامن مرة أخرى وأبلغ المسؤول إن استمر ذلك.

# التبادل بذاكرة USB وما يُحمل للآخرين.
sync-stick-title = التبادل بذاكرة USB
sync-stick-lede = حيث لا توجد شبكة: اكتب عملك على ذاكرة للمركز وأحضر جوابه، أو أعطِ عملك لزميل. لا يستطيع أحد غيره قراءته.
sync-stick-open = بذاكرة USB
sync-stick-back = العودة إلى المزامنة
sync-stick-write = كتابة ذاكرة
sync-stick-write-about = يُكتب كل ما لم يؤكده المركز بعد. إعادة الكتابة لا تضر.
sync-stick-unsent = { $count ->
    [0] أكد المركز كل شيء.
    [one] تغيير واحد ({ $count }) لم يؤكده المركز بعد.
   *[other] { $count } من التغييرات لم يؤكدها المركز بعد.
}
sync-stick-receiver = لمن
sync-stick-receiver-hub = المركز
sync-stick-receiver-hint = لا يستطيع قراءتها إلا من اختير.
sync-stick-folder = المجلد
sync-stick-folder-hint = اختر ذاكرة، أو اكتب المسار الكامل لمجلد.
sync-stick-places = الذاكرات الموصولة
sync-stick-part = أكبر حجم للملف
sync-stick-part-hint = ملفات أصغر للذاكرات الصغيرة أو القديمة. كل ملف مفيد وحده.
sync-stick-part-mb = { $size } م.ب
sync-stick-write-now = اكتب
sync-stick-writing = جارٍ الكتابة… لا تنزع الذاكرة.
sync-stick-written = { $count ->
    [one] كُتب ملف واحد ({ $count }). يمكنك نزع الذاكرة الآن.
   *[other] كُتبت { $count } ملفات. يمكنك نزع الذاكرة الآن.
}
sync-stick-read = قراءة ذاكرة
sync-stick-read-about = يُقرأ كل ملف عليها على حدة. إعادة القراءة لا تضر.
sync-stick-path = مجلد أو ملف
sync-stick-read-now = اقرأ
sync-stick-reading = جارٍ القراءة…
sync-stick-drop = اختر ملفًا واحدًا
sync-stick-drop-hint = لملف واحد حتى 32 م.ب. للأكبر اكتب المجلد أعلاه.
sync-stick-file = الملف
sync-stick-from = من
sync-stick-result = ما جرى له
sync-stick-taken = { $count ->
    [0] لا جديد: كل شيء كان هنا.
    [one] أُخذ تغيير واحد ({ $count }).
   *[other] أُخذت { $count } تغييرات.
}
sync-stick-receipt = يؤكد المركز أنه يحفظ عملك.
sync-stick-waiting = { $count ->
    [one] حزمة واحدة ({ $count }) تنتظر ملفًا سابقًا.
   *[other] { $count } حزم تنتظر ملفًا سابقًا.
}
sync-stick-aside = وُضع جانبًا: { $count }. انظر «يحتاج إلى انتباه».
sync-stick-carried-along = أُخذ معك للمركز دون قراءة.
sync-stick-answer = الجواب إلى { $name }
sync-stick-answer-about = أعد هذا الملف إلى الحاسوب: يقول ما يحفظه المركز ويحمل عمل الآخرين.
sync-stick-answer-next = الملف التالي ({ $part } من { $parts })
sync-carried-title = محمول للآخرين
sync-carried-about = ملفات مختومة لزملاء. لا يستطيع هذا الحاسوب قراءتها؛ يسلمها للمركز عند المزامنة القادمة ويعود بالجواب.
sync-carried-none = لا شيء محمول. اقرأ ذاكرة زميل لتأخذها معك.
sync-carried-for-hub = للمركز
sync-carried-for = الجواب إلى { $name }
sync-carried-kept = منذ
sync-carried-size = الحجم
sync-carried-carried = في الطريق
sync-carried-handed = سُلّم
sync-carried-refused = رفضه المركز
sync-carried-discard = أزل
sync-rescue-title = ملف الإنقاذ
sync-rescue-about = إن تعطل هذا الحاسوب: كل ما لم يُرسل في ملف مختوم واحد. يقرؤه المركز دون أي عبارة سر.
sync-rescue-now = اكتب ملف الإنقاذ
sync-rescue-written = { $count ->
    [one] تغيير واحد ({ $count }) غير مرسل في { $file }. أحضره إلى الإدارة وأبقِ الحاسوب كما هو.
   *[other] { $count } من التغييرات غير المرسلة في { $file }. أحضره إلى الإدارة وأبقِ الحاسوب كما هو.
}
sync-rescue-sealed = لا يستطيع المركز قراءته بعد: زامن مرة ثم اكتبه من جديد.
sync-refused-bundle-damaged = هذا الملف مقطوع أو تالف. لم يؤخذ منه شيء، وأُخذ الباقي. انسخه من جديد من حيث كُتب.
sync-refused-bundle-not-for-us = هذا الملف ليس لهذا الجهاز، أو ليس من ملفاتنا. أحضره إلى من يحمل اسمه.
sync-refused-bundle-unreadable = كُتب هذا الملف بإصدار أحدث، أو ليس كما ينبغي. حدّث البرنامج ثم اقرأه من جديد.
sync-refused-bundle-too-many-parts = ستكون الملفات كثيرة جدًا. اختر حجمًا أكبر.
sync-refused-bundle-no-shared-area = لا يعمل ذلك الحاسوب في أي منطقة من مناطق هذا الحاسوب. اكتب الذاكرة للمركز.
sync-refused-carried-not-for-hub = لا تُحمل إلا ملفات المركز. أحضر هذا إلى من يحمل اسمه.
sync-refused-carried-full = لا مكان لحمل المزيد. زامن ليصل المحمول إلى المركز، ثم حاول من جديد.
sync-refused-folder = لا يمكن استعمال هذا المجلد. تحقق من أن الذاكرة موصولة وغير ممتلئة وغير محمية من الكتابة، ثم اخترها من جديد.
sync-refused-folder-empty = لا يوجد ملف من ملفاتنا في هذا المجلد. اختر المجلد الذي كُتبت فيه الملفات.

# من حاسوب إلى حاسوب على الشبكة نفسها.
sync-nearby-title = حاسوب قريب
sync-nearby-about = حاسوبان على الشبكة نفسها يعطي كل منهما الآخر عمله دون المركز. يجب أن يكون كلاهما منضمًا؛ ولا شيء مفتوح ما لم تفتحه.
sync-nearby-open = انتظر زائرًا
sync-nearby-close = أوقف الانتظار
sync-nearby-waiting = قل هذا الرمز لزميلك. يعمل حتى { $when }.
sync-nearby-address-own = إن لم يُعثر على هذا الحاسوب: { $address }
sync-nearby-look = ابحث عن حواسيب
sync-nearby-looking = جارٍ البحث…
sync-nearby-none = لا حاسوب ينتظر قريبًا. اكتب العنوان الذي يعرضه الآخر.
sync-nearby-address = عنوان الحاسوب الآخر
sync-nearby-code = الرمز الذي يعرضه
sync-nearby-run = تبادل
sync-nearby-running = جارٍ التبادل…
sync-nearby-done = { $name }: { $count ->
    [0] لم يأت جديد.
    [one] جاء تغيير واحد ({ $count }).
   *[other] جاءت { $count } تغييرات.
} حزم أُعطيت: { $given }
sync-refused-nearby-unreachable = لا يجيب الحاسوب الآخر عند هذا العنوان. تحقق من أنه ينتظر ومن أنكما على الشبكة نفسها.
sync-refused-nearby-unknown = أحد الحاسوبين لا يعرف الآخر، أو أخرجه المركز. زامن كليهما مع المركز مرة، أو استعمل ذاكرة.
sync-refused-nearby-code = ليس هذا الرمز الذي يعرضه الحاسوب الآخر. اقرأه من جديد؛ يُغلق بعد ثلاثة رموز خاطئة.
sync-refused-nearby-closed = أُغلق الحاسوب الآخر. افتحه هناك من جديد ليعرض رمزًا جديدًا.
sync-refused-nearby-broken = انقطع الاتصال. ما جاء قبله باقٍ؛ تبادل من جديد.
sync-parted-fork = قرص هذا الحاسوب موجود مرتين، أو أُعيدت إليه نسخة قديمة: التقى هنا تاريخان له. حُفظ كلاهما. ابحث عن مكان الآخر.
sync-parted-rolled-back = أُعيدت إلى هذا الحاسوب نسخة قديمة من قرصه. أُرسل إليه ما كان ناقصًا، وحُفظ ما قام به منذ ذلك الحين.
sync-refused-user-unknown = لا يعرف المركز أحدًا بالاسم الذي كُتب به هذا. وُضع جانبًا ولم يغيّر شيئًا؛ أطلع المسؤول عليه.
sync-refused-user-not-allowed = لم يكن لصاحبه دور يسمح بذلك. وُضع جانبًا ولم يغيّر شيئًا؛ أطلع المسؤول عليه.
sync-refused-user-not-there = يحق لصاحبه ذلك، ولكن ليس في هذه المنطقة. وُضع جانبًا ولم يغيّر شيئًا؛ أطلع المسؤول عليه.
sync-refused-user-not-then = لم يكن يحق لصاحبه ذلك في ذلك اليوم: انتهى الدور أو لم يبدأ بعد. وُضع جانبًا ولم يغيّر شيئًا؛ أطلع المسؤول عليه.
sync-logbook-rewritten = سجل المركز ليس السجل الذي أظهره من قبل: غُيّر شيء كان قد أخذه أو حُذف. يستمر العمل. احفظ السجل من «سجل المركز» وأخبر مدققًا ليس مشغّل المركز.
sync-logbook-shortened = سجل المركز أقصر مما كان: ربما أُعيدت نسخة قديمة دون استعادة. يستمر العمل. أخبر مشغّل المركز ومدققًا.
sync-logbook-silent = لم يقل المركز منذ أيام ما سجله. يستمر العمل. اسأل مشغّل المركز عن السبب وأخبر مدققًا.
sync-logbook-restored = استُعيد المركز من نسخة احتياطية أقدم مما قاله. بدأ سجله من جديد هناك.
sync-logbook-title = سجل المركز
sync-logbook-about = يقول المركز كل يوم طول سجله ويعطي ستة عشر رقمًا تمثّله كله. يُلزمه هذا الحاسوب بها. يُظهر حاسوبان الأرقام نفسها لليوم نفسه.
sync-logbook-about-hub = يوقّع المركز كل يوم طول سجله وستة عشر رقمًا تمثّله كله. تحفظها الحواسيب وتُلزمه بها، وتُظهر الأرقام نفسها لليوم نفسه.
sync-logbook-save = احفظه لمدقق
sync-logbook-at = قيل في
sync-logbook-size = الحزم
sync-logbook-digits = الأرقام
sync-logbook-ended = منذ { $at } عاد كلام المركز مطابقًا.
