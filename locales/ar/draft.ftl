# المسودات: ما بدأ ولم يُحفظ بعد.
draft-kept = حُفظت المسودة في { $time }
draft-will-keep = يُحفظ ما تكتبه مسودةً مع كل ضغطة مفتاح.
draft-not-kept = لم تُحفظ المسودة
draft-kept-ago = حُفظت { $when }
draft-untitled = أسرة بلا اسم بعد
draft-resume = متابعة
draft-discard = إلقاء المسودة
draft-discard-named = إلقاء المسودة { $title }
draft-discarded = أُلقيت المسودة
draft-refused-too-large = هذه المسودة أكبر من أن تُحفظ (الحد { $limit }). احفظ الأسرة بأفراد أقل أولًا ثم أضف الباقين.
draft-refused-too-many = لديك { $limit } من المسودات وهو أقصى ما يُحفظ. أتمّ بعضها أو ألقه من صفحة اليوم.
