using System.Globalization;
using System.Text;

namespace FlexCore.Streams.Definition.Writing;

/// <summary>Writes a text in double quotes as both JSON and YAML read it: what either takes for a line break or may not stand as it is is escaped. Pure.</summary>
internal static class QuotedText
{
    /// <summary>Appends a text.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="text">The text.</param>
    public static void Append(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var character in text)
        {
            switch (character)
            {
                case '"' or '\\':
                    json.Append('\\').Append(character);
                    break;
                case < ' ' or (>= '\u007f' and <= '\u009f') or '\u2028' or '\u2029' or '\ufeff':
                    json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                    break;
                default:
                    json.Append(character);
                    break;
            }
        }

        json.Append('"');
    }
}
