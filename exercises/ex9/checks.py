"""How ex9 is judged: training a small network.

Random numbers are judged by what holds for every right choice of them.  Where that is a statement
about chances, the bound follows from the sample size, and a right program is rejected less than
once in a million times.  A walk is judged step by step, each from where the student's code stood.
"""

import math

import numpy as np

from grader import (
    Function,
    agrees,
    array,
    contract,
    definition,
    integer,
    integers,
    law,
    made,
    mapping,
    purity,
    real,
    reference,
    require,
)
from reference.engine import argmax, grad, mean, stack, tanh
from reference.rounding import value_of

NAMES = ("W1", "b1", "W2", "b2")
SEED = integer(0, 2**31 - 2)

# Of a hundred million right programs one may miss a bound; a few dozen bounds are tried.
CHANCE = 1e-8


# -- the network ----------------------------------------------------------------------------------


def loss(parameters, X, T):
    H = tanh(X @ parameters["W1"] + parameters["b1"])
    return mean((H @ parameters["W2"] + parameters["b2"] - T) ** 2)


def loss_with(X, T):
    """The loss as a function of the four parameters one by one."""
    return lambda *place: loss(dict(zip(NAMES, place, strict=True)), X, T)


gradients = grad(loss, wrt="parameters")


def updated(parameters, X, T, learning_rate):
    slopes = gradients(parameters, X, T)
    return {name: value - learning_rate * slopes[name] for name, value in parameters.items()}


# -- chances --------------------------------------------------------------------------------------


def spread_bound(n):
    """How far the mean square of n numbers may be from their variance, relative to it.

    For normal numbers it is off by more than 2√(x/n) + 2x/n with a chance below 2e⁻ˣ (Laurent and
    Massart, Annals of Statistics 28, 2000).  Uniform ones spread less; twice as much is allowed,
    for laws with heavier tails.
    """
    x = math.log(2 / CHANCE)
    return 2 * (2 * math.sqrt(x / n) + 2 * x / n)


def mean_bound(n):
    """How far the mean of n numbers may be from 0, in standard deviations; again, twice as much."""
    return 2 * math.sqrt(2 * math.log(2 / CHANCE) / n)


# In a random order of whatever length, i + 1 follows upon i in at least k places with a chance of
# at most 1/k!, and a given third of 60 rows lies within 25 with a chance below CHANCE.
FOLLOWERS, NUMBERED, THIRD, WINDOW = 12, 60, 20, 25

# A wrong rule of the update misses by more than this share of a step.
A_LITTLE = 0.05


# -- inputs ---------------------------------------------------------------------------------------


def three(D, H, M):
    return D, H, M


SIZES = made(three, D=integer(1, 6), H=integer(1, 6), M=integer(1, 6))
# Far apart from each other, so that no fan-in can be taken for another number.
MANY = made(three, D=integer(100, 120), H=integer(30, 36), M=integer(60, 80))

PARAMETERS = mapping(
    W1=array("D", "H", within=1),
    b1=array("H", within=1),
    W2=array("H", "M", within=1),
    b2=array("M", within=1),
)


def numbered_rows(shift):
    """Rows that tell where they come from: the first row holds 0, the second 1, …"""
    return np.arange(float(NUMBERED))[:, np.newaxis] + np.array([0.0, shift])


def without_ties(x):
    """x, pulled apart a little wherever numbers are equal: no two scores are."""
    order = np.argsort(x, axis=None, kind="stable")
    scores = np.empty(x.size)
    scores[order] = np.sort(x, axis=None) + np.arange(x.size) / 256
    return scores.reshape(x.shape)


# -- reading answers ------------------------------------------------------------------------------


def weights(answer):
    """The two matrices of an answer, each with the number of inputs to its layer."""
    return [(name, np.asarray(answer[name], float), len(answer[name])) for name in ("W1", "W2")]


def pairs(answer):
    """The batches of an answer: the rows of X and of T in each."""
    return [(np.asarray(X, float), np.asarray(T, float)) for X, T in answer]


def rows_of(parts):
    """All rows of some arrays, sorted."""
    rows = np.concatenate([part.reshape(len(part), -1) for part in parts])
    return rows[np.lexsort(rows.T)]


def in_order(answer):
    """The numbers of the rows, in the order of the answer."""
    return np.concatenate([X[:, 0] for X, _ in pairs(answer)])


class Walk:
    """Where the student's code stands after 0, 1, 2 and 3 epochs, and its losses on the way.

    Every step is compared with the gradient of the place that it starts from, wherever that is.
    """

    def __init__(self, answers, X, T, learning_rate):
        self.stations = [{name: station[name] for name in NAMES} for station, _ in answers]
        self.losses = answers[-1][1]
        self.learning_rate = learning_rate
        self.slopes = [gradients(station, X, T) for station in self.stations[:-1]]

    @property
    def ends(self):
        """Where the three steps lead."""
        return self.stations[1:]

    def should(self, k, name):
        """Where this parameter should be after step k."""
        return self.stations[k][name] - self.learning_rate * self.slopes[k][name]

    def factor(self, k, names=NAMES):
        """What the gradient was multiplied by to make step k, where they are parallel."""
        steps = [plainly(self.ends[k][n]) - plainly(self.stations[k][n]) for n in names]
        slopes = [plainly(self.slopes[k][n]) for n in names]
        along = sum(np.sum(step * slope) for step, slope in zip(steps, slopes, strict=True))
        return along / (sum(np.sum(slope**2) for slope in slopes) or 1.0)

    def follows(self, factor, k, names=NAMES):
        """Is step k the gradient times this factor, as far as single precision can tell?"""
        steps = ((self.stations[k][n], self.ends[k][n], factor * self.slopes[k][n]) for n in names)
        return all(
            size(end - start - step) <= 1e-6 * (size(step) + size(start))
            for start, end, step in steps
        )

    def tells(self, k, name):
        """Can it be seen whether this step is along its gradient?

        It must not be short beside where it starts, and must have another way to go.
        """
        slope = np.sort(np.abs(plainly(self.slopes[k][name])), axis=None)
        length = size(self.learning_rate * slope)
        if slope.size < 2 or length <= 1e-3 * size(self.stations[k][name]):
            return False
        return bool(slope[-2] > 0.05 * slope[-1])

    def loses(self, k, name):
        """Does this parameter stand still, or go another way than along its gradient?"""
        factor = self.factor(k, [name])
        return not factor or not self.follows(factor, k, [name])

    def missed(self, k, name):
        """By what share of its length a step misses where it should lead."""
        length = size(self.learning_rate * self.slopes[k][name])
        return size(self.ends[k][name] - self.should(k, name)) / length

    def best(self):
        """Of the steps that tell, and do go along their gradient, the one that misses least.

        As (by how much, k, name); None if there is none.  Who stands still while others move does
        not count.
        """
        moved = [name for name in NAMES if self.factor(0, [name])] or NAMES
        steps = [
            (self.missed(k, name), k, name)
            for k in range(3)
            for name in moved
            if self.tells(k, name) and self.follows(self.factor(k, [name]), k, [name])
        ]
        return min(steps, default=None)


def size(x):
    return float(np.linalg.norm(plainly(x)))


def plainly(x):
    """An array, whatever it knows about its errors."""
    return np.asarray(value_of(x), float)


def walk(student, parameters, X, T, learning_rate):
    answers = yield tuple(student.train(parameters, X, T, learning_rate, k) for k in range(4))
    return Walk(answers, X, T, learning_rate)


# -- the functions --------------------------------------------------------------------------------


class initialise(Function):
    sizes = SIZES
    seed = SEED
    drawn = 20
    pure = purity(share=2)

    @definition()
    def normal_weights(sizes, seed):
        """Normal weights, zero biases."""
        (D, H, M), rng = sizes, np.random.default_rng(seed)
        W1, W2 = rng.normal(size=(D, H)) / np.sqrt(D), rng.normal(size=(H, M)) / np.sqrt(H)
        return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(M)}

    @law(
        ja="W1 (D, H), b1 (H,), W2 (H, M), b2 (M,) という形になる。",
        share=2,
        needs=(),
    )
    def shapes(student, sizes, seed):
        """The shapes are W1 (D, H), b1 (H,), W2 (H, M), b2 (M,)."""
        D, H, M = sizes
        answer = yield student.initialise(sizes, seed)
        wanted = {"W1": (D, H), "b1": (H,), "W2": (H, M), "b2": (M,)}
        require(
            set(answer) == set(wanted),
            en=f"The keys should be W1, b1, W2 and b2, not {', '.join(map(str, answer))}.",
            ja=f"キーは W1, b1, W2, b2 の四つです(あなたのキー: {', '.join(map(str, answer))})。",
        )
        for name, shape in wanted.items():
            require(
                np.shape(answer[name]) == shape,
                en=f"{name} has the shape {np.shape(answer[name])}; it should have {shape}.",
                ja=f"{name} の形が {np.shape(answer[name])} です。正しくは {shape} です。",
            )

    @law(ja="バイアスはすべて 0 である。", needs=("shapes",))
    def biases_are_zero(student, sizes, seed):
        """All biases are zero."""
        answer = yield student.initialise(sizes, seed)
        _, H, M = sizes
        return (answer["b1"], answer["b2"]), (np.zeros(H), np.zeros(M))

    @law(
        ja="重みの標準偏差は 1/√(その層への入力の個数) である。",
        share=4,
        needs=("shapes",),
        samples=3,
        sizes=MANY,
    )
    def spread(student, sizes, seed):
        """The standard deviation of the weights is 1/√(number of inputs to their layer)."""
        answer = yield student.initialise(sizes, seed)
        for name, W, fan_in in weights(answer):
            off = np.mean(W**2) * fan_in - 1
            here, right = math.sqrt(np.mean(W**2)), 1 / math.sqrt(fan_in)
            require(
                bool(abs(off) <= spread_bound(W.size)),
                en=f"With {fan_in} inputs the {W.size} weights of {name} should spread by "
                f"{right:.3f}; yours spread by {here:.3g}, and that is no chance.",
                ja=f"入力が {fan_in} 個なら、{name} の {W.size} 個の重みの標準偏差は {right:.3f} "
                f"のはずですが、{here:.3g} になっています。偶然では起こらない差です。",
            )

    @law(
        ja="重みの平均は 0 である。",
        needs=("shapes",),
        samples=3,
        sizes=MANY,
    )
    def around_zero(student, sizes, seed):
        """The weights have mean 0."""
        answer = yield student.initialise(sizes, seed)
        for name, W, fan_in in weights(answer):
            require(
                bool(abs(np.mean(W)) * math.sqrt(fan_in) <= mean_bound(W.size)),
                en=f"The {W.size} weights of {name} have the mean {np.mean(W):.3g}: "
                "too far from 0 for chance.",
                ja=f"{name} の {W.size} 個の重みの平均が {np.mean(W):.3g} です。"
                "偶然とするには、0 から離れすぎています。",
            )

    @law(
        ja="隠れユニットは一つ一つ違う。",
        share=2,
        needs=("shapes",),
        samples=3,
        sizes=MANY,
    )
    def no_two_alike(student, sizes, seed):
        """No two hidden units are alike."""
        answer = yield student.initialise(sizes, seed)
        W1, W2 = (W for _, W, _ in weights(answer))
        different = len(np.unique(np.vstack([W1, W2.T]), axis=1).T)
        require(
            different == W1.shape[1] == len(np.unique(W1, axis=1).T),
            en="Some hidden units have the same weights: they would learn the same for ever.",
            ja="同じ重みを持つ隠れユニットがあります。いつまでも同じことしか学べません。",
        )

    @law(ja="seed が違えば、値も違う。", needs=("shapes",), samples=3, sizes=MANY)
    def another_seed(student, sizes, seed):
        """Another seed gives other values."""
        one, other = yield student.initialise(sizes, seed), student.initialise(sizes, seed + 1)
        for name, W, _ in weights(one):
            require(
                not np.array_equal(W, np.asarray(other[name], float)),
                en=f"With two different seeds you get the same {name}.",
                ja=f"seed を変えても、{name} が同じです。",
            )


class minibatches(Function):
    X = array("N", "D", within=10)
    T = array("N", "M", within=10) | array("N", within=10)
    batch_size = integer(1, 5)
    seed = SEED
    drawn = 20
    pure = purity(share=2)

    @definition()
    def shuffled_and_cut(X, T, batch_size, seed):
        """Shuffled rows, cut into batches."""
        order = np.random.default_rng(seed).permutation(len(X))
        starts = range(0, len(X), batch_size)
        batches = [order[start : start + batch_size] for start in starts]
        return [(X[batch], T[batch]) for batch in batches]

    @law(
        ja="どの例題も、ちょうど一つのバッチに入る。",
        share=3,
        needs=(),
        samples=None,
    )
    def every_example_once(student, X, T, batch_size, seed):
        """Every example is in exactly one batch."""
        answer = pairs((yield student.minibatches(X, T, batch_size, seed)))
        found = sum(len(rows) for rows, _ in answer)
        require(
            found == len(X),
            en=f"Of {len(X)} examples your batches hold {found}.",
            ja=f"例題は {len(X)} 個ですが、あなたのバッチには {found} 個入っています。",
        )
        require(
            np.array_equal(rows_of([rows for rows, _ in answer]), rows_of([plainly(X)])),
            en="The rows in your batches are not those of X, each once.",
            ja="バッチに入っている行が、X の行をちょうど 1 回ずつ並べたものになっていません。",
        )

    @law(
        ja="どの例題も、自分の目標と一緒にいる。",
        share=3,
        needs=("every_example_once",),
        samples=None,
    )
    def with_its_target(student, X, T, batch_size, seed):
        """Every example stays with its own target."""
        answer = pairs((yield student.minibatches(X, T, batch_size, seed)))
        require(
            all(t.shape == (len(x), *np.shape(T)[1:]) for x, t in answer),
            en="The targets in a batch have not the shape of as many rows of T.",
            ja="バッチの中の目標が、T から同じ数の行を取り出した形になっていません。",
        )
        together = [np.column_stack([x, t]) for x, t in answer]
        require(
            np.array_equal(rows_of(together), rows_of([np.column_stack([plainly(X), plainly(T)])])),
            en="Some examples have got another one's target.",
            ja="別の例題の目標と組になっている例題があります。",
        )

    @law(
        ja="最後のバッチのほかは、どれも大きさが batch_size である。空のバッチはない。",
        share=2,
        needs=("every_example_once",),
        samples=None,
    )
    def full_batches(student, X, T, batch_size, seed):
        """All batches but the last are full, and none is empty."""
        sizes = [len(x) for x, _ in pairs((yield student.minibatches(X, T, batch_size, seed)))]
        require(
            all(size == batch_size for size in sizes[:-1]) and 0 < sizes[-1] <= batch_size,
            en=f"For {len(X)} examples and batch_size {batch_size} your batches hold {sizes}.",
            ja=f"例題が {len(X)} 個、batch_size が {batch_size} のとき、"
            f"バッチの大きさが {sizes} になっています。",
        )

    @law(
        ja="例題の順番はでたらめである。",
        share=3,
        needs=("every_example_once",),
        samples=4,
        X=made(numbered_rows, shift=integer(100, 200)),
        T=made(numbered_rows, shift=integer(300, 400)),
    )
    def shuffled(student, X, T, seed):
        """The examples come in random order."""
        answer = yield student.minibatches(X, T, THIRD, seed)
        order = in_order(answer)
        steps = np.diff(order)
        require(
            np.sum(steps == 1) < FOLLOWERS and np.sum(steps == -1) < FOLLOWERS,
            en="Many neighbours of X are still neighbours in your batches: no random order.",
            ja="X で隣どうしだった行の多くが、まだ隣どうしです。でたらめな順ではありません。",
        )
        require(
            all(np.ptp(x[:, 0]) >= WINDOW for x, _ in pairs(answer)),
            en="A batch holds rows from one region of X only: shuffle before you cut.",
            ja="X の一部分の行だけが集まったバッチがあります。混ぜてから切り分けてください。",
        )

    @law(
        ja="seed が違えば、順番も違う。",
        needs=("every_example_once",),
        samples=4,
        X=made(numbered_rows, shift=integer(100, 200)),
        T=made(numbered_rows, shift=integer(300, 400)),
    )
    def another_seed(student, X, T, seed):
        """Another seed gives another order."""
        one, other = yield (
            student.minibatches(X, T, THIRD, seed),
            student.minibatches(X, T, THIRD, seed + 1),
        )
        require(
            not np.array_equal(in_order(one), in_order(other)),
            en="With two different seeds the order is the same.",
            ja="seed を変えても、順番が同じです。",
        )


class train(Function):
    parameters = PARAMETERS
    X = array("N", "D", within=2)
    T = array("N", "M", within=2)
    learning_rate = real(0.05, 0.5)
    epochs = integer(0, 3)
    drawn = 10
    pure = purity(share=2)

    @definition()
    def downhill(parameters, X, T, learning_rate, epochs):
        """All parameters after so many steps, and the losses on the way."""
        losses = [loss(parameters, X, T)]
        for _ in range(epochs):
            parameters = updated(parameters, X, T, learning_rate)
            losses.append(loss(parameters, X, T))
        return parameters, stack(losses)

    @law(
        ja="losses は、出発点とすべての一歩のあとの、その場所での損失である。",
        share=6,
        needs=(),
    )
    def losses_on_the_way(student, parameters, X, T, learning_rate):
        """The losses are those at the start and after every step, where it then stood."""
        walked = yield from walk(student, parameters, X, T, learning_rate)
        got = walked.losses
        right = stack([loss(station, X, T) for station in walked.stations])
        if np.shape(got) == (4,) and size(got - right) > 2.0**-50 * size(right):
            # On another way, rounding is another; the way is the other checks' business.
            places = [[station[name] for name in NAMES] for station in walked.stations]
            if all(agrees(got[k], loss_with(X, T), *places[k]) for k in range(4)):
                return got, got
        return got, right

    @law(
        ja="どのエポックでも、すべてのつまみが、その場の勾配に沿って一緒に動く。",
        share=8,
        needs=(),
    )
    def every_step_along_the_gradient(student, parameters, X, T, learning_rate):
        """In every epoch all knobs move together, along the gradient of where they stand."""
        walked = yield from walk(student, parameters, X, T, learning_rate)
        lost = [name for name in NAMES if walked.tells(0, name) and walked.loses(0, name)]
        require(
            not lost,
            en=f"In the first epoch these do not move along their gradient: {', '.join(lost)}.",
            ja=f"最初のエポックで、勾配に沿って動いていないもの: {', '.join(lost)}。",
        )
        got, best = [walked.stations[0], *walked.ends], walked.best()
        if best and best[0] < A_LITTLE:  # one knows the rule, so all should
            should = [{name: walked.should(k, name) for name in NAMES} for k in range(3)]
            return got, [parameters, *should]
        # How long the steps are, and whether up or down, is the other check's business.
        factor = walked.factor(0)
        require(
            not best or all(walked.follows(factor, k) for k in range(3)),
            en="Not every step is the gradient of the place where it starts, all knobs together, "
            "times one and the same number.",
            ja="出発した場所の勾配に、いつも同じ一つの数を掛けた一歩になっていません。",
        )
        return got, [parameters, *walked.ends]

    @contract(
        concept="update-rule",
        ja="一歩は −(学習率)×(勾配) である。",
        needs=(),
    )
    def downhill_by_the_learning_rate(student, parameters, X, T, learning_rate):
        """A step is minus learning rate times gradient."""
        walked = yield from walk(student, parameters, X, T, learning_rate)
        # That all knobs do so, in all epochs, to the last digit, is the other check's business.
        missed, k, name = walked.best() or (0.0, 0, NAMES[0])
        ratio = walked.factor(k, [name]) / -plainly(learning_rate)
        require(
            missed < A_LITTLE,
            en=f"{name} moves by {ratio:.3g} times −(learning rate)×(gradient).",
            ja=f"{name} が、−(学習率)×(勾配) の {ratio:.3g} 倍だけ動いています。",
        )


class accuracy(Function):
    scores = made(without_ties, x=array("N", "K", within=10))
    labels = integers("N", below="K")

    @reference(ja="得点が最大のクラスがラベルと一致する行の割合になる。", share=10)
    def share_of_hits(scores, labels):
        """It is the share of rows whose largest score is at the label."""
        hits = argmax(scores, 1) == labels
        return float(np.mean(hits))

    @law(ja="行ごとに同じ数を足しても、割合は変わらない。")
    def only_the_order_counts(student, scores, labels):
        """The same number added to all scores of a row changes nothing."""
        raised = scores - 20.0 * np.arange(len(labels))[:, np.newaxis]
        return (yield student.accuracy(raised, labels), student.accuracy(scores, labels))

    @law(ja="すべてのラベルが当たりなら 1、どれも外れなら 0 になる。", share=2)
    def all_or_nothing(student, scores):
        """All labels hit give 1, none hit gives 0."""
        best, worst = argmax(scores, 1), argmax(-scores, 1)
        right, wrong = yield student.accuracy(scores, best), student.accuracy(scores, worst)
        return (right, wrong), (1.0, float(scores.shape[1] == 1))
