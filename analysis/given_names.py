"""Given names and family names of the communities here, for finding people named in a comment.

Broad, not complete, and written by hand: a name that is missing is found by its neighbours ("my
son …", "Mrs …") or not at all. Names that are also everyday words stand apart, because "I will
hope to mark it in May" names nobody: they count only beside a title or a word like "called".
"""

from __future__ import annotations

_ENGLISH_AND_IRISH = """
Aaron Abigail Adam Adele Adrian Agnes Aidan Aiden Aileen Aimee Alan Alana Alastair Albert Alec Alex
Alexa Alexander Alexandra Alexis Alfie Alfred Alice Alicia Alison Alistair Allan Amanda Amber Amelia
Amy Andrea Andrew Andy Angela Angus Anita Ann Anna Annabel Annabelle Anne Annette Annie Anthony
Antonia Archie Arlo Arthur Ashleigh Ashley Audrey Ava Barbara Barnaby Barney Barry Beatrice Becca
Becky Ben Benjamin Bernadette Bernard Beth Bethany Betty Beverley Bianca Blake Bob Bonnie Brenda
Brendan Brian Bridget Bronwyn Bruce Bryan Caitlin Callum Calum Cameron Camilla Carl Carla Carly
Carol Caroline Carolyn Carrie Catherine Cathy Cecilia Celia Charlene Charles Charlie Charlotte
Chelsea Cheryl Chloe Chris Christian Christina Christine Christopher Ciara Claire Clara Clare
Claudia Clive Colette Colin Colleen Connor Conor Constance Corey Courtney Craig Cynthia Daisy Damian
Damien Daniel Daniela Danielle Danny Darren Daryl Dave David Dawn Dean Deborah Debbie Debra Declan
Deirdre Denise Dennis Derek Desmond Diana Diane Dominic Donald Donna Doreen Doris Dorothy Doug
Douglas Duncan Dylan Eddie Edith Edward Edwin Eileen Elaine Eleanor Elena Elijah Elise Eliza
Elizabeth Ella Ellen Ellie Elliot Elliott Eloise Elsie Emily Emma Eric Erica Erin Ernest Esme Esmee
Esther Ethan Ethel Eugene Eva Evan Eve Evelyn Evie Ewan Fergus Finlay Finley Finn Fiona Florence
Frances Francesca Francis Frankie Fraser Fred Freddie Frederick Freya Gail Gareth Gary Gavin Gemma
Geoff Geoffrey George Georgia Georgie Georgina Gerald Geraldine Gerard Gillian Gina Gladys Glen
Glenn Glenys Gloria Gordon Graeme Graham Greg Gregory Gwen Gwyneth Hannah Harriet Harriett Harrison
Harry Harvey Hayley Heather Hector Heidi Helen Helena Henrietta Henry Hilary Holly Howard Hugh Hugo
Ian Imogen Ingrid Irene Iris Isaac Isabel Isabella Isabelle Isla Isobel Ivan Ivy Jackie Jacob
Jacqueline Jade Jake James Jamie Jan Jane Janet Janice Janine Jared Jasmine Jason Jayden Jaxon Jean
Jeanette Jeff Jeffrey Jemima Jemma Jenna Jennie Jennifer Jenny Jeremy Jess Jessica Jessie Jill Jim
Jimmy Jo Joan Joanna Joanne Jodie Joe Joel John Johnny Jon Jonathan Jonny Jordan Joseph Josephine
Josh Joshua Josie Joyce Judith Judy Julia Julian Julie Juliet June Justin Kaitlyn Karen Kate
Katherine Kathleen Kathryn Kathy Katie Katy Kay Kayleigh Keira Keith Kelly Kelsey Ken Kenneth Kenny
Kerry Kevin Kieran Kim Kimberley Kirsten Kirsty Kristina Kyle Lara Laura Lauren Laurence Laurie
Lawrence Leah Leanne Lee Leigh Len Leo Leon Leonard Leslie Lesley Lewis Lexi Liam Libby Lillian
Lilly Lily Linda Lindsay Lindsey Lisa Liz Lizzie Logan Lois Lorna Lorraine Louis Louisa Louise Luca
Lucas Lucia Lucinda Lucy Luke Lydia Lynda Lynn Lynne Mabel Maddison Madeleine Madison Maeve Maggie
Maisie Malcolm Mandy Marcia Marcus Margaret Maria Marian Marie Marilyn Marion Marjorie Martha Martin
Martyn Mary Mason Mathew Matilda Matt Matthew Maureen Maurice Mavis Maxine Megan Mel Melanie Melissa
Mervyn Mia Michael Michaela Micheal Michele Michelle Mick Mike Mildred Millie Milly Mitchell Moira
Mollie Molly Monica Morgan Moya Muriel Myles Nadine Nancy Naomi Natalie Natasha Nathan Nathaniel
Neil Nell Nellie Nicholas Nick Nicky Nicola Nicole Niall Nigel Noah Noel Nora Norma Norman Olive
Oliver Olivia Ollie Orla Oscar Owen Paddy Pam Pamela Patricia Patrick Paul Paula Pauline Peggy
Penelope Penny Percy Perry Pete Peter Phil Philip Phillip Philippa Phillipa Phoebe Phyllis Pippa
Polly Poppy Prudence Quentin Rachael Rachel Ralph Raymond Rebecca Reece Reggie Reginald Reuben
Rhiannon Rhys Richard Rick Ricky Riley Rita Robbie Robert Roberta Robin Rodney Roger Roisin Roland
Ronald Ronan Ronnie Rory Rosalind Rosemary Rosie Rowan Roxanne Roy Rupert Russell Ruth Ryan Sally
Sam Samantha Sammy Samuel Sandra Sara Sarah Saoirse Scarlett Scott Sean Sebastian Selina Seth Shane
Shannon Sharon Shaun Shaunna Sheila Shelley Sheryl Shirley Sian Sidney Simon Simone Sinead Siobhan
Sonia Sophia Sophie Stacey Stan Stanley Stella Stephanie Stephen Steve Steven Stewart Stuart Sue
Susan Susannah Susie Suzanne Sydney Sylvia Tabitha Tamara Tammy Tamsin Tania Tanya Tara Ted Terence
Teresa Terry Thelma Theo Theodore Theresa Thomas Tiffany Tilly Tim Timothy Tina Toby Todd Tom Tommy
Toni Tony Tracey Tracy Trevor Tristan Trudy Tyler Una Ursula Valerie Vanessa Vera Verity Veronica
Vicky Victor Victoria Vincent Viola Violet Vivian Vivien Wayne Wendy Wilfred William Willow Winifred
Winston Yasmin Yolanda Yvonne Zac Zach Zachary Zack Zara Zoe
"""

_BANGLADESHI_AND_PAKISTANI = """
Aamir Aamna Aaliyah Aayan Abdul Abdullah Abid Abida Abrar Adeel Adil Adnan Afia Afifa Afsana Afzal
Ahad Ahmad Ahmed Ahsan Aisha Aishah Akbar Akhtar Akram Alam Aleena Alina Alisha Aliya Aliyah Aliza
Altaf Amara Amaan Ameena Ameer Amin Amina Aminah Aminul Amir Amira Amirah Amjad Ammar Anam Anas
Anika Anisa Anjum Anjuman Anwar Anwara Aqib Aqsa Areeba Arif Arifa Arham Arooj Arshad Arslan Aryan
Asad Asghar Ashfaq Ashraf Asif Asim Asma Atif Atiya Ayaan Ayan Ayat Ayesha Ayisha Ayman Azad Azhar
Aziz Aziza Babar Bashir Batool Bilal Bilqis Bushra Danish Danyal Daud Dilwar Dilwara Ehsan Eesa
Eshal Fahad Fahim Fahima Fahmida Faisal Faiza Fahmeda Fakhar Farah Fareeha Farhan Farhana Farhat
Farid Farida Fariha Farooq Farzana Fatema Fatiha Fatima Fatimah Fawad Fazal Ferdous Feroza Fiza
Ghazala Ghulam Habib Habiba Hadi Hadia Hafiz Hafsa Hafsah Haider Hajra Hamid Hamida Hamza Hamzah
Hania Hanif Hanifa Haris Haroon Haseeb Hasan Hasina Hasnain Hassan Hiba Hifza Hina Humaira Humayun
Huma Husna Hussain Hussein Ibraheem Ibrahim Iffat Ifra Iftikhar Ihsan Ijaz Ikra Ikram Ilyas Imad
Imaan Imam Imani Imran Inaaya Inaya Inayah Inayat Iqbal Iqra Irfan Irshad Isa Isha Ishaq Ishrat
Ismail Isra Israr Iram Izhaan Jabed Jahan Jahanara Jahangir Jahid Jalal Jamal Jamil Jamila Jannat
Jannatul Jasmin Javed Javeria Jawad Junaid Kabir Kainat Kalam Kaleem Kamal Kamran Kanwal Karim
Kashif Kausar Khadija Khadijah Khalid Khalida Khalil Khurram Kiran Komal Kulsum Kulsuma Laiba Liaqat
Lubna Luqman Lutfa Lutfur Maaz Madiha Maha Mahbub Mahdi Maheen Mahfuz Mahira Mahmood Mahmud Mahmuda
Mahnoor Maimuna Majid Maliha Mamun Manahil Mansoor Maqsood Mariam Mariyam Marium Maruf Maryam Mashal
Masood Masud Masuma Maymunah Mehboob Mehmood Mehnaz Mehreen Mehwish Miah Minahil Misbah Mizanur
Mobin Mohammad Mohammed Mohamed Mohsin Moin Momina Monir Monira Mosammat Moshin Mubarak Mubashir
Mubeen Mudassar Muhammad Muhammed Mujahid Mujib Mukhtar Munir Munira Murad Murtaza Musa Musfira
Musharaf Mushtaq Mustafa Mustakim Muzammil Nabeel Nabeela Nabil Nabila Nadeem Nadia Nadira Nafeesa
Nafisa Nafis Naheed Nahid Nahida Naila Naima Najma Najmul Naseem Naseer Nashra Nasim Nasima Nasir
Nasreen Nasrin Naveed Nawaz Nayla Nazia Nazim Nazma Nazmul Nazneen Nazrul Nida Nighat Nilufar Nimra
Nishat Noman Noor Noreen Nosheen Nuha Numan Nuray Nurul Nusaiba Nusrat Omar Parveen Parvez Parvin
Qadir Qasim Quddus Rabia Rabeya Rafi Rafia Rafiq Rafiqul Raheela Rahela Rahim Rahima Rahman Raihan
Raiyan Rakib Ramsha Rana Rania Rashed Rashid Rashida Rauf Rayan Rayhan Rayyan Razia Raza Rehan
Rehana Rehman Reshma Ridwan Rifat Rihanna Rimsha Rizwan Rizwana Rokeya Romana Ruba Rubel Rubina
Ruhul Rukhsana Rukhsar Ruksana Rumana Runa Rushna Saad Sabah Sabbir Sabeena Sabiha Sabina Sabir
Sabrina Sadaf Sadia Sadiq Sadiya Saeed Safa Safia Safiya Safiyah Sagheer Sahar Sahil Saima Saira
Sajid Sajida Sakib Sakina Salahuddin Saleem Saleha Salim Salma Salman Samia Samina Samir Samira
Samiya Samiul Sana Saqib Sarfraz Sarwar Sayed Sayeda Sehrish Selim Sha Shabana Shabbir Shabnam
Shafiq Shagufta Shah Shahana Shahanara Shahbaz Shaheed Shaheen Shahid Shahida Shahin Shahnaz
Shahrukh Shahzad Shaista Shakeel Shakil Shakila Shamim Shamima Shamsul Shanaz Sharif Sharmin Shazia
Shehnaz Shehzad Sheikh Sheraz Shiraz Shireen Shirin Shoaib Shuhel Sidra Sobia Sohail Sohel Subhan
Sufia Sufyan Suhail Suhana Sulaiman Suleman Sultan Sultana Sumaiya Sumayyah Sumera Sumaya Summaya
Sunehra Syed Syeda Tabassum Taha Tahir Tahira Tahmid Tahmina Taimoor Talha Tania Tanjina Tanveer
Tanvir Tanzila Tanzina Taqwa Tariq Taslima Tasneem Tasnim Taufiq Tayyab Tayyaba Tehmina Toufique
Ubaid Ubaidullah Ulfat Umaima Umair Umar Umer Urooj Usama Usman Usmaan Uzair Uzma Waheed Wahida
Wajid Waleed Waqar Waqas Wasim Yahya Yaqub Yasir Yasin Yasmeen Yousaf Yousuf Yunus Yusha Yusra Yusuf
Zafar Zahid Zahida Zahir Zahra Zaid Zain Zaina Zainab Zaheer Zakaria Zakia Zakir Zara Zarah Zareen
Zayan Zayd Zayn Zeenat Zeeshan Zeshan Zia Zoya Zubair Zubaida Zulfiqar Zunaira Zuhair
"""

_SOMALI_AND_EAST_AFRICAN = """
Abdalla Abdi Abdiaziz Abdifatah Abdihakim Abdikadir Abdikarim Abdinasir Abdirahim Abdirahman
Abdirashid Abdirizak Abdisalam Abdiwahab Abdiweli Abshir Abukar Adan Aden Ahado Amal Amran Anab
Anisa Asad Asha Ayaanle Ayan Ayanle Aydarus Barkhad Barni Barwaaqo Bashe Bilan Caasha Cabdi Cabdulle
Cali Canab Dahabo Dahir Daud Deeqa Deqa Dhahabo Diriye Duniya Ebla Elmi Escakar Fadumo Faduma
Faadumo Fahma Faarax Farax Farhiya Farxiya Fardowsa Fartun Faysal Fawsiya Fowsiya Filsan Geedi Gelle
Guled Guleed Guuleed Habibo Halimo Halima Hamdi Hani Hawa Hibaaq Hibaq Hibo Hinda Hodan Hodo Hoodo
Hussen Idil Idiris Idris Ifrah Ifraax Ikran Ilhan Ilwad Iman Isse Istahil Jama Jamac Jawahir Kadar
Kaltun Khadar Khadra Khalif Khadiijo Ladan Leyla Liban Liibaan Luul Mahad Mahamed Mahamud Maxamed
Maxamuud Mako Maryan Mire Mohamud Mohamoud Mumin Mumina Muna Mustaf Nafiso Nasra Nasteho Nimo Nimco
Qamar Rahma Raho Rashiid Robleh Rooda Ruun Ruweyda Saado Saciid Safiyo Sagal Sahra Salado Samatar
Samsam Saynab Shamso Sharmarke Shukri Siham Suad Sucaad Suleyman Sumeya Sumayo Ubah Ugbad Ubax
Warsame Warda Xaawo Xalimo Xasan Xuseen Yahye Yasiin Yurub Yussuf Zamzam Zakariye Zaynab Zeynab
Abeba Abebe Almaz Berhane Biniam Bereket Dawit Eyob Feven Haben Helen Hirut Kidane Kidist Lidya Liya
Mebrahtu Meron Mulu Natnael Rahwa Robel Ruta Saba Selam Selamawit Senait Tekle Tesfaye Tewodros
Tigist Tsegaye Tsion Winta Yohannes Yonas Yordanos Zewdi
"""

_TURKISH_AND_KURDISH = """
Abdulkadir Ada Ahmet Akif Alev Ali Alper Anil Arda Arzu Asli Aslı Asya Atakan Ayberk Aycan Ayça
Aydin Aydın Aygül Ayhan Ayla Aylin Aynur Aysel Ayse Ayşe Aysegul Ayşegül Aysun Aziz Azra Baran Baris
Barış Batuhan Bayram Belgin Berat Berfin Beril Berkay Berk Berna Berivan Betul Betül Beyza Bilge
Birsen Bora Bulent Bülent Burak Burcu Busra Büşra Cagla Çağla Can Canan Caner Cansu Celal Cem Cemal
Cemil Cemile Cengiz Ceren Cevdet Ceyda Cihan Cigdem Çiğdem Damla Defne Demir Deniz Derya Didem Dilan
Dilara Dilek Dogan Doğan Doruk Duygu Ebru Ece Eda Efe Ege Ela Elif Elvan Emel Emin Emine Emir Emre
Ender Engin Eray Ercan Erdal Erdem Erdogan Erhan Erkan Erol Ersin Ertan Esin Esma Esra Eylul Eylül
Eymen Fatih Fatma Fehmi Ferhat Feride Ferit Fidan Figen Filiz Fırat Firat Funda Furkan Gamze Gizem
Gokhan Gökhan Gokce Gökçe Gonca Gonul Gönül Gozde Gözde Gul Gül Gulay Gülay Gulcan Gulden Gulsen
Gülşen Gulsum Gülsüm Guner Gunes Güneş Gursel Hakan Haluk Halil Halit Hande Hasan Hatice Havva Hayri
Hazal Hilal Huseyin Hüseyin Hulya Hülya Huri Ibrahim İbrahim Ilayda İlayda Ilker İlker Ilknur Inci
İnci Ipek İpek Irem İrem Irmak Isil Işıl Ismet Kaan Kadir Kadriye Kamil Kemal Kenan Kerem Kerim
Kubra Kübra Kurtulus Lale Leyla Mahir Mehmet Melek Meltem Melis Melisa Melike Meral Merve Mert Mesut
Metin Mevlut Miray Miraç Mine Muge Müge Mukaddes Murat Musa Mustafa Muzaffer Naciye Nalan Nazan
Nazli Nazlı Necati Necla Nehir Nermin Neslihan Nesrin Neşe Nevin Nihal Nihan Nilay Nilgun Nilgün
Nilufer Nisa Nur Nuran Nurcan Nuray Nurettin Nurhan Nuri Nurten Okan Oguz Oğuz Oguzhan Omer Ömer
Onur Orhan Osman Oya Ozan Ozcan Özcan Ozge Özge Ozgur Özgür Ozlem Özlem Pelin Pembe Pinar Pınar
Poyraz Ramazan Recep Refik Remzi Ridvan Rojda Rojin Ruken Ruzgar Sabri Sadik Salih Sanem Sebnem
Şebnem Seda Sedat Sedef Sefa Selcuk Selçuk Selda Selin Selma Semih Semra Sena Senem Serap Serdar
Serhat Serkan Serpil Sevcan Sevda Sevgi Sevil Sevim Sevinc Seyma Şeyma Sibel Sinan Songul Songül
Suat Sule Şule Suleyman Süleyman Sumeyye Sümeyye Suna Sunay Tamer Taner Tarik Tarkan Tayfun Tolga
Tugba Tuğba Tugce Tuğçe Tulay Tülay Tuncay Turgut Turkan Ufuk Ugur Uğur Ulku Umit Ümit Umut Veysel
Volkan Yagmur Yağmur Yakup Yalcin Yasar Yaşar Yasemin Yavuz Yeliz Yigit Yiğit Yildiz Yıldız Yilmaz
Yusuf Zafer Zehra Zekeriya Zeki Zeliha Zerrin Zeynep Zuhal Zubeyde
"""

_POLISH_AND_EASTERN_EUROPEAN = """
Adrianna Agata Agnieszka Alicja Aleksander Aleksandra Aleksandar Amelka Ania Anastazja Anetta Aneta
Andrzej Antoni Antek Artur Barbara Bartek Bartosz Bartłomiej Bartlomiej Basia Beata Blanka Bogdan
Bogumila Boguslaw Borys Bozena Bożena Bronislaw Cezary Czeslaw Dagmara Damian Danuta Daria Dariusz
Dawid Dominik Dominika Dorota Edyta Elzbieta Elżbieta Emilia Ewa Ewelina Fabian Filip Franciszek
Gabriel Gabriela Grazyna Grażyna Grzegorz Gosia Halina Hania Hanna Henryk Hubert Ignacy Igor
Ireneusz Irena Iwona Izabela Iza Jacek Jadwiga Jagoda Jakub Janina Janusz Jarek Jaroslaw Jarosław
Jerzy Joanna Jolanta Julita Juliusz Justyna Kacper Kajetan Kamil Kamila Karina Karol Karolina Kasia
Kasper Katarzyna Kazimierz Kinga Klaudia Konrad Kornelia Krystian Krystyna Krzysztof Krzysiek Kuba
Lech Lena Leszek Lidia Liliana Lucja Łucja Lukasz Łukasz Maciej Maciek Magda Magdalena Maja
Malgorzata Małgorzata Malwina Marcel Marcelina Marcin Marek Mariola Mariusz Marta Martyna Marzena
Mateusz Michal Michał Mieczyslaw Mikolaj Mikołaj Milena Milosz Miłosz Miroslaw Monika Nadia Natalia
Nikodem Nikola Norbert Oktawia Ola Olek Oliwia Oliwier Olga Oskar Patrycja Patryk Pawel Paweł
Paulina Piotr Piotrek Przemek Przemyslaw Przemysław Radek Radoslaw Rafal Rafał Renata Robert Roksana
Ryszard Sandra Sebastian Slawomir Sławomir Stanislaw Stanisław Stefan Szymon Sylwia Tadeusz Teresa
Tomasz Tomek Tymon Tymoteusz Urszula Wanda Weronika Wiktor Wiktoria Wieslaw Wiesława Witold Wojciech
Wojtek Zbigniew Zofia Zosia Zuzanna Zuzia Zygmunt Andrei Adriana Alin Alina Bogdana Ciprian Claudiu
Cosmin Costel Cristi Cristian Cristina Dragos Dumitru Elena Florin Florina Gheorghe Ileana Ilinca
Ioan Ioana Ion Ionela Ionut Iulia Iulian Laurentiu Liviu Luminita Madalina Marius Mihaela Mihai
Mirela Nicolae Nicoleta Oana Octavian Ovidiu Petru Radu Raluca Razvan Roxana Simona Sorin Stefania
Stefan Tudor Vasile Viorica Vlad Albana Arben Arta Besa Besnik Blerina Dritan Elira Ermal Fatjon
Flutura Genti Ilir Klea Ledina Mirjeta Valbona Aistė Aiste Austėja Dainius Daiva Darius Egle Eglė
Gintaras Giedre Indre Jolita Jurgita Kestutis Laima Lukas Mantas Mindaugas Nojus Ruta Saulius Tomas
Vaida Vytautas Anastasia Anastasiia Andriy Artem Bohdan Danylo Dmitri Dmitry Iryna Ivanka Katya
Kateryna Ksenia Ludmila Lyudmyla Maksym Marharyta Mykola Mykhailo Nadiya Nataliya Oksana Oleg Oleh
Oleksandr Oleksandra Olena Olha Pavlo Polina Sergei Serhiy Solomiya Svetlana Svitlana Taras Tatiana
Tetiana Vadim Valentina Valeriy Vasyl Viktor Viktoriya Vladimir Volodymyr Yaroslav Yevhen Yulia
Yuliya Yuri Zlata Boyan Desislava Dimitar Georgi Ivaylo Kalina Nikolay Plamen Radka Stoyan Teodora
Tsvetelina Yordan Zdravka Balazs Eniko Gabor Istvan Katalin Laszlo Zoltan Zsofia Zsuzsanna Janos
Ildiko
"""

_ARABIC_AND_PERSIAN = """
Abbas Abdelaziz Abdelkader Abdelrahman Abdulaziz Abdulrahman Abeer Adam Adnan Afaf Afnan Ahlam Aida
Ala Alaa Alia Alya Amani Amer Amna Anwar Areej Arwa Asmaa Aseel Asil Awatef Aya Ayah Ayham Aymen
Azza Badr Basma Bassam Basel Bayan Boutros Bouchra Bushra Dalal Dalia Dana Dareen Dina Diyar Doaa
Dua Ebtisam Elham Eman Emad Fadi Fadia Fadwa Faris Fares Farouk Fathi Fayrouz Fouad Ghada Ghaith
Ghassan Habiba Haidar Haifa Hala Hamad Hamdan Hamed Hana Hanan Hanadi Hasna Hatem Hayat Hazem Heba
Hend Hicham Hind Hisham Huda Husam Hussam Ihab Ikhlas Ilham Imane Inas Isam Islam Israa Jaber Jad
Jana Jihad Jihan Jinan Joud Jumana Juri Karima Kareem Kawthar Khaled Khawla Khouloud Lama Lamia Lana
Latifa Layal Layan Layla Leen Leila Lina Linah Loubna Lujain Maher Mahmoud Mai Malak Malek Manal
Manar Mansour Maram Marah Marwa Marwan Maya Maysa Maysoon Mazen Mazin Medhat Meriem Mohanad Mohannad
Moataz Mona Mounir Mourad Muayad Muhannad Munther Mustapha Nabil Nada Nader Nagla Nagwa Nahla Naji
Najat Najwa Najla Nasser Nawal Nawaf Nayef Nazih Nevine Nisreen Nizar Nora Noura Nourhan Nour Oday
Ola Osama Othman Oussama Qais Qusay Rachid Rafah Ragheb Raghad Rahaf Raneem Randa Rasha Rashed Rawan
Razan Reda Reem Reema Rehab Rim Rima Rola Roula Ruba Rula Ruqaya Ruqayyah Sabreen Safaa Safwan Said
Salah Salam Saleh Salem Salwa Samah Samar Sameer Sami Samiha Sanaa Saoussan Sara Sawsan Shadi Shaima
Shams Shatha Sherif Sherine Shireen Siraj Sohaila Souad Souhaila Soumaya Sufian Suha Suhaib Sulaf
Suzan Tahani Tala Talal Tamim Tamer Tareq Tarek Tasneem Thamer Thuraya Wafa Wael Walid Ward Wassim
Widad Wisam Yacine Yara Yassin Yassine Yazan Yazid Younes Younis Youssef Yousef Zaki Zeina Zeinab
Zena Zineb Zuhra Afsaneh Ahmadreza Amirhossein Arash Arezoo Arman Armin Artin Atefeh Azadeh Bahar
Bahram Behnaz Behrouz Behzad Bita Dariush Donya Elnaz Farhad Farideh Farshid Farzad Farzaneh
Fereshteh Golnaz Hamideh Hossein Kamran Kaveh Kian Kiana Kourosh Ladan Laleh Mahsa Majid Mandana
Maryam Masoud Mehdi Mehran Mina Minoo Mitra Mohsen Mojgan Nasim Nasrin Navid Negar Negin Niloofar
Omid Parisa Parsa Payam Pegah Pooya Pouya Ramin Reza Roya Sahar Saman Samaneh Sepideh Setareh Shahla
Shahram Shervin Shiva Sina Soheil Soraya Taraneh Vahid Yalda Zahra Zohreh Ahmadzai Farishta Gulalai
Hekmatullah Mursal Najibullah Palwasha Wazhma Zarghona Zmarai
"""

_SOUTH_ASIAN = """
Aadhya Aanya Aarav Aarti Aarush Aditi Aditya Advait Ajay Akash Akshay Alka Amit Amrit Amrita Ananya
Aniket Anil Anjali Anjana Ankit Ankita Anusha Aparna Arjun Arnav Aruna Arun Arvind Asha Ashok Ashwin
Avani Bala Balwinder Bhavesh Bhavin Bhavna Chandra Chandni Charanjit Chetan Chirag Darshan Deepa
Deepak Deepika Dev Devi Dhruv Dilip Dinesh Dipti Divya Diya Fenil Ganesh Gaurav Gayathri Gita Gopal
Govind Gurdeep Gurinder Gurpreet Gurmeet Harbinder Hardeep Hari Harini Harjit Harleen Harpreet Harsh
Harsha Heena Hemant Hetal Himanshu Indira Indu Ishaan Ishani Ishita Jagdeep Jagdish Jaspreet Jasvir
Jaswinder Jatin Jaya Jayesh Jayshree Jignesh Jyoti Kajal Kalpana Kamala Kamaljit Kanta Karan Karthik
Kartik Kavita Kavya Ketan Kirit Kishan Kishore Krishna Kuldeep Kulwinder Kumar Lakshmi Lalita Lata
Madhav Madhu Mahesh Mala Malini Manisha Manjit Manjula Manoj Manpreet Mayur Meena Meenakshi Meera
Megha Mehul Minal Mitul Mohan Mohini Monika Mukesh Nalini Nandini Narendra Naresh Navdeep Navjot
Navneet Neel Neelam Neena Neeraj Neeta Neha Nikhil Nikita Nilesh Nimisha Niraj Nirmala Nisha Nishant
Nitin Padma Pallavi Pankaj Paramjit Parminder Pooja Prabhjot Pradeep Prakash Pranav Prashant Pratik
Praveen Preeti Prem Priti Priya Priyanka Punam Purnima Radha Radhika Raghav Rahul Raj Rajan Rajesh
Raji Rajinder Rajiv Raju Rakesh Ram Raman Ramesh Rani Ranjit Rashmi Ravi Ravinder Reena Rekha Renu
Renuka Riddhi Ritesh Ritika Ritu Riya Rohan Rohini Rohit Roshan Roshni Ruchi Rupa Rupal Rupinder
Sachin Sagar Sandeep Sandhya Sangeeta Sanjay Sanjeev Sanjana Santosh Sapna Sarita Sarla Satish
Satnam Saurabh Savita Seema Shalini Shanti Sharada Sheela Shilpa Shital Shobha Shreya Shruti Shubham
Shyam Siddharth Simran Sital Smita Sneha Sonal Sonali Sonam Sridevi Subhash Sudha Sujata Sukhdeep
Sukhjit Sukhvir Suman Sumit Sunil Sunita Suraj Suresh Surinder Surjit Sushma Swati Tanvi Tarun Tejal
Trupti Uday Uma Umesh Urmila Usha Vaibhav Vaishali Vandana Varsha Varun Vasanti Vibha Vidya Vihaan
Vijay Vijaya Vikas Vikram Vimal Vina Vinay Vineet Vinod Vipul Viraj Vishal Vivek Yash Yogesh Yogita
Tharshini Thivya Kavitha Sivakumar Suganthi Thushara Nirosha Dilani Chaminda Sanjeewa Kusum Pemba
Tenzin Dawa Dolma Sherpa Bishnu Gurung Bimala
"""

_CHINESE_AND_EAST_ASIAN = """
Aihua Baozhen Bingbing Bowen Chaoyang Chenxi Chunhua Chunmei Chunyan Cuiping Dandan Daiyu Dongmei
Fangfang Fenghua Guanghui Guiying Guoqiang Guohua Haitao Haiyan Haoran Haoyu Hongmei Hongwei Hongyan
Huifang Huimin Huiying Jiahao Jiahui Jiajia Jiali Jialin Jiamin Jianguo Jianhua Jianjun Jianming
Jianping Jiaqi Jiawei Jiaxin Jiayi Jiayu Jinfeng Jing Jingjing Jingyi Jinhua Junhao Junjie Junwei
Kaiwen Lanying Lihua Lijuan Liling Limei Lina Linlin Liping Liqin Lirong Liwei Lixia Lixin Liying
Meihua Meiling Meilin Meifang Meixiu Meiyu Mengqi Mengyao Mingming Mingze Minjie Minghui Muchen
Ningning Peiying Pengfei Pingping Qiang Qianqian Qiaoling Qingqing Qinghua Qiuyue Rongrong Ruoxi
Ruilin Shanshan Shaoqing Shihan Shuang Shuhua Shufen Shulan Shuyi Shuying Sicheng Siqi Siyu Tianyi
Tingting Weidong Weihong Weijie Weiling Weimin Weiming Weiwei Wenbin Wenhao Wenjing Wenjie Wenjun
Wenli Wenting Wenwen Xiangyu Xiaobo Xiaodong Xiaofang Xiaofei Xiaohong Xiaohua Xiaojun Xiaolan
Xiaoli Xiaoling Xiaomei Xiaoming Xiaoping Xiaoxia Xiaoyan Xiaoyu Ximing Xinran Xinyi Xinyu Xiuli
Xiulan Xiumei Xiuying Xiuzhen Xuefeng Xuemei Xueqin Yajing Yali Yanfang Yanhong Yanling Yanmei
Yanping Yaoyao Yichen Yifan Yihan Yilin Yiming Yinan Yingying Yining Yiran Yixuan Yize Yongjun
Yongqiang Yuanyuan Yuchen Yufei Yuhan Yuhang Yulan Yuling Yumei Yumeng Yunxi Yutong Yuxi Yuxin
Yuxuan Yuying Yuze Zehao Zemin Zexi Zhenhua Zhiqiang Zhigang Zhihao Zhihui Zhijun Zhimin Zhiming
Zhiwei Zhiyuan Zihan Zihao Zimo Ziqi Zixi Zixin Zixuan Ziyan Ziyi Ziyu Kaito Haruto Yuki Yuna Yui
Sakura Hiroshi Kenji Takashi Naoko Keiko Yoko Akiko Haruka Sota Riku Aoi Minjun Seojun Jihoon Jiwoo
Seoyeon Minji Jiyoung Eunji Hyejin Sunhee Anh Bao Chau Dung Duong Hanh Hien Hoa Hung Huong Khanh
Lanh Linh Loan Minh Nam Ngoc Nguyen Nhung Phuong Quan Quang Quynh Thanh Thao Thi Thuy Trang Trinh
Tuan Tuyet Vinh Xuan Analyn Arnel Cherry-Ann Divina Jhun Jovelyn Lovely-Joy Marites Maricel Marivic
Nenita Reynaldo Rizalyn Rodel Rosalie Rowena
"""

_WEST_AFRICAN_AND_CARIBBEAN = """
Abena Abigael Abimbola Abiodun Abiola Abosede Adaeze Adaku Adanna Adebayo Adebola Adebowale Adedayo
Adedoyin Adeola Adekunle Adeleke Ademola Adenike Adeniyi Aderonke Adesola Adetokunbo Adetola Adewale
Adjoa Adwoa Afia Afua Agyeman Akin Akinola Akinwale Akosua Akua Akwasi Ama Amarachi Amadi Amadou
Aminata Anike Ayo Ayodele Ayokunle Ayomide Ayotunde Azuka Babajide Babatunde Bamidele Bankole Binta
Bisi Bola Bolaji Bolanle Bukola Bunmi Chiamaka Chibueze Chibuzo Chidera Chidi Chidimma Chidinma
Chiedu Chijioke Chika Chike Chima Chimamanda Chinedu Chinenye Chinonso Chinwe Chinyere Chioma Chisom
Chizoba Chukwudi Chukwuemeka Dayo Dapo Damilola Daramola Ebele Ebenezer Ebere Efua Efosa Ejike Ekene
Ekow Emeka Enitan Ese Esi Eniola Fatou Fatoumata Femi Fola Folake Folasade Folarin Folu Foluke Funke
Funmilayo Funmi Gbenga Gifty Ibukun Idowu Ifeanyi Ifeoma Ifeoluwa Ifunanya Ige Ijeoma Ike Ikechukwu
Ikenna Isatou Iyabo Jide Jideofor Kamara Kehinde Kelechi Kemi Kofi Kojo Korede Kosisochukwu Kwabena
Kwadwo Kwaku Kwame Kwasi Kweku Kwesi Lamin Lanre Lekan Lola Mamadou Mariama Maame Modupe Mojisola
Moradeyo Moses Moussa Musu Nana Ngozi Nkechi Nkem Nkiru Nneka Nnamdi Nnenna Nonso Nosa Obi Obinna
Ogechi Oghenetega Okechukwu Olabisi Oladele Oladipo Olajide Olamide Olanrewaju Olayinka Olu Olubunmi
Olufemi Olufunke Olufunmilayo Olumide Olusegun Oluseyi Olusola Oluwadamilola Oluwafemi Oluwakemi
Oluwaseun Oluwaseyi Oluwatobi Oluwatosin Oluwatoyin Omolara Omotola Omotayo Onyeka Onyinye Osagie
Osaretin Osaze Ousmane Remi Ronke Saidu Salimatu Sade Segun Seun Seyi Simisola Sola Sunday-Ade Taiwo
Tayo Temi Temitayo Temitope Temilola Titilayo Tobi Tobechukwu Tochukwu Tokunbo Tola Tolu Toluwalope
Tomi Tope Tosin Toyin Tunde Tunji Uche Uchechi Uchenna Ugo Ugochi Ugochukwu Uju Yaa Yaw Yejide Yemi
Yetunde Yewande Yinka Zainabu Zubby Akeem Alvita Antwan Clifton Cordelia Courtney Delroy Denzel
Devante Dwayne Errol Fitzroy Garfield Hyacinth Jermaine Kadeem Keisha Kemar Latoya Leroy Lloyd
Marlon Marsha Marvin Monique Neville Nevaeh Omari Orville Raheem Sanchez Shanice Shaniqua Shaquille
Sherene Tamika Tanisha Tashan Tyrese Tyrone Winsome Zephaniah
"""

_SPANISH_AND_PORTUGUESE = """
Abril Adolfo Adrián Agustin Agustín Aitana Alba Alberto Alejandra Alejandro Alfonso Alfredo Alonso
Alvaro Álvaro Amparo Ana Anabel Andres Andrés Angeles Antonio Araceli Arturo Asuncion Aurelio
Baltasar Beatriz Belen Belén Benito Bernardo Blanca Brenda Bruno Camila Camilo Carlos Carlota Carmen
Carolina Catalina Cayetana Cecilio Celeste Cesar César Clemente Concepcion Consuelo Cristobal Dario
Diego Dolores Domingo Edgar Eduardo Elisa Elvira Emiliano Emilio Enrique Ernesto Esperanza Esteban
Estela Esteban Estrella Eugenia Eugenio Eusebio Ezequiel Fabiana Fabiola Federico Felipe Fermin
Fernanda Fernando Fidel Florencia Francisca Francisco Gabriela Gael Gerardo German Gilberto Gisela
Gonzalo Graciela Gregorio Guadalupe Guillermo Gustavo Hector Héctor Hernan Hernando Hortensia
Humberto Ignacio Ines Inés Inmaculada Isidora Isidro Ismael Iván Jacinto Jaime Javier Jesus Jesús
Jimena Joaquin Joaquín Jorge Jose José Josefa Josefina Juan Juana Juanita Julián Julieta Julio Laia
Leandro Leonardo Leticia Liliana Lorena Lorenzo Lourdes Lucía Luis Luisa Luisana Luz Macarena Maite
Manuel Manuela Marcela Marcelo Marco Marcos Margarita María Mariana Mariano Maribel Maricarmen Mario
Marisol Martina Mateo Matias Matías Mauricio Maximiliano Mercedes Miguel Milagros Mireya Moises
Montserrat Nahuel Natalia Nestor Nicolas Nicolás Nieves Nuria Octavio Olalla Omar Oscar Óscar
Osvaldo Pablo Paloma Paola Pascual Patricio Paz Pedro Pilar Ramiro Ramon Ramón Raquel Raul Raúl
Ricardo Rigoberto Roberto Rocio Rocío Rodolfo Rodrigo Rogelio Rolando Rosa Rosario Ruben Rubén
Salome Salvador Santiago Santi Saul Sergio Silvia Sofia Sofía Soledad Susana Teodoro Tomás Trinidad
Valentín Valeria Vicente Victoriano Ximena Yadira Yesenia Yolanda Adriano Afonso Alessandra Amadeu
Américo Anabela Ângela Antónia António Armando Augusto Beatriz Benedita Bento Caetano Cátia Célia
Clarice Cláudia Cristiano Davi Débora Diogo Duarte Edite Elaine Fábio Fátima Filipa Filipe Flávia
Francisca Gil Gisele Gonçalo Graça Guilherme Heitor Helder Hélder Henrique Horácio Iara Inacio
Iracema Isaura Jaciara João Joao Joaquim Jorgina Jussara Laércio Lara Laurinda Leonor Lídia Lorenna
Luana Lurdes Luzia Madalena Mafalda Manoel Márcia Márcio Marilia Matilde Mateus Maurício Miguelina
Nélson Nuno Otávio Patrícia Paulo Quitéria Rafael Rafaela Renato Rita Rodrigues Rogério Rosana Rui
Salomé Sandro Sérgio Simão Sônia Tânia Telma Thiago Tiago Tomé Vânia Vasco Vitor Vítor Vitória
Xavier Zulmira
"""

_FRENCH_AND_ITALIAN = """
Adèle Adrien Agathe Alain Alban Alexandre Alexis Alix Aline Amandine Amélie Anaïs Anais André Andrée
Angélique Anouk Antoine Apolline Armand Arnaud Aude Aurélie Aurelie Aurélien Axelle Baptiste Bastien
Benoît Benoit Bertrand Brigitte Camille Capucine Carine Cédric Cedric Céline Celine Chantal
Christelle Christophe Claude Clémence Clement Clément Clotilde Corentin Corinne Damien Delphine
Didier Dominique Edouard Élodie Elodie Émile Emile Emilie Émilie Emmanuel Emmanuelle Estelle Étienne
Etienne Eugénie Fabien Fabrice Fanny Florian Franck François Francois Françoise Frédéric Frederic
Gaëlle Gaspard Geneviève Genevieve Ghislaine Gilles Guillaume Guy Hélène Henri Hervé Hugues Inès
Ibrahima Isabelle Jacques Jean-Pierre Jeanne Jérémie Jérôme Jerome Joëlle Josiane Jules Julien
Juliette Justine Laetitia Laurent Léa Léo Leopold Lilou Lionel Loïc Lola Luc Lucie Lucien Ludovic
Madeleine Maël Maeva Manon Marc Marcel Margaux Margot Marguerite Mathieu Mathilde Mathis Maxence
Maxime Mélanie Mélissa Michel Mireille Mohamadou Monique Morgane Muriel Nadège Nathalie Nicolas
Noémie Océane Odette Olivier Ophélie Pascal Pascale Patrice Paulette Perrine Philippe Pierre Quentin
Raphaël Raphael Régine Rémi René Renée Romain Romane Sabine Sandrine Serge Solène Solange Sophie
Stéphane Stephane Stéphanie Suzette Sylvain Sylvie Thérèse Thibault Thierry Timothée Valentine
Valérie Véronique Victoire Virginie Vivienne Yann Yannick Yves Yvette Alessandro Alessia Alfonsina
Ambrogio Andreina Angelo Annalisa Annamaria Antonella Antonino Arianna Aurora Azzurra Benedetta
Biagio Caterina Chiara Ciro Claudio Concetta Corrado Cosimo Dario Davide Debora Diletta Domenico
Donatella Donato Edoardo Elisabetta Emanuela Emanuele Enrica Enrico Ettore Fabio Fabrizio Federica
Filippo Fiorella Flavia Flavio Franca Francesco Gaetano Gaia Gennaro Giacomo Giada Gianluca Gianni
Gino Giorgia Giorgio Giovanna Giovanni Giulia Giulio Giuseppe Giuseppina Graziella Ilaria Immacolata
Ivana Jacopo Leonardo Letizia Lidia Livia Loredana Luciana Luciano Ludovica Luigi Luigina Maddalena
Marcello Mariangela Marina Massimo Matteo Mattia Maurizio Michelangelo Mirella Nadia Nicolo Nicolò
Noemi Nunzia Ornella Paolo Pasquale Patrizia Piera Piero Pietro Raffaele Raffaella Riccardo Rocco
Romeo Rosalia Rosaria Rossella Salvatore Samuele Saverio Serena Silvana Silvio Simona Stefania
Stefano Teodora Tiziana Tommaso Umberto Valentino Valerio Vincenzo Vito Vittoria Vittorio Wanda
"""

_ALSO_WORDS = """
Abu Ace Alba Amber Angel April Art August Autumn Bay Bill Billie Bliss Blue Buddy Carter Chance
Chase Cherry Chuck Cliff Colt Coral Crystal Dale Dan Dawn Dean Dee Dexter Dick Don Drew Duke Earl Ed
Eden Emerald Faith Fern Flora Florence Forest Frank Gay Gene Ginger Glen Grace Grant Guy Harmony
Harry Hazel Heath Heaven Holly Honey Hope Hunter Iris Ivy Jack Jade Jasper Jay Jet Jewel Joy Joy-Ann
Jude June Justice King Lane Laurel Lily Lou Major Marcus Marina Mark Marsha Max May Mercy Merry
Miles Miller Misty Mo Moon Mona Nick Noble Norm Octavia Olive Pa Page Pat Patience Pearl Penny Peg
Pip Poppy Prince Precious Queenie Ray Reed Reese Rich River Rob Robin Rod Rose Rowan Roman Ruby Rue
Rusty Sage Sandy Scarlet Serenity Sharp Sienna Skip Sky Skye Sonny Spencer Star Sterling Stone Storm
Sue Summer Sunny Ted Temperance Trinity Troy Turner Val Van Vic Victory Violet Wade Will Winter Wren
Yan Ying Ping Ming Ling Ting Hui Mei Li Min Wei Yu Hao Lan Yi Bo Fei Jun Kai Lei Na Xin Hong Fang
Fen Hua Jie Juan Rong Dong Peng Tao Gang Bin Chao Wen Yue Zhi Can Su Ho Me An So Man Kit Dua Sha
Shah Islam Imam Sheikh Said Sami Sultan Nana Obi Ion Ada Era Ana Jesus Sol Paz Gil Luz Rosa Alma
Dolores
"""

_FAMILY_NAMES = """
Abdullahi Abubakar Acheampong Adams Adebayo Adeleke Adeyemi Afolabi Agyemang Ahmadi Ahmed Akhtar
Akther Akter Alam Alexandrescu Ali Allen Almeida Alonso Alvarez Álvarez Amoah Anderson Andrade Ansah
Appiah Asante Asif Aslan Atkinson Aydin Aydın Azevedo Aziz Bah Bailey Baker Banda Banerjee Banks
Barber Barker Barnes Begum Bello Bennett Bhatt Bhatti Bhuiyan Bibi Boateng Botchway Boyle Bradley
Bridges Brooks Brown Bryant Burke Butler Byrne Çelik Celik Campbell Carey Carr Cardoso Carvalho
Castillo Castro Chakraborty Chan Chapman Chaudhry Chaudhary Chen Cheung Chopra Choudhury Chowdhury
Clark Clarke Coleman Collins Costa Cox Cruz Cunningham Dang Darko Das Davies Davis Dawson Demir
Desai Dhillon Diallo Dias Diaz Díaz Dixon Doherty Domingues Dominguez Doyle Dubois Durand Dutta
Ebrahimi Edwards Egbuna Ekwueme Ellis Erdem Esposito Evans Eze Farah Fernandes Fernandez Fernández
Ferrari Ferreira Fisher Fitzgerald Fofana Fonseca Fraser Gallagher Garcia García Ghosh Gibson Gill
Gomes Gomez Gómez Gonzalez González Goswami Graham Greenwood Grewal Griffiths Guo Gupta Gurung
Gutierrez Gutiérrez Haddad Hamilton Haque Harris Harrison Hassan Hernandez Hernández Hossain
Hosseini Howarth Huang Hughes Hussain Hussein Ibrahim Iqbal Islam Ismail Ivanov Jackson Jalloh
Jankowska Jankowski Jatoi Jenkins Jimenez Jiménez Johnson Johnston Jones Joshi Kabia Kaminska
Kaminski Kamińska Kamiński Kapoor Karimi Kaur Kaya Kelly Kennedy Khan Khanam Khanom Khatun Khatoon
Kiliç Kılıç Kim Konate Kovacs Kowalczyk Kowalska Kowalski Krasniqi Kumar Kwarteng Laskar Lewandowska
Lewandowski Lewis Lima Lin Liu Lopes Lopez López Luo Macdonald Mahmood Malik Marques Marshall
Martinez Martínez Martins Mazur McCarthy McDonald McKenzie McLaughlin Mehta Mendes Mendoza Mensah
Mehmood Miah Miles Mills Mirza Mitchell Mohamud Molina Monteiro Moore Morales Moreau Moreno Morris
Mukherjee Murphy Murray Nair Nawaz Ndiaye Nguyen Nkrumah Nnamdi Nowak Nunes Nwosu O'Brien O'Connor
O'Donnell O'Neill O'Sullivan Obi Odukoya Ogunleye Ojo Okafor Okeke Okonkwo Okoro Okoye Oliveira
Olsen Opoku Ortega Ortiz Osei Osman Öztürk Ozturk Owusu Palmer Parker Patel Pathak Pearson Pereira
Perera Perez Pérez Peters Petrov Pham Phillips Pinto Popa Popescu Popov Prakash Qureshi Rahman
Rahimi Raja Rajput Ramirez Ramírez Ramos Rana Rao Rashid Raza Rehman Reilly Reyes Reynolds Ribeiro
Ricci Richardson Rivera Roberts Robertson Robinson Rocha Rodrigues Rodriguez Rodríguez Rogers Romano
Romero Rossi Rousseau Ruiz Russo Ryan Saha Şahin Sahin Sanchez Sánchez Sandhu Santos Sarkar Sarker
Sengupta Sesay Sharma Shaw Sheikh Siddiqui Siddique Sidhu Silva Simmons Simpson Singh Smith Soares
Sousa Souza Sow Stewart Sullivan Sultana Suleiman Sylla Szymanska Szymanski Tariq Taylor Teixeira
Thapa Thompson Toure Traore Tran Uddin Ullah Vargas Vasquez Vaz Verma Vieira Walker Walsh Wang
Warsame Watson Weiss Williams Wilson Wiśniewska Wiśniewski Wisniewska Wisniewski Wójcik Wojcik Wong
Woźniak Wozniak Wright Wu Xu Yang Yeboah Yıldırım Yildirim Yıldız Yilmaz Yılmaz Yusuf Zaman Zając
Zajac Zhang Zhao Zheng Zhou Zielinska Zielinski Zieliński
"""


def _fold(lists: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for names in lists for name in names.split())


# In lower case, because a comment typed on a phone often has no capitals.
ALSO_WORDS = _fold((_ALSO_WORDS,))
GIVEN_NAMES = (
    _fold(
        (
            _ENGLISH_AND_IRISH,
            _BANGLADESHI_AND_PAKISTANI,
            _SOMALI_AND_EAST_AFRICAN,
            _TURKISH_AND_KURDISH,
            _POLISH_AND_EASTERN_EUROPEAN,
            _ARABIC_AND_PERSIAN,
            _SOUTH_ASIAN,
            _CHINESE_AND_EAST_ASIAN,
            _WEST_AFRICAN_AND_CARIBBEAN,
            _SPANISH_AND_PORTUGUESE,
            _FRENCH_AND_ITALIAN,
        )
    )
    - ALSO_WORDS
)
FAMILY_NAMES = _fold((_FAMILY_NAMES,)) - ALSO_WORDS
