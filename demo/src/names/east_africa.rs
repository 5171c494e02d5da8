//! Names of the Swahili coast and of the Ethiopian highlands. A word in another script follows its Latin form.

/// Coastal and inland East African given names and family names.
pub(super) const SWAHILI: [&str; 3] = [
    "Amina Grace Fatuma Mary Neema Zainab Mercy Halima Joyce Mwanaisha Faith Rehema Esther Asha Salma Wanjiru Akinyi \
     Zawadi Rukia Purity Subira Upendo Saumu Mariamu Njeri Atieno Furaha Tatu Mwajuma Christine Bahati Zuhura Agnes Lulu \
     Tumaini Nyambura Chebet Khadija Pendo Janet Riziki Mwanahamisi Eunice Achieng Lilian Nasra Hadija Josephine Sikudhani \
     Wambui Aisha Imani Veronica Jemima Mwende Naomi Radhia Sofia Jamila Catherine Raha Siti",
    "Juma John Hamisi Joseph Ali Peter Salim David Rashid Samuel Baraka Mohamed James Omari Daniel Abdalla Kamau Otieno \
     Bakari Simon Said Joshua Mwalimu Emmanuel Athumani Kelvin Shaban Brian Ramadhani Paul Issa Stephen Hassan Elijah \
     Swaleh Moses Kassim Francis Iddi Kiprono Mwinyi Dennis Yusuf Patrick Khamis Victor Tumaini Ochieng Suleiman George \
     Jabali Anthony Masoud Evans Hemedi Kennedy Mzee Nuru Festus Mbwana Furaha Chacha",
    "Mwangi Otieno Juma Mwinyi Kamau Ochieng Mohamed Kariuki Mutua Omar Njoroge Chege Hamisi Kimani Onyango Wafula \
     Mwakio Charo Karisa Kazungu Katana Kahindi Ngala Mwachiro Nyange Mwadime Mwamburi Mghanga Mzungu Chengo Fondo Safari \
     Baya Yaa Thoya Kombe Masha Ponda Mwero Tsuma Dzombo Nyamawi Mwaringa Bakari Athman Shee Famau Lali Kombo Abubakar \
     Bwana Maulidi Swaleh Mselem Kibwana Mwalimu Odhiambo Owino Okoth Ouma Kiptoo Cheruiyot Rotich Koech Langat Muthoni \
     Ndungu Gitau Macharia Maina Wekesa Simiyu Barasa Shayo Massawe Mushi Kessy Mrema Lyimo Mollel Kaaya",
];

/// Ethiopian names with the Ethiopic form; the father's name serves as the second name.
pub(super) const AMHARIC: [&str; 3] = [
    "Almaz=አልማዝ Tigist=ትዕግስት Hanna=ሐና Meseret=መሰረት Hiwot=ሕይወት Selamawit=ሰላማዊት Bethlehem=ቤተልሔም Aster=አስቴር \
     Birtukan=ብርቱካን Genet=ገነት Tsehay=ፀሐይ Zewditu=ዘውዲቱ Abeba=አበባ Mulu=ሙሉ Senait=ሰናይት Alemitu=አለሚቱ Tirunesh=ጥሩነሽ \
     Marta=ማርታ Sara=ሳራ Rahel=ራሄል Yeshi=የሺ Worknesh=ወርቅነሽ Bekelech=በቀለች Fikirte=ፍቅርተ Mekdes=መቅደስ Eden=ኤደን Helen=ሄለን \
     Lemlem=ለምለም Desta=ደስታ Kidist=ቅድስት Azeb=አዜብ Saba=ሳባ Mahlet=ማህሌት Eyerusalem=ኢየሩሳሌም Tsion=ጽዮን Zinash=ዝናሽ \
     Asnakech=አስናቀች Aregash=አረጋሽ Ayelech=አየለች Belaynesh=በላይነሽ Bizunesh=ብዙነሽ Derartu=ደራርቱ Elsabet=ኤልሳቤጥ Etenesh=እቴነሽ \
     Frehiwot=ፍሬሕይወት Gelila=ገሊላ Haimanot=ሃይማኖት Kebebush=ከበቡሽ Konjit=ቆንጂት Liya=ልያ Mihret=ምሕረት Netsanet=ነፃነት \
     Roman=ሮማን Rediet=ረድኤት Sosena=ሶስና Tena=ጤና Wubit=ውቢት Yodit=ዮዲት Zeritu=ዘሪቱ Amsale=አምሳለ Betelhem=ቤቴልሄም",
    "Abebe=አበበ Kebede=ከበደ Tesfaye=ተስፋዬ Getachew=ጌታቸው Haile=ኃይሌ Bekele=በቀለ Girma=ግርማ Mulugeta=ሙሉጌታ Tadesse=ታደሰ \
     Alemayehu=አለማየሁ Solomon=ሰለሞን Dawit=ዳዊት Yohannes=ዮሐንስ Berhanu=ብርሃኑ Worku=ወርቁ Demeke=ደመቀ Fikru=ፍቅሩ Assefa=አሰፋ \
     Ayele=አየለ Belay=በላይ Dereje=ደረጀ Eshetu=እሸቱ Gebre=ገብሬ Habtamu=ሀብታሙ Kassa=ካሳ Lemma=ለማ Mekonnen=መኮንን Negash=ነጋሽ \
     Samuel=ሳሙኤል Shiferaw=ሽፈራው Sisay=ሲሳይ Tariku=ታሪኩ Teshome=ተሾመ Tilahun=ጥላሁን Wolde=ወልዴ Yared=ያሬድ Zeleke=ዘለቀ \
     Zerihun=ዘሪሁን Abdi=አብዲ Abiy=አብይ Admasu=አድማሱ Amare=አማረ Asrat=አስራት Bogale=ቦጋለ Chala=ጫላ Dagne=ዳኜ Daniel=ዳንኤል \
     Endale=እንዳለ Ermias=ኤርሚያስ Fasil=ፋሲል Henok=ሄኖክ Kidane=ኪዳነ Melaku=መላኩ Mesfin=መስፍን Nigusu=ንጉሱ Petros=ጴጥሮስ \
     Seyoum=ሥዩም Tekle=ተክሌ Wondimu=ወንድሙ Yonas=ዮናስ Markos=ማርቆስ",
    "Abebe=አበበ Kebede=ከበደ Tesfaye=ተስፋዬ Haile=ኃይሌ Bekele=በቀለ Girma=ግርማ Tadesse=ታደሰ Alemayehu=አለማየሁ \
     Gebremariam=ገብረማርያም Woldemariam=ወልደማርያም Gebreselassie=ገብረሥላሴ Hailemariam=ኃይለማርያም Teklehaimanot=ተክለሃይማኖት \
     Haileselassie=ኃይለሥላሴ Gebremedhin=ገብረመድህን Woldegiorgis=ወልደጊዮርጊስ Gebreyesus=ገብረየሱስ Weldu=ወልዱ Desta=ደስታ \
     Demissie=ደምሴ Wolde=ወልዴ Ayalew=አያሌው Asfaw=አስፋው Abera=አበራ Adane=አዳነ Alemu=አለሙ Ambachew=አምባቸው Amsalu=አምሳሉ \
     Ashenafi=አሸናፊ Ayana=አያና Balcha=ባልቻ Banti=ባንቲ Bedada=በዳዳ Berhe=በርሄ Beyene=በየነ Birhanu=ብርሃኑ Chane=ጫኔ Debebe=ደበበ \
     Degefa=ደገፋ Dejene=ደጀኔ Dinku=ድንቁ Eshete=እሸቴ Fantaye=ፋንታዬ Fekadu=ፈቃዱ Feyisa=ፈይሳ Gemechu=ገመቹ Getahun=ጌታሁን \
     Gezahegn=ገዛኸኝ Gudeta=ጉደታ Hagos=ሐጎስ Hunde=ሁንዴ Jemal=ጀማል Kiros=ኪሮስ Lakew=ላቀው Legesse=ለገሰ Mamo=ማሞ \
     Mengistu=መንግስቱ Merga=መርጋ Molla=ሞላ Nega=ነጋ Regassa=ረጋሳ Sahle=ሳህሌ Seifu=ሰይፉ Shibeshi=ሽበሺ Taddese=ታደሰ Taye=ታዬ \
     Tefera=ተፈራ Tolosa=ቶሎሳ Tsegaye=ፀጋዬ Tulu=ቱሉ Wakjira=ዋቅጅራ Workineh=ወርቅነህ Yimer=ይመር Zegeye=ዘገየ Zewde=ዘውዴ \
     Abate=አባተ Belachew=በላቸው Dibaba=ዲባባ Negussie=ንጉሴ",
];
