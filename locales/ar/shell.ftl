# ما يحيط بكل شاشة، والكلمات المستعملة في كل مكان.
shell-product = باموجا
shell-promise = كل أسرة، كل مكتب، سجل واحد.
shell-promise-offline = يعمل بلا شبكة. وحين تعود يجتمع عمل الجميع ولا يضيع شيء.
shell-nav = الأقسام
shell-nav-today = اليوم
shell-nav-registry = السجل
shell-nav-import = الاستيراد
shell-nav-conflict = التعارضات
shell-nav-duplicate = التكرارات
shell-nav-sync = المزامنة
shell-nav-moves = الانتقالات
shell-nav-device = الحواسيب
shell-nav-area = المناطق
shell-nav-audit = التدقيق
shell-nav-privacy = المحو
shell-nav-user = المستخدمون
shell-nav-role = الأدوار
shell-skip = انتقل إلى المحتوى
shell-search = ابحث في السجل
shell-hub = المركز
shell-device-number = حاسوب رقم { $number }
shell-demo = بيانات للعرض
shell-user-menu = حساب { $name }
shell-language = اللغة
shell-theme = المظهر
shell-theme-system = كما في النظام
shell-theme-light = فاتح
shell-theme-dark = داكن
shell-lock = قفل
shell-version = الإصدار { $version }
shell-notices = إشعارات
shell-dismiss = إغلاق الإشعار
shell-open = مفتوحة
shell-save = حفظ
shell-cancel = إلغاء
shell-close = إغلاق
shell-done = تم
shell-back = رجوع
shell-next = التالي
shell-more = عرض المزيد
shell-undo = تراجع
shell-try-again = حاول من جديد
shell-choose = اختر…
shell-optional = (اختياري)
shell-reading = جارٍ القراءة…
shell-seconds = { $seconds ->
    [one] ثانية واحدة
    [two] ثانيتان
    [few] { $seconds } ثوانٍ
   *[other] { $seconds } ثانية
}

shell-refused = لا يمكن ذلك على هذا النحو. راجع ما أدخلت.
shell-refused-busy = هناك أعمال كثيرة جارية. انتظر لحظة ثم أعد المحاولة.
shell-refused-input = تعذّرت قراءة ما أُرسل ({ $problem }). حدّث البرنامج ثم أعد المحاولة.
shell-refused-not-here = لا يمكن فعل ذلك على هذا الجهاز. تُعدَّل بيانات الأسر على الحواسيب المحمولة، وتُتخذ القرارات في المركز.
shell-refused-unknown-use-case = هذا البرنامج لا يعرف هذا الإجراء. حدّثه ثم أعد المحاولة.
shell-denied = لا يحق لك ذلك. اسأل المسؤول.
shell-missing = غير موجود، أو خارج المناطق التي تعمل فيها. ابحث من جديد أو اسأل مشرفك.
shell-fault = حدث خطأ من جهتنا. لم يضع شيء مما كتبت. حاول من جديد؛ وإن تكرر فأبلغ عن الحادث { $incident }.
shell-fault-unreachable = باموجا لا يجيب. لم يضع شيء مما كتبت. انتظر لحظة وحاول من جديد.

shell-right-registry-read = قراءة السجل
shell-right-registry-write = تغيير السجل
shell-right-registry-decide-move = البت في الانتقالات
shell-right-import-write = استيراد الملفات
shell-right-conflict-resolve = تسوية التعارضات
shell-right-duplicate-decide = البتّ في التكرارات المحتملة
shell-right-sync-run = المزامنة مع المركز
shell-right-device-manage = إدارة الحواسيب
shell-right-area-manage = إدارة المناطق
shell-right-vocabulary-manage = تحديد ما تعرضه القوائم
shell-right-partner-read = رؤية الشركاء
shell-right-partner-manage = إدارة الشركاء
shell-right-user-read = الاطلاع على المستخدمين
shell-right-user-second-factor = إزالة العامل الثاني لشخص
shell-right-user-unlock = مساعدة زميل على الفتح

shell-refused-file = تعذرت قراءة { $path }: { $problem }. تحقق من المسار وحاول من جديد.
shell-right-sync-stick = التبادل بذاكرة USB
shell-right-sync-carry = حمل ملفات مختومة للآخرين
shell-right-device-rescue = أخذ ملف إنقاذ
shell-right-sync-nearby = المزامنة مع حاسوب قريب
shell-right-registry-read-sensitive = رؤية القيم المحجوبة في مناطقك دون سؤال
shell-right-registry-reveal = فتح القيم المحجوبة
shell-right-audit-read = قراءة التدقيق
shell-right-audit-disclose = إعداد ملف لشخص
shell-right-privacy-read = رؤية عمليات المحو ومدد الحفظ
shell-right-privacy-erase = محو الملفات
shell-right-privacy-keep-rules = تحديد مدة حفظ الملفات
shell-right-role-manage = إدارة الأدوار
shell-right-user-manage = إدارة المستخدمين
shell-right-oversight-read = رؤية أرقام الإشراف
shell-right-oversight-revisit = اختيار أسر بالقرعة وكتابة الزيارات
shell-nav-oversight = الإشراف
shell-nav-vocabulary = القوائم
shell-nav-partner = الشركاء
