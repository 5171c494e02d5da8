# من يعمل بالسجل.
user-title = المستخدمون
user-lede = من يعمل بالسجل، وبأي صفة، وأين، وإلى متى.
user-name = الاسم
user-roles = الأدوار
user-none = لا مستخدمين بعد
user-none-help = زامِن أولًا: يأتي المستخدمون من المركز.
user-role-officer = موظف
user-role-supervisor = مشرف
user-role-programme-manager = مدير برنامج
user-role-reconciler = موظف تسوية
user-role-auditor = مدقق
user-role-administrator = مسؤول النظام
user-refused-name-taken = لشخص آخر هذا الاسم. اختر غيره.
user-refused-name-needed = أعطِ المستخدم اسمًا.
user-refused-role-unknown = لا وجود لهذا الدور. اختر من القائمة.

user-forgot = نسيت عبارة المرور
user-forgot-title = { $user }: عبارة مرور جديدة
user-forgot-lede = يستطيع مشرف منطقتك أو المركز أن يفتح لك من جديد، حتى دون شبكة. ويبقى كل ما على هذا الحاسوب كما هو.
user-challenge = الطلب
user-challenge-read-out = اتصل بمشرفك أو بالمركز واقرأ له هذا مجموعةً مجموعة:
user-challenge-hint = أربع مجموعات في كل منها خمسة أحرف وأرقام كما يقرؤها زميلك. لا تهم الأحرف الكبيرة ولا الفراغات.
user-challenge-needed = اكتب الطلب الذي يقرؤه لك زميلك.
user-answer = الجواب
user-answer-hint = خمس مجموعات في كل منها خمسة أحرف وأرقام كما تُقرأ لك. لا تهم الأحرف الكبيرة ولا الفراغات.
user-answer-needed = اكتب الجواب الذي يُقرأ لك.
user-new-passphrase = عبارة مرور جديدة
user-reset-save = افتح بالجواب
user-help = ساعد زميلًا على الفتح
user-help-about = زميلك أمام حاسوب مقفل ويقرأ لك طلبه. يعمل هذا دون شبكة.
user-help-next = التالي
user-help-answer = أعطِ الجواب
user-help-reset = نسي { $user } عبارة مرور الحاسوب «{ $device }».
user-help-add = يريد { $user } أن يبدأ العمل على الحاسوب «{ $device }».
user-help-extend = يريد { $user } أن يواصل العمل على الحاسوب «{ $device }» الذي طال انقطاعه.
user-help-sure = الجواب يفتح ذلك الحاسوب. لا تعطه إلا إذا تأكدت أنك تكلم { $user }: عاود الاتصال به أو اسأله عما لا يعرفه غيره. ويُسجَّل أنك أعطيته.
user-help-read-out = اقرأ هذا لزميلك مجموعةً مجموعة.
user-help-once = يصلح مرة واحدة وعلى ذلك الحاسوب وحده، ولن يظهر من جديد.
user-answers-title = من تلقى مساعدة
user-answers-reset-given = أعطى { $by } المستخدم { $user } جوابًا لعبارة مرور جديدة على «{ $device }»
user-answers-reset-used = اختار { $by } عبارة مرور جديدة على «{ $device }»
user-answers-add-given = أعطى { $by } المستخدم { $user } جوابًا ليبدأ العمل على «{ $device }»
user-answers-add-used = بدأ { $by } العمل على «{ $device }»
user-answers-extend-given = أعطى { $by } المستخدم { $user } جوابًا ليواصل العمل على «{ $device }»
user-answers-extend-used = يواصل { $by } العمل على «{ $device }»
user-refused-no-challenge = لا يمكن بعد فتح هذا الحاسوب بالهاتف لأنه لم يُزامَن منذ إعداده أو تحديثه. راجع المسؤول؛ عملك محفوظ عليه.
user-refused-challenge-length = هذا طلب غير كامل. فيه أربع مجموعات من خمسة أحرف وأرقام؛ اطلب من زميلك أن يقرأه من جديد.
user-refused-challenge-group = المجموعة { $group } من الطلب غير صحيحة. اطلب من زميلك أن يقرأها من جديد.
user-refused-challenge-device = الحاسوب الذي يطلب هذا ليس في عهدتك. يستطيع مشرفه أو المركز أن يجيب.
user-refused-challenge-revoked = الحاسوب الذي يطلب هذا استبعده المركز. لا تساعد على فتحه؛ راجع المسؤول.
user-refused-challenge-user = لا تعرف المستخدم الذي يطلب هذا. زامِن، أو اطلب من المركز أن يجيب.
user-refused-challenge-no-key = لم يُعطَ هذا الحاسوب مفتاح ذاك بعد. زامِن ثم حاول من جديد، أو اطلب من المركز أن يجيب.
user-refused-answer-length = هذا جواب غير كامل. فيه خمس مجموعات من خمسة أحرف وأرقام؛ اطلب قراءته من جديد.
user-refused-answer-group = المجموعة { $group } من الجواب غير صحيحة. اطلب قراءتها من جديد.
user-refused-answer-wrong = هذا جواب طلب آخر. اقرأ الطلب الذي على هذه الشاشة من جديد واطلب جوابه.
user-refused-answer-wrong-wait = { $wait_seconds ->
    [zero] هذا جواب طلب آخر. حاول من جديد.
    [one] هذا جواب طلب آخر. يمكنك المحاولة بعد ثانية واحدة.
    [two] هذا جواب طلب آخر. يمكنك المحاولة بعد ثانيتين.
    [few] هذا جواب طلب آخر. يمكنك المحاولة بعد { $wait_seconds } ثوانٍ.
    [many] هذا جواب طلب آخر. يمكنك المحاولة بعد { $wait_seconds } ثانية.
   *[other] هذا جواب طلب آخر. يمكنك المحاولة بعد { $wait_seconds } ثانية.
}

user-newcomer = دع شخصًا آخر يعمل هنا
user-newcomer-about = يفتح هذا الحاسوب بعبارة مرور خاصة به ويعمل باسمه. يعمل هذا دون شبكة.
user-newcomer-who = من هو؟
user-newcomer-hint = لا تجد أحدهم؟ زامِن أولًا؛ يضيف المسؤول المستخدمين في المركز.
user-newcomer-needed = اختر من سيعمل هنا.
user-newcomer-read-out = يضمنه مشرف أو المركز. ليتصل هو ويقرأ هذا مجموعةً مجموعة:
user-newcomer-passphrase = عبارة مروره
user-newcomer-save = دعه يعمل هنا
user-newcomer-added = يستطيع { $user } فتح هذا الحاسوب الآن
user-refused-newcomer-unknown = لا يعرف المركز شخصًا كهذا يحق له العمل على الحواسيب. زامِن، أو اطلب من المسؤول إضافته.
user-refused-newcomer-here = يستطيع هذا الشخص فتح هذا الحاسوب أصلًا. وتُجدَّد عبارة المرور المنسية حيث يُفتح الحاسوب.

user-second-factor = رمز من جهاز آخر
user-second-factor-lede = إثبات ثانٍ أنك أنت: إلى جانب عبارة المرور يعرض هاتف رمزًا يتغير كل نصف دقيقة.
user-second-factor-needed = عملك في هذا المركز يتطلبه. أعدّه الآن؛ لا يستغرق ذلك إلا دقيقة.
user-second-factor-on = يطلب الدخول رمزًا من جهازك الآخر.
user-second-factor-left = { $count ->
    [zero] لم يبق أي رمز استرداد.
    [one] بقي رمز استرداد واحد.
    [two] بقي رمزا استرداد.
    [few] بقيت { $count } رموز استرداد.
    [many] بقي { $count } رمز استرداد.
   *[other] بقي { $count } رمز استرداد.
}
user-second-factor-off = لم يُعدّ شيء بعد.
user-second-factor-begin = إعداد
user-second-factor-scan = امسح هذه الصورة بتطبيق للرموز المؤقتة على هاتفك:
user-second-factor-type = أو اكتب فيه هذا السر:
user-second-factor-picture = صورة يقرؤها التطبيق
user-second-factor-code = الرمز الذي يعرضه الآن
user-second-factor-confirm = تشغيل
user-second-factor-recovery = رموز الاسترداد
user-second-factor-recovery-help = اكتبها واحفظها حيث لا ينظر أحد سواك. يُدخلك كل منها مرة واحدة إن ضاع جهازك الآخر. لا تُعرض إلا الآن.
user-second-factor-done = حفظتها
user-second-factor-drop = إزالة رمز { $name }
user-second-factor-dropped = يدخل { $name } بلا رمز إلى أن يُعدّ رمز جديد
user-second-factor-drop-about = ضاع الجهاز الآخر، أو يُراد إعداد جهاز جديد. يحفظ السجل من أزاله.
user-second-factor-drop-save = أزل
user-second-factor-yes = مُعدّ
user-refused-identity = للهوية عنوان لدى مزوّدها واسم عنده، ولكل منهما من 1 إلى { $most } بايت دون أسطر جديدة.
user-refused-identity-linked = هذه الهوية تدخل إلى حساب بالفعل. افصلها هناك أولًا.
user-refused-second-factor-set-up = هو معدّ من قبل. إن ضاع الجهاز فاطلب أولًا من مسؤول أن يزيله.
user-refused-second-factor-not-begun = ابدأ من جديد: لا صورة تنتظر رمزًا.
user-refused-second-factor-name-too-long = اسم المركز أو المستخدم أطول من أن تسعه صورة. اطلب من مسؤول اسمًا أقصر.
user-refused-code-wrong = هذا الرمز غير صحيح الآن. تحقق من ساعة جهازك الآخر واكتب الرمز الذي يعرضه.
user-here = هذا الحاسوب
user-here-yes = يفتحه
user-remove = أزل
user-remove-title = إزالة { $user } من هذا الحاسوب
user-remove-about = لن تفتح عبارة مروره هذا الحاسوب بعد الآن.
user-remove-stays = ما عمله يبقى باسمه ويُرسل كما كان. يمكن إدخاله من جديد بجواب.
user-remove-save = أزل
user-remove-done = أُزيل { $user } من هذا الحاسوب.
user-refused-remove-self = لا تستطيع إزالة نفسك من الحاسوب الذي تعمل عليه. ليفعل ذلك مشرف آخر أو المركز.
user-refused-remove-last = لا أحد غيره يستطيع فتح هذا الحاسوب. دع شخصًا آخر يعمل هنا أولًا.
user-refused-remove-not-here = لا يستطيع فتح هذا الحاسوب أصلًا. انظر إلى القائمة من جديد.
user-refused-remove-elsewhere = من هنا لا يُزال إلا مستخدمو هذا الحاسوب. اسأل المركز عن غيره.
user-role-finance-preparer = المالية: يُعِدّ قوائم الدفع
user-role-finance-approver = المالية: يعتمد قوائم الدفع
user-role-finance-releaser = المالية: يصرف المدفوعات
user-role-data-protection-officer = مسؤول حماية البيانات
user-charges = ما يحق لهم
user-console = لوحة المركز
user-console-yes = يدخل إليها
user-acts = تغيير أو إنهاء
user-ended = انتهى
user-charge = الدور { $number }
user-charge-role = الدور
user-charge-where = أين يسري؟
user-charge-areas = في هذه المناطق
user-charge-everywhere = في كل مكان
user-charge-areas-needed = اختر منطقة واحدة على الأقل، أو اجعله يسري في كل مكان.
user-charge-from = أول يوم
user-charge-until = آخر يوم
user-charge-day-wrong = لا يوجد يوم كهذا. اكتب اليوم والشهر والسنة، أو اترك الثلاثة فارغة.
user-charge-off = إزالة الدور { $number }
user-charge-more = دور آخر
user-charge-between = من { $from } إلى { $until }
user-charge-since = من { $from }
user-charge-to = حتى { $until }
user-charge-not-today = لا يسري اليوم
user-new = إضافة مستخدم
user-new-about = يعمل بهذا الاسم من الآن. تعلم به الحواسيب عند مزامنتها التالية.
user-new-name-hint = كما يعرفه زملاؤه؛ وبه يدخل إلى لوحة المركز.
user-new-works = أين يعمل؟
user-new-works-laptop = على الحواسيب
user-new-works-laptop-about = يبدأ هناك بـ«السماح لشخص آخر بالعمل هنا».
user-new-works-console = هنا أيضًا، في لوحة المركز
user-new-works-console-about = يدخل بعبارة مرور.
user-new-save = إضافة المستخدم
user-new-done = أصبح { $name } مستخدمًا
user-assign = تغيير
user-assign-title = ما يحق لـ{ $name }
user-assign-about = يسري هنا فورًا، وعلى الحاسوب من مزامنته التالية. وما أُنجز قبل ذلك يُقبل.
user-assign-reason = السبب
user-assign-save = حفظ
user-assign-done = تغيّر ما يحق لـ{ $name }
user-end = إنهاء
user-end-title = إنهاء { $name }
user-end-about = لا يدخل إلى شيء بعد الآن: هنا فورًا، وعلى الحواسيب من المزامنة التالية. وما قام به يبقى باسمه.
user-end-save = إنهاء المستخدم
user-end-done = انتهى { $name }
user-refused-assignments-needed = أعطِ المستخدم دورًا واحدًا على الأقل، أو أنهِه.
user-refused-assignments-too-many = هذا كثير على مستخدم واحد: { $limit } دورًا على الأكثر في { $areas } منطقة مجتمعة. سمِّ مناطق أعلى، أو قسّم العمل.
user-refused-areas-needed = حدّد أين يسري الدور: في كل مكان، أو في منطقة واحدة على الأقل و{ $limit } على الأكثر.
user-refused-validity-order = آخر يوم يسبق أول يوم. غيّر أحدهما.
user-refused-duties-incompatible = لا يجوز أن يجتمع «{ $one }» و«{ $other }» في يد واحدة في اليوم نفسه. أعطِ أحدهما لشخص آخر، أو أحدهما بعد الآخر.
user-refused-ended = انتهى هذا المستخدم من قبل. أعطه دورًا ليعمل من جديد.
user-refused-last-keeper = لن يبقى أحد يدير المستخدمين. أعطِ أولًا شخصًا آخر دورًا يسمح بذلك، في كل مكان وبلا يوم أخير.
user-refused-oneself = لا يغيّر أحد ما يحق له هو نفسه. اطلب ذلك من مسؤول آخر.
user-refused-reason-needed = اذكر السبب. يبقى في السجل.
user-refused-beyond-own-areas = هذا يتجاوز المناطق التي تديرها. سمِّ مناطق من مناطقك، أو اسأل من يدير غيرها.
user-assign-of = تغيير ما يحق لـ{ $name }
user-end-of = إنهاء { $name }
