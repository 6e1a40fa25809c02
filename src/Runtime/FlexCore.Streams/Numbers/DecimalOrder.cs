using System.Text;

namespace FlexCore.Streams.Numbers;

/// <summary>Compares decimal numbers by their digits, where doubles are too coarse to tell them apart.</summary>
internal static class DecimalOrder
{
    /// <summary>Compares two numbers in JSON's notation by size.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    /// <returns>Less than 0, 0 or greater than 0; 0 also for two notations of one number.</returns>
    public static int Compare(string left, string right)
    {
        var leftDigits = new DecimalDigits(Encoding.ASCII.GetBytes(left), new byte[left.Length]);
        var rightDigits = new DecimalDigits(Encoding.ASCII.GetBytes(right), new byte[right.Length]);
        var sign = Sign(left, leftDigits);
        var rightSign = Sign(right, rightDigits);
        return sign != rightSign ? sign.CompareTo(rightSign) : sign * CompareMagnitudes(leftDigits, rightDigits);
    }

    private static int Sign(string text, DecimalDigits digits) => digits.Digits.IsEmpty ? 0 : text[0] == '-' ? -1 : 1;

    // Neither end of the digits is a zero, so that their order as text is the order of the fractions.
    private static int CompareMagnitudes(DecimalDigits left, DecimalDigits right) => left.Point != right.Point
        ? left.Point.CompareTo(right.Point)
        : Math.Sign(left.Digits.SequenceCompareTo(right.Digits));
}
