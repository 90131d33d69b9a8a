/// Word lists, case-folded, that tell terms from what stands beside them. Function words are not here: they are the
/// language's stop words.
enum TermWordLists {
  /// Names of weekdays and months, in the forms that texts use: a date is no term.
  static func calendar(_ language: String) -> String {
    switch language {
    case "ar":
      """
      الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر \
      أكتوبر نوفمبر ديسمبر
      """
    case "de":
      """
      montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar jänner februar märz april mai juni juli \
      august september oktober november dezember montags dienstags mittwochs donnerstags freitags samstags sonntags
      """
    case "en":
      """
      monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays \
      sundays january february march april may june july august september october november december jan feb mar apr jun jul \
      aug sept sep oct nov dec gmt bst am pm
      """
    case "es":
      """
      lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre \
      setiembre octubre noviembre diciembre
      """
    case "fr":
      """
      lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre \
      novembre décembre
      """
    case "it":
      """
      lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto \
      settembre ottobre novembre dicembre
      """
    case "ja": "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月曜 火曜 水曜 木曜 金曜 土曜 日曜 年 月 日 時 分"
    case "kk":
      """
      дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі қаңтар қаңтарда ақпан ақпанда наурыз наурызда сәуір сәуірде \
      мамыр мамырда маусым маусымда шілде шілдеде тамыз тамызда қыркүйек қыркүйекте қазан қазанда қараша қарашада желтоқсан \
      желтоқсанда
      """
    case "nl":
      """
      maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli augustus \
      september oktober november december
      """
    case "pl":
      """
      poniedziałek poniedziałku wtorek wtorku środa środę środy czwartek czwartku piątek piątku sobota sobotę soboty \
      niedziela niedzielę niedzieli styczeń stycznia styczniu luty lutego lutym marzec marca marcu kwiecień kwietnia kwietniu \
      maj maja maju czerwiec czerwca czerwcu lipiec lipca lipcu sierpień sierpnia sierpniu wrzesień września wrześniu \
      październik października październiku listopad listopada listopadzie grudzień grudnia grudniu
      """
    case "pt":
      """
      segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta feira sábado domingo \
      janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
      """
    case "ru":
      """
      понедельник понедельника понедельнику вторник вторника вторнику среда среду среды четверг четверга пятница пятницу \
      пятницы суббота субботу субботы воскресенье воскресенья январь января январе февраль февраля феврале март марта марте \
      апрель апреля апреле май мая мае июнь июня июне июль июля июле август августа августе сентябрь сентября сентябре октябрь \
      октября октябре ноябрь ноября ноябре декабрь декабря декабре
      """
    case "tr":
      """
      pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim \
      kasım aralık
      """
    case "uk":
      """
      понеділок понеділка вівторок вівторка середа середу середи четвер четверга п'ятниця п'ятницю п'ятниці субота суботу \
      суботи неділя неділю неділі січень січня січні лютий лютого лютому березень березня березні квітень квітня квітні \
      травень травня травні червень червня червні липень липня липні серпень серпня серпні вересень вересня вересні жовтень \
      жовтня жовтні листопад листопада листопаді грудень грудня грудні
      """
    case "zh": "星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日 年 月 日 时 分"
    default: ""
    }
  }

  /// Forms of address and offices that stand before a person's name and are no part of it.
  static func honorifics(_ language: String) -> String {
    switch language {
    case "de":
      """
      herr herrn frau dr prof professor professorin präsident präsidentin bundespräsident bundeskanzler bundeskanzlerin \
      kanzler kanzlerin minister ministerin ministerpräsident ministerpräsidentin außenminister außenministerin \
      innenminister innenministerin finanzminister finanzministerin verteidigungsminister verteidigungsministerin trainer \
      general papst könig königin
      """
    case "en":
      """
      mr mrs ms miss dr prof professor sir dame lord lady president vice-president chancellor minister prime premier senator \
      sen rep congressman congresswoman governor gov judge justice captain capt lieutenant lt colonel col general gen \
      sergeant sgt reverend rev pope saint mayor ambassador
      """
    case "es":
      """
      sr sra srta señor señora don doña dr dra doctor presidente presidenta ministro ministra rey reina papa general
      """
    case "fr":
      """
      m mm mme mmes mlle monsieur madame mademoiselle dr pr docteur professeur président présidente ministre maître me \
      général pape roi reine
      """
    case "it":
      "sig signor signora dott dottor dottoressa prof professor presidente ministro ministra onorevole papa re generale"
    case "kk": "мырза ханым президент министр профессор"
    case "nl": "meneer mevrouw dhr mw dr prof professor president premier minister koning koningin paus generaal"
    case "pl":
      """
      pan pani pana panu dr prof profesor prezydent prezydenta premier premiera minister ministra generał papież
      """
    case "pt": "sr sra senhor senhora dr dra doutor presidente ministro ministra rei rainha papa general dom dona"
    case "ru":
      """
      господин господина господину г-н г-жа госпожа президент президента президенту президентом министр министра премьер \
      премьер-министр генерал профессор
      """
    case "tr": "bay bayan sayın dr prof cumhurbaşkanı başbakan bakan bakanı general"
    case "uk": "пан пані президент президента прем'єр міністр міністра генерал професор"
    default: "mr mrs ms dr prof"
    }
  }

  /// Small words inside names between capitals: "Vincent van Gogh", "Río de la Plata".
  static func particles(_ language: String) -> String {
    let anywhere = "al el bin ibn abu ben van von der den de la di da du dos e y"
    switch language {
    case "de": return "al el bin ibn abu ben van von de la di da du dos zu ten"
    case "en": return anywhere + " the"
    case "es": return anywhere + " del los las"
    case "fr": return anywhere + " des les le en sur"
    case "it": return anywhere + " del della dei degli delle dello"
    case "nl": return anywhere + " het te ter ten"
    case "pt": return anywhere + " do das"
    default: return anywhere
    }
  }

  /// Words that go on with a name only if it is that of a body or place: "Bank of England", not "Smith of Arsenal".
  static func weakParticles(_ language: String) -> String {
    switch language {
    case "en": "of for"
    case "fr": "pour"
    case "es", "pt": "para"
    case "it": "per"
    case "nl": "voor"
    default: ""
    }
  }

  static func bodies(_ language: String) -> String {
    switch language {
    case "en":
      """
      academy agency archbishop army assembly association authority bank battle bay bishop board bureau cape centre \
      center chamber church city coast college commission committee confederation congress convention council county \
      court department district duchess duke earl embassy empire faculty federation forum foundation fund government \
      group gulf hall house institute institution isle king kingdom lake law league ministry mount movement museum \
      office order organisation organization parliament party port prince princess programme program province queen \
      republic river school sea secretary senate society state states strait straits theatre tower town treaty \
      tribunal union university valley walk
      """
    case "fr":
      """
      agence association centre comité conseil fondation fonds fédération institut mouvement office parti union
      """
    case "es", "pt":
      """
      agencia agência asociación associação centro comité comitê consejo conselho fundación fundação instituto
      """
    case "it": "agenzia associazione centro comitato consiglio fondazione istituto movimento unione"
    case "nl": "bond bureau centrum comité fonds instituut ministerie partij raad stichting vereniging"
    default: ""
    }
  }

  /// Articles, possessives and prepositions: what a noun comes after.
  static func nounLeaders(_ language: String) -> String {
    switch language {
    case "en":
      """
      the a an this that these those its their his her our your my any some each every no both many several few of in on at by \
      for with from about into over under between through against during without via per than
      """
    case "de":
      """
      der die das den dem des ein eine einen einem einer eines kein keine keinen diese dieser dieses diesen diesem jede jeder       jedes seine seinen seiner ihre ihren ihrer unsere im am zum zur vom beim ins ans viele mehrere einige alle von mit für ohne gegen um durch bei nach aus über unter
      """
    case "fr":
      """
      le la les un une des du au aux ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos chaque plusieurs       quelques
      """
    case "es":
      """
      el la los las un una unos unas del al este esta estos estas ese esa su sus mi nuestro nuestra cada varios varias algunos \
      de en con sin por sobre entre contra
      """
    case "it":
      """
      il lo la i gli le un uno una del dello della dei degli delle al allo alla ai agli alle dal dalla nel nella nei sul sulla       questo questa questi queste suo sua suoi ogni alcuni alcune di in con \
      senza per su tra fra contro
      """
    case "nl":
      """
      de het een deze dit die dat zijn haar hun onze ons elke ieder veel enkele alle van in op met voor door over bij \
      uit
      """
    case "pt":
      "o a os as um uma uns umas do da dos das ao à no na nos nas pelo pela este esta estes estas seu sua seus cada vários de em com sem por para sobre entre"
    default: ""
    }
  }

  static func verbLeaders(_ language: String) -> String {
    switch language {
    case "en":
      """
      to will would can could may might must should shall cannot can't won't wouldn't couldn't shouldn't don't doesn't didn't       can’t won’t wouldn’t couldn’t shouldn’t don’t doesn’t didn’t do does did i you he she it we they who which not let's
      """
    case "fr": "ne pas se je tu il elle nous vous ils elles qui y pour"
    case "es": "no se que yo él ella nosotros ellos ellas quien quienes lo le les me te nos"
    case "it": "non si che io lui lei noi loro chi ci vi mi ti"
    case "nl": "te ik hij zij ze we wij jullie niet wie"
    case "pt": "não se que eu ele ela nós eles elas quem me te lhe"
    default: ""
    }
  }

  /// First words of names whose second word alone is another thing: South Korea is not Korea.
  static func qualifiers(_ language: String) -> String {
    switch language {
    case "de": "nord süd ost west neue neuer neues groß nördliche südliche"
    case "en":
      """
      north south east west northern southern eastern western central new great united old inner outer upper lower
      """
    case "fr": "nouvelle nouveau grande grand"
    case "ru": "северная южная восточная западная северной южной новая новый нижний великая"
    default: "north south east west new"
    }
  }
}
