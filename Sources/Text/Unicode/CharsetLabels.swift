/// What names of charsets mean in documents, where that is another charset than the one of the name.
///
/// Source: Encoding Standard, section 4.2: on the web, some names stand for a larger charset, because that is what such
/// documents are written in.
public enum CharsetLabels {
  private static let windows1252 = [
    "ansi_x3.4-1968", "ascii", "cp819", "csisolatin1", "ibm819", "iso-8859-1", "iso-ir-100", "iso8859-1", "iso88591",
    "iso_8859-1", "iso_8859-1:1987", "l1", "latin1", "latin-1", "us-ascii", "cp1252", "x-cp1252", "ansi",
  ]
  private static let others: [(names: [String], meaning: String)] = [
    (["iso-8859-9", "iso8859-9", "iso88599", "iso_8859-9", "latin5", "l5", "csisolatin5", "x-cp1254"], "windows-1254"),
    (["iso-8859-11", "iso8859-11", "iso885911", "tis-620", "dos-874"], "windows-874"),
    (
      [
        "gb2312", "gbk", "x-gbk", "gb_2312", "gb_2312-80", "chinese", "csgb2312", "csiso58gb231280", "iso-ir-58",
        "cp936",
      ],
      "gb18030"
    ),
    (
      [
        "euc-kr", "cseuckr", "korean", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "csksc56011987",
        "iso-ir-149", "uhc",
      ], "windows-949"
    ),
    (["shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "csshiftjis", "ms932", "cp932"], "windows-31j"),
    (["big5", "cn-big5", "csbig5", "x-x-big5", "big5-hkscs"], "big5-hkscs"),
    (["koi", "koi8", "koi8_r", "cskoi8r"], "koi8-r"), (["koi8-ru"], "koi8-u"),
    (["iso-8859-8-i", "logical", "csiso88598i"], "iso-8859-8"),
    (["x-cp1250"], "windows-1250"), (["x-cp1251"], "windows-1251"), (["x-euc-jp"], "euc-jp"),
    // ICU has no converter for the last part; of the charsets that it has, this one differs in the fewest letters.
    (["iso-8859-16", "iso8859-16", "latin10"], "windows-1250"),
  ]

  /// The charset that a name stands for, by its own or by another name; other names mean themselves.
  public static func meaning(of label: String) -> String {
    let name = label.lowercased()
    if windows1252.contains(name) { return "windows-1252" }
    return others.first { $0.names.contains(name) }?.meaning ?? label
  }
}
