import Figures
import Foundation
import Lesson
import Markdown
import Steps
import Testing

@testable import Running

@Suite struct RunnerTests {
  func run(_ text: String, threads: Int? = 1, settings: [String] = [], interruptAfter: Int = .max) throws -> Outcome {
    let run = try LessonRun(text, threads: threads, settings: settings, interruptAfter: interruptAfter)
    defer { run.remove() }
    return try #require(run.outcome, "\(run.diagnostics.map(\.summary))")
  }

  static let everyVerb =
    LessonRun.trained
    + LessonRun.step(
      """
      shape x_train
      print y_train[:5]
      show x_train[0]
      histogram y_train
      summary net
      diagram net
      plot fit
      evaluate net on x_test, y_test
      predict net on x_test[3]
        label: y_test[3]
      predict net on x_test as y_pred
      argmax y_pred as y_class
      confusion-matrix y_class, y_test
      classification-report net on x_test, y_test
      mistakes net on x_test, y_test
      weights net
      shuffle x_train, y_train
      save net to "w.safetensors"
      restore net from "w.safetensors"
      expect evaluate.accuracy >= 0
      """)

  /// The planner promises names to prose and `expect`; the runner must give exactly these.
  @Test func everyPromisedValueIsGivenAndNoOther() throws {
    let outcome = try run(Self.everyVerb)
    #expect(outcome.failures == [])
    #expect(outcome.steps.count == outcome.plan.steps.count)
    for step in outcome.plan.steps {
      let given = Set(outcome.values.keys.filter { $0.step == step.id }.map(\.key))
      var promised = Set(step.verb.doc.values.map(\.name).filter { step.verb.lacks($0, step) == nil })
      if step.id == "y_pred" { promised = [] }
      #expect(given == promised, "\(step.id)")
    }
  }

  @Test func theSameSeedGivesTheSameFiguresWithOneOrTwoThreads() throws {
    let first = try run(Self.everyVerb, threads: 1)
    let second = try run(Self.everyVerb, threads: 2)
    #expect(first.values == second.values)
    let figures = [first, second].map { outcome in
      outcome.steps.flatMap(\.outputs).compactMap { output -> [UInt8]? in
        guard case .figure(let figure) = output else { return nil }
        return try? figure.figure.render().png
      }
    }
    #expect(figures[0].count == 9)
    #expect(figures[0] == figures[1])
  }

  @Test func settingsOfPicturesReachTheFigures() throws {
    let steps =
      "predict net on x_test[3]\n  cmap: gray\nmistakes net on x_test, y_test\n  cmap: viridis\nshow x_test[3]\n  axes: true"
    let outcome = try run(LessonRun.trained + LessonRun.step("diagram net\n" + steps))
    var seen: [String] = []
    for output in outcome.steps.flatMap({ $0.outputs }) {
      guard case .figure(let shown) = output else { continue }
      switch shown.figure {
      case .probabilities(let bars):
        #expect(bars.palette == .gray && shown.caption == "Answer of 'net' to x_test[3]")
        seen.append("predict")
      case .images(let grid) where grid.hasAxes:
        #expect(grid.cells[0].name == "x_test[3]" && shown.caption == "The image x_test[3]")
        seen.append("show")
      case .images(let grid):
        #expect(grid.palette == .viridis)
        seen.append("mistakes")
      case .network(let diagram):
        #expect(diagram.layers.contains { $0.kernel != nil } && diagram.outputNames.first == "0")
        seen.append("diagram")
      default: break
      }
    }
    #expect(Set(seen).isSuperset(of: ["predict", "show", "diagram"]))
  }

  /// Of the output layer, by what its neurons stand for; neurons of other layers have numbers.
  @Test func weightsOfOutputsAreTitledByTheirClasses() throws {
    let single = "build flat\n  dense 10 softmax\nfit flat on x_train, y_train\nweights flat\nweights net"
    let outcome = try run(LessonRun.trained + LessonRun.step(single))
    let pictures = outcome.steps.flatMap { $0.outputs }.compactMap { output -> WeightPictures? in
      guard case .figure(let shown) = output, case .weights(let pictures) = shown.figure else { return nil }
      return pictures
    }
    try #require(pictures.count == 3)
    #expect(pictures[0].cells.map { $0.label } == (0..<10).map { "class \($0)" })
    #expect(pictures[1].cells.map { $0.label } == (0..<12).map { "neuron \($0)" })
    #expect(pictures[2].layer == "dense_2 (12 inputs down, class 0 to class 9 across)")
  }

  @Test func anotherSeedGivesOtherNumbers() throws {
    let text = LessonRun.trained
    let first = try run(text)
    let second = try run("---\nseed: 1\n---\n" + text)
    #expect(first.values != second.values)
  }

  /// Streams are keyed by verb, so that a step put in above changes nothing below it.
  @Test func anInsertedStepChangesNoOtherNumber() throws {
    let name = ValueName(step: "fit", key: "loss")
    let plain = try run(LessonRun.trained)
    let longer = try run(LessonRun.trained.replacingOccurrences(of: "build net", with: "shape x_train\nbuild net"))
    #expect(plain.values[name] != nil)
    #expect(plain.values[name] == longer.values[name])
  }

  @Test func moreEpochsBeginWithTheSameOnes() throws {
    let short = try run(LessonRun.trained + LessonRun.step("plot fit"))
    let long = try run(LessonRun.trained + LessonRun.step("plot fit"), settings: ["fit.epochs=3"])
    func epochs(_ outcome: Outcome) throws -> [[String]] {
      let fit = try #require(outcome.steps.first { $0.id == "fit" })
      for case .table(let table) in fit.outputs { return table.rows }
      return []
    }
    #expect(try epochs(short).count == 2)
    #expect(try epochs(short) == Array(epochs(long).prefix(2)))
  }

  @Test func aFailedExpectationIsReportedAndTheRunGoesOn() throws {
    let outcome = try run(LessonRun.trained + LessonRun.step("expect fit.accuracy >= 1\nsummary net"))
    #expect(outcome.failures.count == 1)
    #expect(outcome.failures[0].summary.hasPrefix("expected fit.accuracy >= 1, but fit.accuracy is 0."))
    #expect(outcome.steps.last?.id == "summary")
  }

  /// A student's experiment fails nothing; what holds, holds.
  @Test func anExpectationOfAChangedLessonIsToldInstead() throws {
    let text = LessonRun.trained + LessonRun.step("expect fit.accuracy >= 1\nexpect fit.accuracy >= 0")
    let outcome = try run(text, settings: ["build.input=784", "fit.epochs=1"])
    #expect(outcome.failures == [])
    let outputs = outcome.steps.suffix(2).flatMap(\.outputs)
    guard case .remark(let remark) = outputs[0], case .sentence(let sentence) = outputs[1] else {
      Issue.record("\(outputs)")
      return
    }
    #expect(remark.hasPrefix("The expectation fit.accuracy >= 1 does not apply: you changed "))
    #expect(sentence.hasPrefix("As expected: fit.accuracy >= 0 (it is 0."))
    let source = SourceText(text)
    let sealed = try Seal.sealed(source, as: source)
    let changed = sealed.text(0..<sealed.utf8.count).replacingOccurrences(of: "epochs: 2", with: "epochs: 1")
    let experiment = try run(changed)
    #expect(experiment.failures == [] && experiment.plan.steps.last?.excuse == "you changed 'fit'")
    #expect(try run(changed.replacingOccurrences(of: "epochs: 1", with: "epochs: 2")).failures.count == 1)
  }

  @Test func aDivergingLossEndsTheRunWithAdvice() throws {
    let outcome = try run(
      LessonRun.trained + LessonRun.step("summary net"),
      settings: ["fit.optimizer=sgd", "fit.learning_rate=1e30", "fit.epochs=5"])
    #expect(outcome.failures.map(\.id) == [.diverged])
    #expect(outcome.failures[0].summary.contains("epoch"))
    #expect(outcome.failures[0].notes.contains { $0.contains("learning_rate") })
    #expect(outcome.steps.last?.id == "fit")
  }

  @Test func anInterruptionStopsTheRun() throws {
    let outcome = try run(Self.everyVerb, interruptAfter: 4)
    #expect(outcome.isInterrupted)
    #expect(outcome.steps.count < 4)
  }

  @Test func theSampleIsNamed() throws {
    let outcome = try run(LessonRun.trained)
    #expect(outcome.provenance.sampleNotice?.contains("lesson fetch mnist") == true)
    #expect(outcome.provenance.sources.map(\.origin) == ["built-in sample"])
  }

  @Test func thePlaygroundHasTheTrainedNetworkAndAnExample() throws {
    let outcome = try run(Self.everyVerb)
    let playground = try #require(outcome.playground())
    #expect(playground.inputShape == [784])
    #expect(playground.layers.map(\.kind) == ["dense", "dense"])
    #expect(playground.layers.map { $0.weights.map(\.count) } == [[784 * 12, 12], [120, 10]])
    #expect((playground.paper, playground.ink) == (0, 1))
    let example = try #require(playground.example)
    #expect(example.pixels.count == 784 && example.probabilities.count == 10)
    #expect(abs(example.probabilities.reduce(0, +) - 1) < 1e-5)
  }

  @Test func aClassIsComparedByItsNumber() throws {
    let outcome = try run(
      LessonRun.trained
        + LessonRun.step(
          "predict net on x_test[0]\n  label: y_test[0]\nexpect predict.label <= 9\nexpect predict.label >= 0"))
    #expect(outcome.failures == [])
  }
}
