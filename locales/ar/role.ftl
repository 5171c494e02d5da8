# ما يحق لكل دور.
role-title = الأدوار
role-lede = ما يحق لكل دور، وما لا يجتمع منها في يد واحدة. تصل التغييرات إلى الحواسيب عند مزامنتها التالية.
role-new = دور جديد
role-change = تغيير
role-change-title = { $name }: ما يحق له
role-change-about = يسري على كل من له هذا الدور: هنا فورًا، وعلى الحاسوب من مزامنته التالية.
role-change-save = حفظ
role-change-done = تغيّر الدور { $name }
role-changed = { $version ->
    [one] تغيّر مرة واحدة
    [two] تغيّر مرتين
    [few] تغيّر { $version } مرات
   *[other] تغيّر { $version } مرة
}
role-held = { $count ->
    [0] لا يحمله أحد اليوم
    [one] يحمله مستخدم واحد اليوم
    [two] يحمله مستخدمان اليوم
    [few] يحمله { $count } مستخدمين اليوم
   *[other] يحمله { $count } مستخدمًا اليوم
}
role-may = يحق له: { $rights }.
role-may-nothing = لا يحق له شيء يحتاج إلى إذن.
role-apart-from = لا يجتمع في يد واحدة مع: { $roles }
role-apart = لا يجتمع في يد واحدة مع
role-rights = ما يحق له
role-name = الاسم بلغتك
role-code = الرمز
role-code-hint = حروف لاتينية صغيرة وأرقام وشرطات سفلية؛ ويبقى كما هو دائمًا.
role-code-needed = أعطِ الدور رمزًا: حروف لاتينية صغيرة وأرقام وشرطات سفلية، ويبدأ بحرف.
role-refused-changed-meanwhile = غيّر شخص هذا الدور في الأثناء. أغلق، وانظر إليه من جديد، وغيّر ما يلزم بعد.
role-refused-code-invalid = لا يصلح «{ $value }» رمزًا لدور. استعمل حتى 40 من الحروف اللاتينية الصغيرة والأرقام والشرطات السفلية، ويبدأ بحرف.
role-refused-held-together = لـ{ $user } الدوران «{ $one }» و«{ $other }». انزع أحدهما أولًا.
role-refused-locks-out = يجب أن يستطيع المسؤولون إدارة المستخدمين والأدوار، وإلا فلن يدخل أحد من جديد. أبقِ هذين الحقين.
role-refused-name-needed = أعطِ الدور اسمًا.
role-refused-not-everywhere = الدور يسري في كل مكان. لا يغيّره إلا من يدير الأدوار في كل مكان.
role-refused-right-unknown = لا يوجد حق «{ $right }». حمّل الصفحة من جديد واختر من القائمة.
role-refused-too-many = يوجد { $limit } دور، وهذا أقصى ما يمكن. غيّر دورًا لا يحمله أحد.
role-refused-too-much = هذا أكثر مما يسعه دور. اختر لغات أو حقوقًا أو أدوارًا أقل.
role-change-of = تغيير { $name }
