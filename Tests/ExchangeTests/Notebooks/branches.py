# # Letters from a course, somewhat old
import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow.keras import backend as B

pixels = tf.keras.datasets.fashion_mnist
(pics, tags), (pics_t, tags_t) = pixels.load_data()
spare = pics[0]
del spare
side = 28

if B.image_data_format() == "channels_first":
    pics = pics.reshape(pics.shape[0], 1, side, side)
    form = (1, side, side)
else:
    pics = pics.reshape(pics.shape[0], side, side, 1)
    pics_t = pics_t.reshape(pics_t.shape[0], side, side, 1)
    form = (side, side, 1)

pics = pics / 255.0
pics_t = pics_t / 255.0

# ## The network
net = tf.keras.Sequential()
net.add(tf.keras.layers.Conv2D(8, (3, 3), padding="Same", activation="relu", input_shape=form))
net.add(tf.keras.layers.MaxPool2D())
net.add(tf.keras.layers.Flatten())
net.add(tf.keras.layers.Dense(10))
net.compile(
    optimizer="Nadam", loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
)
net.fit(pics, tags, epochs=2, batch_size=100)
sure = tf.keras.Sequential([net, tf.keras.layers.Softmax()])
answers = sure.predict(pics_t)
np.argmax(answers[3])
draw_answers(answers, title="How sure it is")
