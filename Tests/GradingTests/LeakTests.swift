import Commands
import Foundation
import Places
import Grading
import Lesson
import Markdown
import Steps
import Testing

/// A way in which a solution could reach students.
struct Leak: Sendable, CustomTestStringConvertible {
  var way: String
  /// What is put into the lesson.
  var text: String
  /// In which place of it.
  var place = "HERE"
  var file: (name: String, bytes: Data)?
  var testDescription: String { way }

  init(_ way: String, _ text: String = "", at place: String = "HERE", file: (name: String, bytes: Data)? = nil) {
    (self.way, self.text, self.place, self.file) = (way, text, place, file)
  }

  static let lesson = """
    ---
    title: Neurons
    HEAD
    ---

    # Neurons

    Some words about networks that anybody may read.

    <!-- question q1 -->
    How many neurons are there, and who says so?
    <!-- answer q1 -->

    <!-- /answer -->
    HINT
    <!-- solution q1 -->
    The hidden layer has exactly 4711 clever neurons, as Professor Quibble found. Overfitting.
    <!-- /solution -->
    <!-- /question -->

    <!-- teacher -->
    Remind them that the purple cow is due on Thursday.
    <!-- /teacher -->

    ```step
    load "data/points.csv" as points, labels
      labels: last
    shape points
    histogram labels
      caption: CAPTION
    print points
      threshold: [[4242]]
    STEP
    ```

    There are [[12]](value:shape.count) numbers.

    HERE

    """

  private static let words = "exactly 4711 clever neurons, as Professor Quibble found"
  private static let slug = "exactly-4711-clever-neurons-as-professor-quibble-found"
  private static let png = Data(
    base64Encoded:
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")!

  /// With a chunk behind its header.
  private static func png(_ kind: String, _ body: [UInt8]) -> Data {
    var chunk = Data(withUnsafeBytes(of: UInt32(body.count).bigEndian) { Array($0) })
    chunk += Data(kind.utf8) + body + [0, 0, 0, 0]
    return png.prefix(33) + chunk + png.dropFirst(33)
  }

  private static func wide(_ text: String) -> Data { Data(text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) }

  private static func csv(_ text: String) -> (String, Data) { ("data/points.csv", Data(text.utf8)) }

  static let all: [Leak] = [
    Leak("the head's author", "author: \(words)", at: "HEAD"),
    Leak("the head's date", "date: \(words)", at: "HEAD"),
    Leak("a comment in the head", "# \(words)", at: "HEAD"),
    Leak("a heading", "## \(words)"),
    Leak("a paragraph", "Later it turned out: \(words)."),
    Leak("emphasis within", "Well, exactly **4711** *clever* neurons, as Professor ~~Quibble~~ found."),
    Leak("a short answer among others", "<!-- Overfitting -->"),
    Leak("capitals", words.uppercased()),
    Leak("lines in between", "exactly\n4711 clever\nneurons as Professor Quibble found"),
    Leak("a list", "- one\n- \(words)"),
    Leak("a numbered list", "1. one\n2. \(words)"),
    Leak("a task", "- [ ] \(words)"),
    Leak("a quotation", "> \(words)"),
    Leak("an alert", "> [!NOTE]\n> \(words)"),
    Leak("a list in a quotation", "> - so\n>   1. \(words)"),
    Leak("a table", "| a | b |\n| - | - |\n| 1 | \(words) |"),
    Leak("a table's head", "| a | \(words) |\n| - | - |\n| 1 | 2 |"),
    Leak("a code span", "Type `\(words)`."),
    Leak("a block of code", "```text\n\(words)\n```"),
    Leak("indented code", "    \(words)"),
    Leak("a fence's words", "```text \(words)\nx\n```"),
    Leak("a footnote", "See[^1].\n\n[^1]: \(words)"),
    Leak("a link's words", "[\(words)](https://example.org)"),
    Leak("a link's title", "[see](https://example.org \"\(words)\")"),
    Leak("a link's address", "[see](https://example.org/\(slug))"),
    Leak("an address with blanks", "[see](https://example.org/\(words.replacingOccurrences(of: " ", with: "%20")))"),
    Leak("a place in the page", "[see](#\(slug))"),
    Leak("a definition that nothing uses", "[x]: https://example.org \"\(words)\""),
    Leak("a picture's words", "![\(words)](p.png)", file: ("p.png", png)),
    Leak("a number among a picture's words", "![A layer of 4711](p.png)", file: ("p.png", png)),
    Leak("a picture's title", "![a](p.png \"\(words)\")", file: ("p.png", png)),
    Leak("a picture's name", "![a](\(slug).png)", file: ("\(slug).png", png)),
    Leak("a remark in a picture", "![a](p.png)", file: ("p.png", png("tEXt", Array("Comment\0\(words)".utf8)))),
    Leak("characters of two bytes behind a picture", "![a](p.png)", file: ("p.png", png + wide(words))),
    Leak(
      "a table of characters of two bytes",
      file: ("data/points.csv", Data([0xff, 0xfe]) + wide("# \(words)\n1,0\n2,1\n"))),
    Leak("words written together", "`exactly4711CleverNeuronsAsProfessorQuibbleFound`"),
    Leak(
      "a compressed remark in a picture", "![a](p.png)",
      file: ("p.png", png("zTXt", Array("Comment\0\0".utf8) + zlib(words)))),
    Leak("a comment", "<!-- \(words) -->"),
    Leak("a comment among words", "So <!-- \(words) --> it is."),
    Leak("a comment with a number", "<!-- 4711 -->"),
    Leak("a comment that begins as points do", "shape labels  # points: \(words)", at: "STEP"),
    Leak("a question's name", "<!-- question neurons-4711 -->\nWhy?\n<!-- /question -->"),
    Leak("a tag's attribute", "<div title=\"\(words)\"></div>"),
    Leak("what a tag hides", "<p hidden>\(words)</p>"),
    Leak("what is folded", "<details><summary>More</summary>\(words)</details>"),
    Leak("characters by their numbers", "exactly &#52;&#55;11 clever &#110;eurons, as Professor Quibble found"),
    Leak("characters by their numbers in HTML", "<p>exactly &#52;711 clever neurons, as Professor Quibble found</p>"),
    Leak("soft hyphens", "exactly 4711 cle\u{AD}ver neu\u{AD}rons, as Profes\u{200B}sor Quibble found"),
    Leak("wide letters", "<!-- ４７１１ -->"),
    Leak("a hint", "<!-- hint q1 --> Think of: \(words). <!-- /hint -->", at: "HINT"),
    Leak("a comment in a step", "shape labels  # \(words)", at: "STEP"),
    Leak("a caption", words, at: "CAPTION"),
    Leak("a number in a caption", "made of 4711", at: "CAPTION"),
    Leak("what a blank asks for in a caption", "at most 4242", at: "CAPTION"),
    Leak("what a blank asks for in a comment", "shape labels  # 4242 will do", at: "STEP"),
    Leak("what a step makes", "one-hot labels as labels_4711", at: "STEP"),
    Leak("an expectation", "expect shape.count != 4711", at: "STEP"),
    Leak("the hint of an expectation", "expect shape.count = 12\n  hint: \"\(words)\"", at: "STEP"),
    Leak("the value that a blank asks for", "It is [12](value:shape.count)."),
    Leak("a teacher's note", "Mind that the purple cow is due on Thursday."),
    Leak("a table's first line", file: csv("exactly 4711 clever neurons as Professor Quibble found,b\n1,0\n2,1\n")),
    Leak(
      "a table's name", "```step\nload \"data/\(slug).csv\" as more\nshape more\n```",
      file: ("data/\(slug).csv", Data("1,2\n3,4\n".utf8))),
  ]

  private static func zlib(_ text: String) -> [UInt8] {
    // Stored, as deflate may: its length, the same upside down, and Adler's sum.
    let bytes = Array(text.utf8)
    var (a, b) = (UInt32(1), UInt32(0))
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    let (low, high) = (UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8))
    let sum = withUnsafeBytes(of: (b << 16 | a).bigEndian) { Array($0) }
    return [0x78, 0x01, 0x01, low, high, ~low, ~high] + bytes + sum
  }
}

@Suite struct LeakTests {
  /// The lesson with `text` in its place, and its files.
  private func room(_ leak: Leak?) throws -> Workplace {
    let room = try Workplace()
    try room.write("data/points.csv", "1,2,0\n3,4,1\n5,6,0\n7,8,1\n")
    var text = Leak.lesson
    for place in ["HEAD", "HINT", "CAPTION", "STEP", "HERE"] {
      let words = leak.flatMap { $0.place == place ? $0.text : nil } ?? (place == "CAPTION" ? "how many" : "")
      text = text.replacingOccurrences(of: place, with: words)
    }
    if let file = leak?.file { try room.write(file.name, file.bytes) }
    try room.write("lesson.md", text)
    return room
  }

  @Test func thereAreManyWays() { #expect(Leak.all.count >= 40) }

  @Test(arguments: Leak.all) func nothingGetsThrough(_ leak: Leak) throws {
    let room = try room(leak)
    #expect(room.lesson("handout", room.path("lesson.md"), "--to", room.path("out")) == .lesson)
    #expect(
      room.err.contains("which students are not to get") || room.err.contains("which a blank asks for"), "\(room.err)")
    #expect(room.err.contains("it stands in"), "\(room.err)")
    #expect(!room.exists("out"))
  }

  @Test func whatIsHandedOutIsAllThatIsNeededAndNothingElse() throws {
    let room = try room(
      Leak(
        "", "![a](p.png)",
        file: (
          "p.png",
          Data(
            base64Encoded:
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")!
        )))
    try room.write("output/lesson/report.md", "exactly 4711 clever neurons, as Professor Quibble found")
    try room.write("data/solution.csv", "1,2\n")
    #expect(room.lesson("handout", room.path("lesson.md"), "--to", room.path("out")) == .success, "\(room.err)")
    #expect(
      room.files("out") == ["README.md", "data/points.csv", "lesson.html", "lesson.md", "p.png", "worksheet.html"])
    let copy = try room.read("out/lesson.md")
    #expect(!copy.contains("Quibble") && copy.contains("threshold: ____"))
    // The page holds the copy and the data, and nothing of what is hidden.
    let page = try room.read("out/lesson.html")
    let texts = page.components(separatedBy: "<script type=\"text/plain\" id=\"page.").dropFirst().map { part in
      let text = part.components(separatedBy: ">")[1].components(separatedBy: "<")[0]
      return (part.prefix(4), String(decoding: Data(base64Encoded: text) ?? Data(), as: UTF8.self))
    }
    #expect(texts.contains { $0.0 == "less" && $0.1.contains("who says so") })
    #expect(texts.contains { $0.0 == "file" && $0.1 == "1,2,0\n3,4,1\n5,6,0\n7,8,1\n" })
    #expect(!page.contains("Quibble") && !texts.contains { $0.1.contains("Quibble") || $0.1.contains("4242") })
    let sheet = try room.read("out/worksheet.html")
    #expect(sheet.contains("gap-empty") && !sheet.contains("(not "))
    #expect(sheet.contains("How many neurons are there") && !sheet.contains("Quibble") && !sheet.contains("4242"))
    #expect(try room.read("out/README.md").split(separator: "\n").count == 5)
    // The students' copy runs where it is handed out.
    let filled = copy.replacingOccurrences(of: "threshold: ____", with: "threshold: 5")
    try room.write("out/lesson.md", filled)
    #expect(
      room.lesson("run", room.path("out/lesson.md"), "--out", room.path("made"), "--no-cache") == .success,
      "\(room.err)")
  }

  @Test func wordsMayBeAllowed() throws {
    let room = try room(Leak("", "<!-- 4711 -->"))
    let words = ["handout", room.path("lesson.md"), "--to", room.path("out")]
    #expect(room.lesson(words[0], words[1], words[2], words[3]) == .lesson)
    #expect(room.lesson(words[0], words[1], words[2], words[3], "--told", "4711") == .success, "\(room.err)")
  }

  @Test func weightsThatASolutionTrainedStayBehind() throws {
    let text = """
      <!-- solution -->
      ```step
      save network to "trained.safetensors"
      ```
      <!-- /solution -->

      ```step
      restore network from "trained.safetensors"
      ```
      """
    let scan = LeakScan(try Handout.copy(of: SourceText(text), Verb.vocabulary))
    #expect(scan.problems.map { $0.summary } == ["'trained.safetensors' holds what a solution has trained"])
  }

  @Test(arguments: [
    "{\"__metadata__\":{\"note\":\"exactly 4711 clever neurons as Professor Quibble found\"}}",
    "\u{FF}\u{FE}JFIF exactly 4711 clever neurons, as Professor Quibble found",
  ])
  func filesOfBytesAreRead(_ text: String) throws {
    let lesson = ["HEAD", "HINT", "CAPTION", "STEP", "HERE"].reduce(Leak.lesson) {
      $0.replacingOccurrences(of: $1, with: $1 == "CAPTION" ? "x" : "")
    }
    let scan = LeakScan(try Handout.copy(of: SourceText(lesson), Verb.vocabulary))
    let bytes = [UInt8](repeating: 0, count: 9) + Array(text.utf8) + [0, 1, 2]
    #expect(!scan.problems(in: bytes, named: "weights.safetensors").isEmpty)
    // A number in a table of numbers is there by chance.
    #expect(scan.problems(in: Array("1,4711,3\n4,5,6\n".utf8), named: "x.csv").isEmpty)
    #expect(!scan.problems(in: Array("x\n".utf8), named: "neurons-4711.csv").isEmpty)
  }

  @Test func lessonsOfThisProjectLeakNothing() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Lessons")
    let room = try room(nil)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() where name.hasPrefix("0") {
      let code = room.lesson("handout", folder.appending(path: name).path, "--to", room.path("given/" + name))
      #expect(code == .success, "\(name): \(room.err)")
    }
    // Those that lesson 02 names together.
    #expect(room.exists("given/02-cnn.md/data/four.png"))
  }

  @Test func aStudentsReportIsGuardedToo() throws {
    let room = try room(Leak("", "<!-- exactly 4711 clever neurons, as Professor Quibble found -->"))
    let words = ["run", room.path("lesson.md"), "--no-cache", "--out", room.path("output"), "--edition", "student"]
    #expect(room.lesson(words[0], words[1], words[2], words[3], words[4], words[5], words[6]) == .lesson)
    #expect(!room.exists("output/lesson/report.html"))
    let hidden =
      "<!-- solution -->\n```step\nbuild net\n  input: 2\n  dense 2 softmax\nsave net to \"right.safetensors\"\n```\n<!-- /solution -->\n"
    let saving = try self.room(Leak("", hidden))
    #expect(
      saving.lesson(
        "run", saving.path("lesson.md"), "--no-cache", "--out", saving.path("output"), "--edition", "student")
        == .lesson)
    #expect(saving.err.contains("'right.safetensors' would lie beside the report"), "\(saving.err)")
    #expect(
      room.lesson("page", room.path("lesson.md"), "--out", room.path("page.html"), "--edition", "student") == .lesson)
    #expect(!room.exists("page.html"))
    let clean = try self.room(nil)
    #expect(
      clean.lesson(
        "run", clean.path("lesson.md"), "--no-cache", "--out", clean.path("output"), "--edition", "student")
        == .success,
      "\(clean.err)")
    #expect(clean.exists("output/lesson/report.html"))
  }
}
