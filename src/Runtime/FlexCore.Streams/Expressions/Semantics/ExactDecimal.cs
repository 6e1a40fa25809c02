using System.Globalization;
using System.Numerics;

namespace FlexCore.Streams.Expressions.Semantics;

/// <summary>Rounds a double's exact value to decimal digits, halves upwards, as ECMA-262 defines toFixed and toPrecision.</summary>
internal static class ExactDecimal
{
    /// <summary>The number with a fixed count of decimals.</summary>
    /// <param name="number">Finite.</param>
    /// <param name="decimals">0 to 100.</param>
    public static string ToFixed(double number, int decimals)
    {
        var digits = Scale(Math.Abs(number), decimals).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? digits : digits.Insert(digits.Length - decimals, ".");
        return number < 0 ? "-" + text : text;
    }

    /// <summary>The number with a fixed count of significant digits.</summary>
    /// <param name="number">Finite.</param>
    /// <param name="precision">1 to 100.</param>
    public static string ToPrecision(double number, int precision)
    {
        var sign = number < 0 ? "-" : "";
        var (digits, exponent) = number == 0 ? (new string('0', precision), 0) : Digits(Math.Abs(number), precision);
        if (exponent < -6 || exponent >= precision)
        {
            var mantissa = precision > 1 ? digits.Insert(1, ".") : digits;
            return $"{sign}{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent).ToString(CultureInfo.InvariantCulture)}";
        }

        return sign + (exponent < 0
            ? "0." + new string('0', -exponent - 1) + digits
            : exponent + 1 < precision ? digits.Insert(exponent + 1, ".") : digits);
    }

    private static (string Digits, int Exponent) Digits(double number, int precision)
    {
        // The logarithm may be off by one next to a power of ten, and rounding may add a digit: the count of digits tells.
        var exponent = (int)Math.Floor(Math.Log10(number));
        while (true)
        {
            var digits = Scale(number, precision - 1 - exponent).ToString(CultureInfo.InvariantCulture);
            if (digits.Length == precision)
            {
                return (digits, exponent);
            }

            exponent += digits.Length > precision ? 1 : -1;
        }
    }

    // floor(number × 10^power + 1/2), exactly.
    private static BigInteger Scale(double number, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger numerator = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52);
        var shift = Math.Max(exponent, 1) - 1_075;
        var denominator = BigInteger.One;
        numerator <<= Math.Max(shift, 0);
        denominator <<= Math.Max(-shift, 0);
        numerator *= BigInteger.Pow(10, Math.Max(power, 0));
        denominator *= BigInteger.Pow(10, Math.Max(-power, 0));
        return ((2 * numerator) + denominator) / (2 * denominator);
    }
}
