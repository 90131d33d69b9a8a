import Testing
import Text

@Suite struct CalendarDateTests {
  @Test(
    arguments: [
      ("2021-05-03", "2021-05-03"), ("2021-05-03T10:00:00+06:00", "2021-05-03"), ("20210503", "2021-05-03"),
      ("2021/5/3", "2021-05-03"), ("3 May 2021", "2021-05-03"), ("May 3, 2021 at 10:15 am", "2021-05-03"),
      ("Mon, 3rd of May, 2021", "2021-05-03"), ("3. März 2021", "2021-03-03"), ("le 1er août 2021", nil),
      ("3 de mayo de 2021", "2021-05-03"), ("3.5.2021", "2021-05-03"), ("05/23/2021", "2021-05-23"),
      ("3 мая 2021 года", "2021-05-03"), ("2021年5月3日", "2021-05-03"), ("3 mayıs 2021", "2021-05-03"),
      ("Published 10:30 3 May 2021", "2021-05-03"), ("31.13.2021", nil), ("12345", nil), ("May", nil), ("", nil),
      ("3 May", nil), ("99999999999999999999", nil), ("2021-00-10", nil),
    ] as [(String, String?)]) func readsDays(_ text: String, _ day: String?)
  {
    #expect(CalendarDate(in: Array(text.utf8))?.description == day)
  }

  @Test func readsAmericanNumbersWhereTheyAreExpected() {
    #expect(CalendarDate(in: Array("3/5/2021".utf8), monthFirst: true)?.description == "2021-03-05")
    #expect(CalendarDate(in: Array("3/5/2021".utf8))?.description == "2021-05-03")
    #expect(CalendarDate(in: Array("3.5.2021".utf8), monthFirst: true)?.description == "2021-05-03")
  }

  @Test(arguments: [
    ("Published: 3 May 2021", true), ("Updated May 3, 2021 at 10:15 am EST", true), ("Понедельник, 3 мая 2021", true),
    ("On 3 May 2021 the dam broke.", false), ("The year 2021", false), ("3 May 2021 | Ann Lee", false),
  ]) func knowsLinesWithADateAlone(_ line: String, _ isAlone: Bool) {
    #expect(CalendarDate.isAlone(Array(line.utf8)) == isAlone)
  }
}
