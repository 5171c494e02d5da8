//! Names of Arab and Somali families with the Arabic form. Common names stand in several romanisations on purpose, as
//! they do in registers. `_` stands for a space.

pub(super) const ARABIC: [&str; 3] = [
    "Fatima=فاطمة Aisha=عائشة Maryam=مريم Khadija=خديجة Zainab=زينب Amina=أمينة Hala=هالة Nour=نور Salma=سلمى Rania=رانيا \
     Layla=ليلى Huda=هدى Sara=سارة Samira=سميرة Nadia=نادية Hanan=حنان Iman=إيمان Mona=منى Suad=سعاد Rasha=رشا \
     Fatma=فاطمة Khadeeja=خديجة Zeinab=زينب Mariam=مريم Ayesha=عائشة Asma=أسماء Basma=بسمة Dalal=دلال Dina=دينا \
     Doaa=دعاء Eman=إيمان Farida=فريدة Ghada=غادة Hayat=حياة Heba=هبة Hind=هند Ibtisam=ابتسام Jamila=جميلة Karima=كريمة \
     Latifa=لطيفة Lubna=لبنى Maha=مها Majida=ماجدة Malak=ملاك Manal=منال Nawal=نوال Najwa=نجوى Rabab=رباب Reem=ريم \
     Ruqayya=رقية Sabah=صباح Safa=صفاء Sahar=سحر Shaima=شيماء Sumaya=سمية Thuraya=ثريا Wafa=وفاء Warda=وردة Yasmin=ياسمين \
     Zahra=زهراء Halima=حليمة",
    "Mohamed=محمد Ahmed=أحمد Ali=علي Omar=عمر Hassan=حسن Hussein=حسين Ibrahim=إبراهيم Yusuf=يوسف Mahmoud=محمود \
     Abdullah=عبد_الله Mustafa=مصطفى Khalid=خالد Salim=سالم Said=سعيد Hamza=حمزة Muhammad=محمد Mohammed=محمد Ahmad=أحمد \
     Youssef=يوسف Hasan=حسن Husayn=حسين Ebrahim=إبراهيم Abdulrahman=عبد_الرحمن Abdel_Rahman=عبد_الرحمن Abdulaziz=عبد_العزيز \
     Adel=عادل Amin=أمين Anas=أنس Ayman=أيمن Bilal=بلال Faisal=فيصل Farouk=فاروق Fouad=فؤاد Ghassan=غسان Habib=حبيب \
     Hamid=حامد Hani=هاني Idris=إدريس Imad=عماد Ismail=إسماعيل Issa=عيسى Jamal=جمال Karim=كريم Majid=ماجد Marwan=مروان \
     Mazen=مازن Musa=موسى Nabil=نبيل Nasser=ناصر Omer=عمر Qasim=قاسم Ramadan=رمضان Rashid=راشد Saleh=صالح Samir=سمير \
     Sharif=شريف Tariq=طارق Walid=وليد Yahya=يحيى Yasin=ياسين Zaid=زيد Ziad=زياد",
    "Hassan=حسن Ali=علي Ibrahim=إبراهيم Al-Sayed=السيد Mansour=منصور Al-Hashimi=الهاشمي Haddad=حداد Khalil=خليل \
     Al-Masri=المصري Saleh=صالح Hamdan=حمدان Al-Najjar=النجار Abdallah=عبد_الله Osman=عثمان Othman=عثمان Nasser=ناصر \
     Darwish=درويش Al-Khatib=الخطيب Shaheen=شاهين Al-Amin=الأمين Awad=عوض Badawi=بدوي Bakri=بكري Barakat=بركات Bashir=بشير \
     Daoud=داود Fadel=فاضل Fakhri=فخري Farah=فرح Fares=فارس Ghanem=غانم Al-Ghazali=الغزالي Habash=حبش Hakim=حكيم \
     Halabi=حلبي Hamadi=حمادي Hariri=حريري Hijazi=حجازي Idriss=إدريس Jaber=جابر Jabbour=جبور Kanaan=كنعان Al-Kurdi=الكردي \
     Khoury=خوري Mahdi=مهدي Malik=مالك Maarouf=معروف Mubarak=مبارك Murad=مراد Najib=نجيب Nasr=نصر Omari=عمري Qabbani=قباني \
     Qureshi=قريشي Rahma=رحمة Rizk=رزق Saad=سعد Sabbagh=صباغ Saeed=سعيد Salama=سلامة Salem=سالم Samara=سمارة Shami=شامي \
     Sharif=شريف Suleiman=سليمان Taha=طه Tahir=طاهر Tawfiq=توفيق Wahba=وهبة Yassin=ياسين Younis=يونس Zaki=زكي \
     Al-Zahrani=الزهراني Zaydan=زيدان Zein=زين Bin_Omar=بن_عمر Abu_Bakr=أبو_بكر Al-Tayeb=الطيب Adam=آدم Haroun=هارون",
];

pub(super) const SOMALI: [&str; 3] = [
    "Hodan=هودن Fadumo=فاطمة Asha=عائشة Halimo=حليمة Sahra=زهراء Amina=أمينة Khadija=خديجة Hawo=حواء Maryan=مريم \
     Ifrah=إفراح Hibo=هبة Nasra=نصرة Ayaan=أيان Shukri=شكري Deeqa=ديقة Faduma=فاطمة Faadumo=فاطمة Xaliimo=حليمة \
     Caasha=عائشة Sahro=زهراء Muna=منى Ubah=أوبح Ladan=لادن Saido=سعيدة Safiyo=صفية Hamdi=حمدي Idil=إدل Fartun=فرتون \
     Sucdi=سعدي Ruqiya=رقية Samsam=زمزم Bishaaro=بشارة Barwaqo=بروقو Hafsa=حفصة Ikran=إكرام Naima=نعيمة Leyla=ليلى \
     Fowsia=فوزية Saynab=زينب Zamzam=زمزم Kaltun=كلثوم Rahma=رحمة Raho=رحمة Nimco=نعمة Habiba=حبيبة Qamar=قمر Jamilo=جميلة \
     Ebyan=إبيان Filsan=فلسن Hinda=هند Sumaya=سمية Marian=مريم Suad=سعاد Farhiyo=فرحية Hali=حالي Dahabo=ذهبة Warsan=ورسن \
     Ardo=أردو Anab=عنب Luul=لول Yasmin=ياسمين",
    "Abdi=عبدي Mohamed=محمد Ahmed=أحمد Hassan=حسن Ali=علي Omar=عمر Yusuf=يوسف Abdullahi=عبد_الله Ibrahim=إبراهيم \
     Farah=فارح Ismail=إسماعيل Jama=جامع Osman=عثمان Hussein=حسين Said=سعيد Cabdi=عبدي Maxamed=محمد Axmed=أحمد Xasan=حسن \
     Cali=علي Cumar=عمر Cabdullahi=عبد_الله Xuseen=حسين Cismaan=عثمان Abdirahman=عبد_الرحمن Cabdiraxmaan=عبد_الرحمن \
     Abdirizak=عبد_الرزاق Abdiaziz=عبد_العزيز Abdikadir=عبد_القادر Adan=آدم Aden=آدم Bashir=بشير Bile=بيلي Burhan=برهان \
     Dahir=طاهر Daud=داود Elmi=علمي Faisal=فيصل Garad=جراد Guled=جوليد Hamud=حمود Hersi=حرسي Idris=إدريس Isse=عيسى \
     Khalif=خليف Liban=لبان Mahad=مهد Mahamud=محمود Mukhtar=مختار Mumin=مؤمن Muse=موسى Nur=نور Nuur=نور Qasim=قاسم \
     Roble=روبلي Salad=صلاد Sharif=شريف Sheikh=شيخ Suleiman=سليمان Warsame=ورسمي Yasin=ياسين Zakariya=زكريا",
    "Abdi=عبدي Mohamed=محمد Ahmed=أحمد Hassan=حسن Ali=علي Omar=عمر Warsame=ورسمي Farah=فارح Jama=جامع Nur=نور \
     Hussein=حسين Yusuf=يوسف Osman=عثمان Isse=عيسى Adan=آدم Abdullahi=عبد_الله Elmi=علمي Guled=جوليد Hersi=حرسي Roble=روبلي \
     Samatar=سمتر Shire=شيري Mire=ميري Egal=عقال Dualeh=دعالة Ducale=دعالة Barre=بري Bulhan=بلهان Diriye=ديريه Dirir=درر \
     Duale=دعالة Fidow=فيدو Gedi=غيدي Geedi=غيدي Gurhan=غرحان Haji=حاجي Hirsi=حرسي Hared=حارد Ibrahim=إبراهيم \
     Ismail=إسماعيل Kahin=كاهن Kulmiye=كلمية Magan=مغن Mahad=مهد Mohamud=محمود Maxamuud=محمود Mursal=مرسل Muse=موسى \
     Nuh=نوح Olad=أولاد Qalib=غالب Raage=راجي Rage=راجي Sahal=سهل Salah=صلاح Said=سعيد Sheikh=شيخ Sugulle=سجلي Tarabi=ترابي \
     Ugas=أوغاس Waberi=وابري Warfa=ورفا Wehliye=وهلية Xirsi=حرسي Yare=ياري Yabarow=يبرو Aideed=عيديد Abokor=أبوبكر \
     Ainashe=عينانشي Awale=أوالي Ayanle=أيانلي Bihi=بيحي Buraale=بورالي Dahir=طاهر Darod=دارود Deria=ديريا Faarax=فارح \
     Gaas=جاس Galaal=جلال Handulle=هندولي",
];
