import Engine
package import Lesson

/// A verb of the language, whole: how it is written, how a step of it is checked, what it depends on, what it does. Each
/// stands in a file of its own under `Verbs`.
package struct Verb: Sendable {
  /// Looks names up and infers shapes in what is known so far; never touches the machine. nil where there is a problem,
  /// which it reports.
  typealias Check = @Sendable (inout Checker, StepSyntax, Keys) -> Checked?
  /// Does what a checked step says; what it shows is kept also where it fails later.
  package typealias Perform = @Sendable (PlannedStep, inout Stage) throws(Diagnostic) -> Void

  /// Writes a step, all of whose settings are known, as a teacher of Keras would.
  typealias Translate = @Sendable (PlannedStep, inout KerasScript) -> Void

  package let doc: VerbDoc
  /// Whether its operand is a network, whose shapes it needs to know.
  let isOfNetwork: Bool
  /// How many names its arrays need at least.
  let leastNames: @Sendable (StepSyntax) -> Int
  let check: Check
  package let perform: Perform
  /// What a step of it is about to take in memory.
  let memory: @Sendable (PlannedStep, Stage) -> MemoryUse
  /// Beyond what its form tells.
  let ownEffects: @Sendable (PlannedStep) -> Effects
  /// Why a step of it leaves no value of this name behind, though others of the verb do; nil where it does.
  package let lacks: @Sendable (String, PlannedStep) -> String?
  package let keeping: Keeping
  /// Writes a step of it as Python; nil where there is none like it.
  let keras: Translate?

  init(
    _ doc: VerbDoc, keeping: Keeping = Keeping(), isOfNetwork: Bool = false,
    leastNames: @escaping @Sendable (StepSyntax) -> Int = { _ in 1 },
    effects: @escaping @Sendable (PlannedStep) -> Effects = { _ in Effects() },
    lacks: @escaping @Sendable (String, PlannedStep) -> String? = { _, _ in nil },
    memory: @escaping @Sendable (PlannedStep, Stage) -> MemoryUse = { MemoryUse.ofCopies($0, $1) },
    check: @escaping Check, perform: @escaping Perform, keras: Translate? = nil
  ) {
    self.doc = doc
    self.isOfNetwork = isOfNetwork
    self.leastNames = leastNames
    self.check = check
    self.perform = perform
    ownEffects = effects
    self.keeping = keeping
    self.lacks = lacks
    self.memory = memory
    self.keras = keras
  }

  package var name: String { doc.name }
  /// Whether a file that it reads is never one that the run has saved.
  package var readsLessonFiles: Bool { doc == Verb.load.doc }

  package static let vocabulary = Vocabulary(verbs: all.map { $0.doc }, layers: LayerDoc.all)

  package static func named(_ word: String) -> Verb? {
    vocabulary.verb(named: word).flatMap { doc in all.first { $0.doc == doc } }
  }
}

/// What a check has found out of a step.
struct Checked {
  var operands: [Operand] = []
  var data: [Operand] = []
  var names: [String] = []
  var layers: [LayerSpec] = []
  /// Over those that are written.
  var settings: [String: KeyValue] = [:]
  /// Where the name of the file stands that it reads.
  var file: Range<Int>?
}
