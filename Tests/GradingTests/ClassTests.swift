import Commands
import Foundation
import Places
import Grading
import Lesson
import Running
import Testing
import Text

@Suite struct ClassTests {
  @Test(arguments: [
    ("in/Anna Maier_1234567_assignsubmission_file_/lesson.md", "Anna Maier"),
    ("in/Anna Maier_1234567_assignsubmission_file_lesson.md", "Anna Maier"),
    ("in/maieranna_12345_67890_lesson.md", "maieranna"),
    ("in/maieranna_LATE_12345_67890_lesson-1.md", "maieranna"),
    ("in/anna/lesson.md", "anna"), ("in/anna/week 1/Lesson.md", "anna"), ("in/anna.md", "anna"),
    ("in/anna_maier.md", "anna_maier"),
  ]) func namesComeFromPaths(_ path: String, _ student: String) throws {
    let room = try Workplace()
    try room.write(path, "x")
    let delivery = try Delivery([room.path("in")], lesson: "lesson.md")
    #expect(delivery.files.map { $0.student } == [student])
    let alone = try Delivery([room.path(path)], lesson: "lesson.md")
    #expect(alone.files.map { $0.student } == [student == "anna" && path.contains("week") ? "week 1" : student])
  }

  @Test func doublesAndStraysAreTold() throws {
    let room = try Workplace()
    for name in [
      "anna/lesson.md", "anna/draft.md", "anna/notes.txt", "ben_1_2_lesson.md", "ben_1_3_lesson-2.md", "photo.jpg",
      "__MACOSX/x.md", ".hidden.md", "anna/README.md",
    ] {
      try room.write("in/" + name, "x")
    }
    try FileManager.default.createSymbolicLink(atPath: room.path("in/link.md"), withDestinationPath: "/etc/passwd")
    let delivery = try Delivery([room.path("in")], lesson: "lesson.md")
    #expect(
      delivery.files.map { $0.path.split(separator: "/").last.map(String.init) } == [
        "lesson.md", "ben_1_3_lesson-2.md",
      ])
    #expect(delivery.strays.count == 5, "\(delivery.strays)")
    #expect(delivery.strays.contains { $0.contains("link.md (a link)") })
    #expect(delivery.doubles.keys.sorted() == ["anna", "ben"])
  }

  @Test func whoForksFilesTakesNoRoomFromOthers() throws {
    let room = try Workplace()
    for number in 0..<1200 { try room.write("in/anna/\(number).\(number % 2 == 0 ? "md" : "txt")", "x") }
    for name in ["in/anna/lesson.md", "in/ben/lesson.md"] { try room.write(name, "x") }
    try room.write("in/ben/" + Array(repeating: "d", count: 40).joined(separator: "/") + "/lesson.md", "x")
    let delivery = try Delivery([room.path("in")], lesson: "lesson.md")
    #expect(delivery.files.map { $0.file } == ["lesson.md", "lesson.md"])
    #expect(delivery.strays.count < 30 && delivery.strays.contains { $0.contains("only the first 1,000") })
  }

  @Test func theLessonMayBeCalledOtherwise() throws {
    let room = try Workplace()
    for name in ["anna/draft.md", "anna/week.md", "ben/week.md", "cleo/week.md"] { try room.write("in/" + name, "x") }
    let whole = try Delivery([room.path("in")], lesson: "solution.md")
    #expect(whole.files.map { $0.file } == ["week.md", "week.md", "week.md"])
    let folders = try Delivery([room.path("in/ben"), room.path("in/cleo")], lesson: "solution.md")
    #expect(folders.files.map { $0.student } == ["ben", "cleo"])
  }

  @Test func aRosterKnowsWhoItIs() throws {
    let roster = try Roster(
      "\u{FEFF}First name;Surname;ID;Email\nAnna;Maier;1234567;anna@x.org\nBen;\"Ng; jr\";77;ben@x.org\n")
    #expect(roster.students.map { $0.name } == ["Anna Maier", "Ben Ng; jr"])
    let room = try Workplace()
    for name in ["maieranna_5_6_lesson.md", "ben/lesson.md", "zoe.md"] { try room.write("in/" + name, "x") }
    let files = try Delivery([room.path("in")], lesson: "lesson.md").files
    #expect(files.map { roster.student(of: $0)?.name } == ["Ben Ng; jr", "Anna Maier", nil])
    #expect(throws: Diagnostic.self) { try Roster("name\n") }
    #expect(throws: Diagnostic.self) { try Roster("name,email\n,x@y.org\n") }
  }

  @Test func studentsOfOneNameAreToldApart() throws {
    let roster = try Roster("id;name\n17;Bob\n18;Bob\n19;Ann\n")
    #expect(roster.students.map { $0.name } == ["Bob (17)", "Bob (18)", "Ann"])
    let room = try Workplace()
    for name in ["18/week.md", "Bob/week.md", "Bob (17)/week.md"] { try room.write("in/" + name, "x") }
    let files = try Delivery([room.path("in")], lesson: "week.md").files
    #expect(Set(files.map { roster.student(of: $0)?.name }) == ["Bob (17)", "Bob (18)", nil])
    #expect(roster.isShared("bob") && !roster.isShared("Ann"))
    #expect(throws: Diagnostic.self) { try Roster("name\nBob\nBob\n") }
  }

  @Test func tablesGoThereAndBack() {
    let rows = [["a", "b,c"], ["\"x\"", "two\nlines"], ["-3", "1.5"]]
    #expect(CSV.read(CSV.text(rows)) == rows)
    #expect(CSV.text([["=cmd()", "@x"]]) == "'=cmd(),'@x\n")
    #expect(CSV.read("a;b\r\n1;2\r\n") == [["a", "b"], ["1", "2"]])
  }

  @Test func marksAreReadAsTheyAreWritten() {
    let marks = Marks(
      "student;question;points;of;comment;answer\nAnna;q1;1,5;2;good;yes\nBen;q1;much;2;;no\n", named: "m.csv")
    #expect(marks.mark("Anna", "q1")?.points == 1.5 && marks.mark("Anna", "q1")?.comment == "good")
    #expect(marks.problems == ["m.csv, line 3: 'much' is no number of points"])
  }

  @Test func nothingThatAPersonWroteIsTakenOut() throws {
    let room = try Workplace()
    let session = try room.session("lesson.md", Classroom.lesson)
    let scheme = try Exercise(session.source, session.surroundings).scheme
    let question = try #require(scheme.items.first { $0.kind == .question }).subject
    var record = Record(student: "Anna", path: "", key: "")
    record.ending = .whole
    record.answers = [.init(name: question, text: "yes")]
    var missing = Record(student: "Zoe", path: "", key: "")
    missing.ending = .missing
    let written = """
      student,question,points,of,comment,answer,Second marker
      Anna,\(question),1 1/2,2,,yes,Ms Lee
      Zoe,\(question),2,2,on paper,
      Nobody,\(question),1,2,who?,
      Eve,\(question),,2,,,ask her
      """
    func book(_ text: String) -> Gradebook {
      Gradebook(
        title: "", scheme: scheme, records: [record, missing], marks: Marks(text, named: "m.csv"), strays: [])
    }
    let once = book(written).marksCSV
    #expect(once.contains("Anna,\(question),1 1/2,") && once.contains("Zoe,\(question),2,"))
    #expect(book("student,question,points\n,q9,3\n").marksCSV.contains(",q9,3,"))
    #expect(once.contains("Nobody,\(question),1,") && once.contains("who?"))
    #expect(book(once).marksCSV == once)
    #expect(once.hasPrefix("student,question,points,of,comment,answer,Second marker\n"))
    #expect(once.contains(",yes,Ms Lee\n") && once.contains("Eve,\(question),,2,,,ask her\n"))
    let others = Marks(once, named: "m.csv")
      .updated(by: Marks("student,question,points,Copy\nAnna,\(question),2,yes\n", named: "n.csv"))
    let merged = Gradebook(title: "", scheme: scheme, records: [record], marks: others, strays: []).marksCSV
    #expect(merged.hasPrefix("student,question,points,of,comment,answer,Second marker,Copy\n"))
    #expect(merged.contains("Anna,\(question),2,2,,yes,Ms Lee,yes\n"))
    #expect(Marks(once, named: "m.csv").problems == ["m.csv, line 2: '1 1/2' is no number of points"])
    let zoe = try #require(CSV.read(book(once).csv).first { $0.first == "Zoe" })
    #expect(zoe[1] == "2")
    #expect(Marks("Student Name,Question\nAnna,q1\n", named: "m.csv").areForeign)
  }

  @Test(
    arguments: [[0xff, 0xfe, 0x61, 0, 0xfc, 0], [0xfe, 0xff, 0, 0x61, 0, 0xfc], [0x61, 0xc3, 0xbc]] as [[UInt8]])
  func textsOfSpreadsheetsAreRead(_ bytes: [UInt8]) {
    #expect(ClassFile.text(bytes) == "aü")
  }

  @Test func likeWorkIsTold() throws {
    let room = try Workplace()
    let session = try room.session("lesson.md", Classroom.lesson)
    let scheme = try Exercise(session.source, session.surroundings).scheme
    var records = (1...30).map { number in
      var record = Record(student: "s\(number)", path: "", key: "")
      record.ending = .whole
      record.answers = [
        .init(
          name: "q1",
          text:
            "Answer \(number) has its own \(number * 7) words and says \(number * 13) things in \(number + 99) ways.")
      ]
      record.changes = [.init(name: "fit.epochs", text: "\(number % 3)")]
      return record
    }
    #expect(Likeness(Gradebook(title: "", scheme: scheme, records: records, marks: Marks(), strays: [])).groups == [])
    records[4].answers[0].text =
      "A neuron multiplies what comes in by weights and adds it all up before its activation."
    records[9].answers[0].text =
      "a neuron multiplies what comes in by weights, and adds it all up, before the activation"
    records[1].changes = [("fit.epochs", "17"), ("fit.batch_size", "33"), ("build", "dense 99")].map {
      .init(name: $0.0, text: $0.1)
    }
    records[2].changes = records[1].changes
    let groups = Likeness(Gradebook(title: "", scheme: scheme, records: records, marks: Marks(), strays: [])).groups
    #expect(groups.map { $0.students } == [["s10", "s5"], ["s2", "s3"]])
  }
}
