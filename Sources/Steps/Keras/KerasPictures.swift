import Datasets
import Lesson
import Text

extension KerasScript {
  /// Pictures that are read together, with what they show.
  mutating func loadPictures(_ step: PlannedStep) {
    let file = step[LoadKeys.file] ?? ""
    let (x, y) = (Self.identifier(step.names[0]), step.names.count == 2 ? Self.identifier(step.names[1]) : nil)
    let isDigit = step[LoadKeys.digit] || step[PictureKeys.digits] != nil
    if let digits = step[PictureKeys.digits], digits > 1 {
      return lack(step, "Keras finds no digits on a sheet: cut it into pictures of one digit each")
    }
    let written = step[LoadKeys.labels].flatMap { WrittenLabels($0) }
    let hasClasses = y != nil && written == nil
    let areSeveral = PictureFiles.areSeveral(file)
    var paths = "[\(Self.quoted(file))]"
    if hasClasses {
      use(.findPictures)
      use(.numpy)
      use(.glob, .re)
      write("folders = [folder for folder in sorted(glob.glob(\(Self.quoted(file + "*/")))) if find_pictures(folder)]")
      write("paths = [path for folder in folders for path in find_pictures(folder)]")
      paths = "paths"
    } else if areSeveral {
      use(.findPictures)
      paths = "find_pictures(\(Self.quoted(file)))"
    }
    if isDigit {
      use(.cutOutDigit)
      use(.numpy)
      write("\(x) = np.concatenate([cut_out_digit(path) for path in \(paths)])")
    } else {
      use(.loadPictures)
      var arguments = [paths]
      if let size = step[PictureKeys.size] { arguments.append("(\(size[0]), \(size[size.count - 1]))") }
      if step[PictureKeys.colour] == .rgb { arguments.append("mode=\"RGB\"") }
      let isOne = step[PictureKeys.count] == .one
      write("\(x) = load_pictures(\(arguments.joined(separator: ", ")))\(isOne ? "[0]" : "")")
    }
    guard let y else { return }
    if let written {
      use(.numpy)
      write("\(y) = np.array([\(written.classes.map { "\($0)" }.joined(separator: ", "))])")
    } else {
      write("class_names = [folder.split(\"/\")[-2] for folder in folders]")
      write("are_numbers = all(name.isdigit() for name in class_names)")
      write("labels = [int(name) if are_numbers else index for index, name in enumerate(class_names)]")
      write("\(y) = np.array([label for folder, label in zip(folders, labels) for _ in find_pictures(folder)])")
    }
  }
}
