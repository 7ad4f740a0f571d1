"""The top of a notebook: plots that nobody sees, progress bars, Colab."""

import japanize_matplotlib  # noqa: F401
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from google.colab import drive, files  # noqa: F401
from IPython.display import HTML, clear_output, display
from ipywidgets import interact
from matplotlib import animation, cm
from mpl_toolkits.mplot3d import Axes3D  # noqa: F401
from tqdm import tqdm, trange
from tqdm.auto import tqdm as automatic
from tqdm.notebook import tqdm_notebook  # noqa: F401

matplotlib.use("Agg")
plt.rcParams["font.size"] = 14
plt.style.use("ggplot")
sns.set_theme(style="darkgrid")
drive.mount("/content/drive")
fig, ax = plt.subplots(figsize=(6, 4))
X, Y = np.meshgrid(np.linspace(-1, 1, 5), np.linspace(-1, 1, 5))
ax.contourf(X, Y, X * Y, cmap=cm.viridis)
plt.plot([0, 1], [0, 1], label="σ")
plt.legend()
plt.savefig("figure.png")
plt.show()
with plt.xkcd():
    plt.figure()
display(HTML("<b>σ</b>"))
clear_output(wait=True)
interact(lambda x: x, x=(0, 1))
animation.FuncAnimation(fig, lambda frame: None, frames=3)
total = 0
for step in trange(3):
    total += step
for step in tqdm(automatic([1, 2]), desc="training"):
    total += step
assert total == 6


import numpy as np


def sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))


def sigmoid_derivative(x):
    small = np.exp(-np.abs(x))
    return small / (1 + small) ** 2


def chain(outer_derivative, inner, inner_derivative, x):
    return outer_derivative(inner(x)) * inner_derivative(x)


def along_path(local_derivatives):
    return np.prod(local_derivatives)


def over_paths(paths):
    total = 0.0
    for path in paths:
        total += np.prod(path)
    return total


def neuron_gradient(w, b, x, target):
    z = w @ x + b
    small = np.exp(-abs(z))
    s = 1 / (1 + small) if z >= 0 else small / (1 + small)
    note = 2 * (s - target) * small / (1 + small) ** 2
    return note * x, note
