using System.Globalization;
using FlexCore.Streams.Json;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Schemas;

/// <summary><c>items</c>: all items of a list.</summary>
/// <param name="items">The items' schema.</param>
internal sealed class ItemsCheck(SchemaCheck items) : SchemaCheck
{
    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        if (value.Kind != ValueKind.Array)
        {
            return true;
        }

        var list = value.AsArray().Items;
        for (var i = 0; i < list.Length; i++)
        {
            if (!items.Holds(list[i], failure))
            {
                return failure?.Within(i.ToString(CultureInfo.InvariantCulture)) ?? false;
            }
        }

        return true;
    }
}

/// <summary><c>minItems</c> and <c>maxItems</c>.</summary>
/// <param name="least">The least number.</param>
/// <param name="most">The greatest number.</param>
/// <param name="rule">The rule in words.</param>
internal sealed class ItemCountCheck(long least, long most, string rule) : SchemaCheck
{
    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        var count = value.Kind == ValueKind.Array ? value.AsArray().Count : least;
        return (count >= least && count <= most) || (failure?.SetWhat(FormattableString.Invariant($"has {count} items"), rule) ?? false);
    }
}

/// <summary><c>uniqueItems</c>.</summary>
internal sealed class UniqueCheck : SchemaCheck
{
    private const int FewItems = 12;

    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        if (value.Kind != ValueKind.Array)
        {
            return true;
        }

        var repeated = Repeated(value.AsArray().Items);
        return repeated < 0 || (failure?.SetWhat($"has the item {ValueWords.Of(value.AsArray()[repeated])} twice", "uniqueItems") ?? false);
    }

    private static int Repeated(ReadOnlySpan<Value> items)
    {
        var seen = items.Length > FewItems ? new HashSet<Value>() : null;
        for (var i = 0; i < items.Length; i++)
        {
            if (seen is null ? items[..i].Contains(items[i]) : !seen.Add(items[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
