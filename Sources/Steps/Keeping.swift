package import Networks

/// What a later run may take over of a verb's steps, and what decides whether it may.
package struct Keeping: Sendable {
  /// Whether what a step leaves in the workspace is kept, besides what it shows.
  package enum State: Sendable {
    /// It is had again by performing the step.
    case never
    case whereSlow
    case always
  }

  /// Whether anything is kept; steps that touch files, or only compare, are performed in every run.
  package var isAllowed = true
  /// Whether names of arrays and networks stand in what a step shows.
  package var showsNames: @Sendable (PlannedStep) -> Bool
  /// Whether a step draws random numbers, so that the lesson's seed and its own stream count.
  package var drawsNumbers = false
  package var state = State.never
  /// Shows and tells a step's results anew from what it left in the workspace; false where that does not hold them all.
  package var retell: (@Sendable (PlannedStep, inout Stage) -> Bool)?

  /// How far its steps go, where one that goes further can go on from where another ended.
  package struct Course: Sendable {
    /// Settings of a step that say how far, and nothing of the way there.
    package var ends: @Sendable (PlannedStep) -> [String]
    /// What a training needs to go on.
    package var options: @Sendable (PlannedStep) -> FitOptions
    /// Whether a step shows nothing that only the way there gives.
    package var isOpen: @Sendable (PlannedStep) -> Bool
  }
  /// nil for those that are done at once.
  package var course: Course?

  init(showsNames: Bool = true, drawsNumbers: Bool = false, state: State = .never) {
    self.init(showsNames: { _ in showsNames })
    self.drawsNumbers = drawsNumbers
    self.state = state
  }

  init(showsNames: @escaping @Sendable (PlannedStep) -> Bool) { self.showsNames = showsNames }

  func retelling(_ retell: @escaping @Sendable (PlannedStep, inout Stage) -> Bool) -> Keeping {
    var keeping = self
    keeping.retell = retell
    return keeping
  }

  func goingOn(_ course: Course) -> Keeping {
    var keeping = self
    keeping.course = course
    return keeping
  }

  static let none = {
    var none = Keeping()
    none.isAllowed = false
    return none
  }()
}
