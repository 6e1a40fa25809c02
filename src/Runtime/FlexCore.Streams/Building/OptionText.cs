using System.Globalization;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Building;

/// <summary>Writes the values of options as pipeline files do, so that code and file give equal definitions.</summary>
internal static class OptionText
{
    /// <summary>The texts of a value.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is of a type that pipeline files have not.</exception>
    public static EquatableList<DefinitionText> Of(string option, object value) => value switch
    {
        string text => [text],
        bool flag => [flag ? "true" : "false"],
        TimeSpan duration => [FormattableString.Invariant($"{(long)duration.TotalMilliseconds}ms")],
        int or long or double or decimal or float => [((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)],
        IEnumerable<string> texts => EquatableList.From(texts.Select(text => new DefinitionText(text))),
        _ => throw new ArgumentException($"The option '{option}' is of type {value?.GetType().Name ?? "null"}. Give a text, number, boolean, duration or list of texts.", nameof(value)),
    };
}
