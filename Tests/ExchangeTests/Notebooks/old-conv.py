from keras.layers.convolutional import Convolution2D, MaxPooling2D
from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import *
(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.reshape(x_train.shape[0], 28, 28, 1).astype('float32') / 255
x_test = x_test.reshape(x_test.shape[0], 28, 28, 1).astype('float32') / 255
m = Sequential()
m.add(Convolution2D(32, 3, 3, border_mode='same', input_shape=(28, 28, 1)))
m.add(BatchNormalization())
m.add(Activation('relu'))
m.add(MaxPooling2D((2, 2)))
m.add(Flatten())
m.add(Dense(10, activation='softmax'))
m.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
m.fit(x_train, y_train, 64, epochs=1)
m.save('my_model.h5')
