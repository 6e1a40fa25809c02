using System.Runtime.CompilerServices;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Keys;

/// <summary>Whether two values are the same key.</summary>
/// <remarks>As <see cref="Value.Equals(Value)"/>, except that numbers with more digits than a double holds are compared by their digits: two ids that differ in the last digit are two keys.</remarks>
internal static class KeyEquality
{
    /// <summary>Compares two key parts.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Same(in Value left, in Value right) => left.IsUtf8 && right.IsUtf8
        ? left.Utf8Span().SequenceEqual(right.Utf8Span())
        : SameSlowly(left, right);

    private static bool SameSlowly(in Value left, in Value right)
    {
        var leftIsExact = left.TryGetExactNumber(out var leftExact);
        var rightIsExact = right.TryGetExactNumber(out var rightExact);
        return leftIsExact || rightIsExact
            ? leftIsExact && rightIsExact && string.Equals(leftExact?.Text, rightExact?.Text, StringComparison.Ordinal)
            : left.Equals(right);
    }
}
