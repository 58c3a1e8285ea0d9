import numpy as np
from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense, LSTM
(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = np.pad(x_train, ((0, 0), (2, 2), (2, 2)))
model = Sequential([LSTM(32), Dense(10, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy')
model.fit(x_train, y_train)
print(x_train.shape)
