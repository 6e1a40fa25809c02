using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>The namespace Math.</summary>
internal static class MathFunctions
{
    public static readonly FunctionGroup Group = new(
        "Math",
        [
            new("Math.abs(x)", "Without its sign.", "Math.abs(-2)", "2", static (in Evaluation e, in Arguments a) => Value.Number(Math.Abs(a.Number(e, 0)))),
            new("Math.ceil(x)", "The next integer upwards.", "Math.ceil(1.2)", "2", static (in Evaluation e, in Arguments a) => Value.Number(Math.Ceiling(a.Number(e, 0)))),
            new("Math.floor(x)", "The next integer downwards.", "Math.floor(-1.2)", "-2", static (in Evaluation e, in Arguments a) => Value.Number(Math.Floor(a.Number(e, 0)))),
            new("Math.round(x)", "The nearest integer; halves go upwards.", "Math.round(-2.5)", "-2", static (in Evaluation e, in Arguments a) => Value.Number(Round(a.Number(e, 0)))),
            new("Math.trunc(x)", "Without its fraction.", "Math.trunc(-1.7)", "-1", static (in Evaluation e, in Arguments a) => Value.Number(Math.Truncate(a.Number(e, 0)))),
            new("Math.sign(x)", "-1, 0 or 1.", "Math.sign(-7)", "-1", static (in Evaluation e, in Arguments a) => Value.Number(Sign(a.Number(e, 0)))),
            new("Math.min(...numbers)", "The smallest; Infinity without arguments.", "Math.min(3, 1, 2)", "1", static (in Evaluation e, in Arguments a) => Extreme(e, a, double.PositiveInfinity, Math.Min)),
            new("Math.max(...numbers)", "The largest; -Infinity without arguments.", "Math.max(...[3, 1, 2])", "3", static (in Evaluation e, in Arguments a) => Extreme(e, a, double.NegativeInfinity, Math.Max)),
            new("Math.sqrt(x)", "The square root.", "Math.sqrt(9)", "3", static (in Evaluation e, in Arguments a) => Value.Number(Math.Sqrt(a.Number(e, 0)))),
            new("Math.cbrt(x)", "The cube root.", "Math.cbrt(27)", "3", static (in Evaluation e, in Arguments a) => Value.Number(CubeRoot(a.Number(e, 0)))),
            new("Math.pow(x, y)", "x to the power of y, as `x ** y`.", "Math.pow(2, 10)", "1024", static (in Evaluation e, in Arguments a) => Value.Number(Arithmetic.Power(a.Number(e, 0), a.Number(e, 1)))),
            new("Math.exp(x)", "e to the power of x.", "Math.exp(0)", "1", static (in Evaluation e, in Arguments a) => Value.Number(Math.Exp(a.Number(e, 0)))),
            new("Math.log(x)", "The natural logarithm.", "Math.log(1)", "0", static (in Evaluation e, in Arguments a) => Value.Number(Math.Log(a.Number(e, 0)))),
            new("Math.log2(x)", "The logarithm to base 2.", "Math.log2(8)", "3", static (in Evaluation e, in Arguments a) => Value.Number(Math.Log2(a.Number(e, 0)))),
            new("Math.log10(x)", "The logarithm to base 10.", "Math.log10(1000)", "3", static (in Evaluation e, in Arguments a) => Value.Number(Math.Log10(a.Number(e, 0)))),
            new("Math.hypot(...numbers)", "The square root of the sum of squares.", "Math.hypot(3, 4)", "5", Hypot),
            new("Math.sin(x)", "The sine of an angle in radians.", "Math.sin(0)", "0", static (in Evaluation e, in Arguments a) => Value.Number(Math.Sin(a.Number(e, 0)))),
            new("Math.cos(x)", "The cosine of an angle in radians.", "Math.cos(0)", "1", static (in Evaluation e, in Arguments a) => Value.Number(Math.Cos(a.Number(e, 0)))),
            new("Math.tan(x)", "The tangent of an angle in radians.", "Math.tan(0)", "0", static (in Evaluation e, in Arguments a) => Value.Number(Math.Tan(a.Number(e, 0)))),
            new("Math.atan2(y, x)", "The angle of the point (x, y) in radians.", "Math.atan2(0, 1)", "0", static (in Evaluation e, in Arguments a) => Value.Number(Math.Atan2(a.Number(e, 0), a.Number(e, 1)))),
        ]);

    // floor(x + 0.5) would round 0.49999999999999994 up and lose odd integers above 2 ** 52.
    private static double Round(double number)
    {
        var floor = Math.Floor(number);
        return Math.CopySign(number - floor >= 0.5 ? floor + 1 : floor, number);
    }

    // The C library's root may be one unit off; a step of Newton's method corrects it.
    private static double CubeRoot(double number)
    {
        var root = Math.Cbrt(number);
        if (root == 0 || !double.IsFinite(root))
        {
            return root;
        }

        // The square's rounding error is kept, so that the difference of the cube and the number is right to its last digit.
        var square = root * root;
        var lost = Math.FusedMultiplyAdd(root, root, -square);
        var difference = Math.FusedMultiplyAdd(square, root, -number) + (lost * root);
        return root - (difference / (3 * square));
    }

    private static double Sign(double number) => number > 0 ? 1 : number < 0 ? -1 : number;

    private static Value Extreme(in Evaluation e, in Arguments a, double start, Func<double, double, double> choose)
    {
        var chosen = start;
        for (var i = 0; i < a.Count; i++)
        {
            chosen = choose(chosen, a.Number(e, i));
        }

        return Value.Number(chosen);
    }

    private static Value Hypot(in Evaluation e, in Arguments a)
    {
        double largest = 0;
        for (var i = 0; i < a.Count; i++)
        {
            largest = Math.Max(largest, Math.Abs(a.Number(e, i)));
        }

        if (largest == 0 || !double.IsFinite(largest))
        {
            return Value.Number(largest);
        }

        // Scaled against overflow, with Kahan's compensation against rounding.
        double sum = 0;
        double lost = 0;
        for (var i = 0; i < a.Count; i++)
        {
            var scaled = a.Number(e, i) / largest;
            var summand = (scaled * scaled) - lost;
            var next = sum + summand;
            lost = next - sum - summand;
            sum = next;
        }

        return Value.Number(Math.Sqrt(sum) * largest);
    }
}
