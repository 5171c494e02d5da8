//! Names written in Latin only: French-speaking West Africa, and English.

pub(super) const WEST_AFRICA: [&str; 3] = [
    "Fatou Aminata Mariam Awa Aïssata Rokia Kadiatou Marie Binta Adama Salimata Ramatou Aïcha Djénéba Oumou Fanta \
     Assétou Nafissatou Mariama Khady Ndèye Coumba Astou Sokhna Maïmouna Hawa Safiatou Rasmata Alimata Habibou Bibata \
     Korotoumou Sira Assa Bintou Fatoumata Hadja Fati Zénabou Balkissa Rahinatou Ramata Nana Adjoua Akissi Affoué Amenan \
     Ahou Aya Célestine Clémentine Bernadette Pélagie Honorine Philomène Joséphine Rosalie Thérèse Jeanne Solange",
    "Moussa Mamadou Ibrahima Amadou Ousmane Abdoulaye Boubacar Issa Seydou Oumar Adama Souleymane Jean Yacouba Drissa \
     Cheikh Modou Alassane Aliou Babacar Bakary Lamine Malick Pape Samba Demba Saliou Idrissa Karim Lassina Salif Siaka \
     Bourama Cheick Daouda Fousseyni Hamidou Harouna Ismaël Kalifa Mahamadou Modibo Nouhoum Sékou Sidiki Tiémoko Youssouf \
     Zoumana Koffi Kouamé Kouadio Yao Konan Kouassi Brou Pierre Joseph Emmanuel François Barthélemy Hyacinthe Bienvenu",
    "Traoré Diallo Coulibaly Ouédraogo Keïta Diarra Konaté Sow Touré Cissé Sidibé Camara Bah Barry Koné Sanogo \
     Diop Ndiaye Fall Gueye Sarr Faye Seck Mbaye Sy Thiam Niang Diouf Ba Kane Ly Wane Dia Sall Samb Cissokho Sané Diatta \
     Badji Mané Dembélé Sissoko Kouyaté Doumbia Bagayoko Fofana Sangaré Berthé Togola Maïga Cissoko Dicko Sawadogo Kaboré \
     Zongo Compaoré Ilboudo Nikiéma Tapsoba Kiéma Somé Da Hien Kambou Palé Soumahoro Bamba Ouattara Soro Yéo Silué Kouassi \
     Konan Kouamé N'Guessan N'Dri Aka Assi Gbagbo Zadi Tano Amoussou Mensah",
];

pub(super) const ENGLISH: [&str; 3] = [
    "Mary Elizabeth Sarah Anne Margaret Ruth Alice Jane Emily Charlotte Helen Dorothy Martha Rose Susan Eleanor Lucy \
     Hannah Rebecca Catherine Frances Judith Rachel Victoria Louisa Harriet Edith Florence Clara Amelia Abigail Beatrice \
     Caroline Diana Evelyn Fiona Georgina Heather Irene Jessica Katherine Laura Matilda Nancy Olivia Patricia Rosemary \
     Sheila Theresa Una Vivian Winifred Yvonne Zoe Isabel Joan Linda Barbara Phyllis Stella",
    "John William James Thomas George Henry Charles Robert Edward Joseph David Samuel Arthur Richard Peter Paul \
     Michael Daniel Andrew Philip Albert Alfred Benjamin Christopher Dennis Edmund Francis Geoffrey Harold Isaac Jacob \
     Kenneth Leonard Martin Nathaniel Oliver Patrick Quentin Raymond Stephen Timothy Victor Walter Anthony Barnaby Colin \
     Douglas Eric Frederick Gilbert Hugh Ivan Jonathan Lawrence Malcolm Neil Oscar Ralph Simon Theodore Vincent",
    "Smith Jones Brown Taylor Wilson Walker Clarke Baker Turner Cooper Ward Hughes Green Harris Wright Hill Carter \
     Fisher Miller Marsh Abbott Barnes Bennett Bishop Butler Chapman Cole Collins Cox Davies Dawson Dixon Edwards Elliott \
     Ellis Evans Fletcher Ford Foster Fox Gardner Gibson Graham Grant Gray Griffin Hale Hamilton Harper Hart Harvey Holmes \
     Howard Hunt Jackson Jenkins Johnson Kelly King Knight Lane Lawson Lewis Lloyd Long Mason Matthews Mills Mitchell Moore \
     Morgan Murray Newman Norris O'Brien Owen Palmer Parker Porter Reed St_John",
];
