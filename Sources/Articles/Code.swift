/// A kind of trouble, as `area/what`: stands in reports and findings, and `lede explain` says what it means.
public struct Code: Hashable, Sendable, CustomStringConvertible {
  public let name: String
  /// What it means and what to do, for `lede explain`.
  public let about: String

  public var description: String { name }

  private init(_ name: String, _ about: String) {
    self.name = name
    self.about = about
  }

  // Articles that cannot be read.
  public static let unreadable = Code(
    "article/unreadable",
    "The file could not be opened or read. The message has the system's reason: check the permissions and that the file is still there."
  )
  public static let empty = Code(
    "article/empty", "There is no text in it, or white space only. Remove the file, or fill it.")
  public static let binary = Code(
    "article/binary",
    "The bytes are not text in any charset: zero bytes or control characters all over. If it is a document of another format, convert it to text, HTML or JSONL first."
  )
  public static let tooLarge = Code(
    "article/too-large",
    "One article may have up to 256 MiB. Split the file, or give it as JSONL with one record per article.")
  public static let charset = Code(
    "article/charset",
    "The declared charset is not known, or the text could not be converted. Convert the file to UTF-8 (iconv -f CHARSET -t UTF-8)."
  )
  public static let unsupported = Code(
    "article/unsupported-format",
    "Lede does not read documents of this kind. Convert it first: an office program saves DOC and RTF as DOCX, pdftotext makes text of a PDF."
  )
  public static let duplicateIdentity = Code(
    "article/duplicate-id",
    "Two articles of one run have the same id, so their outputs would overwrite each other. The first is kept; give the second another id or file name."
  )
  public static let timeLimit = Code(
    "article/time-limit",
    "The article took longer than one may (--time-limit, and a second for each megabyte) and was given up, so that the others go on. Look at what is unusual in it, or allow more time."
  )
  public static let processing = Code(
    "article/processing",
    "A stage failed on this article; the message names the stage and the reason. Other articles are not affected.")

  public static let programFailed = Code(
    "exec/failed",
    "The program of an exec stage did not start, ended, took too long, or answered with something else than one line of JSON for the article. The message has the reason and what the program said last; try it by hand with a line of lede segment."
  )

  // JSON lines.
  public static let badJSON = Code(
    "jsonl/syntax",
    "The line is not one JSON object. Each line must be a complete object such as {\"id\":\"a\",\"text\":\"…\"}; check quotes, commas and escapes near the offset given."
  )
  public static let missingMember = Code(
    "jsonl/missing-member",
    "A record needs an \"id\" and one of \"text\", \"html\", \"markdown\", \"document\" (a file in base 64) or \"blocks\"."
  )
  public static let badMember = Code(
    "jsonl/wrong-type",
    "A member of the record has another type or value than it must have: the message names it. Strings are strings, offsets are whole numbers inside the text."
  )

  // HTML.
  public static let tooDeep = Code(
    "html/too-deep", "Elements are nested deeper than 2,000 levels, which no page written by hand or tool needs.")

  public static let unreadablePage = Code(
    "html/unreadable",
    "The HTML parser gave up on the page, whose tags are nested in a way that it cannot mend. Open the page in a browser, save it again, and read that."
  )

  // XML.
  public static let badXML = Code(
    "xml/syntax",
    "The XML is not well-formed: the message has the part, line and column and what the parser says. Open it in the program that wrote it and save it again; xmllint --noout shows the place."
  )
  public static let xmlTooDeep = Code(
    "xml/too-deep", "Elements are nested deeper than 1,000 levels, which no program that writes articles does.")
  public static let xmlEntities = Code(
    "xml/entities",
    "Entities of the document type make the document many times larger, or hold elements. Such documents are refused: put what the entities stand for in their place (xmllint --noent does so)."
  )

  // Archives, and documents that are archives inside: DOCX, ODT.
  public static let archiveDamaged = Code(
    "archive/damaged",
    "The ZIP archive is cut short or damaged, so that it cannot be unpacked: the message names the place. Download or copy it again."
  )
  public static let archiveEncrypted = Code(
    "archive/encrypted",
    "It is encrypted and asks for a password. Open it with the password in the program that made it, and save it without."
  )
  public static let archiveBomb = Code(
    "archive/bomb",
    "The archive unpacks to more than 250 times its size or has more than 1,000,000 entries, as archives that were made to do harm do. If it is sound, unpack it and give the folder."
  )
  public static let archiveUnsafeName = Code(
    "archive/unsafe-name",
    "The entry's name would leave the folder that the archive is unpacked in, or it is a link. It is not read. Pack the archive again without such names."
  )

  public static let documentPart = Code(
    "document/part",
    "A part that the document must have is missing or is of another kind: the message names it. Open the document in an office program and save it again; a spreadsheet or presentation must be saved as text first."
  )
  // Markdown.
  public static let markdownTooDeep = Code(
    "markdown/too-deep", "Blocks or marks are nested deeper than 1,000 levels, which no text written by hand needs.")

  // Files of terms.
  public static let termFile = Code(
    "terms/file",
    "The file of terms is not in the shape that it must have: the message has the line, the column and what is wrong there. Lede reads TBX 2 and 3, CSV and TSV with a first row that names the columns, OmegaT glossaries, and XLIFF 2 with glossaries."
  )
  public static let termFileTooLarge = Code(
    "terms/too-large", "A file of terms may have up to 256 MiB. Split it, and import the parts one after the other.")

  public static let ruleExceeded = Code(
    "segment/rule-limit",
    "A rule of the SRX file took more steps or memory on this article than a rule may; the message has its line. Patterns such as (a+)+ do that: write it without a repetition inside a repetition."
  )

  // Findings.
  public static let undecodable = Code(
    "charset/undecodable",
    "A byte sequence stands for no character in the document's charset; it shows as U+FFFD. Look at the original at the offset given."
  )
  public static let unknownLanguage = Code(
    "language/unknown",
    "The language could not be told from the text, so the fallback was taken. Set it with --language, or in the record."
  )
  public static let contradictedLanguage = Code(
    "language/contradicted",
    "The article declares a language, and its text is clearly in another. The declared one was kept: segmentation and terms go by it. Correct the declaration, or override it with --language."
  )
  public static let noArticle = Code(
    "extract/no-article",
    "No block of the page looks like an article, so all of its text was taken.")
  public static let nothingFits = Code(
    "summary/limit-too-small",
    "No sentence of the article is short enough for the length that was asked for, so its summary is empty. The message has the size of the shortest sentence; give a greater --words, --characters or --share."
  )

  // Putting translations back.
  public static let changedOriginal = Code(
    "merge/changed-original",
    "The document is not the one that the article was read from, so translations would go to the wrong places. Merge into the original as it was, or make the segment files anew."
  )
  public static let codesChanged = Code(
    "merge/codes",
    "A translation has lost, doubled, invented or crossed inline codes, so the document would break: the segment stays as it was. Correct the codes in the translation and merge again."
  )
  public static let notMerged = Code(
    "merge/refused",
    "A translation could not be put in the place of its source, which is left as it was. The message says why.")
  public static let charsetChanged = Code(
    "charset/changed",
    "The translation has characters that the document's charset lacks and its format cannot write otherwise, so the document was changed to UTF-8."
  )
  public static let forbiddenTerm = Code(
    "terms/forbidden",
    "The text uses a term that the termbase forbids. The message says what to write instead, if the termbase has it."
  )

  // Files that come back from translators.
  public static let notExchange = Code(
    "exchange/unknown-format",
    "The file is not one of the formats that translations are read from. Give the files that lede wrote, as the translation tool saved them."
  )
  public static let unknownSegment = Code(
    "exchange/unknown-segment",
    "A translation belongs to no text of the document: the document was changed after the segment files were made, or another tool changed the source text. The rest is merged; make the segment files anew for what is missing."
  )

  public static let invalidXLIFF = Code(
    "xliff/invalid",
    "The file breaks a rule of the XLIFF 2 specification, so that its translations cannot be trusted to be where they belong. The message has the line, what is wrong there, and what to do. Correct the file with the tool that wrote it; lede merge --allow-invalid reads it as far as it goes."
  )
  public static let badPortableObject = Code(
    "exchange/po-syntax",
    "The Portable Object file has a line that belongs to nothing. msgfmt --check shows what is wrong; save the file with the translation tool again."
  )
  public static let badTable = Code(
    "exchange/table",
    "The table of segments cannot be read: the message has the line. Its first row must have \"id\", \"source\" and \"target\", and a cell with quotation marks must be quoted."
  )
  public static let unknownOriginal = Code(
    "exchange/unknown-original",
    "The document that the translations belong to is not in the folder of the originals. Give the folder that lede run was given with --originals."
  )
  public static let changedSource = Code(
    "exchange/changed-source",
    "The document was changed after the segment files were made. What is still there is merged; translations of text that is gone are listed. Make the segment files anew for what is missing."
  )
  public static let noTargetLanguage = Code(
    "exchange/no-target-language",
    "The file does not say which language it is translated into. Give it with --language.")

  // Translation memories.
  public static let memory = Code(
    "memory/unusable",
    "A look-up in a translation memory failed; the message has the database's reason. lede memory compact checks the file; if it is damaged, take it from a backup."
  )
  public static let memoryServer = Code(
    "memory/server",
    "The connection to the server that holds a translation memory was lost. The run stops, because no other article could be looked up either; what is done stays done. Run it again when the server can be reached."
  )

  // Translations that somebody should look at.
  public static let targetCodes = Code(
    "target/codes",
    "The translation lacks inline codes of the source, has others, or crosses them. Such a segment is not merged: copy the codes from the source."
  )
  public static let targetNumbers = Code(
    "target/numbers",
    "The translation has other numbers or dates than the source. Separators, months in words, small numbers in words and hours to 24 are no difference."
  )
  public static let targetAddresses = Code(
    "target/addresses",
    "A web or mail address of the source is not in the translation as it is.")
  public static let emptyTarget = Code(
    "target/empty",
    "There is no translation, so the document keeps the source.")
  public static let untranslatedTarget = Code(
    "target/untranslated",
    "The translation is a copy of the source, which is more than a name.")
  public static let targetTerminology = Code(
    "target/terminology",
    "The termbase has a translation for a term of the source, and the translation has none of those that it allows.")
  public static let inconsistentTarget = Code(
    "target/inconsistent",
    "The same source is translated in different ways. Settle on one, if the places do not ask for both.")
  public static let sameTarget = Code(
    "target/same",
    "Different sources have the same translation, as when a segment was confirmed with the text of another.")
  public static let targetLength = Code(
    "target/length",
    "The translation has more characters than there is room for.")
  public static let doubledWord = Code(
    "target/doubled-word",
    "A word stands twice side by side, and does not in the source.")
  public static let targetSpacing = Code(
    "target/spacing",
    "Two spaces side by side, or a space before or after a mark where the language has it otherwise.")
  public static let targetPunctuation = Code(
    "target/punctuation",
    "The translation ends with another kind of mark than the source.")
  public static let targetBrackets = Code(
    "target/brackets",
    "A bracket of the translation has no partner.")
  public static let targetQuotes = Code(
    "target/quotes",
    "A quotation mark of the translation has no partner.")
  public static let targetScript = Code(
    "target/script",
    "The translation is in another script than its language, or a word mixes letters of two scripts that look alike.")
  public static let targetLanguage = Code(
    "target/language",
    "The translation is in the language of the source.")
  public static let targetCharacters = Code(
    "target/characters",
    "The translation has a character that does not belong into text, or text that was read in a wrong charset.")

  /// Every code there is: the registry behind `lede explain`.
  public static let all: [Code] = [
    unreadable, empty, binary, tooLarge, charset, unsupported, duplicateIdentity, timeLimit, processing,
    programFailed,
    badJSON, missingMember, badMember,
    tooDeep, unreadablePage, ruleExceeded,
    badXML, xmlTooDeep, xmlEntities,
    archiveDamaged, archiveEncrypted, archiveBomb, archiveUnsafeName, documentPart,
    undecodable, unknownLanguage, contradictedLanguage, noArticle, nothingFits,
    changedOriginal, codesChanged, notMerged, charsetChanged,
    notExchange, invalidXLIFF, badPortableObject, badTable, unknownSegment, changedSource, unknownOriginal,
    noTargetLanguage,
    termFile, termFileTooLarge, forbiddenTerm,
    markdownTooDeep, memory, memoryServer,
    targetCodes, targetNumbers, targetAddresses, emptyTarget, untranslatedTarget, targetTerminology, inconsistentTarget,
    sameTarget, targetLength, doubledWord, targetSpacing, targetPunctuation, targetBrackets, targetQuotes, targetScript,
    targetLanguage, targetCharacters,
  ]

  public static func named(_ name: String) -> Code? { all.first { $0.name == name } }
}

/// Something that an editor or translator should see; not an error.
public struct Finding: Hashable, Sendable {
  public var code: Code
  public var message: String
  /// The segment it concerns, if one.
  public var segment: String?

  public init(_ code: Code, _ message: String, segment: String? = nil) {
    self.code = code
    self.message = message
    self.segment = segment
  }
}

/// One article cannot be read or processed; the others go on.
public struct ArticleError: Error, Hashable, Sendable {
  public var code: Code
  public var message: String
  /// The stage in which it happened; set once, by whoever runs the stages.
  public var stage: String?

  public init(_ code: Code, _ message: String, stage: String? = nil) {
    self.code = code
    self.message = message
    self.stage = stage
  }
}
