# فتح مخزن الحاسوب والدخول إلى المركز.
access-unlock-title = افتح هذا الحاسوب
access-unlock-lede = اختر اسمك واكتب عبارة المرور. يبقى كل شيء على هذا الحاسوب حتى المزامنة.
access-unlock-again = انتهت جلستك. افتح من جديد لتتابع من حيث توقفت؛ لم يضع شيء مما كتبت.
access-login-title = الدخول إلى المركز
access-login-lede = استعمل الاسم وعبارة المرور اللذين أعطاك إياهما المسؤول.
access-who = من يعمل الآن؟
access-name = الاسم
access-passphrase = عبارة المرور
access-passphrase-needed = اكتب عبارة المرور.
access-unlock = افتح
access-login = دخول
access-opening = جارٍ الفتح…

access-refused-wrong-passphrase = عبارة المرور غير صحيحة. تحقق من الأحرف الكبيرة ومن لغة لوحة المفاتيح ثم حاول من جديد.
access-refused-wrong-passphrase-wait = { $wait_seconds ->
    [zero] عبارة المرور غير صحيحة. حاول من جديد.
    [one] عبارة المرور غير صحيحة. يمكنك المحاولة بعد ثانية واحدة.
    [two] عبارة المرور غير صحيحة. يمكنك المحاولة بعد ثانيتين.
    [few] عبارة المرور غير صحيحة. يمكنك المحاولة بعد { $wait_seconds } ثوانٍ.
    [many] عبارة المرور غير صحيحة. يمكنك المحاولة بعد { $wait_seconds } ثانية.
   *[other] عبارة المرور غير صحيحة. يمكنك المحاولة بعد { $wait_seconds } ثانية.
}
access-refused-passphrase-too-short = { $least ->
    [few] عبارة المرور قصيرة. استعمل { $least } أحرف على الأقل؛ بضع كلمات لا صلة بينها تكفي.
   *[other] عبارة المرور قصيرة. استعمل { $least } حرفًا على الأقل؛ بضع كلمات لا صلة بينها تكفي.
}
access-refused-name-needed = اكتب اسمك.
access-refused-too-many-attempts = { $wait_seconds ->
    [one] محاولات كثيرة. انتظر ثانية واحدة ثم حاول من جديد.
    [two] محاولات كثيرة. انتظر ثانيتين ثم حاول من جديد.
    [few] محاولات كثيرة. انتظر { $wait_seconds } ثوانٍ ثم حاول من جديد.
   *[other] محاولات كثيرة. انتظر { $wait_seconds } ثانية ثم حاول من جديد.
}
access-refused-session-ended = انتهت جلستك. افتح من جديد لتتابع؛ ما كتبته ما زال هنا.
access-denied-right = لا يحق لك ذلك: يلزم الحق «{ $right }». اطلبه من المسؤول.
