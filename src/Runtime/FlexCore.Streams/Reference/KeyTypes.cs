using System.Globalization;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Reference;

/// <summary>Any text, number or boolean.</summary>
/// <param name="Name">What the text is.</param>
internal sealed record TextType(string Name) : KeyType
{
    /// <inheritdoc/>
    public override string Words => Name;
}

/// <summary>A text of a certain form.</summary>
/// <param name="Name">What the text is.</param>
/// <param name="Pattern">A regular expression that JavaScript and .NET read alike.</param>
/// <param name="Help">The form in words.</param>
internal sealed record PatternType(string Name, string Pattern, string Help) : KeyType
{
    /// <inheritdoc/>
    public override string Words => Name;
}

/// <summary>A number within bounds.</summary>
/// <param name="Low">The least allowed number.</param>
/// <param name="High">The greatest allowed number.</param>
/// <param name="IsWhole">Whether it must be a whole number.</param>
internal sealed record NumberType(double Low, double High, bool IsWhole) : KeyType
{
    /// <inheritdoc/>
    public override string Words => string.Create(CultureInfo.InvariantCulture, $"{(IsWhole ? "whole number" : "number")} from {Low} to {High}");
}

/// <summary>True or false.</summary>
internal sealed record FlagType : KeyType
{
    /// <inheritdoc/>
    public override string Words => "`true` or `false`";
}

/// <summary>Nothing: the key stands without a value.</summary>
internal sealed record NothingType : KeyType
{
    /// <inheritdoc/>
    public override string Words => "nothing";
}

/// <summary>One of some words.</summary>
/// <param name="Values">The words.</param>
internal sealed record ChoiceType(EquatableList<string> Values) : KeyType
{
    /// <inheritdoc/>
    public override string Words => string.Join(", ", Values.Select(value => $"`{value}`"));
}

/// <summary>A list.</summary>
/// <param name="Name">The type in few words.</param>
/// <param name="Items">The items' type.</param>
/// <param name="IsOneAllowed">Whether one item may stand without the list.</param>
internal sealed record ListType(string Name, KeyType Items, bool IsOneAllowed) : KeyType
{
    /// <summary>The least number of items.</summary>
    public int Least { get; init; } = 1;

    /// <inheritdoc/>
    public override string Words => Name;
}

/// <summary>Free names and their values.</summary>
/// <param name="Name">The type in few words.</param>
/// <param name="Values">The values' type.</param>
internal sealed record MappingType(string Name, KeyType Values) : KeyType
{
    /// <summary>The least number of entries.</summary>
    public int Least { get; init; } = 1;

    /// <inheritdoc/>
    public override string Words => Name;
}

/// <summary>A mapping with known keys.</summary>
/// <param name="Where">How the loader calls it in messages.</param>
/// <param name="Keys">Its keys.</param>
internal sealed record ObjectType(string Where, IReadOnlyList<ReferenceKey> Keys) : KeyType
{
    /// <inheritdoc/>
    public override string Words => $"`{{ {string.Join(", ", Keys.Select(key => key.Name))} }}`";
}

/// <summary>A source, step or sink.</summary>
/// <param name="Name">Which.</param>
internal sealed record DefinitionType(string Name) : KeyType
{
    /// <inheritdoc/>
    public override string Words => Name;
}

/// <summary>Anything.</summary>
/// <param name="Name">What it is.</param>
internal sealed record AnyType(string Name) : KeyType
{
    /// <inheritdoc/>
    public override string Words => Name;
}

/// <summary>A value of one of several types.</summary>
/// <param name="Types">The types.</param>
internal sealed record EitherType(EquatableList<KeyType> Types) : KeyType
{
    /// <inheritdoc/>
    public override string Words => string.Join(" or ", Types.Where(type => type is not NothingType).Select(type => type.Words));
}
