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
    case "pl": "pan pani pana panu dr prof profesor prezydent prezydenta premier premiera minister ministra generał papież"
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

  /// Small words inside names between capitals: "Bank of England", "Vincent van Gogh".
  static func particles(_ language: String) -> String {
    let anywhere = "al el bin ibn abu ben van von der den de la di da du dos e y"
    switch language {
    case "de": return anywhere + " vom zu zum zur des für und am an"
    case "en": return anywhere + " of the for"
    case "es": return anywhere + " del los las"
    case "fr": return anywhere + " des les le et en sur pour"
    case "it": return anywhere + " del della dei degli delle dello per"
    case "nl": return anywhere + " voor het te ter ten"
    case "pt": return anywhere + " do das para"
    default: return anywhere
    }
  }

  /// First words of names whose second word alone is another thing: South Korea is not Korea.
  static func qualifiers(_ language: String) -> String {
    switch language {
    case "de": "nord süd ost west neue neuer neues groß nördliche südliche"
    case "en": "north south east west northern southern eastern western central new great united old inner outer upper lower"
    case "fr": "nouvelle nouveau grande grand"
    case "ru": "северная южная восточная западная северной южной новая новый нижний великая"
    default: "north south east west new"
    }
  }
}
