# الشركاء: منظمات تُعطى ما قاله الناس لنا، كل منها باتفاق.
partner-refused-name-missing = للشريك اسم. أدخله.
partner-refused-agreement-missing = لا يُعطى شيء بلا اتفاق. أدخل رقمه.
partner-refused-purpose-missing = يذكر الاتفاق غرضه. اختر غرضًا واحدًا على الأقل.
partner-refused-dates = ينتهي الاتفاق قبل أن يبدأ. راجع التاريخين.
partner-refused-not-in-force = الاتفاق مع { $name } غير سارٍ اليوم. اختر شريكًا آخر أو حدّث الاتفاق.
partner-refused-purpose-not-agreed = لا يشمل الاتفاق مع { $name } هذا الغرض. اختر غرضًا يذكره أو حدّث الاتفاق.
partner-refused-too-many = هناك { $limit } شريكًا، وهو أقصى ما يحفظه البرنامج. حدّث شريكًا انتهى اتفاقه.
