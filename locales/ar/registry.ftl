# السجل: البحث والأسر والأشخاص وكل ما قد يطرأ عليهم.
registry-title = السجل
registry-search-lede = ابحث قبل أن تسجّل: بالاسم بأي ترتيب، أو بالرقم أو الهاتف أو الوثيقة.
registry-search-placeholder = اسم أو رقم أو هاتف أو وثيقة
registry-search-results = نتائج البحث
registry-search-least = اكتب { $least } أحرف أو أرقام على الأقل.
registry-search-count = { $count ->
    [zero] لم يُعثر على أحد
    [one] عُثر على شخص واحد
    [two] عُثر على شخصين
    [few] عُثر على { $count } أشخاص
    [many] عُثر على { $count } شخصًا
   *[other] عُثر على { $count } شخص
}
registry-search-count-more = أول { $count } من الأشخاص
registry-search-all = عرض كل النتائج
registry-search-none = لم يُعثر على أحد باسم «{ $text }»
registry-search-none-help = جرّب كتابة أخرى، أو جزءًا من الاسم، أو رب الأسرة، أو رقم هاتف. وإن كانت الأسرة جديدة فسجّلها.
registry-search-help = اكتب ثلاثة أحرف على الأقل في الخانة أعلاه (Ctrl+K). يمكن أن تكون الأسماء بأي ترتيب وبأخطاء إملائية؛ ويصلح أيضًا رقم الأسرة أو الهاتف أو وثيقة الهوية.
registry-search-household-of = أسرة
registry-search-area = المنطقة
registry-search-everywhere = كل المناطق
registry-recent = فُتحت مؤخرًا
registry-empty-title = ابحث عن أسرة
registry-reason-name = الاسم
registry-reason-spelling = كتابة مشابهة
registry-reason-sound = نطق مشابه
registry-reason-number = الرقم
registry-reason-phone = الهاتف
registry-reason-document = الوثيقة
registry-likely-title = ربما سُجّل من قبل:

registry-household = الأسرة
registry-this-household = هذه الأسرة
registry-another-record = سجل آخر
registry-summary = ملخص
registry-members = الأفراد
registry-members-count = { $count ->
    [zero] لا أفراد
    [one] فرد واحد
    [two] فردان
    [few] { $count } أفراد
    [many] { $count } فردًا
   *[other] { $count } فرد
}
registry-members-none = لم يعد أحد يعيش في هذه الأسرة.
registry-former-members = أفراد سابقون
registry-former-line = غادر في { $date } · { $why }
registry-former-now-in = الأسرة الحالية
registry-household-dissolved = حُلّت في { $date } · { $why }
registry-household-conflicts = { $count ->
    [zero] لا تعارضات
    [one] تعارض واحد
    [two] تعارضان
    [few] { $count } تعارضات
    [many] { $count } تعارضًا
   *[other] { $count } تعارض
}
registry-household-duplicates = { $count ->
    [zero] لا فرد مسجّل مرتين
    [one] قد يكون فرد واحد مسجّلًا مرتين
    [two] قد يكون فردان مسجّلين مرتين
    [few] قد يكون { $count } أفراد مسجّلين مرتين
    [many] قد يكون { $count } فردًا مسجّلين مرتين
   *[other] قد يكون { $count } فرد مسجّلين مرتين
}
registry-person-head = رب الأسرة
registry-person-died = متوفى
registry-person-died-on = توفي في { $date }
registry-person-conflict = تعارض
registry-person-twice = في أسرتين
registry-person-two-households = يظهر هذا الشخص في أسرتين معًا. انقله أو أزله من الأسرة التي لم يعد فيها.
registry-field-conflict = قيمتان
registry-age = العمر
registry-age-years = { $count ->
    [zero] أقل من سنة
    [one] سنة واحدة
    [two] سنتان
    [few] { $count } سنوات
    [many] { $count } سنة
   *[other] { $count } سنة
}
registry-acts = إجراءات
registry-acts-of = إجراءات { $name }
registry-more-acts = المزيد
registry-show-household = عرض الأسرة
registry-saved = حُفظ: { $name }
registry-value-none = —
registry-value-yes = نعم
registry-value-no = لا

registry-register = تسجيل أسرة
registry-register-title = تسجيل أسرة
registry-register-steps = الخطوات
registry-register-nobody = غير مسجلة بعد: تابع
registry-register-save = حفظ الأسرة
registry-register-done = سُجّلت الأسرة بالرقم { $number }
registry-step-search = البحث
registry-step-search-title = هل الأسرة مسجلة من قبل؟
registry-step-search-help = ابحث عن رب الأسرة وعن بالغ آخر. إن وُجد أحدهما فافتح أسرته بدل تسجيلها من جديد.
registry-step-search-label = ابحث عن أحد الأفراد
registry-step-household = الأسرة
registry-step-household-title = أين تعيش الأسرة؟
registry-step-members = الأفراد
registry-step-members-title = من يعيش في الأسرة؟
registry-step-consent = الموافقة
registry-step-consent-title = هل توافق الأسرة؟
registry-step-review = المراجعة
registry-step-review-title = اقرأه على الأسرة ثم احفظ
registry-review-change = تغيير
registry-form-area-hint = القرية أو الحي حيث تعيش الأسرة.
registry-form-area-needed = اختر المنطقة.
registry-form-address-hint = كما يهتدي إليه الناس: الشارع، معلم قريب، رقم البيت.
registry-form-choose = اختر واحدًا.
registry-form-date-unreadable = اكتب التاريخ كاملًا: اليوم والشهر والسنة بأربعة أرقام.
registry-form-birth-unreadable = هذا ليس تاريخًا. اكتب السنة بأربعة أرقام على الأقل، أو العمر.
registry-form-number-needed = اكتب رقم الوثيقة.
registry-form-whole-name = أجزاء الاسم غير معروفة؛ اكتب اسمًا كاملًا واحدًا
registry-form-more = المزيد عن هذا الشخص
registry-form-role = الصلة برب الأسرة
registry-form-phone-number = رقم الهاتف { $count }
registry-form-phone-add = هاتف آخر
registry-form-document-add = إضافة وثيقة هوية
registry-form-document-remove = إزالة هذه الوثيقة
registry-date-day = اليوم
registry-date-month = الشهر
registry-date-year = السنة
registry-date-or = أو
registry-date-age = العمر
registry-date-estimated = تقديري
registry-date-about = نحو { $year }
registry-date-echo = يُسجَّل: { $birth }
registry-date-hint = اكتب المعروف: تكفي السنة وحدها، أو العمر فقط.
registry-member-add = إضافة فرد
registry-member-add-save = إضافة الفرد
registry-member-added = أُضيف { $name }
registry-member-unnamed = فرد جديد
registry-member-take-off = إزالة { $name }
registry-member-taken-off = أُزيل { $name }
registry-member-removed = لم يعد { $name } من أفراد الأسرة
registry-member-transferred = يعيش { $name } الآن في الأسرة الأخرى
registry-join-why = سبب الإضافة

registry-change-person = تحديث أو تصحيح
registry-change-person-title = تحديث أو تصحيح { $name }
registry-change-household = تحديث الأسرة
registry-change-household-title = تحديث الأسرة أو تصحيحها
registry-how = ماذا حدث؟
registry-how-update = تغيّر الأمر
registry-how-update-about = كان صحيحًا حتى الآن. تبقى القيمة القديمة صحيحة للماضي.
registry-how-correct = كان خطأ
registry-how-correct-about = ما كان ينبغي أن يُكتب هكذا. اذكر السبب.
registry-reason-label = السبب
registry-reason-of-correction = لماذا كان خطأ
registry-remove-member = إزالة من الأسرة
registry-remove-member-title = غادر { $name } الأسرة
registry-remove-member-about = يبقى الشخص في السجل مع تاريخه كله، ويمكن إضافته إلى أسرة أخرى.
registry-leave-why = السبب
registry-leave-death-hint = عند الوفاة استعمل «تسجيل وفاة».
registry-transfer = نقل إلى أسرة أخرى
registry-transfer-title = نقل { $name }
registry-transfer-to = ابحث عن الأسرة الأخرى
registry-transfer-choose = اختر الأسرة التي ينتقل إليها.
registry-transfer-other = اختر غيرها
registry-transfer-role = الصلة برب الأسرة الجديد
registry-transfer-on = منذ
registry-make-head = جعله رب الأسرة
registry-change-head = تغيير رب الأسرة
registry-change-head-who = من رب الأسرة الآن؟
registry-change-head-former = يصبح رب الأسرة السابق
registry-change-head-save = تغيير رب الأسرة
registry-head-changed = { $name } الآن رب الأسرة
registry-split = تقسيم الأسرة
registry-split-about = يكوّن بعض الأفراد أسرة خاصة بهم في المنطقة نفسها. تحتفظ الأسرتان بالتاريخ المشترك.
registry-split-who = من يذهب إلى الأسرة الجديدة؟
registry-split-head = رب الأسرة الجديدة
registry-split-on = منذ
registry-split-address = عنوان الأسرة الجديدة
registry-split-save = تقسيم
registry-split-done = أُنشئت أسرة جديدة بالرقم { $number }
registry-dissolve = حل الأسرة
registry-dissolve-about = لا يُمحى شيء: يبقى السجل وتاريخه مع علامة الحل.
registry-dissolve-save = حل
registry-dissolve-done = حُلّت الأسرة
registry-death = تسجيل وفاة
registry-death-title = تسجيل وفاة { $name }
registry-death-save = تسجيل الوفاة
registry-death-new-head = رب الأسرة الجديد
registry-death-done = سُجّلت وفاة { $name }
registry-phones = الهواتف
registry-phones-title = هواتف { $name }
registry-phones-none = لا رقم هاتف مسجلًا.
registry-phone-new = رقم هاتف جديد
registry-phone-add = إضافة هاتف
registry-phone-hint = مع رمز البلد، مثلًا ‎+254 700 123 456‎.
registry-phone-remove = إزالة { $number }
registry-phone-added = أُضيف رقم الهاتف
registry-phone-changed = غُيّر رقم الهاتف
registry-phone-taken = أُزيل { $number }
registry-documents = وثائق الهوية
registry-documents-title = وثائق هوية { $name }
registry-documents-none = لا وثيقة هوية مسجلة.
registry-document-until = صالحة حتى { $date }
registry-document-remove = إزالة { $kind }
registry-document-added = أُضيفت وثيقة الهوية
registry-document-taken = أُزيلت الوثيقة: { $kind }

registry-consents = الموافقة
registry-consents-none = لم يُسجَّل شيء بعد.
registry-consent-add = تسجيل
registry-consent-record = تسجيل موافقة
registry-consent-read-aloud = اقرأ بصوت عالٍ لأي غرض تُجمع البيانات ومن يراها، وأن للأسرة أن تسحب موافقتها متى شاءت دون أن تفقد ما تستحقه.
registry-consent-question = جواب الأسرة
registry-consent-given = موافقة
registry-consent-given-about = توافق الأسرة على التسجيل.
registry-consent-refused = رفض
registry-consent-refused-about = يُسجَّل الرفض نفسه.
registry-consent-later = السؤال لاحقًا
registry-consent-later-about = لا يُسجَّل شيء الآن.
registry-consent-manner = كيف أُعطيت
registry-consent-purpose = الغرض
registry-consent-on = في
registry-consent-saved = سُجّلت الموافقة
registry-consent-line = { $manner } · { $date } · { $user }
registry-consent-withdraw = سحب
registry-consent-withdrawn = مسحوبة
registry-consent-withdrawn-on = سُحبت في { $date }
registry-consent-withdrawn-done = سُحبت الموافقة

registry-move = طلب الانتقال إلى منطقة أخرى
registry-move-about = القرار للمركز. وإلى حينه تبقى الأسرة هنا ويستمر العمل عليها كالمعتاد.
registry-move-to = المنطقة الجديدة
registry-move-why = السبب
registry-move-save = طلب الانتقال
registry-move-requested = قُدّم الطلب. يصل الجواب مع المزامنة.
registry-move-pending = طلب { $user } انتقال هذه الأسرة إلى { $area }. لم يجب المركز بعد.
registry-move-was-refused = رُفض الانتقال إلى { $area }: { $answer }
registry-move-state-requested = بالانتظار
registry-move-state-accepted = مقبول
registry-move-state-refused = مرفوض
registry-moves-title = الانتقالات
registry-moves-lede = أسر تطلب الانتقال إلى منطقة أخرى. حين تقبل، ينتقل ملفها معها عند المزامنة التالية.
registry-moves-from-to = من وإلى
registry-moves-requested = طلبه
registry-moves-answer = الجواب
registry-moves-none = لا طلبات
registry-moves-none-help = حين يطلب موظف انتقالًا، يظهر هنا بعد مزامنة حاسوبه.
registry-move-accept = قبول
registry-move-accept-title = قبول انتقال { $name }
registry-move-accept-about = ستتبع الأسرة { $area }.
registry-move-accepted = قُبل انتقال { $name }
registry-move-refuse = رفض
registry-move-refuse-title = رفض انتقال { $name }
registry-move-refuse-about = لا تنتقل الأسرة إلى { $area }. يقرأ الموظف السبب.
registry-move-refused = رُفض انتقال { $name }

registry-timeline = التاريخ
registry-timeline-none = لم يحدث شيء بعد.
registry-timeline-became = أصبح
registry-timeline-device = على { $device }
registry-timeline-not-held = لم يصل المركز بعد
registry-timeline-reason = السبب: { $reason }

registry-field-given-name = الاسم الأول
registry-field-family-name = اسم العائلة
registry-field-other-names = أسماء أخرى
registry-field-full-name = الاسم الكامل
registry-field-name-other-script = الاسم بكتابة أخرى
registry-field-sex = الجنس
registry-field-birth-on = تاريخ الميلاد
registry-field-birth = تاريخ الميلاد
registry-field-birth-precision = دقة تاريخ الميلاد
registry-field-civil-status = الحالة المدنية
registry-field-education = التعليم
registry-field-disability = الإعاقة
registry-field-occupation = المهنة
registry-field-died-on = تاريخ الوفاة
registry-field-phone-number = رقم الهاتف
registry-field-phone-removed = أُزيل الهاتف
registry-field-document-type = نوع الوثيقة
registry-field-document-number = رقم الوثيقة
registry-field-document-issuer = جهة الإصدار
registry-field-document-valid-until = صالحة حتى
registry-field-document-removed = أُزيلت الوثيقة
registry-field-household = الأسرة
registry-field-member-from = فرد منذ
registry-field-member-to = غادر في
registry-field-member-role = الصلة برب الأسرة
registry-field-member-why = السبب
registry-field-number = الرقم
registry-field-area = المنطقة
registry-field-address = العنوان
registry-field-dwelling = السكن
registry-field-water-source = مصدر الماء
registry-field-head = رب الأسرة
registry-field-registered-on = تاريخ التسجيل
registry-field-dissolved-on = تاريخ الحل
registry-field-dissolved-why = سبب الحل
registry-field-split-from = انفصلت عن
registry-field-import-source = مستوردة من
registry-field-import-external-id = الرقم في المصدر

registry-act-register = سجّل { $user } أسرة { $subject }
registry-act-update-person = حدّث { $user } بيانات { $subject }
registry-act-correct-person = صحّح { $user } بيانات { $subject }
registry-act-update-household = حدّث { $user } بيانات الأسرة
registry-act-correct-household = صحّح { $user } بيانات الأسرة
registry-act-add-member = أضاف { $user } إلى الأسرة: { $subject }
registry-act-remove-member = أزال { $user } من الأسرة: { $subject }
registry-act-transfer-member = نقل { $user } إلى أسرة أخرى: { $subject }
registry-act-change-head = غيّر { $user } رب الأسرة
registry-act-split = قسّم { $user } الأسرة
registry-act-dissolve = حلّ { $user } الأسرة
registry-act-record-death = سجّل { $user } وفاة { $subject }
registry-act-add-phone = أضاف { $user } رقم هاتف لـ { $subject }
registry-act-update-phone = غيّر { $user } رقم هاتف { $subject }
registry-act-remove-phone = أزال { $user } رقم هاتف { $subject }
registry-act-add-identity-document = أضاف { $user } وثيقة هوية لـ { $subject }
registry-act-remove-identity-document = أزال { $user } وثيقة هوية لـ { $subject }
registry-act-record-consent = سجّل { $user } موافقة الأسرة
registry-act-withdraw-consent = سجّل { $user } سحب الموافقة
registry-act-request-move = طلب { $user } الانتقال إلى منطقة أخرى
registry-act-accept-move = قبل { $user } الانتقال
registry-act-refuse-move = رفض { $user } الانتقال
registry-act-resolve = سوّى { $user } تعارضًا يخص { $subject }
registry-act-reopen = أعاد { $user } فتح تعارض يخص { $subject }
registry-act-decide = بتّ { $user } في تكرار محتمل
registry-act-apply = استورد { $user } من ملف: { $subject }
registry-act-undo = تراجع { $user } عن استيراد { $subject }
registry-act-import = استورد { $user } مناطق
registry-act-join = ضمّ { $user } هذا الحاسوب إلى المركز
registry-act-issue-code = أصدر { $user } رمزًا لحاسوب
registry-act-seal-recovery = جدّد حاسوب { $user } المفتاح الذي يحفظه مشرفوه
registry-act-answer-challenge = أجاب { $user } حاسوبًا مقفلًا
registry-act-reset-passphrase = اختار { $user } عبارة مرور جديدة بجواب مشرف
registry-act-add = بدأ { $user } العمل على هذا الحاسوب
registry-act-merge = ضمّ { $user } منطقة إلى أخرى
registry-act-recode = غيّر { $user } رمز منطقة
registry-act-translate = سمّى { $user } منطقة
registry-act-unmerge = فصل { $user } منطقتين من جديد
registry-act-area-add = أضاف { $user } منطقة
registry-act-partner-add = أضاف { $user } شريكًا
registry-act-partner-update = غيّر { $user } الاتفاق مع شريك
registry-act-vocabulary-update = غيّر { $user } ما تعرضه قائمة
registry-act-reveal = فتح { $user } قيمًا محجوبة تخص { $subject }
registry-act-search = فتح { $user } قيمًا محجوبة أثناء التدقيق
registry-act-export = حفظ { $user } تدقيقًا في ملف
registry-act-subject-file = أعدّ { $user } ملف { $subject }
registry-act-drop-second-factor = أزال { $user } العامل الثاني للمستخدم { $subject }
registry-act-link-identity = ربط { $user } هوية بحساب { $subject }
registry-act-unlink-identity = فصل { $user } هوية عن حساب { $subject }
registry-act-unknown = ما حُفظ من { $subject }
registry-act-other = قام { $user } بـ «{ $act }»

registry-refused-no-name = أعطِ اسمًا واحدًا على الأقل. إن لم تُعرف أجزاء الاسم فاكتب الاسم الكامل.
registry-refused-no-head = لا بد للأسرة من رب. أعطِ أحد الأفراد الصلة «رب الأسرة».
registry-refused-two-heads = لا يكون رب الأسرة إلا واحدًا. أعطِ الآخرين صلة أخرى.
registry-refused-no-members = لا بد للأسرة من فرد واحد على الأقل. أضف فردًا.
registry-refused-too-many-members = هذا أكثر مما تتسع له أسرة. سجّل الآخرين أسرة مستقلة.
registry-refused-birth-in-future = تاريخ الميلاد في المستقبل. تحقق من اليوم والشهر والسنة.
registry-refused-birth-too-old = تاريخ الميلاد قديم جدًا. تحقق من السنة.
registry-refused-date-in-future = التاريخ في المستقبل. أدخل اليوم الذي حدث فيه الأمر.
registry-refused-date-before-birth = التاريخ قبل ميلاد هذا الشخص. تحقق من التاريخين.
registry-refused-already-dead = وفاة هذا الشخص مسجلة من قبل. افتح صفحته لتراها.
registry-refused-is-dissolved = حُلّت هذه الأسرة ولا يمكن تغييرها. سجّل أسرة جديدة إن عادوا يعيشون معًا.
registry-refused-not-a-member = لم يعد هذا الشخص من أفراد الأسرة. افتح الأسرة من جديد.
registry-refused-already-member = هذا الشخص من أفراد الأسرة أصلًا.
registry-refused-is-head = هذا الشخص رب الأسرة. اختر رب أسرة آخر أولًا.
registry-refused-head-needed = تحتاج الأسرة إلى رب جديد. اختر أحد الآخرين.
registry-refused-same-household = هي الأسرة نفسها. اختر غيرها.
registry-refused-other-area = تقع الأسرتان في منطقتين مختلفتين. اطلب أولًا الانتقال إلى المنطقة الأخرى.
registry-refused-moved-away = { $number } يقع الآن في { $area }، وهي ليست من مناطق هذا الحاسوب. اسأل موظفي تلك المنطقة.
registry-refused-unknown-code = «{ $value }» ليست في قائمة { $field }. اختر من القائمة.
registry-refused-text-too-long = النص طويل جدًا: { $field }. الحد الأقصى { $limit } حرفًا.
registry-refused-phone-invalid = هذا ليس رقم هاتف. اكتب أرقامًا، مع رمز البلد إن أمكن.
registry-refused-phone-twice = لهذا الشخص رقم الهاتف هذا من قبل.
registry-refused-document-twice = لهذا الشخص وثيقة من هذا النوع. أزل القديمة أولًا.
registry-refused-document-number-invalid = لا يناسب هذا الرقم نوع الوثيقة. تحقق من كل خانة.
registry-refused-nothing-changed = لم يتغير شيء. غيّر شيئًا أو ألغِ.
registry-refused-reason-needed = اذكر السبب. يُحفظ السبب في التاريخ.
registry-refused-area-not-smallest = اختر أصغر منطقة، كالقرية، لا المنطقة المحيطة بها.
registry-refused-area-out-of-scope = هذه المنطقة ليست من مناطقك. اختر غيرها أو اطلب انتقالًا.
registry-refused-between-areas = انتقل بعض هذه الأسرة إلى منطقة أخرى ولم ينتقل بعضها بعد. زامن ثم حاول مرة أخرى؛ لم يتغير شيء.
registry-refused-search-too-short = اكتب { $least } أحرف أو أرقام على الأقل.
registry-refused-split-needs-some = اختر فردًا واحدًا على الأقل للأسرة الجديدة.
registry-refused-split-leaves-none = لا بد أن يبقى أحد. لإنهاء الأسرة استعمل الحل.
registry-refused-move-pending = طُلب انتقال هذه الأسرة من قبل. انتظر جواب المركز.
registry-refused-move-not-open = أُجيب عن هذا الطلب من قبل. افتح القائمة من جديد.
registry-refused-move-same-area = تعيش الأسرة في هذه المنطقة أصلًا. اختر غيرها.
registry-refused-consent-withdrawn = سُحبت هذه الموافقة من قبل. سجّل موافقة جديدة إن عادت الأسرة فوافقت.
registry-refused-household-not-empty = ما زال أفراد يعيشون في هذه الأسرة. أزلهم أو انقلهم أولًا، أو اختر سببًا يشملهم جميعًا.
registry-field-indicators = أرقام موظف
registry-act-draw-sample = اختار { $user } أسرًا للزيارة بالقرعة
registry-act-record-visit = كتب { $user } زيارة { $subject }
registry-act-officer = نظر { $user } إلى أرقام موظف
registry-field-reference = المرجع
registry-act-erase = محا { $user } الملف { $subject }
registry-act-erase-due = محا { $user } ملفات انقضت مدتها
registry-act-set-rule = غيّر { $user } مدة حفظ الملفات
registry-refused-language-invalid = «{ $value }» ليس رمز لغة. أدخل رمزًا مثل en أو fr أو pt-br.
