import numpy as np, seaborn as sns
from sklearn.metrics import confusion_matrix, classification_report
from keras.datasets import mnist
from keras import models, layers
from keras.utils import to_categorical
(X, y), (X_t, y_t) = mnist.load_data()
sns.countplot(x=y)
mean = X.mean()
std = X.std()
X = (X - mean) / std
X_t = (X_t - mean) / std
y_cat = to_categorical(y)
net = models.Sequential()
net.add(layers.Flatten(input_shape=(28, 28)))
net.add(layers.Dense(64, activation='tanh'))
net.add(layers.Dense(10, activation='softmax'))
net.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-3), loss='categorical_crossentropy', metrics=['accuracy'])
h = net.fit(X, y_cat, epochs=2, validation_split=0.1, verbose=0)
y_pred = net.predict(X_t)
y_pred_classes = np.argmax(y_pred, axis=1)
cm = confusion_matrix(y_t, y_pred_classes)
sns.heatmap(cm, annot=True, fmt='d')
print(classification_report(y_t, y_pred_classes))
