import Testing

@testable import Exchange

/// How pandas chooses columns, and what `load` says of it.
@Suite struct TableTests {
  private static let header = "a,b,c,d,kind"

  /// What stands behind `read_csv`, the lines of the step, and what is told.
  @Test(arguments: [
    ("X = df.drop('kind', axis=1).values\ny = df['kind'].astype('category').cat.codes", ["labels: kind"], 0),
    ("X = df.drop(columns=['kind']).to_numpy()\ny = pd.Categorical(df.kind).codes", ["labels: kind"], 0),
    ("X = df.drop(['a', 'kind'], axis='columns')\ny = df.kind.values", ["columns: b, c, d", "labels: kind"], 0),
    (
      "df = df.dropna().reset_index(drop=True)\nX = df.iloc[:, 1:3]\ny = df.iloc[:, -1]",
      ["columns: b, c", "labels: last", "missing: drop"], 0
    ),
    ("df.drop(columns='b', inplace=True)\ny = df.pop('kind')\nX = df.values", ["columns: a, c, d", "labels: kind"], 0),
    ("X = df.iloc[:, :4].values\ny = df.iloc[:, 4].values", ["labels: last"], 0),
    ("X = df[['a', 'b']].values\ny = df.iloc[:, 2]", ["columns: a, b", "labels: c"], 0),
    ("y = pd.factorize(df['kind'])[0]\nX = df.drop('kind', axis=1)", ["labels: kind"], 0),
    (
      "df['kind'] = LabelEncoder().fit_transform(df['kind'])\nX = df.drop('kind', axis=1)\ny = df['kind']",
      ["labels: kind"], 0
    ),
    ("df = df.fillna(df.mean())\nX = df.drop('kind', axis=1)\ny = df['kind']", ["labels: kind", "missing: mean"], 0),
    ("X = df.drop('kind', axis=1)", ["columns: a, b, c, d"], 0),
    ("df = df.dropna(subset=['a'])\nX = df[['a', 'b']]", ["columns: a, b", "missing: drop"], 1),
    ("df = df.sample(frac=1)\nX = df[['a', 'b']]", ["columns: a, b"], 1),
  ]) func columns(_ text: String, _ lines: [String], _ count: Int) throws {
    for read in ["pd.read_csv('f.csv')", "pd.read_csv('f.csv', sep=',', header=0)"] {
      let lesson = try LeftOutTests.imported("df = \(read)\n\(text)", header: Self.header)
      #expect(lesson.steps.map { $0.verb } == ["load"], "\(lesson.text)")
      #expect(lesson.steps.last?.lines == lines)
      #expect(lesson.steps.last?.names == ["X"] + (lines.contains { $0.hasPrefix("labels") } ? ["y"] : []))
      #expect(lesson.remarks.count == count, "\(lesson.remarks)")
    }
  }

  /// Labels as rows of a one and zeros.
  @Test(arguments: ["pd.get_dummies(df['kind']).values", "to_categorical(df['kind'].map({'v': 1, \"s\": 0}))"])
  func oneHotLabels(_ value: String) throws {
    let lesson = try LeftOutTests.imported(
      "df = pd.read_csv('f.csv')\nX = df[['a']]\ny = \(value)", header: Self.header)
    #expect(lesson.steps.map { $0.text } == ["load \"f.csv\" as X, y\n  columns: a\n  labels: kind", "one-hot y"])
    #expect(lesson.remarks.isEmpty)
  }

  /// What no `load` says stays as it is, with all that it needs.
  @Test(arguments: [
    "df = df[df.a > 5]\nX = df[['a', 'b']]\ny = df['kind']", "df = df.fillna(0)\nX = df.values",
    "df['e'] = df.a / df.b\nX = df.values", "df.sort_values('a', inplace=True)\nX = df.values",
    "r = df.corr()\nsns.heatmap(r)", "df = df.dropna(axis=1)\nX = df.values", "X = df.drop([0, 1])",
    "df.columns = ['a', 'b']\nX = df.values", "y = df['kind'].map({'s': 1, 'v': 0})",
  ]) func staysPython(_ text: String) throws {
    let lesson = try LeftOutTests.imported("df = pd.read_csv('f.csv')\n" + text, header: Self.header)
    #expect(lesson.steps.isEmpty, "\(lesson.text)")
    #expect(lesson.text.contains("```python\ndf = pd.read_csv('f.csv')\n\(text)\n```"))
    #expect(lesson.remarks.map { $0.place } == (1...text.split(separator: "\n").count + 1).map { "line \($0)" })
  }

  /// A table of which no column is known by its name.
  @Test func columnsThatAreNotKnown() throws {
    let text = "df = pd.read_csv('f.csv')\ndf = df.drop(columns=['id'])\nX = df.drop('kind', axis=1)\n"
    let lesson = try LeftOutTests.imported(text + "y = df['kind']\n")
    #expect(lesson.steps.last?.lines == ["labels: kind"])
    #expect(
      lesson.remarks == [
        .init(
          place: "line 3",
          words: "left out of 'drop': id; write the columns that stay below \"f.csv\", as in 'columns: length, width'")
      ])
    #expect(
      try LeftOutTests.imported(text.split(separator: "\n").filter { !$0.contains("id") }.joined(separator: "\n"))
        .remarks.count == 1)
  }

  @Test(arguments: [
    ("train_test_split(X, y, test_size=0.2, stratify=y)", "last: 0.2", 1),
    ("train_test_split(X, y, train_size=0.7, random_state=3)", "last: 0.3", 0),
    ("train_test_split(X, y)", "last: 0.25", 0),
  ]) func splits(_ call: String, _ line: String, _ count: Int) throws {
    let text = "df = pd.read_csv('f.csv')\nX = df[['a']]\ny = df['b']\nX, Xt, y, yt = \(call)\n"
    let lesson = try LeftOutTests.imported(text)
    #expect(lesson.steps.last?.lines == [line])
    #expect(lesson.remarks.count == count)
  }
}
