import Foundation
import Grading
import Places
import Testing
import Text

/// The commands of a course week as README has them, one after the other, typed into a shell.
@Suite struct WeekTests {
  private func commands() throws -> [String] {
    let readme = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    let section = try #require(text.range(of: "## A course week")).upperBound
    let start = try #require(text.range(of: "```sh\n", range: section..<text.endIndex)).upperBound
    let end = try #require(text.range(of: "```", range: start..<text.endIndex)).lowerBound
    return text[start..<end].split(separator: "\n").map(String.init)
  }

  private func run(_ command: String, in room: Workplace) throws -> String {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", command]
    shell.currentDirectoryURL = room.folder
    let tools = URL(filePath: Workplace.program).deletingLastPathComponent().path
    shell.environment = ["PATH": "\(tools):/usr/bin:/bin", "HOME": room.path("home")]
    let pipe = Pipe()
    (shell.standardOutput, shell.standardError) = (pipe, pipe)
    try shell.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0, "\(command): \(said)")
    return said
  }

  @Test func itsCommandsDoWhatTheySay() throws {
    let room = try Workplace()
    try room.write("week1.md", Classroom.lesson)
    let commands = try commands()
    var done = 0
    func next(_ start: String) throws -> String {
      let command = try #require(done < commands.count ? commands[done] : nil)
      done += 1
      #expect(command.hasPrefix("lesson " + start), "\(command)")
      return try run(command, in: room)
    }
    #expect(try next("check week1.md").contains("8 points: 4 for expectations"))

    #expect(try next("handout week1.md --to week1").contains("wrote 4 files"))
    #expect(room.files("week1") == ["README.md", "week1.html", "week1.md", "worksheet.html"])

    // The students' week: each works on the own copy.
    let given = try room.read("week1/week1.md")
    for (name, epochs) in [("anna", 2), ("zoe", 3)] {
      let text = given.replacingOccurrences(of: "____   #", with: "\(epochs)   #")
        .replacingOccurrences(of: "<!-- answer q1 -->\n", with: "<!-- answer q1 -->\nA sum, says \(name).\n")
      try room.write("\(name == "zoe" ? "late" : "handed-in")/\(name)/week1.md", text)
    }
    try room.write("class.csv", "name\nanna\nben\nzoe\n")
    #expect(try next("grade week1.md handed-in --roster class.csv").contains("graded 1 file"))
    func rows() throws -> [[String]] { CSV.read(try room.read("grading/grades.csv")).map { Array($0.prefix(4)) } }
    #expect(try rows().dropFirst().map { $0[1] } == ["5", "0", "0"])

    #expect(try next("grade week1.md late/zoe").contains("graded 1 file"))
    #expect(try rows().dropFirst() == [["anna", "5", "8", "1"], ["ben", "0", "8", "0"], ["zoe", "4", "8", "1"]])

    let marks = try room.read("grading/marks.csv")
    try room.write("grading/marks.csv", marks.replacingOccurrences(of: ",q1,,2,,", with: ",q1,2,2,Right.,"))
    _ = try next("grade week1.md --merge")
    #expect(try rows().dropFirst() == [["anna", "7", "8", "0"], ["ben", "0", "8", "0"], ["zoe", "6", "8", "0"]])
    #expect(try room.read("grading/feedback/zoe/report.html").contains("Right."))
    #expect(try room.read("grading/class.html").contains("3 students, 2 handed in"))
    #expect(done == commands.count)
  }
}
