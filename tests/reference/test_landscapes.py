"""The valleys that walks end in: their slopes are their slopes, and nobody is thrown out."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reference import finite_difference
from reference.engine import grad
from reference.landscapes import valleys, valleys_slopes

widths = arrays(np.float64, 3, elements=st.floats(0.15, 0.3), fill=st.nothing())
points = arrays(np.float64, 3, elements=st.floats(-2, 2), fill=st.nothing())
tilts = st.floats(-0.2, 0.2)


@given(widths, tilts, points)
def test_the_slopes_of_the_valleys_are_their_gradient(a, tilt, x):
    slopes = valleys_slopes(a, tilt)(x)
    np.testing.assert_allclose(slopes, grad(valleys(a, tilt))(x), rtol=1e-12, atol=1e-14)
    measured = finite_difference.gradient(valleys(a, tilt), x)
    assert (np.abs(slopes - measured.value) <= measured.error + 1e-12).all()


@given(widths, tilts, points, st.floats(0.02, 0.08))
def test_a_walk_never_climbs_and_never_leaves(a, tilt, x, rate):
    loss, slopes = valleys(a, tilt), valleys_slopes(a, tilt)
    for _ in range(30):
        lower = x - rate * slopes(x)
        assert loss(lower) <= loss(x) + 1e-12
        assert (np.abs(lower) <= 2.1).all()
        x = lower


def test_two_walks_can_end_in_two_valleys_of_different_depth():
    a = np.array([0.2])
    loss, slopes = valleys(a, 0.1), valleys_slopes(a, 0.1)
    left, right = np.array([-0.5]), np.array([0.6])
    for _ in range(500):
        left, right = left - 0.08 * slopes(left), right - 0.08 * slopes(right)
    assert left[0] < -1 < 0.8 < right[0]
    assert loss(left) < loss(right) - 0.15
