//! Names of North India and Nepal in Devanagari, and of Cambodia in Khmer script.

pub(super) const HINDI: [&str; 3] = [
    "Sita=सीता Gita=गीता Laxmi=लक्ष्मी Sunita=सुनीता Anita=अनिता Radha=राधा Maya=माया Kamala=कमला Saraswati=सरस्वती \
     Parvati=पार्वती Asha=आशा Rekha=रेखा Priya=प्रिया Kavita=कविता Sarita=सरिता Lakshmi=लक्ष्मी Geeta=गीता Seeta=सीता \
     Mina=मीना Meena=मीना Bimala=बिमला Devaki=देवकी Durga=दुर्गा Ganga=गंगा Hema=हेमा Indira=इन्दिरा Jamuna=जमुना \
     Janaki=जानकी Jyoti=ज्योति Kalpana=कल्पना Kiran=किरण Kopila=कोपिला Kumari=कुमारी Lalita=ललिता Madhu=मधु Manju=मञ्जु \
     Meera=मीरा Mohini=मोहिनी Nirmala=निर्मला Nisha=निशा Padma=पद्मा Pooja=पूजा Puja=पूजा Pratima=प्रतिमा Rama=रमा \
     Rani=रानी Renuka=रेणुका Rita=रीता Rupa=रूपा Sabita=सबिता Sangita=संगीता Santoshi=सन्तोषी Savitri=सावित्री \
     Shanti=शान्ति Sharda=शारदा Shobha=शोभा Sushila=सुशीला Tara=तारा Uma=उमा Urmila=उर्मिला Usha=उषा Vidya=विद्या",
    "Ram=राम Hari=हरि Krishna=कृष्ण Shyam=श्याम Rajesh=राजेश Suresh=सुरेश Ramesh=रमेश Ganesh=गणेश Mahesh=महेश \
     Dinesh=दिनेश Santosh=सन्तोष Prakash=प्रकाश Bishnu=बिष्णु Gopal=गोपाल Mohan=मोहन Vishnu=विष्णु Krisna=कृष्ण \
     Anil=अनिल Arjun=अर्जुन Ashok=अशोक Bharat=भरत Bhim=भीम Bikash=बिकास Binod=बिनोद Chandra=चन्द्र Deepak=दीपक \
     Dipak=दीपक Dev=देव Dhan=धन Gyanendra=ज्ञानेन्द्र Hemant=हेमन्त Indra=इन्द्र Jagat=जगत Jeevan=जीवन Kamal=कमल \
     Keshav=केशव Lal=लाल Laxman=लक्ष्मण Madan=मदन Manoj=मनोज Mukesh=मुकेश Nabin=नवीन Narayan=नारायण Nirmal=निर्मल \
     Om=ओम Padam=पदम Pramod=प्रमोद Prem=प्रेम Purna=पूर्ण Raj=राज Rajendra=राजेन्द्र Rakesh=राकेश Sanjay=संजय \
     Shankar=शंकर Shiva=शिव Sunil=सुनील Surya=सूर्य Tek=टेक Uttam=उत्तम Vijay=विजय Vikram=विक्रम Yogesh=योगेश",
    "Sharma=शर्मा Thapa=थापा Shrestha=श्रेष्ठ Yadav=यादव Gurung=गुरुङ Tamang=तामाङ Rai=राई Magar=मगर Singh=सिंह \
     Kumar=कुमार Gupta=गुप्ता Mishra=मिश्र Karki=कार्की Adhikari=अधिकारी Chaudhary=चौधरी Choudhary=चौधरी Poudel=पौडेल \
     Paudel=पौडेल Basnet=बस्नेत Bhandari=भण्डारी Bhatta=भट्ट Bhattarai=भट्टराई Bista=बिष्ट Bohara=बोहरा Budhathoki=बुढाथोकी \
     Chand=चन्द Chhetri=क्षेत्री Dahal=दाहाल Das=दास Devkota=देवकोटा Dhakal=ढकाल Dhungana=ढुंगाना Ghimire=घिमिरे Giri=गिरी \
     Jha=झा Joshi=जोशी KC=केसी Kafle=काफ्ले Kandel=कँडेल Khadka=खड्का Khanal=खनाल Khatri=खत्री Koirala=कोइराला Lama=लामा \
     Limbu=लिम्बू Luitel=लुइटेल Mahato=महतो Maharjan=महर्जन Mandal=मण्डल Nepal=नेपाल Neupane=न्यौपाने Niraula=निरौला \
     Ojha=ओझा Oli=ओली Pandey=पाण्डे Panta=पन्त Paswan=पासवान Pathak=पाठक Patel=पटेल Pokharel=पोखरेल Prasad=प्रसाद \
     Pun=पुन Rana=राना Rawat=रावत Regmi=रेग्मी Rijal=रिजाल Sah=साह Sapkota=सापकोटा Shah=शाह Sherpa=शेर्पा Sunar=सुनार \
     Tharu=थारु Tiwari=तिवारी Tripathi=त्रिपाठी Upadhyay=उपाध्याय Verma=वर्मा Bishwakarma=विश्वकर्मा Pariyar=परियार \
     Nepali=नेपाली Acharya=आचार्य",
];

pub(super) const KHMER: [&str; 3] = [
    "Sophea=សុភា Srey=ស្រី Chanthy=ចាន់ធី Bopha=បុប្ផា Sreymom=ស្រីមុំ Kunthea=គន្ធា Sokha=សុខា Vanna=វណ្ណា Theary=ធារី \
     Channary=ចាន់ណារី Ratana=រតនា Mealea=មាលា Thida=ធីតា Sophal=សុផល Pisey=ពិសី Dany=ដានី Davy=ដាវី Kanha=កញ្ញា \
     Chenda=ចិន្តា Chanda=ចន្ទា Leakhena=លក្ខិណា Maly=ម៉ាលី Malis=ម្លិះ Mony=មុនី Nary=ណារី Neary=នារី Nimol=និមល \
     Phalla=ផល្លា Pheap=ភាព Rany=រ៉ានី Raksmey=រស្មី Romdoul=រំដួល Rotha=រដ្ឋា Sarany=សារ៉ានី Savy=សាវី Seda=សេដា \
     Sina=ស៊ីណា Sivorn=ស៊ីវន Socheata=សុជាតា Sokhom=សុខុម Somaly=សុម៉ាលី Sopheap=សុភាព Sothea=សុធា Sovanna=សុវណ្ណា \
     Sreyneang=ស្រីនាង Sreypov=ស្រីពៅ Sreyroth=ស្រីរ័ត្ន Sina_Roth=ស៊ីណារ័ត្ន Tevy=ទេវី Tola=តុលា Vicheka=វិច្ឆិកា \
     Vathana=វឌ្ឍនា Veasna=វាសនា Visal=វិសាល Voleak=វលក្ខណ៍ Yanny=យ៉ានី Reaksmey=រស្មី Sreyleak=ស្រីលក្ខណ៍ Sokunthea=សុគន្ធា \
     Chantrea=ចន្ទ្រា",
    "Sok=សុខ Vuthy=វុទ្ធី Dara=ដារា Rithy=ឫទ្ធី Piseth=ពិសិដ្ឋ Samnang=សំណាង Sovann=សុវណ្ណ Visal=វិសាល Chan=ចាន់ \
     Bunthoeun=ប៊ុនធឿន Vichea=វិជ្ជា Makara=មករា Kosal=កុសល Rattanak=រតនៈ Sothy=សុធី Arun=អរុណ Bora=បូរ៉ា Borey=បុរី \
     Bunna=ប៊ុណ្ណា Chanthou=ចន្ធូ Chea=ជា Chhay=ឆាយ Chivy=ជីវី Heng=ហេង Kiri=គិរី Kimsan=គឹមសាន Leng=ឡេង Mao=ម៉ៅ \
     Meng=ម៉េង Narith=ណារិទ្ធ Nhean=ញ៉ាន Nimith=និមិត្ត Oudom=ឧត្តម Panha=បញ្ញា Phally=ផល្លី Phirun=ភិរុណ Phanith=ផានិត \
     Polin=ប៉ូលីន Pheakdey=ភក្ដី Rady=រ៉ាឌី Ravy=រ៉ាវី Rith=រិទ្ធ Sambath=សម្បត្តិ Samedy=សាមេឌី Saroeun=សារឿន \
     Sarith=សារិទ្ធ Seyha=សីហា Sina=ស៊ីណា Sokhom=សុខុម Sopheak=សុភ័ក្ដិ Sophal=សុផល Sothea=សុធា Tola=តុលា Thearith=ធារិទ្ធ \
     Udom=ឧត្តម Vannak=វណ្ណៈ Veasna=វាសនា Vibol=វិបុល Virak=វីរៈ Vireak=វីរៈ",
    "Sok=សុខ Chan=ចាន់ Keo=កែវ Chea=ជា Kim=គឹម Heng=ហេង Ly=លី Prak=ប្រាក់ Meas=មាស Nhem=ញ៉ែម Pich=ពេជ្រ Sim=ស៊ឹម \
     Som=សោម Seng=សេង Tep=ទេព Ouk=អ៊ុក Mao=ម៉ៅ Noun=នួន Chhim=ឈឹម Long=ឡុង An=អាន Bou=ប៊ូ Bun=ប៊ុន Chap=ចាប Chey=ជ័យ \
     Chhay=ឆាយ Chhoeun=ឈឿន Chhun=ឈុន Chork=ចក Chum=ជុំ Dith=ឌិត Duong=ឌួង Ek=ឯក Eng=អេង Hang=ហង់ Hem=ហែម Him=ហ៊ឹម \
     Hong=ហុង Hor=ហ Hun=ហ៊ុន Ing=អ៊ិង Kang=កាង Kao=កៅ Kang_Sophea=កាងសុភា Khieu=ខៀវ Khim=ឃឹម Khoun=ឃួន Kong=គង់ Koy=កូយ \
     Kuch=គុជ Lay=ឡាយ Lim=លឹម Lon=លន់ Lor=ឡ Mam=ម៉ម Men=ម៉ែន Mey=ម៉ី Mok=ម៉ុក Moul=មូល Neang=នាង Nget=ង៉ែត Nhek=ញឹក \
     Nong=នង់ Nuon=នួន Oum=អ៊ុំ Ouch=អ៊ូច Pang=ប៉ាង Pen=ប៉ែន Phan=ផាន Phon=ផុន Pok=ប៉ុក Pov=ពៅ Prum=ព្រំ Ros=រស់ \
     Roeun=រឿន Sam=សំ San=សាន Sar=ស Sin=ស៊ិន Suon=សួន Tan=តាន់ Thach=ថាច់ Ung=អ៊ឹង Yim=យឹម",
];
