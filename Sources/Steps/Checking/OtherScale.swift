import Arrays
import Lesson
import Markdown

/// Samples that were prepared in another way than those that a network is trained on.
enum OtherScale {
  static func warn(
    of x: Operand, _ fact: ArrayFact, unlike trained: (name: String, scale: ArrayFact.Scale, isInverted: Bool),
    _ checker: inout Checker
  ) {
    guard trained.scale != .unknown, fact.scale != .unknown, trained.name != x.name,
      trained.scale != fact.scale || trained.isInverted != fact.isInverted,
      checker.scope.unfit.insert([trained.name, x.name]).inserted
    else { return }
    let verb: String? =
      switch (trained.scale, fact.scale) {
      case (.interval, .bytes), (.bytes, .interval): "normalise"
      case (.standardised, _), (_, .standardised): "standardise"
      default: trained.scale == fact.scale ? "invert" : nil
      }
    checker.report(
      Diagnostic(
        .warning, id: .otherScale, at: x.place,
        "\(x.text) is not prepared in the same way as \(trained.name), which the network is trained on",
        notes: verb.map { ["use '\($0)' on both or on neither"] } ?? []))
  }
}
