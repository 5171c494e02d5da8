# الأضواء الخمسة والتبادل مع المركز.
sync-title = المزامنة
sync-lights = حالة المزامنة
sync-now = زامن الآن
sync-running = جارية…
sync-running-long = يجري التبادل مع المركز. يمكنك متابعة العمل.
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
