# أخذ الأسر والأشخاص من ملف.
import-title = الاستيراد
import-lede = خذ الأسر من مصنف أو ملف CSV. تُراجَع كل دفعة قبل تطبيقها ويمكن التراجع عنها.
import-new = استيراد ملف
import-new-lede = اختر ملفًا، وبيّن ما في كل عمود، وانظر في النتيجة. لا يُسجَّل شيء قبل أن تطبّق الدفعة.
import-none = لا استيراد بعد
import-none-help = استورد مصنفًا فيه ورقة للأسر وورقة للأفراد، أو ملف CSV في كل سطر منه شخص.
import-file = الملف
import-state = الحالة
import-state-prepared = للمراجعة
import-state-applied = مطبّقة
import-state-undone = مُتراجَع عنها
import-households = الأسر
import-persons = الأشخاص
import-errors = الأخطاء
import-prepared = أُعدّت
import-drop = أسقط ملفًا هنا، أو
import-choose = اختر ملفًا
import-choose-hint = XLSX أو CSV. يبقى الملف على هذا الجهاز.
import-other-file = اختر ملفًا آخر
import-reading = يُقرأ الملف…
import-preparing = تُفحص كل السطور…
import-applying = تُسجَّل الأسر…
import-undoing = تُستردّ الدفعة…
import-sheet-size = { $rows ->
    [zero] بلا سطور
    [one] سطر واحد
    [two] سطران
    [few] { $rows } سطور
    [many] { $rows } سطرًا
   *[other] { $rows } سطر
}، { $columns ->
    [zero] بلا أعمدة
    [one] عمود واحد
    [two] عمودان
    [few] { $columns } أعمدة
    [many] { $columns } عمودًا
   *[other] { $columns } عمود
}
import-shape = بناء الملف
import-layout = التنسيق
import-layout-household-workbook = أسر وأفراد
import-layout-household-workbook-about = ورقتان يربطهما رقم الأسرة.
import-layout-flat-persons = شخص في كل سطر
import-layout-flat-persons-about = قائمة واحدة، مع رقم الأسرة إن وُجد.
import-household-sheet = ورقة الأسر
import-person-sheet = ورقة الأشخاص
import-date-order = ترتيب التاريخ
import-date-order-dmy = يوم، شهر، سنة (‎31/12/2024‎)
import-date-order-mdy = شهر، يوم، سنة (‎12/31/2024‎)
import-date-order-ymd = سنة، شهر، يوم (‎2024-12-31‎)
import-source = اسم المصدر
import-source-hint = المصدر نفسه والرقم نفسه يعنيان الأسرة نفسها: لا يغيّر الاستيراد الثاني شيئًا.
import-source-needed = سمّ المصدر، مثلًا الجهة التي جاء منها الملف.
import-area = منطقة السطور التي لا منطقة لها
import-area-hint = حيث تذهب الأسر التي لا يذكر سطرها منطقة معروفة.
import-map-households = أعمدة الأسر
import-map-persons = أعمدة الأشخاص
import-target = خانة السجل
import-column = العمود
import-samples = ما فيه
import-filled = { $filled } من { $rows }
import-filled-head = المملوء
import-not-in-file = ليس في الملف
import-documents = وثائق الهوية
import-documents-all = أنواع أخرى من الوثائق
import-unused = { $count ->
    [one] عمود واحد غير مستعمل
    [two] عمودان غير مستعملين
    [few] { $count } أعمدة غير مستعملة
    [many] { $count } عمودًا غير مستعمل
   *[other] { $count } عمود غير مستعمل
}
import-unused-help = لا تؤخذ هذه الأعمدة.
import-prepare = فحص الملف
import-prepare-hint = يُفحص كل سطر؛ ولا يُسجَّل شيء بعد.
import-target-household-external-id = رقم الأسرة في الملف
import-target-household-area-code = رمز المنطقة
import-target-household-address = العنوان
import-target-household-registered-on = تاريخ التسجيل
import-target-household-dwelling = السكن
import-target-household-water-source = مصدر الماء
import-target-household-size = حجم الأسرة
import-target-person-household-external-id = رقم أسرة الشخص
import-target-person-external-id = رقم الشخص في الملف
import-target-person-full-name = الاسم الكامل
import-target-person-given-name = الاسم الأول
import-target-person-other-names = أسماء أخرى
import-target-person-family-name = اسم العائلة
import-target-person-role = الصلة برب الأسرة
import-target-person-sex = الجنس
import-target-person-birth-on = تاريخ الميلاد
import-target-person-birth-is-estimated = تاريخ الميلاد تقديري
import-target-person-civil-status = الحالة المدنية
import-target-person-phone = الهاتف
import-target-person-phone-alternative = هاتف ثانٍ
import-target-person-disability = الإعاقة
import-target-person-education = التعليم
import-target-person-occupation = المهنة
import-target-person-address = عنوان الشخص
import-target-document = { $kind }: الرقم
import-batch-prepared-about = لم يُسجَّل شيء بعد. انظر في المشكلات والسطور ثم طبّق الدفعة.
import-batch-applied-about = سُجّلت الدفعة. يستردّ التراجع كل ما لم يغيّره أحد بعدها.
import-batch-undone-about = استُردّت الدفعة. بقيت السطور التي غيّرها أحد، وعليها علامة.
import-apply = تطبيق الدفعة
import-applied = { $count ->
    [zero] لم تُسجَّل أي أسرة
    [one] سُجّلت أسرة واحدة
    [two] سُجّلت أسرتان
    [few] سُجّلت { $count } أسر
   *[other] سُجّلت { $count } أسرة
}
import-undo = التراجع عن الدفعة
import-undone = جرى التراجع عن الدفعة
import-discard = إلقاء الدفعة
import-discarded = أُلقيت الدفعة؛ ولم يُسجَّل شيء
import-count-households-new = أسر جديدة
import-count-households-changed = أسر تغيّرت
import-count-households-same = أسر كما هي
import-count-persons-new = أشخاص جدد
import-count-persons-changed = أشخاص تغيّروا
import-count-persons-same = أشخاص كما هم
import-count-rows-skipped = سطور متروكة
import-rows = السطور
import-row = السطر
import-action = الإجراء
import-action-new = جديد
import-action-same = كما هو
import-action-changed = تغيّر
import-action-skipped = متروك
import-action-kept = أُبقي
import-external-id = الرقم في الملف
import-problems = { $count ->
    [zero] لا مشكلات
    [one] مشكلة واحدة
    [two] مشكلتان
    [few] { $count } مشكلات
   *[other] { $count } مشكلة
}
import-problems-none = لا مشكلات من هذا النوع.
import-problems-more = تُعرض { $shown } من { $count } مشكلة. صحّحها في الملف ثم افحصه من جديد.
import-problem-kind = نوع المشكلة
import-severity = الشدة
import-severity-error = خطأ
import-severity-warning = تحذير
import-severity-note = ملاحظة
import-sheet = الورقة
import-value = القيمة
import-what = ما الخطأ
import-all-sheets = كل الأوراق
import-all-kinds = كل الأنواع
import-page = { $from }–{ $to } من { $count }
import-page-before = السابق
import-page-after = اللاحق

import-kind-empty-required = فارغ وهو لازم
import-kind-unknown-code = كلمة غير معروفة
import-kind-bad-date = ليس تاريخًا
import-kind-date-ambiguous = تاريخ ملتبس
import-kind-number-damaged = رقم متضرر
import-kind-date-damaged = تاريخ متضرر
import-kind-link-missing = أسرة مفقودة
import-kind-duplicate-id = رقم مكرر
import-kind-too-long = طويل جدًا
import-kind-bad-phone = ليس رقم هاتف
import-kind-area-unknown = منطقة غير معروفة
import-kind-no-head = لا رب أسرة
import-kind-two-heads = ربّا أسرة
import-kind-size-differs = حجم مختلف
import-kind-cell-formula = صيغة حسابية
import-kind-birth-in-future = ميلاد في المستقبل
import-kind-no-name = بلا اسم
import-kind-age-damaged = عمر غير مقروء
import-kind-column-unused = عمود غير مستعمل
import-kind-column-missing = غير موجود في الملف
import-kind-encoding-guessed = أحرف مُخمَّنة
import-kind-sheet-unused = ورقة غير مستخدمة
import-kind-document-invalid = رقم وثيقة غير صالح
import-kind-already-undone = جرى التراجع عنه
import-kind-changed-since = تغيّر بعدها

import-problem-empty-required = هذه الخلية فارغة وهي لازمة. املأها في الملف.
import-problem-unknown-code = «{ $value }» ليست من كلمات هذه القائمة. صحّحها في الملف وإلا تُركت.
import-problem-bad-date = «{ $value }» ليس تاريخًا. صحّحه في الملف أو راجع ترتيب التاريخ.
import-problem-date-ambiguous = يمكن قراءة «{ $value }» على وجهين. قُرئ بالترتيب الذي اخترته؛ تحقق منه.
import-problem-number-damaged = أعاد برنامج جداول كتابة هذا الرقم بالصيغة العلمية فضاعت أرقامه. خذه من المصدر الأصلي من جديد.
import-problem-date-damaged = حوّل برنامج جداول هذا التاريخ إلى قيمة أخرى. خذه من المصدر الأصلي من جديد.
import-problem-link-missing = لا أسرة بالرقم «{ $value }» في الملف. أضفها أو صحّح الرقم.
import-problem-duplicate-id = يتكرر الرقم «{ $value }» هنا. لكل سطر رقمه.
import-problem-too-long = هذا النص طويل جدًا. اختصره في الملف.
import-problem-bad-phone = «{ $value }» ليس رقم هاتف. صحّحه وإلا تُرك.
import-problem-area-unknown = المنطقة «{ $value }» غير معروفة هنا. تذهب الأسرة إلى المنطقة التي اخترتها.
import-problem-no-head = لا رب لهذه الأسرة. عيّن أحد الأفراد ربًا لها في الملف.
import-problem-two-heads = لهذه الأسرة أكثر من رب. أبقِ واحدًا في الملف.
import-problem-size-differs = يذكر الملف { $expected } من الأفراد ووُجد { $found }. راجع سطور هذه الأسرة.
import-problem-cell-formula = في هذه الخلية صيغة حسابية. أُخذت آخر قيمة ظهرت فيها؛ تحقق منها.
import-problem-birth-in-future = تاريخ الميلاد هذا في المستقبل. صحّحه في الملف.
import-problem-no-name = لا اسم لهذا الشخص. أضف اسمًا في الملف.
import-problem-age-damaged = «{ $value }» ليس عمرًا. صحّحه في الملف.
import-problem-column-unused = لا يؤخذ العمود «{ $column }». اختر له خانة إن احتجت إليه.
import-problem-column-missing = ورقة أو عمود تم اختياره غير موجود في هذا الملف. حدّد من جديد موضع كل بيان.
import-problem-encoding-guessed = لا يذكر الملف ترميز حروفه، فاعتُمد { $encoding }. راجع الأسماء؛ وإن كانت خاطئة فاحفظ الملف بترميز UTF-8.
import-problem-sheet-unused = هذه الورقة لا تُقرأ. اخترها أعلاه إن كانت تحتوي على أسر.
import-problem-document-invalid = لا يناسب «{ $value }» نوع الوثيقة. تحقق من كل خانة.
import-problem-already-undone = استُورد هذا السطر ثم جرى التراجع عنه. يُسجَّل من جديد عند التطبيق.
import-problem-changed-since = غيّر أحدهم هذا بعد الاستيراد. بقي كما هو.

import-refused-empty-file = الملف فارغ. اختر غيره.
import-refused-not-a-workbook = ليس هذا مصنف إكسل مهما كان اسمه. احفظه بصيغة XLSX أو CSV وحاول من جديد.
import-refused-not-text = ليس هذا ملفًا نصيًا مهما كان اسمه. احفظه بصيغة CSV ‏(UTF-8) أو XLSX وحاول من جديد.
import-refused-too-large = الملف كبير جدًا (الحد { $limit }). قسّمه إلى ملفات أصغر.
import-refused-cell-too-large = خلية كبيرة جدًا: الورقة { $sheet }، السطر { $row }، العمود { $column } (الحد { $limit }). اختصرها في الملف.
import-refused-too-many-rows = سطور الملف كثيرة جدًا (الحد { $limit }). قسّمه إلى ملفات أصغر.
import-refused-too-many-columns = أعمدة الملف كثيرة جدًا (الحد { $limit }). احذف ما لا تحتاج إليه.
import-refused-sheet-missing = الورقة التي اخترتها ليست في الملف. اختر غيرها.
import-refused-column-missing = لم يُختر عمود لـ «{ $target }». اختر عمودًا.
import-refused-unknown-column = العمود «{ $column }» ليس في الملف. اختر غيره.
import-refused-batch-not-prepared = طُبّقت هذه الدفعة أو جرى التراجع عنها من قبل. افتح قائمة الاستيراد من جديد.
import-refused-batch-not-applied = هذه الدفعة غير مطبّقة فلا يمكن التراجع عنها.
import-refused-file-gone = لم يعد الملف هنا. اختره من جديد.
import-refused-encrypted = الملف محمي بكلمة سر. احفظه بدونها وحاول من جديد.
import-refused-has-errors = ما زالت في الدفعة أخطاء. صحّحها في الملف وافحصه من جديد.
import-refused-damaged = الملف متضرر ولا يمكن قراءته إلى آخره. احفظه من جديد وحاول مرة أخرى.
