/// A function that a script defines before the first step that needs it.
package enum KerasHelper: Sendable {
  case readIDX, loadNPZ, cutOutDigit, findPictures, loadPictures, showImages, showPredictions, plotHistory,
    predictClasses, augment, wilson, errors, timeLimit, loadSafetensors, showWeights

  var imports: [KerasImport] {
    switch self {
    case .readIDX: [.gzip, .numpy]
    case .cutOutDigit: [.numpy, .image]
    case .findPictures: [.glob, .re]
    case .loadPictures: [.numpy, .image, .imageOps]
    case .loadNPZ, .predictClasses, .wilson, .errors: [.numpy]
    case .showImages, .showPredictions, .showWeights: [.numpy, .pyplot]
    case .plotHistory: [.pyplot]
    case .augment: [.numpy, .keras]
    case .timeLimit: [.time, .keras]
    case .loadSafetensors: [.json, .re, .numpy]
    }
  }

  var needs: [KerasHelper] { self == .loadPictures ? [.findPictures] : [] }

  var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }

  private var text: String {
    switch self {
    case .readIDX:
      """
      def read_idx(path):
          \"\"\"An array from an IDX file, gzipped or not.\"\"\"
          with open(path, "rb") as file:
              data = file.read()
          if data[:2] == b"\\x1f\\x8b":
              data = gzip.decompress(data)
          types = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
          dimensions = data[3]
          shape = np.frombuffer(data, ">u4", dimensions, offset=4)
          return np.frombuffer(data, types[data[2]], offset=4 + 4 * dimensions).reshape(shape)
      """
    case .loadNPZ:
      """
      def load_npz(path, *names):
          \"\"\"Arrays of an .npz file: by their names, or in their order where it has others.\"\"\"
          with np.load(path) as file:
              keys = names if all(name in file for name in names) else file.files
              return [file[key] for key in keys]
      """
    case .cutOutDigit:
      """
      def cut_out_digit(path):
          \"\"\"The digit of a photo as MNIST shows it: bright on black, 20 pixels high, its mass in the middle of 28 x 28.\"\"\"
          photo = 255.0 - np.asarray(Image.open(path).convert("L"), dtype="float32")
          if np.median(photo) > 127:
              photo = 255 - photo
          ink = np.clip((photo - np.median(photo)) / (photo.max() - np.median(photo)), 0, 1)
          rows, columns = np.nonzero(ink > 0.5)
          ink = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
          scale = 20 / max(ink.shape)
          size = (max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale)))
          small = np.asarray(Image.fromarray((255 * ink).astype("uint8")).resize(size, Image.Resampling.BOX))
          weights = small / small.sum()
          row = round(14 - (weights.sum(axis=1) * np.arange(small.shape[0])).sum())
          column = round(14 - (weights.sum(axis=0) * np.arange(small.shape[1])).sum())
          row = min(max(row, 0), 28 - small.shape[0])
          column = min(max(column, 0), 28 - small.shape[1])
          digit = np.zeros((1, 28, 28), dtype="uint8")
          digit[0, row : row + small.shape[0], column : column + small.shape[1]] = small
          return digit
      """
    case .findPictures:
      """
      def find_pictures(name):
          \"\"\"The pictures of a folder or a pattern, in the order in which people count.\"\"\"
          def natural(path):
              return [int(part) if part.isdigit() else part.lower() for part in re.split(r"(\\d+)", path)]
          paths = glob.glob(name + "*" if name.endswith("/") else name)
          return sorted((path for path in paths if path.lower().endswith((".png", ".jpg", ".jpeg"))), key=natural)
      """
    case .loadPictures:
      """
      def load_pictures(paths, size=None, mode="L"):
          \"\"\"Pictures as one array; with a size (height, width), the middle of each is scaled to it.\"\"\"
          images = [ImageOps.exif_transpose(Image.open(path)).convert(mode) for path in paths]
          if size is not None:
              images = [ImageOps.fit(image, (size[1], size[0])) for image in images]
          return np.stack([np.asarray(image) for image in images])
      """
    case .showImages:
      """
      def show_images(images, titles=None, columns=6, cmap="gray_r"):
          \"\"\"A grid of images: (n, h, w), (n, h, w, channels), rows of pixels, or one image (h, w).\"\"\"
          images = np.asarray(images)
          side = int(images.shape[-1] ** 0.5)
          if images.ndim == 2 and (side * side != images.shape[1] or images.shape[0] == images.shape[1]):
              images = images[None]
          elif images.ndim == 2:
              images = images.reshape(-1, side, side)
          columns = min(columns, max(len(images), 1))
          rows = max(-(-len(images) // columns), 1)
          _, axes = plt.subplots(rows, columns, figsize=(1.5 * columns, 1.7 * rows), squeeze=False)
          for axis in axes.flat:
              axis.axis("off")
          for index, (axis, image) in enumerate(zip(axes.flat, images)):
              axis.imshow(image.squeeze(), cmap=cmap)
              if titles is not None:
                  axis.set_title(titles[index], fontsize=9)
          plt.show()
      """
    case .showPredictions:
      """
      def show_predictions(images, outputs, labels=None):
          \"\"\"Each image beside the probabilities of its classes.\"\"\"
          images = np.asarray(images)
          if outputs.shape[1] == 1:
              outputs = np.hstack([1 - outputs, outputs])
          if images.ndim == 2:
              side = int(images.shape[1] ** 0.5)
              images = images.reshape(-1, side, side) if side * side == images.shape[1] else None
          _, axes = plt.subplots(len(outputs), 2, figsize=(6, 2 * len(outputs)), squeeze=False)
          for index, (left, right) in enumerate(axes):
              left.axis("off")
              if images is not None:
                  left.imshow(images[index].squeeze(), cmap="gray_r")
              right.bar(range(outputs.shape[1]), outputs[index])
              right.set_xticks(range(outputs.shape[1]))
              right.set_ylim(0, 1)
              answer = outputs[index].argmax()
              truth = "" if labels is None else f", truth {labels[index]}"
              right.set_title(f"answer {answer} ({outputs[index][answer]:.1%}){truth}", fontsize=9)
          plt.tight_layout()
          plt.show()
      """
    case .plotHistory:
      """
      def plot_history(history):
          \"\"\"Loss and accuracy for each epoch.\"\"\"
          measures = [name for name in ("loss", "accuracy") if name in history.history]
          _, axes = plt.subplots(1, len(measures), figsize=(5 * len(measures), 3.5), squeeze=False)
          for axis, name in zip(axes.flat, measures):
              for curve, label in ((name, "training"), ("val_" + name, "validation")):
                  if curve in history.history:
                      values = history.history[curve]
                      axis.plot(range(1, len(values) + 1), values, marker="o", label=label)
              axis.set_xlabel("epoch")
              axis.set_title(name)
              axis.legend()
          plt.show()
      """
    case .predictClasses:
      """
      def predict_classes(network, x):
          \"\"\"The class of each sample: that of the largest output.\"\"\"
          outputs = network.predict(x, verbose=0)
          return outputs.argmax(axis=1) if outputs.shape[1] > 1 else (outputs[:, 0] > 0.5).astype(int)
      """
    case .augment:
      """
      def augment(images, copies, shift, rotate, zoom):
          \"\"\"The images, with copies behind them that are shifted (pixels), turned (degrees) and scaled (a share).\"\"\"
          side = images.shape[1] if images.ndim > 2 else int(images.shape[1] ** 0.5)
          pictures = images.reshape(len(images), side, -1, images.shape[3] if images.ndim == 4 else 1)
          fill = float(images.min())
          change = keras.Sequential([
              keras.layers.RandomTranslation(shift / side, shift / side, fill_mode="constant", fill_value=fill),
              keras.layers.RandomRotation(rotate / 360, fill_mode="constant", fill_value=fill),
              keras.layers.RandomZoom(zoom, fill_mode="constant", fill_value=fill),
          ])
          parts = [images]
          for _ in range(copies):
              for start in range(0, len(images), 1024):
                  batch = pictures[start : start + 1024].astype("float32")
                  changed = np.asarray(change(batch, training=True))
                  parts.append(changed.reshape(-1, *images.shape[1:]).astype(images.dtype))
          return np.concatenate(parts)
      """
    case .wilson:
      """
      def wilson(accuracy, count, z=1.96):
          \"\"\"The ends of the 95 % interval of a share that was seen in `count` independent samples.\"\"\"
          middle = (accuracy + z * z / (2 * count)) / (1 + z * z / count)
          half = z / (1 + z * z / count) * np.sqrt(accuracy * (1 - accuracy) / count + (z / (2 * count)) ** 2)
          return middle - half, middle + half
      """
    case .errors:
      """
      def errors(outputs, labels):
          \"\"\"Outputs less what they should be; class numbers count as the rows that one-hot makes of them.\"\"\"
          labels = np.asarray(labels)
          if outputs.shape[1] > 1 and labels.size == len(outputs):
              labels = np.eye(outputs.shape[1])[labels.astype(int).reshape(-1)]
          return outputs - labels.reshape(outputs.shape)
      """
    case .timeLimit:
      """
      class TimeLimit(keras.callbacks.Callback):
          \"\"\"Lets no epoch start after so many seconds.\"\"\"

          def __init__(self, seconds):
              super().__init__()
              self.seconds = seconds

          def on_train_begin(self, logs=None):
              self.end = time.monotonic() + self.seconds

          def on_epoch_end(self, epoch, logs=None):
              if time.monotonic() > self.end:
                  self.model.stop_training = True
      """
    case .loadSafetensors:
      """
      def load_safetensors(network, path):
          \"\"\"Sets a network's weights from a .safetensors file, whose layers are told by kind and number: dense_1.kernel.\"\"\"
          with open(path, "rb") as file:
              data = file.read()
          start = 8 + int.from_bytes(data[:8], "little")
          given = {}
          for name, tensor in json.loads(data[8:start]).items():
              *_, layer, weight = re.split("[./]", "." + name)
              given.setdefault(layer, {})[weight] = tensor
          kinds = {
              "Dense": ["dense"], "Conv2D": ["conv2d"], "BatchNormalization": ["batchnorm", "batch_normalization"],
              "LayerNormalization": ["layernorm", "layer_normalization"],
          }
          types = {"F16": "<f2", "F32": "<f4", "F64": "<f8"}
          for kind, names in kinds.items():
              layers = [layer for layer in network.layers if type(layer).__name__ == kind]
              found = [name for name in given if re.sub(r"_\\d+$", "", name) in names]
              found.sort(key=lambda name: int((re.findall(r"_(\\d+)$", name) or ["0"])[0]))
              for layer, name in zip(layers, found, strict=True):
                  for weight in layer.weights:
                      tensor = given[name][weight.name]
                      first, end = tensor["data_offsets"]
                      values = np.frombuffer(data[start + first : start + end], types[tensor["dtype"]])
                      weight.assign(values.reshape(tensor["shape"]))
      """
    case .showWeights:
      """
      def show_weights(layer):
          \"\"\"A layer's kernels as pictures, blue below zero and red above, and the spread of its weights.\"\"\"
          kernel, *_ = layer.get_weights()
          pictures = []
          if kernel.ndim == 4 and kernel.shape[0] * kernel.shape[1] > 1:
              pictures = [kernel[:, :, 0, k] for k in range(min(kernel.shape[3], 64))]
          elif kernel.ndim == 2 and int(kernel.shape[0] ** 0.5) ** 2 == kernel.shape[0]:
              side = int(kernel.shape[0] ** 0.5)
              pictures = [kernel[:, k].reshape(side, side) for k in range(min(kernel.shape[1], 32))]
          if pictures:
              rows = -(-len(pictures) // 8)
              limit = max(np.abs(picture).max() for picture in pictures)
              _, axes = plt.subplots(rows, 8, figsize=(9, 1.2 * rows), squeeze=False)
              for axis in axes.flat:
                  axis.axis("off")
              for axis, picture in zip(axes.flat, pictures):
                  axis.imshow(picture, cmap="RdBu_r", vmin=-limit, vmax=limit)
              plt.show()
          for weight in layer.weights:
              values = np.asarray(weight)
              print(layer.name, weight.name, values.shape, values.min(), values.mean(), values.max(), values.std())
      """
    }
  }
}
