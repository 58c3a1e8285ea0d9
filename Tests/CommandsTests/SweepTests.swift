import Foundation
import Testing

@testable import Commands

/// `lesson sweep` and its mistakes.
@Suite struct SweepTests {
  private static let text = ComparisonTests.copy().replacing(
    "  epochs: 1", with: "  epochs: 1\n  validation_split: 0.2")

  @Test func aSweepWritesItsReport() throws {
    let place = try Workplace()
    try place.write("a.md", Self.text)
    let words = [
      "sweep", place.path("a.md"), "--set", "build.dense_1=4,8", "--set", "fit.epochs=1,2", "--seeds", "2", "--sample",
      "--out", place.path("o"),
    ]
    #expect(place.lesson(words) == .success, "\(place.err)")
    let lines = place.out.split(separator: "\n")
    #expect(lines[0].contains("dense_1") && lines[0].contains("fit.val_accuracy") && lines.count > 7)
    #expect(place.err.contains("8 runs, 4 combinations, each with 2 seeds") && place.err.contains("run 8/8"))
    for name in [
      "report.html", "report.md", "report.csv", "report.json", "figures/01-settings.png", "figures/02-curves.png",
    ] {
      #expect(place.exists("o/a/sweep/\(name)"), "\(name)")
    }
    let csv = try place.read("o/a/sweep/report.csv").split(separator: "\n")
    #expect(csv.count == 5 && csv[0].hasPrefix("rank,build.dense_1,fit.epochs,fit.val_accuracy,spread,seed 0,seed 1,"))
    let json = try JSONSerialization.jsonObject(with: Data(place.read("o/a/sweep/report.json").utf8)) as? [String: Any]
    #expect((json?["combinations"] as? [[String: Any]])?.count == 4)
    let page = try place.read("o/a/sweep/report.html")
    #expect(page.contains("Homework: what was tried") && !page.contains("Not run."))
    // The report of the lesson itself and this one leave each other alone.
    #expect(place.lesson("run", place.path("a.md"), "--sample", "--out", place.path("o")) == .success)
    #expect(place.exists("o/a/report.html") && place.exists("o/a/sweep/report.html"))
    #expect(place.lesson(words) == .success && place.exists("o/a/report.html"))
    #expect(place.err.contains("run 8/8"))
  }

  @Test func ctrlCKeepsTheRowsThatAreDone() throws {
    let place = try Workplace()
    try place.write("a.md", Self.text)
    let words = [
      "sweep", place.path("a.md"), "--set", "fit.epochs=1,100000", "--seeds", "1", "--sample", "--out",
      place.path("o"),
    ]
    var isLate = false
    let code = place.lesson(words) {
      isLate = isLate || place.err.contains("epochs 1")
      return isLate
    }
    #expect(code == .interrupted)
    #expect(try place.read("o/a/sweep/report.md").contains("not run"))
    #expect(place.err.contains("the same command goes on"))
  }

  @Test(arguments: [
    ([], "needs to know what to try"),
    (["--set", "fit.epochs=1,5", "--seeds", "0"], "'--seeds' takes a whole number from 1 to 100"),
    (["--set", "epochs=1,5"], "write 'fit.epochs'"),
    (["--set", "fti.epochs=1,5"], "did you mean 'fit.epochs'?"),
    (["--set", "fit.epochs"], "sets nothing"),
    (["--set", "fit.epochs="], "'epochs' has no value"),
    (["--set", "fit.epochs=1,,5"], "'epochs' has no value"),
    (["--set", "fit.epochs=one,two"], "'epochs' needs a whole number, not 'one'"),
    (["--set", "fit.epochs=1 5"], "put a comma between the values"),
    (["--set", "fit.epochs=0,5"], "'epochs' must be from 1"),
    (["--set", "fit.epochs=5,5"], "to be 5 twice"),
    (["--set", "fit.epochs=1,5", "--set", "fit.epochs=6"], "is tried twice"),
    (["--set", "fit.epoch=1,5"], "did you mean 'epochs'?"),
    (["--set", "build.dense_9=4,8"], "'build' has no layer 'dense_9'"),
    (["--set", "build.dense_1=4,0.5"], "takes a whole number of neurons"),
    (["--set", "build.dense_1=4,8", "--set", "fit.epochs=1,2,3", "--pairs"], "lists side by side are equally long"),
    (["--set", "fit.epochs=1,5", "--measure", "fit.val_acc"], "'fit' has no value 'val_acc'"),
    (["--set", "fit.epochs=1,5", "--measure", "accuracy"], "names no value of a step"),
    (["--set", "fit.epochs=1,2,3,4,5,6,7,8,9,10,11", "--seeds", "100"], "more than 1000 runs"),
    (["--set", "build.dense_2=3,4"], "none of these 2 combinations can run"),
  ])
  func mistakesTeach(_ options: [String], _ words: String) throws {
    let place = try Workplace()
    try place.write("a.md", Self.text)
    let code = place.lesson(["sweep", place.path("a.md")] + options + ["--sample", "--out", place.path("o")])
    #expect(code == .usage || code == .lesson)
    #expect(place.err.contains(words), "\(place.err)")
    #expect(!place.exists("o"))
  }

  @Test func aLessonThatTrainsNothingIsTold() throws {
    let place = try Workplace()
    try place.write("a.md", Workplace.quick)
    #expect(place.lesson("sweep", place.path("a.md"), "--set", "show.count=1,2", "--sample") == .lesson)
    #expect(place.err.contains("this lesson trains no network"))
  }
}
