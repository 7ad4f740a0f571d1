"""Input spaces: what an exercise's functions are tried on.

An input is described once (``x = real(within=30) | array("n", within=30)``) and serves twice: for
the *ladder*, structured regimes that known mistakes cannot hide in (few-bit numbers, zeros, large,
tiny, mixed magnitudes, one sign, ties, edges; all sizes different, one, square, long, empty), and
for Hypothesis, as a strategy.

Sizes are named: two arrays that share the name ``"n"`` share that length.  Samples are plain data
(float, int, ndarray, list, dict), so that they can be cached and sent; ``live`` turns a sample into
the argument itself, which matters for callables: a :func:`given` function is stored as the numbers
that it is made of.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Sizes: TypeAlias = Mapping[str, int]
Random: TypeAlias = "np.random.Generator"  # a name: NumPy loads its generators when they are used

# (regime of the numbers, regime of the sizes), hardest first: most mistakes fall at the first.
LADDER: tuple[tuple[str, str], ...] = (
    ("dyadic", "distinct"),
    ("normal", "distinct"),
    ("zeros", "distinct"),
    ("large", "distinct"),
    ("dyadic", "single"),
    ("normal", "square"),
    ("tiny", "distinct"),
    ("mixed", "square"),
    ("negative", "distinct"),
    ("positive", "square"),
    ("ties", "square"),
    ("edge", "distinct"),
    ("normal", "long"),
    ("dyadic", "empty"),
    ("dyadic", "square"),
    ("dyadic", "long"),
    ("large", "single"),
    ("mixed", "long"),
    ("zeros", "long"),
    ("normal", "single"),
)
_SIZES = {
    "pair": (2, 2, 2, 2, 2),
    "rising": (2, 3, 1, 2, 2),
    "distinct": (3, 4, 2, 5, 6),
    "single": (1, 3, 2, 4, 5),
    "square": (3, 3, 3, 3, 3),
    "long": (9, 2, 3, 4, 5),
    "empty": (0, 0, 0, 0, 0),
}
# Sizes of examples for a person to read, the smallest first.
SMALL_SHAPES = ("single", "pair", "rising", "distinct")
_SMALL = np.array([1.0, 2.0, 3.0, -1.0, -2.0, 0.5, 0.0, 4.0, -0.5])
_DYADIC = np.array([-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0, 3.0])


class Input(ABC):
    """One argument's space of values."""

    @abstractmethod
    def sizes(self) -> Iterator[tuple[str, int]]:
        """The named sizes it uses, each with the least value allowed."""

    @abstractmethod
    def sample(self, regime: str, sizes: Sizes, rng: Random) -> Any:
        """One value of a regime of the ladder, as data."""

    @abstractmethod
    def strategy(self, sizes: Sizes) -> SearchStrategy[Any]:
        """The whole space, for Hypothesis (imported only here)."""

    def live(self, data: Any, leaf: Callable[[Any], Any]) -> Any:
        """The argument that the data stand for; ``leaf`` wraps every real number or array."""
        return leaf(data)

    def show(self, data: Any) -> Any:
        """The data as JSON values, for a person to read."""
        return data.tolist() if isinstance(data, np.ndarray) else data

    def __or__(self, other: Input) -> Input:
        return _Either(self, other)


class _Real(Input):
    def __init__(self, names: tuple[str, ...], low: float, high: float, least: int) -> None:
        if not low < high:
            raise ValueError(f"an interval needs low < high, not [{low}, {high}]")
        self.names, self.low, self.high, self.least = names, low, high, least

    def sizes(self) -> Iterator[tuple[str, int]]:
        yield from ((name, self.least) for name in self.names)

    def sample(self, regime: str, sizes: Sizes, rng: Random) -> Any:
        shape = tuple(sizes[name] for name in self.names)
        values = np.asarray(_regime(regime, shape, max(abs(self.low), abs(self.high)), rng))
        if self.low >= 0:
            values = np.abs(values)
        values = np.clip(values, self.low, self.high)
        return values if shape else float(values)

    def strategy(self, sizes: Sizes) -> SearchStrategy[Any]:
        from hypothesis import strategies as st
        from hypothesis.extra import numpy as hnp

        # Multiples of 1/1024 shrink to numbers a person likes; the floats fill all 53 bits.  What
        # is smaller than a nanoscopic part of the range is the ladder's business ("tiny").
        grain = 2.0**-10
        dyadic = st.integers(int(np.ceil(self.low / grain)), int(self.high / grain)).map(
            lambda k: k * grain
        )
        smallest = 1e-9 * (self.high - self.low)
        full = st.floats(self.low, self.high).map(lambda x: x if abs(x) > smallest else self._zero)
        number = st.one_of(dyadic, full)
        if not self.names:
            return number
        shape = tuple(sizes[name] for name in self.names)
        return hnp.arrays(np.float64, shape, elements=number, fill=st.nothing())

    @property
    def _zero(self) -> float:
        return min(max(0.0, self.low), self.high)


def _regime(regime: str, shape: tuple[int, ...], span: float, rng: Random) -> Any:
    normal = rng.normal(size=shape)
    match regime:
        case "normal":
            return normal
        case "dyadic":
            few = _DYADIC[np.abs(_DYADIC) <= span]
            return rng.choice(few if few.size else np.array([span / 2, span]), size=shape)
        case "small":
            return rng.choice(_SMALL[np.abs(_SMALL) <= span] if span >= 0.5 else [span], size=shape)
        case "zeros":
            return np.where(rng.random(shape) < 0.5, 0.0, normal)
        case "large":
            return rng.uniform(-1, 1, shape) * span
        case "edge":
            return rng.choice([-1.0, 1.0], size=shape) * span
        case "tiny":
            return normal * 10.0 ** rng.uniform(-9, -3, shape)
        case "mixed":
            return np.sign(normal) * 10.0 ** rng.uniform(-6, np.log10(span), shape)
        case "negative":
            return -np.abs(normal) - 1e-3
        case "positive":
            return np.abs(normal) + 1e-3
        case "ties":
            return rng.choice([-1.0, 0.5, 2.0], size=shape)
    raise KeyError(regime)


class _Integer(Input):
    """An integer in [low, high); ``high`` may be a named size."""

    def __init__(self, low: int, high: int | str) -> None:
        self.low, self.high = low, high

    def sizes(self) -> Iterator[tuple[str, int]]:
        if isinstance(self.high, str):
            yield self.high, self.low + 1

    def _high(self, sizes: Sizes) -> int:
        return sizes[self.high] if isinstance(self.high, str) else self.high

    def sample(self, regime: str, sizes: Sizes, rng: Random) -> int:
        return int(rng.integers(self.low, self._high(sizes)))

    def strategy(self, sizes: Sizes) -> SearchStrategy[int]:
        from hypothesis import strategies as st

        return st.integers(self.low, self._high(sizes) - 1)

    def live(self, data: Any, leaf: Callable[[Any], Any]) -> Any:
        return data


class _Integers(Input):
    """An array of integers in [0, high); ``high`` is a named size."""

    def __init__(self, names: tuple[str, ...], high: str) -> None:
        self.names, self.high = names, high

    def sizes(self) -> Iterator[tuple[str, int]]:
        yield from ((name, 1) for name in (*self.names, self.high))

    def sample(self, regime: str, sizes: Sizes, rng: Random) -> Any:
        shape = tuple(sizes[name] for name in self.names)
        if regime == "ties":  # everybody the same
            return np.full(shape, rng.integers(sizes[self.high]), np.int64)
        return rng.integers(0, sizes[self.high], shape, np.int64)

    def strategy(self, sizes: Sizes) -> SearchStrategy[Any]:
        from hypothesis import strategies as st
        from hypothesis.extra import numpy as hnp

        shape = tuple(sizes[name] for name in self.names)
        number = st.integers(0, sizes[self.high] - 1)
        return hnp.arrays(np.int64, shape, elements=number, fill=st.nothing())

    def live(self, data: Any, leaf: Callable[[Any], Any]) -> Any:
        return data


class _Either(Input):
    def __init__(self, *options: Input) -> None:
        self.options = options

    def __or__(self, other: Input) -> Input:
        return _Either(*self.options, other)

    def sizes(self) -> Iterator[tuple[str, int]]:
        for option in self.options:
            yield from option.sizes()

    def sample(self, regime: str, sizes: Sizes, rng: Random) -> Any:
        return self.options[rng.integers(len(self.options))].sample(regime, sizes, rng)

    def strategy(self, sizes: Sizes) -> SearchStrategy[Any]:
        from hypothesis import strategies as st

        return st.one_of(*(option.strategy(sizes) for option in self.options))


class _Listing(Input):
    """A list of ``count`` items, each with sizes of its own."""

    def __init__(self, item: Input, most: int) -> None:
        self.item, self.most = item, most

    def sizes(self) -> Iterator[tuple[str, int]]:
        return iter(())

    def sample(self, regime: str, sizes: Sizes, rng: Random) -> list[Any]:
        least = {name: low for name, low in self.item.sizes()}
        count = 0 if regime == "zeros" and rng.random() < 0.5 else int(rng.integers(1, self.most))
        return [
            self.item.sample(
                regime, {name: int(rng.integers(low, 5)) for name, low in least.items()}, rng
            )
            for _ in range(count)
        ]

    def strategy(self, sizes: Sizes) -> SearchStrategy[list[Any]]:
        from hypothesis import strategies as st

        def of_sizes(drawn: dict[str, int]) -> SearchStrategy[Any]:
            return self.item.strategy(drawn)

        shapes = st.fixed_dictionaries(
            {name: st.integers(low, 4) for name, low in self.item.sizes()}
        )
        return st.lists(shapes.flatmap(of_sizes), max_size=self.most)

    def live(self, data: Any, leaf: Callable[[Any], Any]) -> Any:
        return [self.item.live(value, leaf) for value in data]

    def show(self, data: Any) -> Any:
        return [self.item.show(value) for value in data]


class _Mapping(Input):
    def __init__(self, items: dict[str, Input], shuffled: bool) -> None:
        self.items, self.shuffled = items, shuffled

    def sizes(self) -> Iterator[tuple[str, int]]:
        for item in self.items.values():
            yield from item.sizes()

    def sample(self, regime: str, sizes: Sizes, rng: Random) -> dict[str, Any]:
        names = list(self.items)
        if self.shuffled:
            rng.shuffle(names)
        return {name: self.items[name].sample(regime, sizes, rng) for name in names}

    def strategy(self, sizes: Sizes) -> SearchStrategy[dict[str, Any]]:
        from hypothesis import strategies as st

        whole = st.fixed_dictionaries(
            {name: item.strategy(sizes) for name, item in self.items.items()}
        )
        if not self.shuffled:
            return whole
        order = st.permutations(sorted(self.items))
        return st.tuples(whole, order).map(
            lambda drawn: {name: drawn[0][name] for name in drawn[1]}
        )

    def live(self, data: Any, leaf: Callable[[Any], Any]) -> Any:
        return {name: self.items[name].live(value, leaf) for name, value in data.items()}

    def show(self, data: Any) -> Any:
        return {name: self.items[name].show(value) for name, value in data.items()}


class _Given(_Mapping):
    """A callable made by ``factory`` from drawn numbers; the numbers are what is stored."""

    def __init__(self, factory: Callable[..., Callable[..., Any]], items: dict[str, Input]) -> None:
        super().__init__(items, shuffled=False)
        self.factory = factory

    def live(self, data: Any, leaf: Callable[[Any], Any]) -> Any:
        # What a function is made of is exact: only what it is asked at carries rounding errors.
        return self.factory(**super().live(data, lambda value: value))

    def show(self, data: Any) -> Any:
        return _described(self.factory, data)


class _Made(_Mapping):
    """Data computed by ``factory`` from drawn parts; the parts are what is stored."""

    def __init__(
        self,
        factory: Callable[..., Any],
        items: dict[str, Input],
        shown: Callable[[Any], Any] | None,
    ) -> None:
        super().__init__(items, shuffled=False)
        self.factory, self.shown = factory, shown or _listed

    def live(self, data: Any, leaf: Callable[[Any], Any]) -> Any:
        return _mapped(leaf, self.factory(**super().live(data, lambda value: value)))

    def show(self, data: Any) -> Any:
        return self.shown(self.live(data, lambda value: value))


def _listed(tree: Any) -> Any:
    return _mapped(lambda value: value.tolist() if isinstance(value, np.ndarray) else value, tree)


def _mapped(leaf: Callable[[Any], Any], tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _mapped(leaf, part) for key, part in tree.items()}
    if isinstance(tree, (list, tuple)):
        return type(tree)(_mapped(leaf, part) for part in tree)
    return leaf(tree)


class _Companion(_Given):
    def __init__(self, factory: Callable[..., Callable[..., Any]], of: str) -> None:
        super().__init__(factory, {})
        self.of = of

    def live(self, data: Any, leaf: Callable[[Any], Any]) -> Any:
        return self.factory(**data)

    def show(self, data: Any) -> Any:
        return _described(self.factory, data)


def _described(factory: Callable[..., Any], numbers: Mapping[str, Any]) -> str:
    """The factory's docstring with the numbers written in."""
    shown = {
        name: value.tolist() if isinstance(value, np.ndarray) else value
        for name, value in numbers.items()
    }
    return (factory.__doc__ or factory.__name__).strip().format(**shown)


def real(low: float | None = None, high: float | None = None, *, within: float = 3.0) -> Input:
    """A real number in [low, high], by default in [−within, within]."""
    return _Real((), *_interval(low, high, within), least=1)


def array(
    *sizes: str,
    low: float | None = None,
    high: float | None = None,
    within: float = 3.0,
    least: int = 1,
) -> Input:
    """A float64 array with named sizes; ``least=0`` lets them be empty."""
    return _Real(sizes, *_interval(low, high, within), least=least)


def _interval(low: float | None, high: float | None, within: float) -> tuple[float, float]:
    return (-within if low is None else low), (within if high is None else high)


def integer(low: int, high: int) -> Input:
    """An integer in [low, high]."""
    return _Integer(low, high + 1)


def index(size: str) -> Input:
    """A valid index of a dimension: an integer in [0, size)."""
    return _Integer(0, size)


def integers(*sizes: str, below: str) -> Input:
    """An int64 array with named sizes, its numbers in [0, ``below``): labels of K classes."""
    return _Integers(sizes, below)


def listing(item: Input, most: int = 4) -> Input:
    """A list of up to ``most`` items, possibly none, each with its own sizes."""
    return _Listing(item, most)


def mapping(*, shuffled: bool = False, **items: Input) -> Input:
    """A dict with these keys, in this order or (``shuffled``) in any order."""
    return _Mapping(items, shuffled)


def given(factory: Callable[..., Callable[..., Any]], **items: Input) -> Input:
    """A callable ``factory(**items)``.

    It lives on the trusted side and its calls are recorded.  It must be written with the engine's
    operations, so that rounding errors can be followed through it.  The docstring of the factory
    is how it is shown to a person; it may name the numbers in braces.
    """
    return _Given(factory, items)


def made(
    factory: Callable[..., Any], /, *, shown: Callable[[Any], Any] | None = None, **items: Input
) -> Input:
    """Data that ``factory(**items)`` computes from drawn parts.

    For inputs that must have a property: a positive definite matrix, a tuple of sizes, a vector
    whose norm is exact.  The factory computes with plain numbers and arrays; what it returns
    (numbers, arrays, lists, tuples, dicts) is exact.  ``shown`` turns it into what a person is
    shown, where the data themselves say little.
    """
    return _Made(factory, items, shown)


def companion(factory: Callable[..., Callable[..., Any]], *, of: str) -> Input:
    """A callable made of the same numbers as the given callable ``of``: a function's derivative."""
    return _Companion(factory, of)


def live_arguments(
    inputs: Mapping[str, Input], sample: Mapping[str, Any], leaf: Callable[[Any], Any]
) -> dict[str, Any]:
    """The arguments that a sample stands for, every real number or array wrapped by ``leaf``."""
    return {
        name: space.live(sample[space.of if isinstance(space, _Companion) else name], leaf)
        for name, space in inputs.items()
    }


def shown_arguments(inputs: Mapping[str, Input], sample: Mapping[str, Any]) -> dict[str, Any]:
    """The same arguments as JSON values for a person to read."""
    return {
        name: space.show(sample[space.of if isinstance(space, _Companion) else name])
        for name, space in inputs.items()
    }


def chosen_sizes(inputs: Mapping[str, Input], regime: str) -> dict[str, int]:
    """The sizes of a regime for all the names that the inputs use, in the order of appearance."""
    chosen: dict[str, int] = {}
    for name, least in _named(inputs).items():
        chosen[name] = max(least, _SIZES[regime][len(chosen) % 5])
    return chosen


def joint_strategy(inputs: Mapping[str, Input]) -> SearchStrategy[dict[str, Any]]:
    """All inputs of a function at once, the shared sizes drawn first."""
    from hypothesis import strategies as st

    sizes = st.fixed_dictionaries(
        {name: st.integers(least, 4) for name, least in _named(inputs).items()}
    )
    return sizes.flatmap(
        lambda drawn: st.fixed_dictionaries(
            {name: space.strategy(drawn) for name, space in inputs.items()}
        )
    )


def _named(inputs: Mapping[str, Input]) -> dict[str, int]:
    """Every size by name with the least value that all its users allow."""
    least: dict[str, int] = {}
    for space in inputs.values():
        for name, low in space.sizes():
            least[name] = max(low, least.get(name, 0))
    return least
