# محو الملفات، ومدة حفظها.
privacy-title = المحو والحفظ
privacy-lede = أي الملفات مُحيت وأي الحواسيب تبعت ذلك؛ وكم تُحفظ الملفات. لا يُمحى شيء من تلقاء نفسه: ينظر أحدٌ فيما حان أجله ويقرر.
privacy-tab-rulings = عمليات المحو
privacy-tab-rules = مدة حفظ الملفات
privacy-kind-person = شخص
privacy-kind-household = أسرة
privacy-file-elsewhere = ملف غير محفوظ هنا
privacy-rulings-none = لم يُمحَ شيء بعد
privacy-rulings-none-help = يُمحى الملف من صفحة الشخص أو الأسرة، أو من قائمة ما حان أجله.
privacy-ruling-by = قرره { $user }
privacy-ruling-reference = المرجع
privacy-ruling-files = { $count ->
    [one] ملف واحد
    [two] ملفان
    [few] { $count } ملفات
   *[other] { $count } ملفًا
}
privacy-ruling-heard = { $count ->
    [one] تبع { $heard } من حاسوب واحد
    [two] تبع { $heard } من حاسوبين
    [few] تبع { $heard } من { $count } حواسيب
   *[other] تبع { $heard } من { $count } حاسوبًا
}
privacy-ruling-no-laptops = لا حاسوب يعمل حيث تقع هذه الملفات
privacy-laptop-waiting = لم يتبع بعد: يتبع في تبادله القادم
privacy-laptop-followed = تبع في { $when }
privacy-rule-about = الملفات
privacy-rule-kept = مدة الحفظ
privacy-rule-due = ما حان أجله
privacy-rule-acts = تغيير
privacy-rule-dissolved-household = الأسر التي حُلّت
privacy-rule-dissolved-household-about = من يوم حلّها
privacy-rule-deceased-person = الأشخاص المتوفون
privacy-rule-deceased-person-about = من يوم وفاتهم
privacy-rule-departed-person = الأشخاص المغادرون
privacy-rule-departed-person-about = من يوم مغادرتهم أسرتهم الأخيرة. ولا يعيشون في أسرة معروفة.
privacy-rule-for-ever = دائمًا
privacy-rule-months = { $count ->
    [one] شهر واحد
    [two] شهران
    [few] { $count } أشهر
   *[other] { $count } شهرًا
}
privacy-rule-nothing-due = لم يحن أجل شيء
privacy-rule-show-due = اعرض ما حان أجله
privacy-rule-change = تغيير
privacy-rule-change-about = يحدد هذا ما يحين أجله من الآن فصاعدًا. ولا يمحو شيئًا وحده.
privacy-rule-how-long = المدة
privacy-rule-for-months = عدد من الأشهر
privacy-rule-number = الأشهر
privacy-rule-save = تغيير
privacy-rule-done = تغيّرت مدة حفظ هذه الملفات
privacy-due-back = كل أنواع الملفات
privacy-due-lede = انقضت مدة حفظها. ما لا يُعلَّم يبقى.
privacy-due-none = لم يحن أجل شيء
privacy-due-none-help = تظهر الملفات هنا حين تنقضي مدة حفظها.
privacy-due-all = تعليم كل المعروض
privacy-due-mark = تعليم { $name }
privacy-due-name = الاسم
privacy-due-number = الرقم
privacy-due-ended = انتهى في
privacy-due-erase = { $count ->
    [one] محو ملف واحد
    [two] محو ملفين
    [few] محو { $count } ملفات
   *[other] محو { $count } ملفًا
}
privacy-due-about-dissolved-household = تُمحى الأسر المعلَّمة وكل من لا يزال فيها. وتبقى أرقامها ومكان عيشها.
privacy-due-about-deceased-person = يُمحى الأشخاص المعلَّمون. وتبقى أرقامهم والأسرة التي عاشوا فيها.
privacy-due-about-departed-person = يُمحى الأشخاص المعلَّمون. وتبقى أرقامهم والأسرة التي عاشوا فيها.
privacy-due-refused-none = علّم ملفًا واحدًا على الأقل.
privacy-erase = محو نهائي
privacy-erase-person = محو ملف { $name }
privacy-erase-household = محو أسرة { $name }
privacy-erase-goes = ما يزول
privacy-erase-goes-person = الأسماء والجنس والميلاد والهواتف ووثائق الهوية وكل ما هو مسجّل غيرها، مع كل ما كان من قبل.
privacy-erase-goes-household = { $count ->
    [0] كل ما هو مسجّل عن الأسرة، مع كل ما كان من قبل. لم يعد فيها أحد.
    [one] كل ما هو مسجّل عن الأسرة وعن الشخص الوحيد فيها، مع كل ما كان من قبل.
    [two] كل ما هو مسجّل عن الأسرة وعن الشخصين فيها، مع كل ما كان من قبل.
    [few] كل ما هو مسجّل عن الأسرة وعن { $count } أشخاص فيها، مع كل ما كان من قبل.
   *[other] كل ما هو مسجّل عن الأسرة وعن { $count } شخصًا فيها، مع كل ما كان من قبل.
}
privacy-erase-stays = ما يبقى
privacy-erase-stays-person = الرقم، وفي أي أسرة عاش وبأي صفة ومن متى إلى متى: فهذا من ملف الآخرين أيضًا.
privacy-erase-stays-household = الأرقام والمنطقة ومدة قيام الأسرة، ومن عاش فيها من أصحاب هذه الأرقام.
privacy-erase-reach = يسري هنا فورًا، وعلى كل حاسوب في تبادله القادم. ولا يستطيع أحد التراجع عنه.
privacy-erase-ground = الموجب
privacy-erase-reference = المرجع
privacy-erase-reference-hint = رقم ملف، لا اسم أحد.
privacy-erase-number = للتأكيد اكتب الرقم { $number }
privacy-erase-number-differs = ليس هذا هو الرقم { $number }. تحقق من أنه الملف الصحيح.
privacy-erased = { $count ->
    [one] مُحي ملف واحد
    [two] مُحي ملفان
    [few] مُحيت { $count } ملفات
   *[other] مُحي { $count } ملفًا
}
privacy-erased-on = مُحي هذا الملف في { $when }. ولا يُحفظ منه إلا رقمه ومكان العيش.
privacy-erased-mark = ممحو
privacy-refused-is-erased = مُحي هذا الملف. لا يُكتب فيه شيء بعد الآن.
privacy-refused-conflict-open = في هذا الملف قيمتان متعارضتان. سوِّ التعارض أولًا ثم امحُ.
privacy-refused-head = هذا الشخص رب أسرة قائمة. عيّن ربًّا آخر أولًا، أو امحُ الأسرة كلها.
privacy-refused-too-many = لا يُمحى أكثر من { $limit } ملف دفعة واحدة. علّم أقل، ثم امحُ الباقي بعد ذلك.
privacy-refused-not-due = بعض هذه الملفات لم يعد مستحق المحو. حمّل القائمة من جديد وعلّم ما بقي فيها.
privacy-refused-months = اكتب عددًا صحيحًا من الأشهر من { $least } إلى { $most }.
