/// Everyday words, case-folded, that are no function words and yet part of no term: verbs of saying and doing, numerals,
/// units of time and amount, empty nouns and adjectives. A term neither begins nor ends with one.
///
/// Written by hand from what the finder took for terms in news of each language.
enum CommonWords {
  static func list(_ language: String) -> String {
    switch language {
    case "ar":
      """
      قال قالت وقال وقالت أضاف وأضاف أكد وأكد أعلن أعلنت أوضح أشار وأشار ذكر ذكرت عام العام سنة يوم اليوم شهر أسبوع مليون \
      مليار ألف خلال بسبب حول عدد جديد جديدة الجديد الجديدة كبير كبيرة أول الأول الأولى ثاني الماضي الماضية المقبل
      """
    case "de":
      """
      sagte sagt sagten erklärte erklärt teilte mitteilte betonte berichtete berichtet kündigte hieß heißt gibt gab geht ging \
      kommt kam kommen macht machte machen steht stehen stand liegt lag bleibt bleiben blieb sieht sehen zeigt zeigen zeigte \
      will wollen wollte nahm nehmen nimmt lassen lässt ließ jahr jahre jahren jahres monat monate monaten woche wochen tag \
      tage tagen tages stunde stunden minute minuten uhr zeit heute gestern morgen abend nacht prozent million millionen \
      milliarde milliarden tausend euro dollar eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert erste \
      ersten erster erstes zweite zweiten dritte dritten letzte letzten neue neuen neuer neues neuem neu alte alten gut gute \
      guten großen große großer groß kleine kleinen mensch menschen mann frau leute ende anfang beispiel teil fall art weise \
      zahl rund etwa bereits derzeit weiter weitere weiteren eigene eigenen angaben mal meter metern kilometer kilometern \
      kilogramm grad genannt bekannt seite tonnen
      """
    case "en":
      """
      said says say saying told tell tells telling added add adds adding according asked ask asks called call calls claimed \
      claims announced announce reported report believe believes believed think thinks thought know knows known knew make \
      makes made making take takes taken took taking go goes going gone went come comes came coming give gives given gave \
      giving put puts putting see sees seen saw seeing look looks looking looked want wants wanted need needs needed use uses \
      used using find finds found help helps helped helping keep keeps kept keeping let like likes show shows shown showed \
      start started begin began begun become becomes became continue continues continued remain remains remained bring \
      brought turn turned try trying tried happen happened leave leaving hold held run running set left mean means meant feel \
      feels felt seem seems seemed provide provides provided include includes included including allow allows allowed follow \
      followed following expect expects expected agree agreed warned warn insisted denied revealed described explained \
      suggested argued confirmed predicted rose fell won lost beat hit year years month months week weeks day days today \
      yesterday tomorrow tonight time times hour hours minute minutes seconds morning afternoon evening night decade decades \
      million billion trillion thousand thousands hundred hundreds m bn percent cent one two three four five six seven eight \
      nine ten eleven twelve dozen first second third fourth fifth last next previous recent recently early earlier late \
      later new old big bigger biggest large larger largest small smaller great greater greatest good better best bad worse \
      worst higher highest lower people person man men thing things way ways lot lots number numbers part parts end \
      place places case cases fact point points side sides kind sort bit rest moment example reason reasons result results \
      back ahead away well able likely due main major key further current currently former latest whole full really \
      clear possible hard easy different important strong ready sure total overall related owned based led saying got job long short around across \
      particularly especially significantly simply certainly clearly actually finally nearly probably possibly \
      ton tons tonne tonnes kilometre kilometres kilometer kilometers metre metres meters mile miles km kg http https www com
      """
    case "es":
      """
      dijo dice dicen decir explicó aseguró señaló afirmó añadió indicó agregó anunció informó según hace hacer hizo hecho \
      tiene tener tenía puede poder va ir dar da dio ver año años mes meses semana semanas día días hoy ayer mañana hora horas \
      minutos momento vez veces millón millones mil miles ciento euros dólares uno dos tres cuatro cinco seis siete ocho nueve \
      diez primer primera primero segundo segunda tercer tercera último última últimos nuevo nueva nuevos nuevas gran grande \
      grandes mejor mayor menor buen bueno buena persona personas gente hombre mujer parte lugar caso forma manera tipo número \
      pasado pasada próximo próxima metros kilómetros toneladas
      """
    case "fr":
      """
      dit déclaré déclare indiqué expliqué annoncé affirmé ajouté précisé estime selon fait faire faut peut doit va aller \
      vient mis mettre pris prendre donné voir an ans année années mois semaine semaines jour jours journée aujourd'hui \
      aujourd’hui hier demain heure heures minutes moment fois million millions milliard milliards mille cent euros dollars \
      deux trois quatre cinq six sept huit neuf dix premier première premiers premières deuxième troisième dernier dernière \
      derniers dernières nouveau nouvelle nouveaux nouvelles grand grande grands grandes petit petite bon bonne meilleur \
      personne personnes gens homme femme partie lieu cas nombre façon exemple titre prochain prochaine mètre mètres \
      kilomètres tonnes no n° nº
      """
    case "it":
      """
      detto dice ha spiegato dichiarato annunciato aggiunto affermato secondo fa fare fatto può deve va andare dare visto anno \
      anni mese mesi settimana settimane giorno giorni oggi ieri domani ora ore minuti momento volta volte milione milioni \
      miliardi mila euro dollari due tre quattro cinque sei sette otto nove dieci primo prima primi seconda terzo terza ultimo \
      ultima ultimi nuovo nuova nuovi nuove grande grandi migliore buon buono persona persone uomo donna parte caso modo tipo \
      numero scorso prossimo
      """
    case "ja": "カ月 か月 ヶ月 ヵ月 話 話す 述べ 発表 今年 昨年 今回 今日 昨日 明日 万 億 円 人 人々 場合 必要 可能 一 二 三 四 五 六 七 八 九 十 約 第"
    case "kk":
      """
      деді дейді айтты айтқан хабарлады хабарлайды мәлімдеді атап өтті болды болып болған екен келді берді алды жасады жыл \
      жылы жылдың жылғы жылдары ай айда күн күні апта бүгін кеше ертең сағат уақыт миллион миллиард мың пайыз теңге бір екі \
      үш төрт бес алты жеті сегіз тоғыз он бірінші екінші үшінші соңғы жаңа үлкен адам адамдар бөлігі жағдай мәселе тонна шақырым метр
      """
    case "nl":
      """
      zei zegt zeggen vertelde meldt meldde liet weet laat gaat ging gaan komt kwam komen maakt maakte maken staat stond \
      ligt blijft geeft gaf ziet jaar jaren maand maanden week weken dag dagen vandaag gisteren morgen uur minuten tijd keer \
      procent miljoen miljard duizend euro dollar een twee drie vier vijf zes zeven acht negen tien eerste tweede derde laatste \
      volgende vorige afgelopen nieuwe nieuw grote groot kleine goed goede beste mensen mens man vrouw deel plaats geval manier \
      aantal einde voorbeeld
      """
    case "pl":
      """
      powiedział powiedziała mówi mówił dodał dodała poinformował poinformowała podkreślił zaznaczył stwierdził według rok \
      roku lat lata latach miesiąc miesiąca miesięcy tydzień tygodnia tygodni dzień dnia dni dziś dzisiaj wczoraj jutro \
      godzina godziny godzin czas czasu raz razy milion mln miliard mld tysiąc tysięcy tys proc procent zł euro dolarów jeden \
      dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć pierwszy pierwsza pierwsze drugi druga trzeci ostatni \
      ostatnia nowy nowa nowe nowych duży duża dobry osoba osoby osób ludzie ludzi człowiek część miejsce przypadku sposób \
      liczba
      """
    case "pt":
      """
      disse diz afirmou explicou anunciou informou acrescentou segundo faz fazer fez feito pode deve vai ir dar ver ano anos \
      mês meses semana semanas dia dias hoje ontem amanhã hora horas minutos momento vez vezes milhão milhões mil bilhões euros \
      reais dólares dois duas três quatro cinco seis sete oito nove dez primeiro primeira segundo terceira terceiro último \
      última novo nova novos novas grande grandes melhor maior bom boa pessoa pessoas homem mulher parte lugar caso forma \
      maneira tipo número passado passada próximo próxima
      """
    case "ru":
      """
      сказал сказала сообщил сообщила сообщили сообщает заявил заявила заявили отметил отметила добавил добавила рассказал \
      рассказала говорит говорится считает стал стала стали стало является являются может могут должен должны год года году \
      годы годов годах лет месяц месяца месяцев неделя недели неделю день дня дней дни сегодня вчера завтра час часа часов \
      минут время времени раз раза миллион миллиона миллионов млн миллиард миллиарда миллиардов млрд тысяча тысячи тысяч тыс \
      процент процента процентов рублей рубля долларов доллара евро один одна одно два две три четыре пять шесть семь восемь \
      девять десять первый первая первое первого второй вторая третий последний последние новый новая новое новые нового новых \
      большой большая большие человек человека людей люди часть части место случае случай образом словам данным числе число \
      конце начале результате частности тонн тонны километров метров
      """
    case "tr":
      """
      dedi söyledi belirtti açıkladı ifade etti eden olan olarak oldu olduğunu yıl yılı yılında yıllık ay ayı ayında hafta gün \
      günü bugün dün yarın saat dakika zaman kez milyon milyar bin yüzde lira dolar euro bir iki üç dört beş altı yedi sekiz \
      dokuz on ilk birinci ikinci son yeni büyük küçük iyi kişi kişinin insan insanlar önemli yer yerine konuda şekilde sayısı
      """
    case "uk":
      """
      сказав сказала повідомив повідомила повідомили повідомляє заявив заявила зазначив зазначила додав додала розповів \
      розповіла каже став стала стали є може можуть рік року років роки роках місяць місяця місяців тиждень тижня день дня \
      днів дні сьогодні вчора завтра година години годин час часу раз рази мільйон мільйона мільйонів млн мільярд мільярдів \
      млрд тисяча тисячі тисяч тис відсоток відсотків гривень доларів євро один одна два дві три чотири п'ять шість сім вісім \
      перший перша перше другий друга третій останній останні новий нова нове нові великий людина людини людей люди частина \
      місце випадку словами даними числі кінці початку
      """
    case "zh": "每年 每月 每天 表示 说 称 指出 认为 报道 记者 今年 去年 今天 昨天 明天 目前 时间 万 亿 元 人 个 一 二 三 四 五 六 七 八 九 十 第一 第二 进行 成为 问题 情况"
    default: ""
    }
  }
}
