# عمل اليوم.
today-title = اليوم
today-households = الأسر
today-persons = { $count ->
    [zero] لا أشخاص في مناطقك
    [one] شخص واحد في مناطقك
    [two] شخصان في مناطقك
    [few] { $count } أشخاص في مناطقك
    [many] { $count } شخصًا في مناطقك
   *[other] { $count } شخص في مناطقك
}
today-conflicts = التعارضات
today-conflicts-none = لا شيء مفتوح
today-conflicts-some = انظر في القيمتين ثم قرّر
today-duplicates = تكرارات محتملة
today-duplicates-none = لا شيء للبتّ فيه
today-duplicates-some = انظر في السجلّين ثم قرّر
today-unsent = لم يُرسل بعد
today-last-sync = آخر مزامنة { $when }
today-never-synced = لم تجرِ مزامنة قط
today-attention = يحتاج إلى نظر
today-attention-none = لا شيء متعثّر
today-attention-some = مرفوض أو موضوع جانبًا أو متعارض
today-stale = آخر تبادل بين هذا الحاسوب والمركز كان { $when }. زامن حالما تتوفر شبكة.
today-stale-never = لم يتبادل هذا الحاسوب شيئًا مع المركز بعد. زامن حالما تتوفر شبكة.
today-drafts = مسودات للإتمام
today-drafts-none = لا مسودات
today-drafts-help = كل تسجيل تبدأه يُحفظ مع كل ضغطة مفتاح وينتظر هنا حتى تُتمّه.
today-moves = الانتقالات
today-moves-none = لا انتقالات
today-moves-help = حين تطلب أسرة الانتقال إلى منطقة أخرى، يظهر هنا الطلب وجواب المركز.
today-oversight = الإشراف
today-oversight-note = الأرقام والزيارات بالقرعة
