package import Arrays
package import Datasets
import Lesson

/// What the planner may ask about the world outside the lesson; it never reads a file itself.
package struct Surroundings: Sendable {
  /// Why it cannot be had, in words, with a fix.
  package struct Unavailable: Error, Sendable, Equatable {
    package var summary: String
    package var hint: String?
    package var notes: [String]
    package var isMachine: Bool
    /// The step's setting that asks for what is not there.
    package var setting: String?
    package init(
      summary: String, hint: String? = nil, notes: [String] = [], isMachine: Bool, setting: String? = nil
    ) {
      self.setting = setting
      self.summary = summary
      self.hint = hint
      self.notes = notes
      self.isMachine = isMachine
    }
  }

  /// Shapes of the four arrays of a data set, from the files' headers.
  package var dataset: @Sendable (DatasetName) -> Result<[ArrayDescription], Unavailable>
  /// Shapes of the arrays that a `load` step would read from a file (path as written), mostly from its header.
  package var file: @Sendable (String, FileReading) -> Result<[ArrayDescription], Unavailable>
  /// What a `load` step has chosen from a table; nil where the file is none.
  package var table: @Sendable (String, TableChoice) -> Result<[ArrayDescription]?, Unavailable>
  /// The weights in a file named by `restore` or `initial_weights`, from its header.
  package var weightsFile: @Sendable (String) -> Result<[(name: String, shape: [Int])], Unavailable>
  /// Whether a picture that the prose shows can be shown.
  package var picture: @Sendable (String) -> Result<Void, Unavailable>

  /// The pictures that a `load` step names (path as written), and the shape that each gets.
  package var pictures: @Sendable (PictureRequest) -> Result<FoundPictures, Unavailable> = { _ in
    .failure(Unavailable(summary: "there are no files here", isMachine: true))
  }

  package struct PictureRequest: Sendable, Equatable {
    package var name: String
    /// Whether each folder in it is a class.
    package var hasClasses: Bool
    /// nil where digits are cut out of them.
    package var form: PictureForm?
  }

  package struct FoundPictures: Sendable, Equatable {
    package var files: PictureFiles
    /// (H, W) or (H, W, 3).
    package var shape: [Int]
    package init(files: PictureFiles, shape: [Int]) {
      self.files = files
      self.shape = shape
    }
  }

  package init(
    dataset: @escaping @Sendable (DatasetName) -> Result<[ArrayDescription], Unavailable>,
    file: @escaping @Sendable (String, FileReading) -> Result<[ArrayDescription], Unavailable>,
    table: @escaping @Sendable (String, TableChoice) -> Result<[ArrayDescription]?, Unavailable> = { _, _ in
      .success(nil)
    },
    weightsFile: @escaping @Sendable (String) -> Result<[(name: String, shape: [Int])], Unavailable>,
    picture: @escaping @Sendable (String) -> Result<Void, Unavailable>
  ) {
    self.dataset = dataset
    self.file = file
    self.table = table
    self.weightsFile = weightsFile
    self.picture = picture
  }
}

extension Surroundings.Unavailable {
  func diagnostic(at place: Place) -> Diagnostic {
    Diagnostic(cause: isMachine ? .machine : .lesson, id: .unavailable, at: place, summary, hint: hint, notes: notes)
  }
}
