import Foundation
import Places
import Testing

@testable import Commands

/// `--time`, `--memory`, `--output-size`: the report so far is kept, and the exit code is a lesson's.
@Suite struct LimitOptionTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("l.md", Workplace.quick)
  }

  private func run(_ options: String...) -> ExitCode {
    place.lesson(["run", place.path("l.md"), "--sample", "--out", place.path("output")] + options)
  }

  @Test func withinTheLimitsAllIsWell() throws {
    #expect(run("--time", "5min", "--memory", "1GB", "--output-size", "10MB") == .success)
  }

  @Test func memoryEndsALessonWithAReport() throws {
    #expect(run("--memory", "100KB") == .lesson)
    #expect(place.err.contains("that '--memory' allows"))
    #expect(try place.read("output/l/report.md").contains("# Quick"))
  }

  @Test func figuresBeyondTheLimitAreTold() throws {
    #expect(run("--output-size", "4KB") == .lesson)
    #expect(place.err.contains("so one of them is told in words alone"))
    #expect(!place.exists("output/l/figures/01-show.png"))
    let page = try place.read("output/l/report.html")
    #expect(page.contains("<figcaption>Figure 1") && !page.contains("src=\"data:image/png;base64,\""))
    #expect(!(try place.read("output/l/report.md")).contains("<img"))
  }

  @Test(arguments: [
    ["--time", "0"], ["--time", "soon"], ["--time", "-5"], ["--memory", "much"], ["--memory", "0"],
    ["--memory", "nan"],
    ["--output-size", "1B"], ["--time", "inf"], ["--memory", "1e30GB"],
  ])
  func othersAreRefused(words: [String]) throws {
    #expect(place.lesson(["run", place.path("l.md")] + words) == .usage)
    #expect(place.err.contains("'\(words[0])' takes a"))
  }
}
