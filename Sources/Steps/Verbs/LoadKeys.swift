import Datasets
import Lesson

/// The settings of `load`.
enum LoadKeys {
  private static let wholeCount = 1...1_000_000_000
  static let train = Key<Int?>.integer(
    "train", aliases: ["train_count"], in: wholeCount, text: "all", "how many training images of a data set to keep")
  static let test = Key<Int?>.integer(
    "test", aliases: ["test_count"], in: wholeCount, text: "all", "how many test images of a data set to keep")
  static let digit = Key<Bool>.flag(
    "digit", standard: false, "cuts out, centres and scales the photo of a digit as MNIST did")
  static let format = Key<FileReading>.choice(
    "format", [(.arrays, []), (.bytes, ["raw"]), (.packed, [])], standard: .arrays,
    "how a file is read: bytes takes the bare bytes that it holds, unpacked where it is gzipped, packed those that it "
      + "is made of, each as whole numbers in a row")
  static let labels = Key<String?>.text(
    "labels", aliases: ["label", "target"],
    "the column of a table that holds the labels, by its name, or first or last: 'load \"file\" as x, y' takes it "
      + "apart from the others; words become classes, and keep their names; of pictures what they show, in their order, "
      + "as in 'labels: 7, 4, 2'")
  static let columns = Key<String?>.text(
    "columns", aliases: ["column", "usecols", "features"], text: "all",
    "the other columns of a table that are wanted, by their names: 'columns: length, width'")
  static let missing = Key<TableChoice.Missing?>.choice(
    "missing", aliases: ["na", "missing_values"], [(.drop, ["dropna"]), (.mean, ["fill"])], text: "refused",
    "what becomes of missing values in a table: drop leaves their rows out, mean fills in the mean of the column")
  /// What it reads: a data set or a file, as written.
  static let dataset = Key<DatasetName?>.choice("dataset", DatasetName.allCases.map { ($0, []) }, text: "", "")
  static let file = Key<String?>.text("file", "")
  /// What the check finds in a file.
  static let found = Key<FoundInFile>.choice(
    "found", [(.arrays, []), (.table, []), (.classes, [])], standard: .arrays, "")
}
