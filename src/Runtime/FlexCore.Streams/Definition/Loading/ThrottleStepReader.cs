using System.Globalization;

namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads <c>throttle</c> steps.</summary>
internal static class ThrottleStepReader
{
    /// <summary>Reads a throttle.</summary>
    /// <param name="node">The value of <c>throttle</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static ThrottleStep? Read(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "throttle", "the throttle step") is not { } reader)
        {
            return null;
        }

        var rate = 1.0;
        if (reader.RequiredNode("rate") is { } value && context.Text(value, "rate") is { } text)
        {
            rate = Rate(text, context) ?? rate;
        }

        reader.Finish();
        return new ThrottleStep(rate);
    }

    // 1000/s, 60/m, 5/h; a number alone counts records a second.
    private static double? Rate(DefinitionText text, LoadContext context)
    {
        var parts = text.Text.Split('/', 2, StringSplitOptions.TrimEntries);
        var seconds = parts.Length == 1 ? 1 : parts[1] switch { "s" => 1, "m" => 60, "h" => 3600, _ => 0 };
        if (seconds > 0
            && double.TryParse(parts[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count > 0
            && count / seconds <= PipelineLimits.MaxRate)
        {
            return count / seconds;
        }

        context.Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, $"'{text}' is not a rate.", $"Write a number of records and a unit of time, for example 1000/s, 60/m or 5/h; at most {PipelineLimits.MaxRate:N0}/s.");
        return null;
    }
}
