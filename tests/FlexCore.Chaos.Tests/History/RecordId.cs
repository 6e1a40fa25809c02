using System.Globalization;

namespace FlexCore.Chaos.Tests.History;

/// <summary>A record that a writer sent: its number grows by one from record to record.</summary>
public readonly record struct RecordId(string Writer, int Number)
{
    /// <summary>Reads the text form <c>writer-number</c>.</summary>
    public static RecordId Parse(string text)
    {
        var dash = text.LastIndexOf('-');
        return new RecordId(text[..dash], int.Parse(text.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Writer}-{Number}");
}
