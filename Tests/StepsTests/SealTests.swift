import Foundation
import Markdown
import Lesson
import Testing

@testable import Steps

/// What a student changes in a sealed lesson, and which expectations need not hold for it.
@Suite struct SealTests {
  private static let steps = """
    load mnist as x_train, y_train, x_test, y_test
    show x_train[0:6]
      caption: Six
    flatten x_train, x_test
    normalise x_train, x_test
    build network
      dense 16 relu
      dense 10 softmax
    build other
      dense 10 softmax
    fit network on x_train, y_train
      epochs: 3
    fit other on x_train, y_train
    evaluate network on x_test, y_test
    evaluate other on x_test, y_test
    expect evaluate.accuracy >= 0.9
    expect evaluate-2.accuracy >= 0.9
    """

  private static func sealed(_ text: String) throws -> String {
    let source = SourceText(text)
    let result = try Seal.sealed(source, as: source)
    return result.text(0..<result.utf8.count)
  }

  /// Of both expectations; nil for one that must hold.
  private func excuses(
    _ change: (String) -> String = { $0 }, settings: [String] = [], seed: UInt64? = nil
  ) throws -> [String?] {
    let text = try Self.sealed(lesson(Self.steps))
    let result = plan(change(text), settings: settings, seed: seed)
    #expect(result.diagnostics.allSatisfy { $0.severity != .error }, "\(result.diagnostics)")
    return try #require(result.plan).steps.filter { $0.verb.name == "expect" }.map(\.excuse)
  }

  @Test func nothingChangedExcusesNothing() throws {
    #expect(try excuses() == [nil, nil])
    let text = try Self.sealed(lesson(Self.steps))
    #expect(plan(text).diagnostics.isEmpty)
    #expect(try Self.sealed(text) == text)
  }

  /// What means the same is the same; neither captions nor expectations count.
  @Test(arguments: [
    ("epochs: 3", "Epochs =  [[3]]   # thrice"), ("caption: Six", "caption: Half a dozen"),
    ("normalise", "Normalize"), (">= 0.9", ">= 0.5"), ("epochs: 3", "epochs: 3\n  batch_size: 32"),
    ("dense 16 relu", "Dense  16, activation: relu"),
    ("expect evaluate-2.accuracy >= 0.9", "expect evaluate.accuracy >= 0"),
    ("```step", "Some prose.\n\n```step"), ("fit other", "\nfit other"),
  ]) func whatMeansTheSameIsNoChange(_ old: String, _ new: String) throws {
    let text = try Self.sealed(lesson(Self.steps)).replacing(old, with: new)
    let result = plan(text)
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics)")
    #expect(result.plan?.steps.allSatisfy { $0.excuse == nil } == true)
    #expect(try Self.sealed(text) == text)
  }

  @Test(
    arguments: [
      ("epochs: 3", "epochs: 4", "you changed 'fit'", nil),
      ("dense 16 relu", "dense 32 relu", "you changed 'build'", nil),
      ("  dense 16 relu\n", "", "you changed 'build'", nil),
      ("fit other on x_train, y_train", "fit other on x_train, y_train\n  epochs: 2", nil, "you changed 'fit-2'"),
      ("evaluate other on x_test, y_test", "evaluate other on x_train, y_train", nil, "you changed 'evaluate-2'"),
      ("show x_train[0:6]", "show x_train[0:3]", nil, nil),
      ("show x_train[0:6]\n  caption: Six\n", "", nil, nil),
      ("flatten", "shuffle x_train, y_train\nflatten", "you added 'shuffle'", "you added 'shuffle'"),
      // Of a step that is not there any more, nobody knows what it did.
      ("  dense 10 softmax\nbuild other", "  dense 10 softmax\nsummary network\nbuild other", nil, nil),
    ] as [(String, String, String?, String?)])
  func whatComesOfAChangeIsExcused(_ old: String, _ new: String, _ first: String?, _ second: String?) throws {
    #expect(try excuses { $0.replacing(old, with: new) } == [first, second])
  }

  @Test func whatWasTakenOutMayHaveDoneAnything() throws {
    let without = try excuses { $0.replacing("normalise x_train, x_test\n", with: "") }
    #expect(without == ["you took out a step above line 10", "you took out a step above line 10"])
    let other = try excuses { $0.replacing("normalise x_train, x_test", with: "normalise x_train") }
    #expect(other == ["you changed 'normalise'", "you changed 'normalise'"])
  }

  @Test func severalChangesAreListed() throws {
    let both = try excuses { $0.replacing("epochs: 3", with: "epochs: 4").replacing("dense 16", with: "dense 8") }
    #expect(both == ["you changed 'build' and 'fit'", nil])
    let seed = try excuses { $0.replacing("---\nseal", with: "---\nseed: 5\nseal") }
    #expect(seed == ["you changed the seed", "you changed the seed"])
  }

  @Test func theCommandLineChangesToo() throws {
    #expect(try excuses(settings: ["fit.epochs=4"]) == ["you changed 'fit'", nil])
    #expect(try excuses(settings: ["fit.epochs=3"]) == [nil, nil])
    #expect(try excuses(seed: 9).allSatisfy { $0 == "you changed the seed" })
    #expect(try excuses(seed: 0) == [nil, nil])
    // What the lesson has changed, the command line may put right.
    let back = try excuses({ $0.replacing("epochs: 3", with: "epochs: 4") }, settings: ["fit.epochs=3"])
    #expect(back == [nil, nil])
  }

  /// Then all that is known is what the command line says.
  @Test func withoutASealOnlyTheCommandLineCounts() throws {
    func excuses(_ settings: [String]) throws -> [String?] {
      try #require(plan(lesson(Self.steps), settings: settings).plan).steps.suffix(2).map(\.excuse)
    }
    #expect(try excuses([]) == [nil, nil])
    #expect(try excuses(["fit-2.epochs=4"]) == [nil, "you changed 'fit-2'"])
  }

  @Test func theCheckNotesWhatWasChanged() throws {
    let text = try Self.sealed(lesson(Self.steps)).replacing("epochs: 3", with: "epochs: 4")
    let notes = plan(text).diagnostics
    #expect(notes.map(\.id) == [.changedSteps] && notes[0].severity == .note)
    #expect(notes[0].summary == "this is not the lesson as it was sealed: you changed 'fit'")
  }

  /// As different as four letters can be, whatever stands below the headline.
  @Test func codesDiffer() {
    func codes(_ steps: [String]) -> Set<String> {
      Set(steps.map { String(Seal.of(SourceText(lesson($0))).text.suffix(4)) })
    }
    #expect(codes((0..<300).map { "show x[\($0)]" }).count > 280)
    #expect(codes((1...300).map { "fit n on x, y\n  epochs: \($0)" }).count > 295)
    #expect(codes((1...300).map { "build n\n  dense \($0)" }).count > 295)
  }

  @Test func aDamagedSealIsTold() throws {
    let text = try Self.sealed(lesson(Self.steps))
    let codes = String(text.split(separator: "\n")[1].dropFirst(6))
    for damaged in [String(codes.dropLast(5)), String(codes.dropLast(1)), codes + " 0000", "gone", ""] {
      let result = plan(text.replacing(codes, with: damaged))
      #expect(result.diagnostics.map(\.id) == [.damagedSeal], "\(damaged)")
      #expect(result.plan?.steps.allSatisfy { $0.excuse == nil } == true)
      #expect(try Self.sealed(text.replacing(codes, with: damaged)) == text)
    }
  }

  @Test func aSealGoesIntoTheHeadOrMakesOne() throws {
    let seal = "seal: \(Seal.of(SourceText(lesson("shape x"))).text)"
    #expect(try Self.sealed(lesson("shape x")) == "---\n\(seal)\n---\n\n" + lesson("shape x"))
    #expect(
      try Self.sealed("---\ntitle: A\n---\n" + lesson("shape x")) == "---\ntitle: A\n\(seal)\n---\n" + lesson("shape x")
    )
    let windows = try Self.sealed("---\r\ntitle: A\r\n---\r\n\r\n```step\r\nshape x\r\n```\r\n")
    #expect(windows.hasPrefix("---\r\ntitle: A\r\n\(seal)\r\n---\r\n"))
    #expect(throws: Diagnostic.self) { try Self.sealed(lesson("fit n on x, y\n  epoch: 3")) }
  }

  /// Solutions are cut, and a blank that is filled in as the author has it is none of the student's changes.
  @Test func aHandoutHasTheSealOfTheCopy() throws {
    let solved = lesson(Self.steps.replacing("epochs: 3", with: "epochs: [[3]]"))
    let text = try Self.sealed(
      solved + "\n<!-- solution -->\n```step\nfit other on x_train, y_train\nsummary other\n```\n<!-- /solution -->\n")
    #expect(plan(text).diagnostics.isEmpty)
    let source = try Handout.text(of: SourceText(text), Verb.vocabulary) { Seal.of($0).text }
    let copy = source.text(0..<source.utf8.count)
    #expect(copy.contains("epochs: ____") && !copy.contains("solution"))
    #expect(plan(copy).diagnostics.map(\.id) == [.unfilledBlank])
    let right = plan(copy.replacing("____", with: "3"))
    #expect(right.diagnostics.isEmpty)
    let other = plan(copy.replacing("____", with: "20"))
    #expect(other.plan?.steps.suffix(2).map(\.excuse) == ["you changed 'fit'", nil])
  }

  /// All of them or none; `lesson fmt --check --seal` tells the same.
  @Test func theLessonsAreSealed() throws {
    let lessons = try FormatterTests.lessons.map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
    let sealed = lessons.filter { LessonSyntax(SourceText($0.1), Verb.vocabulary).frontMatter.seal != nil }
    if sealed.isEmpty { return }
    for (name, text) in lessons {
      #expect(
        try Self.sealed(text) == text, "\(name) is not sealed as it is now: run 'lesson fmt --seal Lessons/0*.md'")
    }
  }

  // MARK: Warnings that are meant

  private static let raw = """
    load mnist as x_train, y_train, x_test, y_test
    build n
      flatten
      dense 10 softmax
    fit n on x_train, y_train
    """

  @Test func aWarningThatIsMeantIsSilent() {
    #expect(plan(lesson(Self.raw)).diagnostics.map(\.id) == [.rawPixels])
    for line in ["  allow: raw-pixels", "  Allow = Raw_Pixels  # on purpose"] {
      #expect(plan(lesson(Self.raw + "\n" + line)).diagnostics.isEmpty, "\(line)")
    }
    // Only there, and only that one.
    let other = lesson(Self.raw.replacing("build n", with: "build n\n  allow: raw-pixels"))
    #expect(plan(other).diagnostics.map(\.id) == [.uselessAllow, .rawPixels])
    #expect(plan(lesson(Self.raw + "\n  allow: no-validation")).diagnostics.map(\.id) == [.rawPixels, .uselessAllow])
  }

  @Test func anAllowBelongsToItsStepWhereverItStands() throws {
    let layers = "build n\n  input: 3\n  dense 10 relu\n    allow: no-weights\n  dense 2 softmax"
    let result = plan(lesson(layers))
    #expect(result.diagnostics.map(\.id) == [.uselessAllow])
    #expect(result.plan?.steps.first?.layers.count == 2)
    let note = lesson("load \"a.dat\" as x\n  allow: unused-array")
    #expect(plan(note).diagnostics.isEmpty)
    #expect(plan(lesson("load \"a.dat\" as x\nallow: unused-array")).diagnostics.map(\.id) == [.notIndented])
  }

  @Test func anErrorIsNeverAllowed() {
    let result = plan(lesson("show x\n  allow: unknown-array"))
    #expect(result.plan == nil && result.diagnostics.map(\.id) == [.unknownArray])
  }
}
