namespace FlexCore.Streams.Expressions.Semantics;

/// <summary>Arithmetic where JavaScript differs from .NET.</summary>
internal static class Arithmetic
{
    /// <summary><c>**</c>: an exponent of NaN gives NaN, and ±1 to the power of ±Infinity is NaN where C's pow says 1.</summary>
    public static double Power(double left, double right) =>
        double.IsNaN(right) || (Math.Abs(left) == 1 && double.IsInfinity(right)) ? double.NaN : Math.Pow(left, right);
}
