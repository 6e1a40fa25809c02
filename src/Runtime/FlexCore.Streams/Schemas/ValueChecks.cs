using FlexCore.Streams.Values;

namespace FlexCore.Streams.Schemas;

/// <summary><c>enum</c> and <c>const</c>: one of some values.</summary>
/// <param name="values">The values.</param>
/// <param name="rule">The rule in words.</param>
internal sealed class EnumCheck(Value[] values, string rule) : SchemaCheck
{
    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        foreach (ref readonly var allowed in values.AsSpan())
        {
            if (value.Equals(allowed))
            {
                return true;
            }
        }

        return failure?.Set(value, rule) ?? false;
    }
}

/// <summary><c>false</c> as a schema: no value is valid.</summary>
/// <param name="rule">The rule in words.</param>
internal sealed class NeverCheck(string rule) : SchemaCheck
{
    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure) => failure?.Set(value, rule) ?? false;
}

/// <summary><c>minimum</c>, <c>maximum</c> and the exclusive ones. Numbers with more digits than a double holds count as the nearest double.</summary>
/// <param name="limit">The bound.</param>
/// <param name="isUpper">Whether it bounds from above.</param>
/// <param name="isExclusive">Whether the bound itself is out.</param>
/// <param name="rule">The rule in words.</param>
internal sealed class BoundCheck(double limit, bool isUpper, bool isExclusive, string rule) : SchemaCheck
{
    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        if (!value.IsNumber)
        {
            return true;
        }

        var number = value.AsNumber();
        var holds = isUpper ? number < limit : number > limit;
        return holds || (!isExclusive && number == limit) || (failure?.Set(value, rule) ?? false);
    }
}

/// <summary><c>multipleOf</c>, by decimal digits: 0.3 is a multiple of 0.1.</summary>
/// <param name="factor">The factor, above 0.</param>
/// <param name="rule">The rule in words.</param>
internal sealed class MultipleCheck(double factor, string rule) : SchemaCheck
{
    private const double SafeInDecimal = 1e15;

    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure) =>
        !value.IsNumber || IsMultiple(value.AsNumber()) || (failure?.Set(value, rule) ?? false);

    private bool IsMultiple(double number)
    {
        if (!double.IsFinite(number))
        {
            return false;
        }

        // A decimal takes the shortest digits of a double, which are the ones that were written.
        return Math.Abs(number) < SafeInDecimal && factor is > 1e-12 and < SafeInDecimal
            ? (decimal)number % (decimal)factor == 0
            : Math.IEEERemainder(number, factor) == 0;
    }
}
