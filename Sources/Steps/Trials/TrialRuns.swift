package import Lesson

/// What one run gave.
package struct TrialRun: Sendable, Equatable {
  package struct CurvePoint: Sendable, Equatable {
    package var epoch: Int
    package var value: Double
    package init(epoch: Int, value: Double) {
      self.epoch = epoch
      self.value = value
    }
  }

  package var values: [ValueName: Value] = [:]
  /// Of the training, epoch by epoch, as its table has it.
  package var curve: [CurvePoint] = []
  /// What the curve shows: `val_accuracy`.
  package var curveName = ""
  /// Why it failed.
  package var problem: String?

  package init(problem: String? = nil) { self.problem = problem }
}

/// All runs of a design, as far as they went.
package struct TrialRuns: Sendable, Equatable {
  /// By combination and seed; nil for those that did not come to their end.
  package var runs: [[TrialRun?]]
  package var sources: [Provenance.Source] = []
  package var sampleNotice: String?

  package init(of design: TrialDesign) {
    runs = design.combinations.map { combination in
      let run = combination.problem.map { TrialRun(problem: $0) }
      return design.seeds.map { _ in run }
    }
  }

  package var isWhole: Bool { runs.allSatisfy { $0.allSatisfy { $0 != nil } } }
}

/// How far the runs are.
package struct TrialProgress: Sendable {
  package var done: Int
  package var of: Int
  /// Of all the work that is to be done, counted in epochs; what earlier runs have done is not.
  package var share: Double
  /// What has just ended, in words: `dense_1 64, epochs 5: 93.21 %`; nil between.
  package var finished: String?

  package init(done: Int, of total: Int, share: Double, finished: String?) {
    self.done = done
    of = total
    self.share = share
    self.finished = finished
  }
}

/// - Parameters:
///   - seconds: after which no run goes on; nil for as long as it takes.
///   - hear: is told how far it is, and answers whether to go on.
package typealias TrialPerformer =
  (_ design: TrialDesign, _ seconds: Double?, _ hear: (TrialProgress) -> Bool) throws(Diagnostic) -> TrialRuns
