//! What is made of the times that were measured.

/// The middle one of `samples`, of which there is at least one.
#[must_use]
pub fn median(samples: &mut [f64]) -> f64 {
    let middle = samples.len() / 2;
    *samples.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// The length in bytes from which on fixed costs no longer hide what grows.
pub const LONG: f64 = 4096.0;

/// The [`slope`] of those `points` whose `x` is `least` or more.
#[must_use]
pub fn slope_from(least: f64, points: &[(f64, f64)]) -> f64 {
    slope(&points[points.partition_point(|(x, _)| *x < least)..])
}

/// The slope of the straight line that is closest to `points` where both axes are logarithmic: 1
/// where `y` grows as `x` does, 2 where it grows as the square of `x`.
#[must_use]
pub fn slope(points: &[(f64, f64)]) -> f64 {
    let logarithms = || points.iter().map(|(x, y)| (x.ln(), y.ln()));
    let count = points.len() as f64;
    let mean_x = logarithms().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = logarithms().map(|(_, y)| y).sum::<f64>() / count;
    let covariance: f64 = logarithms().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let variance: f64 = logarithms().map(|(x, _)| (x - mean_x).powi(2)).sum();
    covariance / variance
}
