# %% [markdown]
# # Iris with a functional model
#
# | column | what |
# | --- | --- |
# | petal_length | in cm |

# %%
import numpy as np
import pandas as pd
import keras
from keras import layers, ops
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.model_selection import train_test_split
from sklearn.metrics import ConfusionMatrixDisplay

SEED = 3
EPOCHS = 40
keras.utils.set_random_seed(SEED)

# %%
df = pd.read_csv("data/iris.csv")
print(df.shape)
print(df["species"].value_counts())
X = df.iloc[:, 0:4].values
labels = LabelEncoder().fit_transform(df["species"])

# %%
X_train, X_test, y_train, y_test = train_test_split(
    X, labels, test_size=0.25, random_state=SEED, stratify=labels
)
scaler = StandardScaler().fit(X_train)
X_train = scaler.transform(X_train)
X_test = scaler.transform(X_test)

# %%
inputs = keras.Input(shape=(4,), name="flowers")
x = layers.Dense(16, activation="relu", name="hidden")(inputs)
x = layers.Dense(8, activation="relu")(x)
outputs = layers.Dense(3, activation="softmax")(x)
model = keras.Model(inputs=inputs, outputs=outputs, name="iris")
model.summary()

# %%
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.01),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
history = model.fit(X_train, y_train, epochs=EPOCHS, batch_size=8, validation_data=(X_test, y_test), verbose=0)

# %%
import matplotlib.pyplot as plt
pd.DataFrame(history.history)[["accuracy", "val_accuracy"]].plot()
plt.title("Accuracy")
plt.show()

# %%
loss, accuracy = model.evaluate(X_test, y_test, verbose=0)
print(f"{accuracy:.1%} of {len(X_test)} flowers")
y_pred = np.argmax(model.predict(X_test, verbose=0), axis=1)
ConfusionMatrixDisplay.from_predictions(y_test, y_pred, cmap="Blues")
plt.show()
