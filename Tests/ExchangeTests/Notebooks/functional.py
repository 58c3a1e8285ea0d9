# # Digits with the functional API
#
# The layers are called one after the other.
import numpy as np
import keras
from keras import layers
import matplotlib.pyplot as plt

num_classes = 10
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.astype("float32") / 255.0
x_test = x_test.astype("float32") / 255.0
x_train = np.expand_dims(x_train, -1)
x_test = np.expand_dims(x_test, -1)

inputs = keras.Input(shape=(28, 28, 1), name="image")
x = layers.Conv2D(16, kernel_size=3, activation="relu")(inputs)
x = layers.MaxPooling2D(pool_size=2)(x)
x = layers.Dropout(0.25)(layers.Flatten()(x))
outputs = layers.Dense(num_classes, activation="softmax")(x)
model = keras.Model(inputs=inputs, outputs=outputs, name="digits")
model.summary()

# ## Training
steps_per_epoch = len(x_train) // 128
rate = keras.optimizers.schedules.ExponentialDecay(1e-3, decay_steps=steps_per_epoch, decay_rate=0.9)
model.compile(
    loss="sparse_categorical_crossentropy",
    optimizer=keras.optimizers.Adam(learning_rate=rate),
    metrics=["accuracy", keras.metrics.SparseTopKCategoricalAccuracy(k=5)],
)
history = model.fit(x_train, y_train, batch_size=128, epochs=3, validation_split=0.1)
score = model.evaluate(x_test, y_test, verbose=0)
print("Test loss:", score[0])
print("Test accuracy:", score[1])
model.export("digits.onnx", format="onnx")
