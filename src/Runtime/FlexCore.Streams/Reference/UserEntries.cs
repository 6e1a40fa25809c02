using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Reference;

/// <summary>Describes a program's own operators in the terms of the reference, for the JSON Schema.</summary>
internal static class UserEntries
{
    /// <summary>The entry of an operator.</summary>
    /// <param name="description">The operator.</param>
    public static ReferenceEntry Of(OperatorDescription description) => new(
        description.Name,
        description.Summary.Length > 0 ? description.Summary : $"The operator {description.Name}, version {description.Version}.",
        $"the {description.Name} step",
        [.. description.Options.Select(option => new ReferenceKey(option.Name, option.Meaning, DefaultOf(option), TypeOf(option)))],
        [])
    {
        Short = description.Options.Any(option => option.IsRequired) ? null : KeyType.Nothing,
    };

    private static string DefaultOf(OperatorOption option) => option.IsRequired ? ReferenceKey.Required : option.Default is { } text ? $"`{text}`" : "–";

    private static KeyType TypeOf(OperatorOption option) => option.Kind switch
    {
        OptionKind.Number => KeyType.Number(double.MinValue, double.MaxValue),
        OptionKind.WholeNumber => KeyType.Count(long.MinValue, long.MaxValue),
        OptionKind.Flag => KeyType.Flag,
        OptionKind.Duration => KeyType.Duration,
        OptionKind.Choice => KeyType.Choice([.. option.Choices]),
        OptionKind.Field => KeyType.Field,
        OptionKind.Fields => KeyType.Fields,
        OptionKind.Expression => KeyType.Expression,
        _ => KeyType.Text,
    };
}
