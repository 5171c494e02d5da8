# التكرارات المحتملة: سجلّان قد يكونان لشخص واحد، والقرار.
duplicate-title = تكرارات محتملة
duplicate-lede = سجلّان قد يكونان لشخص واحد، وكثيرًا ما يكون ذلك لأن حاسوبين سجّلا الأسرة نفسها وهما متباعدان. لا يتغيّر هنا شيء ولا يُدمج: انظر في الاثنين وقل ما هما.
duplicate-tab-open = للبتّ ({ $count })
duplicate-tab-visit = للزيارة ({ $count })
duplicate-tab-same = شخص واحد ({ $count })
duplicate-tab-not-same = شخصان
duplicate-of-household = تُعرض أسرة واحدة فقط.
duplicate-show-all = عرض الكل
duplicate-household-number = الأسرة { $number }
duplicate-registered = سُجّلت في { $date }
duplicate-evidence = ما يدل على أنهما شخص واحد
duplicate-evidence-identity-document = وثيقة الهوية نفسها
duplicate-evidence-birth-date = أسماء متشابهة النطق وتاريخ الميلاد نفسه
duplicate-evidence-phone = الهاتف نفسه واسم أول متشابه النطق
duplicate-evidence-birth-year = أسماء متشابهة النطق وسنتا ميلاد متوافقتان
duplicate-chosen = تضمين { $name } و{ $other }
duplicate-decide-same = شخص واحد سُجّل مرتين
duplicate-decide-not-same = شخصان
duplicate-decide-needs-visit = تلزم زيارة
duplicate-decide-help = يسري قرارك على الأزواج المحددة.
duplicate-decided = { $count ->
    [zero] لم يُبتّ في أي زوج
    [one] بُتّ في زوج واحد
    [two] بُتّ في زوجين
    [few] بُتّ في { $count } أزواج
    [many] بُتّ في { $count } زوجًا
   *[other] بُتّ في { $count } زوج
}
duplicate-decided-by = { $user } على { $device }، { $when }:
duplicate-decided-apart = قرّر أشخاص لم يسمع بعضهم ببعض قرارين مختلفين. قرّر من جديد والقراران أمامك.
duplicate-reason = السبب
duplicate-reason-missing = اكتب السبب حتى لا يضطر أحد إلى السؤال من جديد.
duplicate-none = لا شيء للبتّ فيه
duplicate-none-help = بعد كل مزامنة تظهر هنا السجلات التي قد تكون لشخص واحد.
duplicate-none-listed = لا شيء هنا
duplicate-none-listed-help = تظهر الأزواج هنا حين يقرر أحد ذلك.
duplicate-refused-not-a-pair = لم يعد هذان السجلّان يُحسبان لشخص واحد لأن أحدهما تغيّر. انظر في القائمة من جديد.
duplicate-refused-too-many-pairs = حدّد زوجًا واحدًا على الأقل و{ $limit } على الأكثر.
