import Files
import Figures
import Markdown
import Running
import Steps

@testable import Lesson
@testable import Reporting

/// Outcomes made by hand: a lesson's text, and what each of its steps shows.
enum Fixture {
  /// The lesson is read, not checked: what its steps would do plays no part in a report.
  static func plan(_ text: String) -> Plan {
    let syntax = LessonSyntax(SourceText(text), Verb.vocabulary)
    let names = syntax.prose.links.map { link in
      let parts = link.name.split(separator: ".").map(String.init)
      return (link.name, ValueName(step: parts[0], key: parts[1]))
    }
    let steps = syntax.steps.steps.map { step in
      PlannedStep(
        id: step.id, verb: Verb.named(step.word.text) ?? .all[0],
        places: .init(range: step.range, headline: step.headline))
    }
    return Plan(lesson: ResolvedLesson(syntax, values: Dictionary(names) { first, _ in first }), steps: steps)
  }

  /// - Parameters:
  ///   - outputs: by the step's id; a step without any shows nothing.
  ///   - failing: the id of the step at which the run stops.
  static func outcome(
    _ text: String, outputs: [String: [Output]] = [:], values: [String: Value] = [:], failing: String? = nil,
    frontMatter: FrontMatter = FrontMatter()
  ) -> Outcome {
    var plan = plan(text)
    plan.lesson.frontMatter = frontMatter
    var failures: [Diagnostic] = []
    var steps: [StepOutcome] = []
    for step in plan.steps {
      let fails = step.id == failing
      if fails {
        failures = [
          Diagnostic(
            id: .diverged, at: step.headline, "the loss became <infinite> in epoch 2", hint: "try a smaller rate",
            notes: ["add 'learning_rate: 0.001' below line 3"])
        ]
      }
      steps.append(
        StepOutcome(id: step.id, outputs: outputs[step.id] ?? [], seconds: 1.234, failure: fails ? failures[0] : nil))
      if fails { break }
    }
    var named: [ValueName: Value] = [:]
    for (name, value) in values {
      let parts = name.split(separator: ".").map(String.init)
      named[ValueName(step: parts[0], key: parts[1])] = value
    }
    return Outcome(
      plan: plan, steps: steps, values: named, failures: failures,
      provenance: Provenance(
        version: "1.0", seed: 7, settings: ["fit.epochs = 3"],
        sources: [.init(name: "mnist", origin: "built-in sample", checksum: "c0ffee")], sampleNotice: nil))
  }

  /// A red dot: one pixel, 69 bytes.
  static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2,
    0, 0, 0, 0x90, 0x77, 0x53, 0xDE, 0, 0, 0, 0x0C, 0x49, 0x44, 0x41, 0x54, 8, 0xD7, 0x63, 0xF8, 0xCF, 0xC0, 0, 0, 3, 1,
    1, 0, 0x18, 0xDD, 0x8D, 0xB0, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]

  static func figure(_ name: String, caption: String? = nil) -> OutputFigure {
    OutputFigure(
      name: name, figure: .images(ImageGrid(cells: [], perRow: 1, palette: .greys, subject: "x")), caption: caption)
  }

  /// Every figure is drawn as the red dot.
  static func draw(_ figure: OutputFigure) -> ShownFigure {
    ShownFigure(
      name: figure.name, words: figure.caption, alternativeText: "A \"red\" dot & nothing <else>",
      table: OutputTable(
        header: ["Epoch", "Loss"], alignments: [.right, .right], rows: [["1", "0.5"], ["2", "0.25"]]),
      png: png, width: 300, height: 200)
  }

  static func files(_ outcome: Outcome, formats: [ReportFormat], options: ReportOptions) -> [ReportFile] {
    do { return try Report.files(outcome, formats: formats, options: options, draw: draw) } catch { return [] }
  }

  static let table = OutputTable(
    header: ["Layer", "Output shape", "Parameters"], alignments: [.left, .left, .right],
    rows: [["conv2d_1", "(26, 26, 32)", "320"], ["a|b", "(10)", "650"], ["Total", "", "970"]], footerRows: 1)
}

extension Report {
  static func html(_ outcome: Outcome, options: ReportOptions) -> [UInt8] {
    Fixture.files(outcome, formats: [.page], options: options)[0].bytes
  }

  static func markdown(_ outcome: Outcome, options: ReportOptions) -> [ReportFile] {
    Fixture.files(outcome, formats: [.markdown], options: options)
  }
}
