import Engine
import Foundation
import Testing

@testable import Commands

/// The lessons of this repository, and their reports under `output/`.
@Suite struct LessonsTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let names = [
    "00-mlp", "01-softmax", "02-cnn", "03-gzip-idx", "04-hands-on", "05-fashion", "06-table", "07-regression",
  ]
  static let hasFashion = FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist")
  /// Without fused multiply-add the last bits are others.
  static let hasFusedMultiplyAdd = (try? Device(threads: 1, processor: nil).processor != "baseline") ?? false

  static func lesson(_ name: String) -> String { root.appendingPathComponent("Lessons/\(name).md").path }

  @Test(arguments: names) func isFreeOfErrors(_ name: String) throws {
    let place = try Workplace()
    let code = place.lesson("check", Self.lesson(name), "--sample")
    if name == "05-fashion", !Self.hasFashion {
      #expect(code == .machine)
      #expect(place.err.contains("lesson fetch fashion-mnist"))
    } else {
      #expect(code == .success, "\(place.err)")
      // A warning that is meant is allowed below its step; how many runs a 'try' does is told.
      let told = place.err.split(separator: "\n").filter { $0.contains("warning:") || $0.contains("note:") }
      #expect(told.allSatisfy { $0.contains("note: this step does") }, "\(place.err)")
      #expect(place.err.hasSuffix("\(Self.lesson(name)): no errors\n"))
    }
  }

  /// Made by `lesson run --sample Lessons/00-mlp.md`, which also mends it.
  @Test(.enabled(if: hasFusedMultiplyAdd, "this processor has no fused multiply-add"))
  func theQuickestReportIsUpToDate() throws {
    let place = try Workplace()
    let code = place.lesson(
      "run", Self.lesson("00-mlp"), "--sample", "--format", "md", "--quiet", "--out", place.path("output"))
    #expect(code == .success)
    let kept = Self.root.appendingPathComponent("output/00-mlp")
    let made = place.folder.appendingPathComponent("output/00-mlp")
    let figures = try FileManager.default.contentsOfDirectory(atPath: kept.appendingPathComponent("figures").path)
    #expect(figures.count == 7)
    for file in ["report.md"] + figures.sorted().map({ "figures/\($0)" }) {
      let (old, new) = (kept.appendingPathComponent(file), made.appendingPathComponent(file))
      #expect(try Data(contentsOf: old) == Data(contentsOf: new), "\(file) is out of date: run the lesson again")
    }
  }

  @Test(arguments: names) func everyReportNamesItsFigures(_ name: String) throws {
    let folder = Self.root.appendingPathComponent("output/\(name)")
    let report = try String(contentsOf: folder.appendingPathComponent("report.md"), encoding: .utf8)
    let figures = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("figures").path)
    #expect(!figures.isEmpty)
    for figure in figures { #expect(report.contains("figures/\(figure)"), "\(figure) belongs to no step") }
    #expect(!report.contains("**Error.**") && !report.contains("(not computed)"))
  }
}
