/// A file of a data set as it stands on the servers.
package struct PublishedFile: Sendable {
  let name: String
  /// In bytes, gzipped.
  let size: Int
  /// Of the uncompressed contents.
  let contentsSHA256: String

  package init(name: String, size: Int, contentsSHA256: String) {
    self.name = name
    self.size = size
    self.contentsSHA256 = contentsSHA256
  }

  static func files(of dataset: DatasetName) -> [PublishedFile] {
    let facts: [(size: Int, sha256: String)] =
      switch dataset {
      case .mnist:
        [
          (9_912_422, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
          (28_881, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
          (1_648_877, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
          (4_542, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        ]
      case .fashionMNIST:
        [
          (26_421_880, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
          (29_515, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
          (4_422_102, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
          (5_148, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
        ]
      }
    return zip(DatasetFiles.publishedNames, facts).map {
      PublishedFile(name: $0, size: $1.size, contentsSHA256: $1.sha256)
    }
  }

  /// Folders on servers that have long had the files.
  static func mirrors(of dataset: DatasetName) -> [String] {
    switch dataset {
    case .mnist:
      ["https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"]
    case .fashionMNIST:
      [
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
      ]
    }
  }
}
